import { Json } from "../small";
import { changesOf, undoingOf } from "./changes";

const web = (resource: Json) => resource.google_compute_backend_service.Web;

test("a region that comes is new, one that goes is a change", () => {
  const change = (_: Json, resource: Json) => {
    const negs = resource.google_compute_region_network_endpoint_group;
    negs.Eu = { ...negs.Web, cloud_run: { service: "web-eu" }, name: "eu", region: "europe-west1" };
    web(resource).backend.push({ group: "${google_compute_region_network_endpoint_group.Eu.self_link}" });
  };
  expect(changesOf(change)).toEqual([
    "added: `prod-web` is served from region `europe-west1` too, by Cloud Run `web-eu`",
  ]);
  expect(undoingOf(change)).toEqual([
    "changed: `prod-web` leaves region `europe-west1`: visitors there are served from `us-central1`",
  ]);
});

test("a backend service without backends is dangerous", () => {
  expect(changesOf((_, resource) => (web(resource).backend = []))).toEqual([
    "dangerous: `prod-web` has no backend any more: its visitors get an error",
  ]);
});

test("another service behind a backend service is a change, another name of its NEG is none", () => {
  expect(changesOf((_, resource) => (resource.google_cloud_run_v2_service.Web.name = "shop"))).toEqual([
    "changed: `prod-web` sends requests in `us-central1` to Cloud Run `shop`; before to Cloud Run `web`",
  ]);
  expect(
    changesOf((_, resource) => (resource.google_compute_region_network_endpoint_group.Web.name = "other")),
  ).toEqual([]);
});

test("a URL mask in place of a service", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_region_network_endpoint_group.Web.cloud_run = { url_mask: "<service>.example.com" });
  expect(changesOf(change)).toEqual([
    "changed: `prod-web` sends requests in `us-central1` to Cloud Run URL mask `<service>.example.com`; before to Cloud Run `web`",
  ]);
});

test("Cloud CDN on, off, otherwise, and caching all", () => {
  const cdn = (cache_mode: string) => (_: Json, resource: Json) =>
    Object.assign(web(resource), { enable_cdn: true, cdn_policy: { cache_mode, default_ttl: 60 } });
  expect(changesOf(cdn("CACHE_ALL_STATIC"))).toEqual([
    "changed: `prod-web`: Cloud CDN is switched on, CACHE_ALL_STATIC, default TTL 60 s; what it answers from its cache never meets the Cloud Armor policy",
  ]);
  expect(undoingOf(cdn("CACHE_ALL_STATIC"))).toEqual([
    "changed: `prod-web`: Cloud CDN is switched off; before CACHE_ALL_STATIC, default TTL 60 s",
  ]);
  expect(changesOf(cdn("FORCE_CACHE_ALL"))).toEqual([
    "dangerous: `prod-web`: Cloud CDN caches every answer, private ones too (FORCE_CACHE_ALL, default TTL 60 s); before off",
  ]);
  // a policy without the switch caches nothing
  expect(changesOf((_, resource) => (web(resource).cdn_policy = { cache_mode: "FORCE_CACHE_ALL" }))).toEqual([]);
});

test("Identity-Aware Proxy off is dangerous, on it is a change", () => {
  const change = (_: Json, resource: Json) => (web(resource).iap = { enabled: true });
  expect(changesOf(change)).toEqual(["changed: `prod-web` has Identity-Aware Proxy now: visitors must sign in"]);
  expect(undoingOf(change)).toEqual([
    "dangerous: `prod-web` no longer has Identity-Aware Proxy: everybody gets in without signing in",
  ]);
  expect(changesOf((_, resource) => (web(resource).iap = { enabled: false }))).toEqual([]);
});

test("logs and outlier detection", () => {
  expect(changesOf((_, resource) => (web(resource).log_config = { enable: false }))).toEqual([
    "changed: logging of `prod-web` is now off, before every request",
  ]);
  const detect = (_: Json, resource: Json) => (web(resource).outlier_detection = { consecutive_errors: 5 });
  expect(changesOf(detect)).toEqual([
    "added: outlier detection of `prod-web` is now after 5 errors in a row, before off",
  ]);
  expect(undoingOf(detect)).toEqual([
    "changed: `prod-web` no longer has outlier detection: a broken region is not left out by itself",
  ]);
});

test("headers that a backend service adds", () => {
  const change = (_: Json, resource: Json) => (web(resource).custom_response_headers = ["X-A: 1"]);
  expect(changesOf(change)).toEqual(["changed: `prod-web` adds response header `X-A: 1`"]);
  expect(undoingOf(change)).toEqual(["changed: `prod-web` no longer adds response header `X-A: 1`"]);
});
