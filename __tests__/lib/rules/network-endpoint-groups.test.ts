import { BACKEND, Changes, NEG, RUN, backendOf, expectFound, found, negOf, ref, serviceNamed, site } from "./site";

/** The site's backend service with these NEGs; the second one has a service of its own. */
const withSecond = (neg: object, backend: object = {}): Changes => ({
  [RUN]: { second: serviceNamed("second") },
  [NEG]: { second: { ...negOf("second"), ...neg } },
  [BACKEND]: { web: { ...backendOf("web", "second"), outlier_detection: { consecutive_errors: 5 }, ...backend } },
});
const functionNeg = { name: "f", region: "europe-west1", cloud_run: undefined, cloud_function: { function: "f" } };
const appNeg = (region: string) => ({ name: "app", region, cloud_run: undefined, app_engine: {} });
const group = (type: string) => ({ group: `\${${type}.other.self_link}` });

test.each<[string, Changes, string]>([
  [
    "NEG-08: two of one region",
    withSecond({}),
    "error NEG-08 prod/web: a backend service can have one serverless network endpoint group per region, but prod/web, prod/second are both in us-central1; create a second backend service",
  ],
  [
    "NEG-08: two of one unknown region",
    {
      ...withSecond({ region: "${var.region}" }),
      [NEG]: { web: { region: "${var.region}" }, second: { ...negOf("second"), region: "${var.region}" } },
    },
    "error NEG-08 prod/web: ",
  ],
  [
    "NEG-08: the same one twice",
    { [BACKEND]: { web: { ...backendOf("web", "web"), outlier_detection: {} } } },
    "error NEG-08 prod/web: ",
  ],
  [
    "NEG-09: two platforms",
    { ...withSecond(functionNeg), [RUN]: {} },
    "error NEG-09 prod/web: a backend service can have backends of one kind only, but this one has cloud_run and cloud_function; create a backend service for each kind",
  ],
  [
    "NEG-10: an instance group",
    { [BACKEND]: { web: { backend: [...backendOf("web").backend, group("google_compute_instance_group")] } } },
    "error NEG-10 prod/web: serverless network endpoint groups (prod/web) cannot share a backend service with other groups, but this one also has google_compute_instance_group.other; create",
  ],
  [
    "NEG-10: a network endpoint group for the internet",
    {
      google_compute_global_network_endpoint_group: { other: { name: "other" } },
      [BACKEND]: {
        web: { backend: [...backendOf("web").backend, group("google_compute_global_network_endpoint_group")] },
      },
    },
    "error NEG-10 prod/web: serverless network endpoint groups (prod/web) cannot share a backend service with other groups, but this one also has prod/other; create",
  ],
  [
    "NEG-05: a service of another region",
    { [RUN]: { web: { location: "europe-west1" } } },
    "error NEG-05 prod/web: a network endpoint group in us-central1 can only point to services in that region, but prod/web is in europe-west1; use the same region for both",
  ],
])("%s is refused", (_what, changes, text) => {
  expectFound([site(changes)], text);
});

test("NEG-11: App Engine in two regions is refused", () => {
  const changes = withSecond(appNeg("europe-west1"));
  const json = site({ ...changes, [RUN]: { web: undefined }, [NEG]: { ...changes[NEG], web: appNeg("us-central1") } });
  expectFound(
    [json],
    "error NEG-11 prod/web: an App Engine backend service can have only one region, but has prod/web in us-central1 and prod/second in europe-west1; ",
  );
});

test("two backends of App Engine in one region break NEG-08 alone", () => {
  const changes = withSecond({ ...appNeg("us-central1"), name: "second" });
  const json = site({ ...changes, [RUN]: { web: undefined }, [NEG]: { ...changes[NEG], web: appNeg("us-central1") } });
  expectFound([json], "error NEG-08 prod/web: ");
});

