import { ARGUMENTS, argumentsOf } from "../../../../lib/app/arguments";
import { Json, small } from "../small";
import { changesOf, texts, unnoticedOf } from "./changes";

const web = (resource: Json) => resource.google_compute_backend_service.Web;
const withWeb = (more: Json) => {
  const site = small();
  Object.assign(web(site.resource), more);
  return site;
};

test("Identity-Aware Proxy that is only left out stays on", () => {
  const leave = (_: Json, resource: Json) => delete web(resource).iap;
  const before = withWeb({ iap: { enabled: true } });
  expect(changesOf(leave, before)).toEqual([]);
  expect(unnoticedOf(leave, before)).toEqual([
    'kept: `prod-web`: `iap` is left out and stays as it is, `{"enabled":true}`; write `iap { enabled = false }` to switch it off',
  ]);
  expect(unnoticedOf(leave, withWeb({ iap: { enabled: false } }))).toEqual([]);
});

test("settings of the cache, the logs and a service stay too", () => {
  const stays = (more: Json, left: Json) =>
    unnoticedOf((_, resource) => Object.assign(web(resource), left), withWeb(more));
  expect(stays({ timeout_sec: 60, session_affinity: "CLIENT_IP" }, {})).toEqual([
    "kept: `prod-web`: `session_affinity` is left out and stays as it is, `CLIENT_IP`; write `session_affinity = NONE` for the default",
    "kept: `prod-web`: `timeout_sec` is left out and stays as it is, `60`; write `timeout_sec = 30` for the default",
  ]);
  const cdn = (more: Json) => ({ enable_cdn: true, cdn_policy: { cache_mode: "CACHE_ALL_STATIC", ...more } });
  expect(stays(cdn({ serve_while_stale: 60 }), cdn({}))).toEqual([
    "kept: `prod-web`: `cdn_policy.serve_while_stale` is left out and stays as it is, `60`; write `serve_while_stale = 0` to switch it off",
  ]);
});

test("the settings of a cache that is turned off do not matter", () => {
  const before = withWeb({ enable_cdn: true, cdn_policy: { cache_mode: "USE_ORIGIN_HEADERS", serve_while_stale: 60 } });
  const off = (_: Json, resource: Json) => Object.assign(web(resource), { enable_cdn: false });
  expect(unnoticedOf(off, before).filter((text) => text.startsWith("kept"))).toEqual([]);
});

test("what Terraform resets is told as a change", () => {
  const site = withWeb({ compression_mode: "AUTOMATIC" });
  expect(texts(site, small())).toEqual([
    "changed: `prod-web`: `compression_mode` is now not set (default `DISABLED`); previously `AUTOMATIC`",
  ]);
});

test("a resource that is replaced keeps nothing", () => {
  const before = withWeb({ timeout_sec: 60 });
  const replace = (_: Json, resource: Json) => (web(resource).name = "prod-front");
  expect(unnoticedOf(replace, before)).toEqual([]);
  expect(changesOf(replace, before)).toContain(
    "changed: `prod-front`: `timeout_sec` is now not set (default `30`); previously `60`",
  );
});

test("what stays is a row of the table", () => {
  const stays = Object.keys(ARGUMENTS).flatMap((type) =>
    argumentsOf(type).flatMap(([path, { leftOut }]) => (leftOut === "stays" ? [`${type}.${path}`] : [])),
  );
  expect(stays).toContain("google_compute_backend_service.iap");
});
