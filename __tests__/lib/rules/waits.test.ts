/** Times and weights of a URL map beside those of the services that it leads to. */
import { BACKEND, Changes, NEG, RUN, URL_MAP, backendOf, expectFound, found, ref, site } from "./site";

const web = ref(BACKEND, "web");
const routed = (route_action: object, changes: Changes = {}) =>
  site({
    ...changes,
    [URL_MAP]: {
      main: {
        host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }],
        path_matcher: [
          { name: "app", default_service: web, path_rule: [{ paths: ["/reports"], service: web, route_action }] },
        ],
      },
    },
  });
const of = (timeout: unknown): Changes => ({ [RUN]: { web: { template: { timeout } } } });
const timeout = (seconds: unknown) => ({ timeout: { seconds } });
const tries = (seconds: number, num_retries?: number) => ({
  retry_policy: { per_try_timeout: { seconds }, num_retries, retry_conditions: ["5xx"] },
});

test.each<[string, object, Changes, string]>([
  [
    "longer than the default of Cloud Run",
    timeout(900),
    {},
    "warning UM-15 prod/main: timeout 900 of the action for /reports of host app.example.com is longer than the timeout of prod/web, 300 seconds, so the service ends the request first; set the timeout of the service (timeoutSec) to 900, or use a shorter one here",
  ],
  ["longer than that of the service", timeout("61"), of("60s"), "longer than the timeout of prod/web, 60 seconds"],
  ["longer than that of the service for each try", tries(61, 1), of("60s"), "per_try_timeout 61 of the action for"],
  [
    "shorter than all tries",
    { ...timeout(30), ...tries(10, 3) },
    {},
    "warning UM-15 prod/main: 4 tries of per_try_timeout 10 take up to 40 seconds, and timeout 30 is for all tries together, so the last ones are cut off; raise timeout to 40, or use fewer or shorter tries",
  ],
  ["shorter than the two tries by default", { ...timeout(30), ...tries(20) }, {}, ": 2 tries of per_try_timeout 20"],
  ["shorter than one try", { ...timeout(30), ...tries(40) }, {}, "per_try_timeout 40 is longer than timeout 30,"],
])("a time that is %s is warned of", (_what, action, changes, said) => {
  expectFound([routed(action, changes)], said);
});

test.each<[string, object, Changes]>([
  ["as long as that of the service", timeout(300), {}],
  ["as long as that of the service is set to", timeout(900), of("900s")],
  ["of a service that only Terraform knows", timeout(900), of("${var.timeout}")],
  ["known only to Terraform", timeout("${var.timeout}"), {}],
  ["as long as all tries", { ...timeout(40), ...tries(10, 3) }, {}],
])("a time that is %s is fine", (_what, action, changes) => {
  expect(found(routed(action, changes))).toEqual([]);
});

test("the time of a Cloud Run service of the older kind counts too", () => {
  const older = {
    [RUN]: { web: undefined },
    google_cloud_run_service: {
      old: { name: "old", location: "us-central1", template: { spec: { timeout_seconds: 30 } } },
    },
    [NEG]: { web: { cloud_run: { service: "${google_cloud_run_service.old.name}" } } },
  };
  expect(found(routed(timeout(60), older)).join()).toContain("longer than the timeout of prod/old, 30 seconds");
});

const split = (canary: object, changes: Changes = {}) =>
  site({
    ...changes,
    [BACKEND]: { canary: { ...backendOf("web"), name: "canary", ...canary } },
    [URL_MAP]: {
      main: {
        default_service: undefined,
        default_route_action: {
          weighted_backend_services: [
            { backend_service: web, weight: 95 },
            { backend_service: ref(BACKEND, "canary"), weight: 5 },
          ],
        },
      },
    },
  });

test("a split of which both shares lead to the same service is warned of", () => {
  expectFound(
    [split({})],
    "warning UM-12 prod/main: prod/web, prod/canary lead to the same service and tag, so the weights of the default action split nothing; let one of them lead to a tag or to another service",
  );
});

test("a split to a tag is fine", () => {
  const tagged = {
    name: "tagged",
    region: "us-central1",
    network_endpoint_type: "SERVERLESS",
    cloud_run: { service: ref(RUN, "web", "name"), tag: "canary" },
  };
  const json = split(backendOf("tagged"), { [NEG]: { tagged } });
  expect(found(json).filter((finding) => finding.includes("UM-12"))).toEqual([]);
});