test.each<[string, Changes]>([
  [
    "another region",
    { ...withSecond({ region: "europe-west1" }), [RUN]: { second: serviceNamed("second", "europe-west1") } },
  ],
  ["a region that only Terraform knows", withSecond({ region: "${var.region}" })],
  [
    "an existing one, of which nothing is known",
    {
      [BACKEND]: {
        web: { ...withSecond({})[BACKEND].web, backend: [...backendOf("web").backend, { group: "${var.neg}" }] },
      },
    },
  ],
])("a second backend in %s is in order", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test.each<[string, Changes, string[]]>([
  [
    "the NEG",
    { [NEG]: { web: { project: "p2" } } },
    [
      "error NEG-06 prod/web: this resource is in project p1, but it uses prod/web in project p2; put the backend service, the network endpoint group and the service into one project",
      "error NEG-06 prod/web: this resource is in project p2, but it uses prod/web in project p1; put the backend service, the network endpoint group and the service into one project",
    ],
  ],
  ["the service", { [RUN]: { web: { project: "p2" } } }, ["error NEG-06 prod/web: "]],
  ["the NEG of a project that only Terraform knows", { [NEG]: { web: { project: "${var.project}" } } }, []],
  ["the URL map", { google_compute_url_map: { main: { project: "p2" } } }, []],
])("NEG-06: %s in another project", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

test.each<[string, string, string[]]>([
  [
    "of another project",
    "projects/p2/regions/us-central1/networkEndpointGroups/n",
    [
      "error NEG-06 prod/web: this resource is in project p1, but it uses n in project p2; put the backend service, the network endpoint group and the service into one project",
    ],
  ],
  ["of its project", "projects/p1/regions/us-central1/networkEndpointGroups/n", []],
  ["of a project by its number", "projects/12345/regions/us-central1/networkEndpointGroups/n", []],
])("NEG-06: a literal self link of a NEG %s", (_what, group, texts) => {
  const json = site({ [BACKEND]: { web: { backend: [{ group }] } } });
  expect(found(json).filter((finding) => finding.includes("NEG-06"))).toEqual(texts);
});

test.each<[string, object, string]>([
  [
    "another type",
    { network_endpoint_type: "INTERNET_IP_PORT" },
    'cloud_run is for network endpoint groups of type SERVERLESS, but network_endpoint_type is "INTERNET_IP_PORT"; ',
  ],
  [
    "no target",
    { cloud_run: undefined },
    "a serverless network endpoint group must have exactly one of cloud_run, cloud_function, app_engine, serverless_deployment, got none; ",
  ],
  [
    "two targets",
    { app_engine: {} },
    "a serverless network endpoint group must have exactly one of .*, got cloud_run and app_engine; ",
  ],
])("NEG-01: a NEG with %s is refused", (_what, config, text) => {
  const only = found(site({ [NEG]: { web: config } })).filter((finding) => finding.includes("NEG-01"));
  expect(only).toEqual([expect.stringMatching(`^error NEG-01 prod/web: ${text}`)]);
});

test.each([
  { network_endpoint_type: undefined },
  { network_endpoint_type: null },
  { app_engine: [] },
  { network_endpoint_type: "${var.type}" },
  { cloud_run: undefined, app_engine: {} },
])("NEG-01: a NEG with %j is in order", (config) => {
  expect(found(site({ [NEG]: { web: config } })).filter((finding) => finding.includes("NEG-01"))).toEqual([]);
});

test("a service that is named by a text is found like one that is referred to", () => {
  const named = (name: string) =>
    site({
      [NEG]: { web: { cloud_run: { service: name } } },
      [RUN]: { web: { ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" } },
    });
  expectFound([named("web")], "error RUN-02 prod/web: ");
  expect(found(named("elsewhere"))).toEqual([]);
});

test("a NEG that is no serverless one is left alone", () => {
  const psc = {
    name: "psc",
    region: "us-central1",
    network_endpoint_type: "PRIVATE_SERVICE_CONNECT",
    psc_target_service: "a",
  };
  const backends = { psc: { ...backendOf(), name: "psc", backend: [{ group: ref(NEG, "psc") }], timeout_sec: 5 } };
  const json = site({
    [NEG]: { psc },
    [BACKEND]: { ...backends, web: {} },
    google_compute_url_map: {
      main: {
        default_route_action: {
          weighted_backend_services: [
            { backend_service: ref(BACKEND, "web") },
            { backend_service: ref(BACKEND, "psc") },
          ],
        },
        default_service: undefined,
      },
    },
  });
  expect(found(json)).toEqual([]);
});
