import { Changes, NEG, RUN, expectFound, found, negOf, ref, site } from "./site";

const FUNCTION_2 = "google_cloudfunctions2_function";
const LATEST = { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 };
const CANARY = { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "web-1", tag: "canary" };

/** The site with a NEG for a tag of a service with such traffic. */
const tagged = (tag: unknown, traffic: unknown, more: object = {}): Changes => ({
  [NEG]: { web: { cloud_run: { ...negOf("web").cloud_run, tag } } },
  [RUN]: { web: { traffic, ...more } },
});

test("NEG-02: a tag that the service does not have is refused", () => {
  expectFound(
    [site(tagged("canry", [LATEST, CANARY]))],
    'error NEG-02 prod/web: traffic tag "canry" does not exist on prod/web (it has canary), so no revision would answer; add a TrafficTarget with that tag',
  );
  expectFound([site(tagged("canary", [LATEST]))], "error NEG-02 prod/web: traffic tag ");
});

test.each<[string, Changes]>([
  ["that the service has", tagged("canary", [LATEST, CANARY])],
  ["that only Terraform knows", tagged("${var.tag}", [LATEST])],
  ["beside one that only Terraform knows", tagged("canry", [LATEST, { ...CANARY, tag: "${var.tag}" }])],
  ["of a service whose traffic Terraform leaves alone", tagged("canry", undefined)],
  ["of a service whose traffic is ignored", tagged("canry", [LATEST], { lifecycle: { ignore_changes: ["traffic"] } })],
  ["of a service that ignores all", tagged("canry", [LATEST], { lifecycle: { ignore_changes: "all" } })],
  ["of a service with dynamic traffic", tagged("canry", undefined, { dynamic: { traffic: { for_each: "${var.t}" } } })],
  [
    "of a service that is not in the app",
    {
      ...tagged("canry", [LATEST]),
      [NEG]: { web: { cloud_run: { service: "elsewhere", tag: "canry" } } },
      [RUN]: { web: undefined },
    },
  ],
])("NEG-02: a tag %s is in order", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

const functionAt = (name: string, location = "us-central1"): Changes => ({
  [RUN]: { web: undefined },
  [NEG]: { web: { cloud_run: undefined, cloud_function: { function: name } } },
  [FUNCTION_2]: {
    resize: { name: "resize", location, service_config: { ingress_settings: "ALLOW_INTERNAL_AND_GCLB" } },
  },
});

test.each(["resize", ref(FUNCTION_2, "resize", "name")])(
  "NEG-03: the function %s of the second generation is refused",
  (name) => {
    expectFound(
      [site(functionAt(name))],
      "error NEG-03 prod/web: cloud_function is for functions of the first generation, but prod/resize is of the second generation, which is a Cloud Run service; use ServerlessTarget.cloudRun",
    );
  },
);

test("NEG-03: a function that is not in the app, and the service of one, are in order", () => {
  expect(found(site(functionAt("other")))).toEqual([]);
  expect(found(site(functionAt("resize", "europe-west1")))).toEqual([]);
  const service = "${google_cloudfunctions2_function.resize.service_config[0].service}";
  expect(found(site({ ...functionAt(""), [NEG]: { web: { cloud_run: { service } } } }))).toEqual([]);
});
