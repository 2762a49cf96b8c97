import { Json, small } from "../small";
import { changesOf, replacedInUse, texts, undoingOf } from "./changes";

const MAP = "${google_compute_url_map.Map.self_link}";

test("the HTTP redirect switched off is dangerous, and on it is safer", () => {
  const change = (_: Json, resource: Json) => {
    delete resource.google_compute_global_forwarding_rule.Http;
    delete resource.google_compute_target_http_proxy;
    delete resource.google_compute_url_map.Redirect;
  };
  expect(changesOf(change)).toEqual([
    "dangerous: HTTP on port 80 of `prod-address` is no longer answered: visitors who type the address without https:// get no answer",
  ]);
  expect(undoingOf(change)).toEqual([
    "added: HTTP on port 80 of `prod-address` is now answered: redirect 301 to HTTPS",
  ]);
});

test("a site served in the clear where it redirected is dangerous", () => {
  const change = (_: Json, resource: Json) => (resource.google_compute_target_http_proxy.Http.url_map = MAP);
  expect(changesOf(change)).toEqual([
    "dangerous: port 80 of `prod-address` no longer redirects to HTTPS: the site is served unencrypted",
  ]);
  expect(undoingOf(change)).toEqual([
    "changed: port 80 of `prod-address` now redirects to HTTPS (redirect 301 to HTTPS); previously the site was served unencrypted",
  ]);
});

test("a new load balancer that serves in the clear is dangerous", () => {
  const open = small();
  open.resource.google_compute_target_http_proxy.Http.url_map = MAP;
  const safe = [
    "added: load balancer `LoadBalancer` is new, for `a.example.com`",
    expect.stringMatching(/^added: new Cloud Run service `api` in `us-central1`/),
    expect.stringMatching(/^added: new Cloud Run service `web` in `us-central1`/),
  ];
  expect(texts({}, open)).toEqual([
    "dangerous: HTTP on port 80 of `prod-address` is now answered, unencrypted",
    ...safe,
  ]);
  expect(texts({}, small())).toEqual(safe);
});

test("another code of the redirect is a change", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_url_map.Redirect.default_url_redirect.redirect_response_code = "FOUND");
  expect(changesOf(change)).toEqual([
    "changed: port 80 of `prod-address`: redirect 302 to HTTPS; previously redirect 301 to HTTPS",
  ]);
});

test("another address, or the same made again, needs other DNS records", () => {
  const later = "Visitors are sent to the old address until you change the DNS records";
  expect(changesOf((_, resource) => (resource.google_compute_global_address.Address.name = "other"))).toEqual([
    `dangerous: the IP address changes: \`other\` instead of \`prod-address\`. ${later}`,
  ]);
  expect(changesOf((_, resource) => (resource.google_compute_global_address.Address.ip_version = "IPV6"))).toEqual([
    replacedInUse("google_compute_global_address", "prod-address"),
    `dangerous: the IP address changes: \`prod-address\` is replaced. ${later}`,
  ]);
  expect(changesOf((_, resource) => (resource.google_compute_global_address.Address.labels = { a: "b" }))).toEqual([]);
});

test("a key exchange that quantum computers do not break is safer, and put off it is dangerous", () => {
  const modern = "TLS 1.2 or later, profile MODERN, policy `modern-tls`";
  const exchange = (is: string) =>
    `TLS 1.2 or later, profile MODERN, post-quantum key exchange ${is}, policy \`modern-tls\``;
  const change = (is: string) => (_: Json, resource: Json) =>
    (resource.google_compute_ssl_policy.Tls.post_quantum_key_exchange = is);
  expect(changesOf(change("ENABLED"))).toEqual([
    `added: TLS on port 443 is now ${exchange("ENABLED")}; previously ${modern}; the same browsers can connect`,
  ]);
  expect(changesOf(change("DEFERRED"))).toEqual([
    `dangerous: TLS on port 443 is now ${exchange("DEFERRED")}; previously ${modern}; weaker than before`,
  ]);
  expect(changesOf(change("DEFAULT"))).toEqual([]);
});

test("IPv6 comes beside IPv4, and going it is dangerous", () => {
  const change = (_: Json, resource: Json) => {
    resource.google_compute_global_address.Ipv6 = { name: "prod-ipv6", ip_version: "IPV6" };
    resource.google_compute_global_forwarding_rule.Https6 = {
      ...resource.google_compute_global_forwarding_rule.Https,
      ip_address: "${google_compute_global_address.Ipv6.address}",
      name: "prod-https6",
    };
  };
  expect(changesOf(change)).toEqual([
    "added: IP address `prod-ipv6` is new: it needs DNS records of type AAAA",
    "added: HTTPS on port 443 of `prod-ipv6` is now answered",
  ]);
  expect(undoingOf(change)).toEqual(["dangerous: IP address `prod-ipv6` is removed: remove its DNS records first"]);
});

test("a forwarding rule made again for the same address and port cuts visitors off", () => {
  const rule = (resource: Json) => resource.google_compute_global_forwarding_rule.Https;
  expect(changesOf((_, resource) => (rule(resource).description = "new"))).toEqual([
    "dangerous: forwarding rule `prod-https` is replaced for the same address and port, and Google allows only one such rule: visitors get no answer until the new one exists",
  ]);
  expect(changesOf((_, resource) => (rule(resource).labels = { a: "b" }))).toEqual([]);
});

test("another port is another door", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_global_forwarding_rule.Https.port_range = "8443");
  expect(changesOf(change)).toEqual([
    "dangerous: HTTPS on port 443 of `prod-address` is no longer answered",
    "added: HTTPS on port 8443 of `prod-address` is now answered",
  ]);
});

