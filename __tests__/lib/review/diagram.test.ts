import { reviewDot, reviewPage } from "../../../lib/review";
import { mermaid } from "../../../lib/review/diagram";
import { backend, changedSite, small } from "./small";

const mermaidOf = (site: object) => /```mermaid\n([^]*?)```/.exec(reviewPage(site))?.[1] ?? "";

test("boxes keep their names when others come", () => {
  const more = changedSite((_, resource) => {
    resource.google_compute_backend_service.Docs = { name: "prod-docs", backend: [] };
    resource.google_compute_url_map.Map.path_matcher[0].path_rule.unshift({
      paths: ["/docs"],
      service: backend("Docs"),
    });
  });
  const former = mermaidOf(small()).split("\n");
  expect(
    mermaidOf(more)
      .split("\n")
      .filter((line) => !former.includes(line)),
  ).toEqual(['  backend_prod_docs["backend<br/>prod-docs"]', '  map_prod_map -->|"/docs"| backend_prod_docs']);
});

test("characters with a meaning in Mermaid are written as numbers", () => {
  const drawn = mermaid({ boxes: [{ id: "a", lines: ['<service>"x"', "`#1;&"] }], arrows: [] });
  expect(drawn).toContain('a["#60;service#62;#34;x#34;<br/>#96;#35;1;#38;"]');
});

test("what GitHub would not draw is left out", () => {
  const arrows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ from: "a", to: `b${index}`, label: "" }));
  expect(mermaid({ boxes: [], arrows: arrows(500) })).not.toBe("");
  expect(mermaid({ boxes: [], arrows: arrows(501) })).toBe("");
});

test("many paths to a backend are counted, not listed", () => {
  const site = changedSite((_, resource) => {
    resource.google_compute_url_map.Map.path_matcher[0].path_rule[0].paths = ["/1", "/2", "/3", "/4", "/5", "/6"];
  });
  expect(mermaidOf(site)).toContain('|"/1<br/>/2<br/>/3<br/>/4<br/>and 2 more"| backend_prod_api');
});

test("two load balancers stand side by side", () => {
  const two = changedSite((_, resource) => {
    const rule = resource.google_compute_global_forwarding_rule.Https;
    const proxy = resource.google_compute_target_https_proxy;
    proxy.Second = { ...proxy.Https, name: "second" };
    resource.google_compute_global_forwarding_rule.Second = {
      ...rule,
      "//": { metadata: { path: "prod/Second/Https" } },
      ip_address: "203.0.113.7",
      target: "${google_compute_target_https_proxy.Second.self_link}",
    };
  });
  expect(reviewPage(two).match(/^## Load balancer .*$/gm)).toEqual([
    "## Load balancer `LoadBalancer`",
    "## Load balancer `Second`",
  ]);
  expect(reviewDot({ json: two })).toContain('"1 visitors" -> "1 map_prod_map"');
});

test("a split has its shares, and hosts that only redirect are boxes of their own", () => {
  const site = changedSite((_, resource) => {
    const map = resource.google_compute_url_map.Map;
    const share = (id: string, weight: number) => ({ backend_service: backend(id), weight });
    map.path_matcher[0].path_rule[0] = {
      paths: ["/api"],
      route_action: { weighted_backend_services: [share("Api", 90), share("Web", 10)] },
    };
    map.host_rule.push({ hosts: ["old.example.com"], path_matcher: "old" });
    map.path_matcher.push({ name: "old", default_url_redirect: { host_redirect: "a.example.com" } });
  });
  const drawn = mermaidOf(site);
  expect(drawn).toContain('|"/api 90 %"| backend_prod_api');
  expect(drawn).toContain('|"/api 10 %<br/>default"| backend_prod_web');
  expect(drawn).toMatch(/\["redirect 301<br\/>host a\.example\.com"\]/);
  expect(drawn).toContain('|"old.example.com"| redirect_');
});

test("a long name has several lines in the SVG", () => {
  const name = "prod-a-very-long-name-of-a-backend-service-that-nobody-can-read";
  const site = changedSite((_, resource) => (resource.google_compute_backend_service.Web.name = name));
  const lines = [...reviewDot({ json: site }).matchAll(/label="([^"]*)"/g)].flatMap(([, label]) => label.split("\\n"));
  expect(lines.filter((line) => line.length > 32)).toEqual([]);
});

test("a bucket with error pages is none of the targets of a path", () => {
  const site = changedSite((_, resource) => {
    resource.google_compute_backend_bucket = { Pages: { name: "pages", bucket_name: "site-pages" } };
    resource.google_compute_url_map.Map.path_matcher[0].path_rule[0].custom_error_response_policy = {
      error_service: "${google_compute_backend_bucket.Pages.self_link}",
      error_response_rule: [{ match_response_codes: ["5xx"], path: "/500.html" }],
    };
  });
  expect(mermaidOf(site)).toContain('map_prod_map -->|"error pages"| backend_pages');
  expect(mermaidOf(site)).toContain('map_prod_map -->|"/api<br/>/api/*"| backend_prod_api');
});

test("a backend has what protects it, and whether visitors must sign in", () => {
  const behind = (enabled: boolean) =>
    changedSite((_, resource) => {
      resource.google_compute_backend_service.Web.iap = { enabled };
    });
  expect(mermaidOf(behind(true))).toContain('["backend<br/>prod-web<br/>Identity-Aware Proxy, Cloud Armor"]');
  expect(mermaidOf(behind(false))).toContain('["backend<br/>prod-web<br/>Cloud Armor"]');
});
