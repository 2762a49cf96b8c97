import { compare } from "../../../../lib/review";
import { Json, changedSite, small } from "../small";
import { changesOf } from "./changes";

const replaced = (change: (site: Json, resource: Json) => void) =>
  compare({ json: small() }, { json: changedSite(change) }).replaced.map(
    ({ address, because }) => `${address}: ${because.join(", ")}`,
  );

test("a changed name replaces a resource, and what can only be made with it", () => {
  expect(replaced((_, resource) => (resource.google_cloud_run_v2_service.Web.name = "shop"))).toEqual([
    "google_cloud_run_v2_service.Web: name",
    "google_compute_region_network_endpoint_group.Web: cloud_run",
  ]);
});

test("what can be changed in place replaces nothing", () => {
  const change = (_: Json, resource: Json) => {
    resource.google_compute_backend_service.Web.enable_cdn = true;
    resource.google_compute_url_map.Map.path_matcher = [];
    resource.google_compute_ssl_policy.Tls.profile = "RESTRICTED";
  };
  expect(replaced(change)).toEqual([]);
});

test("a moved resource is not replaced", () => {
  const moved = (site: Json) => {
    const { Tls } = site.resource.google_compute_ssl_policy;
    site.resource.google_compute_ssl_policy = { Other: Tls };
    site.resource.google_compute_target_https_proxy.Https.ssl_policy = "${google_compute_ssl_policy.Other.self_link}";
    site.moved = [{ from: "google_compute_ssl_policy.Tls", to: "google_compute_ssl_policy.Other" }];
  };
  const { replaced: made, changes, destroyed } = compare({ json: small() }, { json: changedSite(moved) });
  expect([made, changes, destroyed]).toEqual([[], [], []]);
});

test("a protected service that would be destroyed stops the apply", () => {
  const before = changedSite((_, resource) => (resource.google_cloud_run_v2_service.Web.deletion_protection = true));
  const rename = (_: Json, resource: Json) => (resource.google_cloud_run_v2_service.Web.name = "shop");
  expect(changesOf(rename, before)).toContain(
    "dangerous: Cloud Run service `web` would be destroyed, which Terraform refuses: its deletion protection is on. Switch that off first, in an apply of its own",
  );
  expect(changesOf(rename).filter((text) => text.startsWith("dangerous"))).toEqual([]);
});
