import { Json, changedSite, small } from "../small";
import { changesOf, needsRecord, replacedInUse, texts, undoingOf } from "./changes";

const certificate = (resource: Json, id: string, name: string, ...domains: string[]) => {
  resource.google_compute_managed_ssl_certificate[id] = { name, managed: { domains } };
  resource.google_compute_target_https_proxy.Https.ssl_certificates.push(
    `\${google_compute_managed_ssl_certificate.${id}.self_link}`,
  );
};
const without = (resource: Json) => {
  resource.google_compute_managed_ssl_certificate = {};
  resource.google_compute_target_https_proxy.Https.ssl_certificates = [];
};
const UNTIL =
  "visitors get a certificate error until Google has issued it. Use both certificates first, and remove the old one when the new one is ACTIVE";

test("a domain that loses its certificate is dangerous, and gaining it is not", () => {
  const change = (_: Json, resource: Json) => without(resource);
  expect(changesOf(change)).toEqual([
    "dangerous: `a.example.com` no longer has a certificate: visitors get a certificate error",
  ]);
  expect(undoingOf(change)).toEqual(["added: `a.example.com` gets a certificate, `certificate-a`"]);
});

test("a second domain with a certificate of its own leaves the first alone", () => {
  expect(changesOf((_, resource) => certificate(resource, "B", "certificate-b", "b.example.com"))).toEqual([
    "added: `b.example.com` gets a certificate, `certificate-b`",
    needsRecord("b.example.com"),
  ]);
});

test("a new host with a certificate of its own gets its routes too", () => {
  const change = (_: Json, resource: Json) => {
    const { Map: map } = resource.google_compute_url_map;
    certificate(resource, "B", "certificate-b", "b.example.com");
    map.host_rule.push({ hosts: ["b.example.com"], path_matcher: "b" });
    map.path_matcher.push({ name: "b", default_service: map.default_service });
  };
  expect(changesOf(change)).toEqual([
    "added: `b.example.com` gets a certificate, `certificate-b`, and its own routes",
    needsRecord("b.example.com"),
  ]);
  expect(undoingOf(change)).toEqual([
    "dangerous: `b.example.com` no longer has a certificate: visitors get a certificate error",
  ]);
});

test("a new host that only redirects says where", () => {
  const change = (_: Json, resource: Json) => {
    const { Map: map } = resource.google_compute_url_map;
    certificate(resource, "B", "certificate-b", "b.example.com");
    map.host_rule.push({ hosts: ["b.example.com"], path_matcher: "b" });
    map.path_matcher.push({
      name: "b",
      default_url_redirect: { host_redirect: "a.example.com", https_redirect: true },
    });
  };
  expect(changesOf(change)[0]).toBe(
    "added: `b.example.com` gets a certificate, `certificate-b`, and answers with redirect 301 to HTTPS and host `a.example.com`",
  );
});

test("a new domain needs no record that the stack writes, or that a wildcard has", () => {
  const change = (_: Json, resource: Json) => {
    certificate(resource, "B", "certificate-b", "b.example.com");
    const rrdatas = ["${google_compute_global_address.Address.address}"];
    resource.google_dns_record_set = {
      B: { managed_zone: "acme", name: "*.example.com.", type: "A", ttl: 300, rrdatas },
    };
  };
  expect(changesOf(change).join()).not.toContain("needs a DNS record");
});

const ACTIVE =
  "Check before the apply that Google shows them as ACTIVE: without an active certificate, visitors get a certificate error";

test("the old certificate goes only when the new one is ACTIVE", () => {
  const both = changedSite((_, resource) => certificate(resource, "B", "certificate-b", "a.example.com"));
  const last = changedSite((_, resource) => {
    without(resource);
    certificate(resource, "B", "certificate-b", "a.example.com");
  });
  expect(texts(both, last)).toEqual([
    `changed: certificate \`certificate-a\` is removed; \`a.example.com\` only has \`certificate-b\` then. ${ACTIVE}`,
  ]);
});

