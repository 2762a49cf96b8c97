const BASE = "https://docs.cloud.google.com";

/** The page of Google's documentation that explains a family of rules, by the first part of the rule's id. */
const PAGES: { readonly [family: string]: string } = {
  NEG: `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  BS: `${BASE}/load-balancing/docs/backend-service`,
  CDN: `${BASE}/cdn/docs/caching`,
  UM: `${BASE}/load-balancing/docs/url-map-concepts`,
  CERT: `${BASE}/load-balancing/docs/ssl-certificates/google-managed-certs`,
  TLS: `${BASE}/load-balancing/docs/ssl-policies-concepts`,
  FE: `${BASE}/load-balancing/docs/forwarding-rule-concepts`,
  ARM: `${BASE}/armor/docs/security-policy-overview`,
  RUN: `${BASE}/run/docs/securing/ingress`,
  NAM: `${BASE}/compute/docs/naming-resources`,
  LAB: `${BASE}/compute/docs/labeling-resources`,
};

/** Rules that have a page of their own. */
const OWN_PAGES: { readonly [rule: string]: string } = {
  "CERT-13": `${BASE}/load-balancing/docs/ssl-certificates/self-managed-certs`,
  "CDN-06": `${BASE}/cdn/docs/using-negative-caching`,
  "CDN-07": `${BASE}/cdn/docs/using-negative-caching`,
  "CDN-09": `${BASE}/cdn/docs/using-cache-keys`,
  "CDN-10": `${BASE}/cdn/docs/using-cache-keys`,
  "CDN-12": `${BASE}/cdn/docs/using-signed-cookies`,
  "CDN-16": `${BASE}/armor/docs/security-policy-overview`,
  "ARM-09": `${BASE}/armor/docs/rate-limiting-overview`,
  "ARM-10": `${BASE}/armor/docs/rate-limiting-overview`,
  "ARM-11": `${BASE}/armor/docs/rate-limiting-overview`,
  "ARM-14": `${BASE}/armor/docs/rate-limiting-overview`,
  "ARM-13": `${BASE}/armor/docs/rate-limiting-overview`,
  "ARM-17": `${BASE}/armor/docs/rules-language-reference`,
  "ARM-18": `${BASE}/armor/docs/rules-language-reference`,
  "ARM-19": `${BASE}/armor/docs/rules-language-reference`,
  "ARM-20": `${BASE}/armor/docs/rules-language-reference`,
  "ARM-21": `${BASE}/armor/docs/rules-language-reference`,
  "ARM-22": `${BASE}/armor/docs/waf-rules`,
  "ARM-23": `${BASE}/armor/docs/waf-rules`,
  "BS-03": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-04": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-05": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-07": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-08": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-09": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-12": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-13": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-15": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-16": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-17": `${BASE}/iap/docs/enabling-cloud-run`,
  "BS-18": `${BASE}/iap/docs/enabling-cloud-run`,
  "BS-19": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-27": `${BASE}/load-balancing/docs/quotas`,
  "NEG-20": `${BASE}/load-balancing/docs/quotas`,
  "UM-17": `${BASE}/load-balancing/docs/quotas`,
  "ARM-30": `${BASE}/armor/quotas`,
  "BS-14": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
  "BS-22": `${BASE}/load-balancing/docs/https/custom-headers-global`,
  "BS-23": `${BASE}/load-balancing/docs/https/custom-headers-global`,
  "BS-24": `${BASE}/load-balancing/docs/https/custom-headers-global`,
  "NEG-13": `${BASE}/load-balancing/docs/https/setup-global-ext-https-serverless`,
  "NEG-14": `${BASE}/load-balancing/docs/https/setup-global-ext-https-serverless`,
  "NEG-15": `${BASE}/load-balancing/docs/https/setup-global-ext-https-serverless`,
  "RUN-01": `${BASE}/run/docs/deploying`,
  "RUN-04": `${BASE}/run/docs/securing/managing-access`,
  "RUN-07": `${BASE}/run/docs/securing/managing-access`,
  "NEG-17": `${BASE}/load-balancing/docs/https/setup-global-ext-https-serverless`,
  "RUN-05": `${BASE}/run/docs/securing/managing-access`,
  "RUN-12": `${BASE}/run/docs/configuring/request-timeout`,
  "RUN-16": `${BASE}/run/docs/configuring/services/containers`,
  "RUN-09": `${BASE}/load-balancing/docs/negs/serverless-neg-concepts`,
};

/** The page of Google's documentation for a rule, such as `"CDN-04"`. */
export function googlePage(rule: string): string {
  const [, family] = /^([A-Z]+)-\d\d$/.exec(rule) ?? [];
  const page = OWN_PAGES[rule] ?? PAGES[family];
  if (page === undefined) {
    throw new Error(`${JSON.stringify(rule)} is no rule's id: write it like CDN-16`);
  }
  return page;
}
