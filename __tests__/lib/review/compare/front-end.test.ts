import { Json, small } from "../small";
import { changesOf, texts, undoingOf } from "./changes";

const MAP = "${google_compute_url_map.Map.self_link}";

test("the HTTP redirect switched off is dangerous, and on it is safer", () => {
  const change = (_: Json, resource: Json) => {
    delete resource.google_compute_global_forwarding_rule.Http;
    delete resource.google_compute_target_http_proxy;
    delete resource.google_compute_url_map.Redirect;
  };
  expect(changesOf(change)).toEqual([
    "dangerous: nothing answers HTTP on port 80 of `prod-address` any more: who types the address without https:// gets no answer",
  ]);
  expect(undoingOf(change)).toEqual(["added: HTTP is answered on port 80 of `prod-address`: redirect 301 to HTTPS"]);
});

test("a site served in the clear where it redirected is dangerous", () => {
  const change = (_: Json, resource: Json) => (resource.google_compute_target_http_proxy.Http.url_map = MAP);
  expect(changesOf(change)).toEqual([
    "dangerous: port 80 of `prod-address` no longer redirects to HTTPS: the site is served in the clear there",
  ]);
  expect(undoingOf(change)).toEqual([
    "added: port 80 of `prod-address` redirects to HTTPS (redirect 301 to HTTPS); before, the site was served in the clear there",
  ]);
});

test("a new load balancer that serves in the clear is dangerous", () => {
  const open = small();
  open.resource.google_compute_target_http_proxy.Http.url_map = MAP;
  expect(texts({}, open)).toEqual([
    "dangerous: HTTP is answered on port 80 of `prod-address`, in the clear",
    "added: load balancer `LoadBalancer` is new, for `a.example.com`",
  ]);
  expect(texts({}, small())).toEqual(["added: load balancer `LoadBalancer` is new, for `a.example.com`"]);
});

test("another code of the redirect is a change", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_url_map.Redirect.default_url_redirect.redirect_response_code = "FOUND");
  expect(changesOf(change)).toEqual([
    "changed: port 80 of `prod-address`: redirect 302 to HTTPS, before redirect 301 to HTTPS",
  ]);
});

test("another address, or the same made again, needs other DNS records", () => {
  const later = "Visitors come to the old one until the DNS records are changed";
  expect(changesOf((_, resource) => (resource.google_compute_global_address.Address.name = "other"))).toEqual([
    `dangerous: the IP address changes: \`other\` in place of \`prod-address\`. ${later}`,
  ]);
  expect(changesOf((_, resource) => (resource.google_compute_global_address.Address.ip_version = "IPV6"))).toEqual([
    `dangerous: the IP address changes: \`prod-address\` is made again. ${later}`,
  ]);
  expect(changesOf((_, resource) => (resource.google_compute_global_address.Address.labels = { a: "b" }))).toEqual([]);
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
    "added: IP address `prod-ipv6` is new: it needs AAAA records",
    "added: HTTPS is answered on port 443 of `prod-ipv6`",
  ]);
  expect(undoingOf(change)).toEqual([
    "dangerous: IP address `prod-ipv6` goes: remove its DNS records first",
    "dangerous: nothing answers HTTPS on port 443 of `prod-ipv6` any more",
  ]);
});

test("a forwarding rule made again for the same address and port cuts visitors off", () => {
  const rule = (resource: Json) => resource.google_compute_global_forwarding_rule.Https;
  expect(changesOf((_, resource) => (rule(resource).description = "new"))).toEqual([
    "dangerous: forwarding rule `prod-https` is made again for the same address and port, of which Google allows one: visitors are cut off meanwhile",
  ]);
  expect(changesOf((_, resource) => (rule(resource).labels = { a: "b" }))).toEqual([]);
});

test("another port is another door", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_global_forwarding_rule.Https.port_range = "8443");
  expect(changesOf(change)).toEqual([
    "dangerous: nothing answers HTTPS on port 443 of `prod-address` any more",
    "added: HTTPS is answered on port 8443 of `prod-address`",
  ]);
});