test("the old certificate goes at any time beside one that is not Google's", () => {
  const site = changedSite((_, resource) => {
    resource.google_compute_ssl_certificate = { S: { name: "own", certificate: "${var.pem}" } };
    const own = "${google_compute_ssl_certificate.S.self_link}";
    const { Https: proxy } = resource.google_compute_target_https_proxy;
    proxy.ssl_certificates.push(own);
    proxy["//"] = { certificates: [{ certificate: own, domains: ["a.example.com"] }] };
  });
  const last = structuredClone(site);
  last.resource.google_compute_managed_ssl_certificate = {};
  last.resource.google_compute_target_https_proxy.Https.ssl_certificates.shift();
  expect(texts(site, last)).toEqual([]);
});

const LINK = "projects/p1/global/sslCertificates/";

test("new certificates instead of one outside the stack are an outage until Google has issued them", () => {
  const former = small();
  without(former.resource);
  former.resource.google_compute_target_https_proxy.Https.ssl_certificates = [`${LINK}old`];
  expect(texts(former, small())).toEqual([
    "dangerous: certificate `old` (existing) is removed, and `a.example.com` only gets `certificate-a`: visitors get a certificate error until Google has issued what is new. Keep the old certificate beside the new, and remove it when Google shows the new as ACTIVE",
  ]);
});

test("new certificates beside one outside the stack are none, and it goes when they are ACTIVE", () => {
  const [former, both] = [small(), small()];
  without(former.resource);
  former.resource.google_compute_target_https_proxy.Https.ssl_certificates = [`${LINK}old`];
  both.resource.google_compute_target_https_proxy.Https.ssl_certificates.push(`${LINK}old`);
  expect(texts(former, both)).toEqual(["added: `a.example.com` gets a certificate, `certificate-a`"]);
  expect(texts(both, small())).toEqual([
    "dangerous: certificate `old` (existing) is removed; the domains that it covers are unknown in this stack. Remove it only when Google shows the others as ACTIVE: without an active certificate, visitors get a certificate error",
  ]);
});

test("one certificate in place of another is dangerous while Google issues it", () => {
  const change = (_: Json, resource: Json) => {
    without(resource);
    certificate(resource, "B", "certificate-b", "a.example.com");
  };
  expect(changesOf(change)).toEqual([
    `dangerous: \`a.example.com\` gets another certificate, \`certificate-b\` instead of \`certificate-a\`: ${UNTIL}`,
  ]);
});

test("a second certificate for the same domain beside the first is no change for its visitors", () => {
  expect(changesOf((_, resource) => certificate(resource, "B", "certificate-b", "a.example.com"))).toEqual([]);
});

test("a certificate under a fixed name is made again when its domains change", () => {
  const change = (_: Json, resource: Json) =>
    resource.google_compute_managed_ssl_certificate.A.managed.domains.push("b.example.com");
  expect(changesOf(change)).toEqual([
    replacedInUse("google_compute_managed_ssl_certificate", "certificate-a"),
    `dangerous: the certificate of \`a.example.com\`, \`certificate-a\`, is replaced: ${UNTIL}`,
    "added: `b.example.com` gets a certificate, `certificate-a`",
    needsRecord("b.example.com"),
  ]);
});

test("a wildcard certificate covers one label", () => {
  const wildcard = changedSite((_, resource) => {
    without(resource);
    certificate(resource, "W", "prod-w", "*.example.com");
  });
  expect(texts(small(), wildcard)).toEqual([
    `dangerous: \`a.example.com\` gets another certificate, \`prod-w\` instead of \`certificate-a\`: ${UNTIL}`,
    "added: `*.example.com` gets a certificate, `prod-w`",
    needsRecord("*.example.com"),
  ]);
  const withHost = structuredClone(wildcard);
  withHost.resource.google_compute_url_map.Map.host_rule.push({ hosts: ["b.example.com"], path_matcher: "all-hosts" });
  // it covered this host before, too
  expect(texts(wildcard, withHost)).toEqual([]);
  withHost.resource.google_compute_url_map.Map.host_rule[1].hosts = ["x.b.example.com"];
  expect(texts(wildcard, withHost)).toEqual([
    "dangerous: `x.b.example.com` is new and has no certificate: visitors get a certificate error",
    needsRecord("x.b.example.com"),
  ]);
});

