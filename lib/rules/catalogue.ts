import { BACKEND_BUCKETS } from "./backend-buckets";
import { BACKEND_SERVICES } from "./backend-services";
import { CERTIFICATES } from "./certificates";
import { CLIENT_AUTHENTICATION } from "./client-authentication";
import { CLOUD_ARMOR } from "./cloud-armor";
import { CLOUD_CDN } from "./cloud-cdn";
import { CLOUD_RUN } from "./cloud-run";
import { DNS } from "./dns";
import { FRONT_END } from "./front-end";
import { NAMES } from "./names";
import { NETWORK_ENDPOINT_GROUPS } from "./network-endpoint-groups";
import { HeldRule, Rules } from "./rule";
import { SHAPE_RULES } from "./shapes";
import { SSL_POLICIES } from "./ssl-policies";
import { TERRAFORM } from "./terraform";
import { URL_MAPS } from "./url-maps";

/** A part of the documentation of the rules. */
interface Family {
  readonly heading: string;
  readonly rules: Rules;
}

/** All rules, in the order in which they are documented. A rule that is not in this list is not run. */
export const FAMILIES: readonly Family[] = [
  { heading: "Serverless network endpoint groups", rules: NETWORK_ENDPOINT_GROUPS },
  { heading: "Backend services", rules: BACKEND_SERVICES },
  { heading: "Backend buckets", rules: BACKEND_BUCKETS },
  { heading: "Cloud CDN", rules: CLOUD_CDN },
  { heading: "URL maps", rules: URL_MAPS },
  { heading: "Certificates and SSL policies", rules: { ...CERTIFICATES, ...SSL_POLICIES } },
  { heading: "Client authentication", rules: CLIENT_AUTHENTICATION },
  { heading: "DNS records", rules: DNS },
  { heading: "Front end, names and labels", rules: { ...FRONT_END, ...NAMES } },
  { heading: "Cloud Armor", rules: CLOUD_ARMOR },
  { heading: "Cloud Run", rules: CLOUD_RUN },
  { heading: "Terraform's language", rules: TERRAFORM },
  { heading: "Values that no compiler has looked at", rules: SHAPE_RULES },
];

/** All rules by id. */
export const ALL: Rules = Object.assign({}, ...FAMILIES.map(({ rules }) => rules)) as Rules;

/** How a rule is enforced: code that breaks it does not compile, or synth fails with an error, or synth warns. */
export type How = "types" | "error" | "warning";

/** Where Google's documentation stands. */
export const GOOGLE = "https://docs.cloud.google.com";

/** The page of Google's documentation that explains a family of rules, by the first part of the rule's id. */
const PAGES: { readonly [family: string]: string } = {
  NEG: "load-balancing/docs/negs/serverless-neg-concepts",
  BS: "load-balancing/docs/backend-service",
  BB: "load-balancing/docs/backend-bucket",
  CDN: "cdn/docs/caching",
  UM: "load-balancing/docs/url-map-concepts",
  CERT: "load-balancing/docs/ssl-certificates/google-managed-certs",
  TLS: "load-balancing/docs/ssl-policies-concepts",
  MTLS: "load-balancing/docs/mtls",
  DNS: "dns/docs/records-overview",
  FE: "load-balancing/docs/forwarding-rule-concepts",
  ARM: "armor/docs/security-policy-overview",
  RUN: "run/docs/securing/ingress",
  NAM: "compute/docs/naming-resources",
  LAB: "compute/docs/labeling-resources",
};
/** Rules that are not Google's have a page of ours. */
const OWN_PAGES: { readonly [family: string]: string } = {
  SHAPE: "https://github.com/cdktf-google-serverless-lb/cdktf-google-serverless-lb/blob/main/docs/values.md",
};

/** The page of the documentation for a rule that is enforced: Google's page, except for rules of Terraform and our own. */
export function googlePage(id: string): string {
  const [family] = id.split("-");
  const { page = PAGES[family] } = ALL[id] as HeldRule;
  return OWN_PAGES[family] ?? (page.startsWith("https:") ? page : `${GOOGLE}/${page}`);
}

/** How a rule is enforced; nothing for a rule that is not, or that is part of another one. */
export function howOf(found: Rules[string] | undefined): readonly How[] {
  if (found !== undefined && "checks" in found) {
    const severities = found.checks.map(({ severity }) => severity);
    return [
      ...(found.isPrevented ? (["types"] as const) : []),
      ...(["error", "warning"] as const).filter((severity) => severities.includes(severity)),
    ];
  }
  return [];
}

/** The ids of the rules whose breach is a warning. */
export const WARNING_RULES: readonly string[] = Object.keys(ALL).filter((id) => howOf(ALL[id]).includes("warning"));

/** Whether an id is that of a rule whose breach is a warning. */
export function isWarning(id: string): boolean {
  return WARNING_RULES.includes(id);
}