test("weaker TLS is dangerous, stronger TLS is safer, TLS that somebody else decides is a change", () => {
  const modern = "TLS 1.2 or later, profile MODERN, policy `modern-tls`";
  const old = "TLS 1.0 or later, profile MODERN, policy `modern-tls`";
  const weaken = (_: Json, resource: Json) => (resource.google_compute_ssl_policy.Tls.min_tls_version = "TLS_1_0");
  expect(changesOf(weaken)).toEqual([`dangerous: TLS on port 443: ${old}; before ${modern}; weaker than before`]);
  expect(undoingOf(weaken)).toEqual([
    `added: TLS on port 443: ${modern}; before ${old}; outdated browsers are refused`,
  ]);
  const drop = (_: Json, resource: Json) => delete resource.google_compute_target_https_proxy.Https.ssl_policy;
  expect(changesOf(drop)).toEqual([
    `dangerous: TLS on port 443: **TLS 1.0 or later**, Google's default, for want of a policy; before ${modern}; weaker than before`,
  ]);
  const other = (_: Json, resource: Json) =>
    (resource.google_compute_target_https_proxy.Https.ssl_policy = "projects/p1/global/sslPolicies/corp");
  expect(changesOf(other)).toEqual([
    `changed: TLS on port 443: as policy \`corp\` (existing) says; before ${modern}; see whether it is weaker than before`,
  ]);
  const rename = (_: Json, resource: Json) => (resource.google_compute_ssl_policy.Tls.name = "other");
  expect(changesOf(rename)).toEqual([]);
});

const elsewhere = "what of its answers is otherwise cannot be read here";

test("a URL map or a proxy that is made elsewhere, in place of what is read here, is dangerous", () => {
  const otherMap = (_: Json, resource: Json) =>
    (resource.google_compute_target_https_proxy.Https.url_map = "projects/p1/global/urlMaps/other");
  expect(changesOf(otherMap)).toEqual([
    `dangerous: port 443 of \`prod-address\` is answered by URL map \`other\` (existing), made elsewhere, in place of URL map \`prod-map\`: ${elsewhere}`,
  ]);
  expect(undoingOf(otherMap)).toEqual([
    `dangerous: port 443 of \`prod-address\` is answered by URL map \`prod-map\`, in place of URL map \`other\` (existing), made elsewhere: ${elsewhere}`,
  ]);
  const otherProxy = (_: Json, resource: Json) =>
    (resource.google_compute_global_forwarding_rule.Https.target = "projects/p1/global/targetHttpsProxies/other");
  expect(changesOf(otherProxy)).toEqual([
    "dangerous: `a.example.com` loses its certificate `certificate-a`, unless the certificate of target proxy `other` (existing) is for it too, which cannot be read here",
    `dangerous: port 443 of \`prod-address\` is answered by target proxy \`other\` (existing), made elsewhere, in place of URL map \`prod-map\`: ${elsewhere}`,
    "added: the certificate of target proxy `other` (existing) is new: the domains it is for cannot be read here",
  ]);
});

test("one URL map or proxy that is made elsewhere, in place of another is dangerous", () => {
  const [one, two, proxies] = [small(), small(), [small(), small()]];
  one.resource.google_compute_target_https_proxy.Https.url_map = "projects/p1/global/urlMaps/one";
  two.resource.google_compute_target_https_proxy.Https.url_map = "projects/p1/global/urlMaps/two";
  expect(texts(one, two)).toEqual([
    `dangerous: port 443 of \`prod-address\` is answered by URL map \`two\` (existing), made elsewhere, in place of URL map \`one\` (existing), made elsewhere: ${elsewhere}`,
  ]);
  proxies.forEach((site, index) => {
    site.resource.google_compute_global_forwarding_rule.Https.target = `projects/p1/global/targetHttpsProxies/x${index}`;
  });
  expect(texts(proxies[0], proxies[1])).toContain(
    `dangerous: port 443 of \`prod-address\` is answered by target proxy \`x1\` (existing), made elsewhere, in place of target proxy \`x0\` (existing), made elsewhere: ${elsewhere}`,
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
  const cannot = "dangerous: port 80 of `prod-address`: whether it still redirects to HTTPS cannot be read here";
  expect(changesOf(isDecidedLater)).toEqual([`${cannot} (URL map \`prod-redirect\`); before redirect 301 to HTTPS`]);
  expect(changesOf(isElsewhere)).toEqual([
    `${cannot} (URL map \`corp-redirect\` (existing)); before redirect 301 to HTTPS`,
  ]);
  expect(undoingOf(isElsewhere)).toEqual([
    "added: port 80 of `prod-address` redirects to HTTPS (redirect 301 to HTTPS)",
  ]);
});