test("a certificate that cannot be read may be for the domain", () => {
  const change = (_: Json, resource: Json) => {
    without(resource);
    resource.google_compute_ssl_certificate = { S: { name: "prod-s", certificate: "${var.pem}" } };
    resource.google_compute_target_https_proxy.Https.ssl_certificates = [
      "${google_compute_ssl_certificate.S.self_link}",
    ];
  };
  expect(changesOf(change)).toEqual([
    "dangerous: `a.example.com` no longer has certificate `certificate-a`: visitors get a certificate error, unless `prod-s` covers the domain, which is unknown in this stack",
    "added: certificate `prod-s` is new; the domains that it covers are unknown in this stack",
  ]);
  expect(undoingOf(change)).toEqual([
    "dangerous: certificate `prod-s` is removed, and `a.example.com` only gets `certificate-a`: visitors get a certificate error until Google has issued what is new. Keep the old certificate beside the new, and remove it when Google shows the new as ACTIVE",
  ]);
});

test("a host that no certificate is for is dangerous when it is new", () => {
  const change = (_: Json, resource: Json) =>
    resource.google_compute_url_map.Map.host_rule.push({ hosts: ["b.example.com"], path_matcher: "all-hosts" });
  expect(changesOf(change)).toEqual([
    "dangerous: `b.example.com` is new and has no certificate: visitors get a certificate error",
    needsRecord("b.example.com"),
  ]);
  expect(undoingOf(change)).toEqual(["changed: `b.example.com`, which has no certificate, is no longer in the routes"]);
});

test("load balancers go with their domains and come with them", () => {
  const change = (_: Json, resource: Json) => (resource.google_compute_global_forwarding_rule = {});
  expect(changesOf(change)).toEqual([
    "dangerous: load balancer `LoadBalancer` is removed: visitors of `a.example.com` no longer get an answer. Change or remove the DNS records of its addresses first",
  ]);
  expect(undoingOf(change)).toEqual(["added: load balancer `LoadBalancer` is new, for `a.example.com`"]);
});

test("in another project all is made again", () => {
  expect(changesOf((site) => (site.provider.google[0].project = "p2"))).toEqual([
    "dangerous: all resources move to another project, `p2` instead of `p1`",
    `dangerous: the certificate of \`a.example.com\`, \`certificate-a\`, is replaced: ${UNTIL}`,
    "dangerous: the IP address changes: `prod-address` is replaced. Visitors are sent to the old address until you change the DNS records",
  ]);
});

test("with a certificate map the other certificates of a proxy serve nobody", () => {
  const change = (_: Json, resource: Json) => {
    resource.google_certificate_manager_certificate_map = { Map: { name: "prod-certificates" } };
    resource.google_certificate_manager_certificate = {
      Other: { name: "other", managed: { domains: ["other.example.com"] } },
    };
    resource.google_certificate_manager_certificate_map_entry = {
      Other: {
        certificates: ["${google_certificate_manager_certificate.Other.id}"],
        hostname: "other.example.com",
        map: "${google_certificate_manager_certificate_map.Map.name}",
        name: "entry",
      },
    };
    resource.google_compute_target_https_proxy.Https.certificate_map =
      "//certificatemanager.googleapis.com/${google_certificate_manager_certificate_map.Map.id}";
  };
  expect(changesOf(change)).toEqual([
    "dangerous: `a.example.com` no longer has a certificate: visitors get a certificate error",
    "added: `other.example.com` gets a certificate, `other`",
    needsRecord("other.example.com"),
  ]);
});

test("a certificate whose domains are no longer known", () => {
  const change = (_: Json, resource: Json) => delete resource.google_compute_managed_ssl_certificate.A.managed;
  expect(changesOf(change)[1]).toBe(
    "dangerous: whether certificate `certificate-a` still covers `a.example.com` is unknown in this stack",
  );
});
