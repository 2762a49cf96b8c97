import * as fs from "fs";
import * as path from "path";
import { reviewPage } from "../../../lib/review";
import { Json, backend, below, changedSite, small } from "./small";

test("the page of a small site", () => {
  expect(reviewPage(small())).toBe(fs.readFileSync(path.join(__dirname, "small.md"), "utf8"));
});

test("an empty stack has a page without sections", () => {
  expect(reviewPage({})).toBe(
    "# Review\n\nWhat visitors will see when this stack is deployed. Synth wrote this page from the Terraform JSON.\n",
  );
});

test("the page does not depend on the order of keys", () => {
  const { resource, ...rest } = small();
  const reversed = Object.fromEntries(
    Object.entries(resource as { [type: string]: object })
      .reverse()
      .map(([type, byId]) => [type, Object.fromEntries(Object.entries(byId).reverse())]),
  );
  expect(reviewPage({ resource: reversed, ...rest })).toBe(reviewPage(small()));
});

const WARNING = { id: "CDN-16", path: "prod/Web", text: "it is <b>cached</b>, past `armor`" };

test("open warnings stand before acknowledged ones with their reasons", () => {
  const page = reviewPage(
    changedSite((site) => {
      site["//"].warnings = [
        { ...WARNING, acknowledged: "public pages" },
        { id: "RUN-02", path: "prod/Api", text: "open" },
      ];
      site["//"].unusedAcknowledgements = [{ id: "NEG-19", path: "prod/Neg", reason: "was needed" }];
    }),
  );
  expect(below("## Warnings", page)).toBe(
    [
      "### Open",
      "- **RUN-02** at `prod/Api`: open",
      "### Acknowledged",
      "- **CDN-16** at `prod/Web`: it is \\<b\\>cached\\</b\\>, past \\`armor\\`. Reason: public pages",
      "### Unused acknowledgements",
      "- **NEG-19** at `prod/Neg`: was needed",
    ].join("\n\n"),
  );
});

test("a domain without a certificate, and one that perhaps has one", () => {
  const host = changedSite((_, resource) =>
    resource.google_compute_url_map.Map.host_rule.push({ hosts: ["b.example.com"], path_matcher: "all-hosts" }),
  );
  expect(below("### Domains", reviewPage(host))).toContain(
    "| `b.example.com` | **none**        | **visitors get a certificate error** |",
  );
  host.resource.google_compute_target_https_proxy.Https.ssl_certificates.push("projects/p1/global/sslCertificates/own");
  const page = below("### Domains", reviewPage(host));
  expect(page).toContain("| `b.example.com` | perhaps one of the certificates below |                |");
  expect(page).toContain("- `own` (existing): not in this stack, its domains are unknown in this stack");
});

test("an address that is known needs no apply", () => {
  const site = changedSite((_, resource) => {
    for (const rule of ["Https", "Http"]) {
      resource.google_compute_global_forwarding_rule[rule].ip_address = "2001:db8::1";
    }
  });
  expect(below("### DNS records to create", reviewPage(site))).toContain("| `a.example.com.` | AAAA | `2001:db8::1` |");
});

test("a backend to which nothing leads says so", () => {
  const site = changedSite((_, resource) => (resource.google_compute_url_map.Map.path_matcher[0].path_rule = []));
  expect(below("### `prod-api`", reviewPage(site))).toMatch(
    /^No load balancer of this stack sends requests to this backend\./,
  );
  expect(below("### `prod-web`", reviewPage(site))).not.toContain("No load balancer");
});

test("a site that is served by HTTP alone says so", () => {
  const site = changedSite((_, resource) => {
    delete resource.google_compute_global_forwarding_rule.Https;
    resource.google_compute_target_http_proxy.Http.url_map = "${google_compute_url_map.Map.self_link}";
    resource.google_compute_url_map.Map.host_rule = [{ hosts: ["a.example.com"], path_matcher: "all-hosts" }];
  });
  const page = reviewPage(site);
  expect(below("### Domains", page)).toContain("| `a.example.com` | none        | HTTP only |");
  expect(below("### Front ends", page)).toContain("**none: unencrypted**");
});

test("what Terraform computes is shown as it stands", () => {
  const site = changedSite((_, resource) => {
    resource.google_compute_url_map.Map.default_service = "${var.service}";
    resource.google_compute_url_map.Map.host_rule = [];
    resource.google_compute_url_map.Map.path_matcher = "${var.matchers}";
    resource.google_compute_backend_service.Web.name = `web-\${substr(sha256(${backend("Api")}), 0, 8)}`;
  });
  const routes = below("### Routes", reviewPage(site));
  expect(routes).toContain("| all hosts | everything | `${var.service}` |");
  expect(routes).toContain("- `path_matcher` is known only after apply: `${var.matchers}`");
});

test("which certificates wait for the DNS records of their domains", () => {
  const WAIT = "only after the DNS records of their domains point to this load balancer.";
  const site = (more: (resource: Json) => void) =>
    below("### Domains", reviewPage(changedSite((_, resource) => more(resource))));
  const authorized = (resource: Json) => {
    resource.google_certificate_manager_certificate = {
      Wild: { name: "wild", managed: { domains: ["*.example.com"], dns_authorizations: ["projects/p1/x"] } },
    };
    resource.google_compute_target_https_proxy.Https.certificate_manager_certificates = [
      "${google_certificate_manager_certificate.Wild.id}",
    ];
  };
  expect(site(() => undefined)).toContain(`Google issues its certificates ${WAIT}`);
  expect(site(authorized)).toContain(`Google issues \`certificate-a\` ${WAIT}`);
  const alone = site((resource) => {
    authorized(resource);
    delete resource.google_compute_target_https_proxy.Https.ssl_certificates;
  });
  expect(alone).toContain("`wild`");
  expect(alone).not.toContain("Google issues");
});

test("what a URL map or proxy made elsewhere does is not told", () => {
  const isElsewhere = reviewPage(
    changedSite((_, resource) => {
      resource.google_compute_global_forwarding_rule.Https.target = "projects/p1/global/targetHttpsProxies/other";
      resource.google_compute_target_http_proxy.Http.url_map = "projects/p2/global/urlMaps/corp";
    }),
  );
  expect(below("### Front ends", isElsewhere)).toContain(
    "| URL map `corp` (existing, in project `p2`) | unknown in this stack: perhaps none, **unencrypted** |",
  );
  expect(below("### Domains", isElsewhere)).toBe(
    "- the certificate of target proxy `other` (existing): not in this stack, its domains are unknown in this stack",
  );
});
