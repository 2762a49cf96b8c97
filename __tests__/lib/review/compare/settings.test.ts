import { compare } from "../../../../lib/review";
import { Json, changedSite } from "../small";
import { changesOf, unnoticedOf } from "./changes";

test("a setting that has no sentence of its own is named with what it had and has", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_target_https_proxy.Https.quic_override = "ENABLE");
  expect(changesOf(change)).toEqual([
    "changed: `prod-https-proxy`: `quic_override` is now `ENABLE`; previously not set (default `NONE`)",
  ]);
});

test("what a visitor cannot notice is named last, and is no change for visitors", () => {
  const change = (site: Json, resource: Json) => {
    resource.google_compute_backend_service.Web.description = "new";
    resource.google_cloud_run_v2_service.Web.labels = { team: "web" };
    resource.google_compute_url_map.Map.test = [{ host: "a.example.com", path: "/" }];
    resource.google_compute_url_map.Map.lifecycle = { create_before_destroy: true };
    resource.google_project_service = { Run: { service: "run.googleapis.com" } };
    site.output = { any: { value: 1 } };
  };
  expect(changesOf(change)).toEqual([]);
  expect(unnoticedOf(change)).toEqual([
    'unnoticed: `web`: `labels` is now `{"team":"web"}`; previously not set',
    "unnoticed: `prod-web`: `description` is now `new`; previously not set",
    'unnoticed: `prod-map`: `test` is now `{"host":"a.example.com","path":"/"}`; previously not set',
  ]);
});

test("of several route tests, the number is told", () => {
  const several = (_: Json, resource: Json) =>
    (resource.google_compute_url_map.Map.test = ["/", "/a"].map((path) => ({ host: "a.example.com", path })));
  expect(unnoticedOf(several)).toEqual(["unnoticed: `prod-map`: other route tests (`test`): now 2; previously 0"]);
});

test.each([159, 160, 161, 1000])(
  "two values that are equal in their first %s letters do not look the same",
  (length) => {
    const described = (end: string) =>
      changedSite((_, resource) => {
        resource.google_compute_backend_service.Web.description = `${"a".repeat(length)}${end}`;
      });
    const { changes } = compare({ json: described("bcd") }, { json: described("xyz") });
    const [, is, was] = /is now `(.*)`; previously `(.*)`/.exec(changes[0].text) ?? [];
    expect(is).not.toBe(was);
    expect([is, was].map((words) => words.replace(/[a…]/g, ""))).toEqual(length === 159 ? ["x", "b"] : ["xyz", "bcd"]);
    expect(is.length).toBeLessThanOrEqual(162);
  },
);