test("weaker TLS is dangerous, stronger TLS is safer, TLS that somebody else decides is a change", () => {
  const modern = "TLS 1.2 or later, profile MODERN, policy `modern-tls`";
  const old = "TLS 1.0 or later, profile MODERN, policy `modern-tls`";
  const weaken = (_: Json, resource: Json) => (resource.google_compute_ssl_policy.Tls.min_tls_version = "TLS_1_0");
  expect(changesOf(weaken)).toEqual([
    `dangerous: TLS on port 443 is now ${old}; previously ${modern}; weaker than before`,
  ]);
  expect(undoingOf(weaken)).toEqual([
    `changed: TLS on port 443 is now ${modern}; previously ${old}; outdated browsers can no longer connect`,
  ]);
  const drop = (_: Json, resource: Json) => delete resource.google_compute_target_https_proxy.Https.ssl_policy;
  expect(changesOf(drop)).toEqual([
    `dangerous: TLS on port 443 is now **TLS 1.0 or later**, Google's default without an SSL policy; previously ${modern}; weaker than before`,
  ]);
  const other = (_: Json, resource: Json) =>
    (resource.google_compute_target_https_proxy.Https.ssl_policy = "projects/p1/global/sslPolicies/corp");
  expect(changesOf(other)).toEqual([
    `changed: TLS on port 443 is now defined by policy \`corp\` (existing); previously ${modern}; check whether it is weaker than before`,
  ]);
  const rename = (_: Json, resource: Json) => (resource.google_compute_ssl_policy.Tls.name = "other");
  expect(changesOf(rename)).toEqual([]);
});

const elsewhere = "how its answers differ is unknown in this stack";

test("a URL map or a proxy that is made elsewhere, in place of what is read here, is dangerous", () => {
  const otherMap = (_: Json, resource: Json) =>
    (resource.google_compute_target_https_proxy.Https.url_map = "projects/p1/global/urlMaps/other");
  expect(changesOf(otherMap)).toEqual([
    `dangerous: port 443 of \`prod-address\` is now answered by URL map \`other\` (existing), created outside this stack, instead of URL map \`prod-map\`; ${elsewhere}`,
  ]);
  expect(undoingOf(otherMap)).toEqual([
    `dangerous: port 443 of \`prod-address\` is now answered by URL map \`prod-map\`, instead of URL map \`other\` (existing), created outside this stack; ${elsewhere}`,
  ]);
  const otherProxy = (_: Json, resource: Json) =>
    (resource.google_compute_global_forwarding_rule.Https.target = "projects/p1/global/targetHttpsProxies/other");
  expect(changesOf(otherProxy)).toEqual([
    "dangerous: `a.example.com` no longer has certificate `certificate-a`: visitors get a certificate error, unless the certificate of target proxy `other` (existing) covers the domain, which is unknown in this stack",
    `dangerous: port 443 of \`prod-address\` is now answered by target proxy \`other\` (existing), created outside this stack, instead of URL map \`prod-map\`; ${elsewhere}`,
    "added: the certificate of target proxy `other` (existing) is new; the domains that it covers are unknown in this stack",
  ]);
});

test("one URL map or proxy that is made elsewhere, in place of another is dangerous", () => {
  const [one, two, proxies] = [small(), small(), [small(), small()]];
  one.resource.google_compute_target_https_proxy.Https.url_map = "projects/p1/global/urlMaps/one";
  two.resource.google_compute_target_https_proxy.Https.url_map = "projects/p1/global/urlMaps/two";
  expect(texts(one, two)).toEqual([
    `dangerous: port 443 of \`prod-address\` is now answered by URL map \`two\` (existing), created outside this stack, instead of URL map \`one\` (existing), created outside this stack; ${elsewhere}`,
  ]);
  proxies.forEach((site, index) => {
    site.resource.google_compute_global_forwarding_rule.Https.target = `projects/p1/global/targetHttpsProxies/x${index}`;
  });
  expect(texts(proxies[0], proxies[1])).toContain(
    `dangerous: port 443 of \`prod-address\` is now answered by target proxy \`x1\` (existing), created outside this stack, instead of target proxy \`x0\` (existing), created outside this stack; ${elsewhere}`,
  );
});

test("another URL map of the same stack with the same routes changes nothing", () => {
  const [before, after] = [small(), small()];
  for (const { resource } of [before, after]) {
    resource.google_compute_url_map.New = { ...resource.google_compute_url_map.Map, name: "prod-new" };
  }
  after.resource.google_compute_target_https_proxy.Https.url_map = "${google_compute_url_map.New.self_link}";
  expect(texts(before, after)).toEqual([]);
});

test("whether there is a redirect to HTTPS is not told where it cannot be read", () => {
  const isDecidedLater = (_: Json, resource: Json) =>
    (resource.google_compute_url_map.Redirect.default_url_redirect.https_redirect = "${var.https}");
  const isElsewhere = (_: Json, resource: Json) =>
    (resource.google_compute_target_http_proxy.Http.url_map = "projects/p1/global/urlMaps/corp-redirect");
  const cannot = "dangerous: port 80 of `prod-address`: whether it still redirects to HTTPS is unknown in this stack";
  expect(changesOf(isDecidedLater)).toEqual([
    `${cannot} (URL map \`prod-redirect\`); previously redirect 301 to HTTPS`,
  ]);
  expect(changesOf(isElsewhere)).toEqual([
    `${cannot} (URL map \`corp-redirect\` (existing)); previously redirect 301 to HTTPS`,
  ]);
  expect(undoingOf(isElsewhere)).toEqual([
    "changed: port 80 of `prod-address` now redirects to HTTPS (redirect 301 to HTTPS)",
  ]);
});
