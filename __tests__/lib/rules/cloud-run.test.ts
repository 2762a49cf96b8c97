import {
  BACKEND,
  Changes,
  FUNCTION,
  MEMBER,
  NEG,
  RUN,
  URL_MAP,
  backendOf,
  expectFound,
  found,
  negOf,
  ref,
  serviceNamed,
  site,
  stackOf,
} from "./site";

const web = (config: object): Changes => ({ [RUN]: { web: config } });
const member = (name: string, config: object = {}) => ({
  name: ref(RUN, "web", "name"),
  location: "us-central1",
  role: "roles/run.invoker",
  member: name,
  ...config,
});
/** The site whose service asks IAM, with grants. */
const granted = (...members: object[]): Changes => ({
  ...web({ invoker_iam_disabled: false }),
  [MEMBER]: Object.fromEntries(members.map((config, index) => [`grant${index}`, { ...config }])),
});
const STAFF = "group:staff@example.com";
const COMPUTE = "serviceAccount:12-compute@developer.gserviceaccount.com";
const project = (config: object): Changes => ({ google_project_iam_member: { all: { project: "p1", ...config } } });

// ---- who may call

test.each<[string, Changes]>([
  ["anybody without a check", web({ invoker_iam_disabled: true })],
  ["all users", granted(member("allUsers"))],
  ["all who are logged in", granted(member("allAuthenticatedUsers"))],
  ["all users among others", granted(member(STAFF), member("allUsers"))],
  ["all users by an own role", granted(member("allUsers", { role: "projects/p1/roles/caller" }))],
  ["all users, by name", granted(member("allUsers", { name: "web" }))],
  ["somebody that only Terraform knows", granted(member("${var.member}"))],
  ["whom only Terraform knows", web({ invoker_iam_disabled: "${var.open}" })],
  [
    "all users in a list",
    {
      ...granted(),
      google_cloud_run_v2_service_iam_binding: { all: { ...member(""), member: undefined, members: ["allUsers"] } },
    },
  ],
  [
    "whom a policy names",
    {
      ...granted(),
      google_cloud_run_v2_service_iam_policy: {
        all: { name: "web", location: "us-central1", policy_data: "${data.google_iam_policy.a.policy_data}" },
      },
    },
  ],
  [
    "visitors with a login of the service's own",
    {
      ...granted(member("serviceAccount:service-12@gcp-sa-iap.iam.gserviceaccount.com")),
      ...web({ invoker_iam_disabled: false, iap_enabled: true }),
    },
  ],
  [
    "all users, by name, in a place that is nowhere said",
    granted(member("allUsers", { name: "web", location: undefined })),
  ],
  [
    "all users, by name, in a place that only Terraform knows",
    {
      ...granted(member("allUsers", { name: "web", location: "${var.region}" })),
      [RUN]: { web: { location: "${var.region}", invoker_iam_disabled: false } },
    },
  ],
  ["all users, by a name that only Terraform knows", granted(member("allUsers", { name: "${var.service}" }))],
])("RUN-04: a routed service is for %s", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test.each<[string, Changes, string]>([
  [
    "nobody",
    granted(),
    "error RUN-04 prod/web: all visitors of prod/web get 403: nobody has a grant to call this service; for a public site use CloudRunInvoker.withoutIamCheck(), or let its callers in with grantInvoke",
  ],
  [
    "nobody, because nothing says otherwise",
    web({ invoker_iam_disabled: undefined }),
    "error RUN-04 prod/web: all visitors",
  ],
  [
    "the account that the load balancer does not use",
    granted(member(COMPUTE)),
    `error RUN-04 prod/web: all visitors of prod/web get 403: the grant to ${COMPUTE} lets no visitor in, because the load balancer does not use that account; `,
  ],
  ["another service's callers", granted(member("allUsers", { name: "other" })), "error RUN-04 prod/web: all visitors"],
  [
    "those who may look at it",
    granted(member("allUsers", { role: "roles/run.viewer" })),
    "error RUN-04 prod/web: all visitors",
  ],
  [
    "members",
    granted(member(STAFF)),
    "warning RUN-04 prod/web: visitors who send no ID token of a member get 403, because the load balancer does not authenticate itself to Cloud Run; for a public site use CloudRunInvoker.withoutIamCheck()",
  ],
  [
    "those of the project",
    { ...granted(), ...project({ role: "roles/run.invoker", member: STAFF }) },
    "warning RUN-04 prod/web: visitors who send no ID token",
  ],
])("RUN-04: a routed service for %s alone", (_what, changes, text) => {
  expectFound([site(changes)], text);
});

test("RUN-04: a grant without a location is for the region of its provider", () => {
  const inRegion = (region: string, name: string) => ({
    ...site(granted(member(name, { name: "web", location: undefined }))),
    provider: { google: [{ project: "p1", region }] },
  });
  expect(found(inRegion("us-central1", "allUsers"))).toEqual([]);
  expectFound([inRegion("us-central1", STAFF)], "warning RUN-04 prod/web: visitors who send no ID token");
  expectFound([inRegion("us-east1", "allUsers")], "error RUN-04 prod/web: all visitors");
});

test("RUN-04: a grant on the service of a function is for no other one", () => {
  expectFound(
    [
      site({
        ...granted(member("allUsers", { name: "${google_cloudfunctions2_function.f.name}" })),
        google_cloudfunctions2_function: { f: { name: "f", location: "us-central1" } },
      }),
    ],
    "error RUN-04 prod/web: all visitors",
  );
});

test("RUN-04: the grant to the account that the load balancer does not use is warned of beside others", () => {
  expectFound(
    [site(granted(member("allUsers"), member(COMPUTE)))],
    `warning RUN-04 prod/web: the grant to ${COMPUTE} lets no visitor in, because the load balancer does not use that account; remove the grant if no job uses it`,
  );
});

test("RUN-04: a service that is not routed to may be for anybody", () => {
  const unrouted = { ...granted(), [NEG]: { web: { cloud_run: { service: "other" } } } };
  expect(found(site(unrouted))).toEqual([]);
});

test("RUN-04: a service of another stack, and one in the words of Knative, are looked at too", () => {
  const output = { invoker: { value: ref(RUN, "api", "name") } };
  const services = {
    ...stackOf({ [RUN]: { api: { ...serviceNamed("api"), invoker_iam_disabled: false } } }, "services"),
    output,
  };
  const name = "${data.terraform_remote_state.cross-stack-reference-input-services.outputs.invoker}";
  const elsewhere = site({ [RUN]: { web: undefined }, [NEG]: { web: { cloud_run: { service: name } } } });
  expectFound([services, elsewhere], "error RUN-04 services/api: all visitors of prod/web get 403");
  const knative = (annotations: object) =>
    site({
      [RUN]: { web: undefined },
      google_cloud_run_service: { old: { name: "old", location: "us-central1", metadata: { annotations } } },
      [NEG]: { web: { cloud_run: { service: "${google_cloud_run_service.old.name}" } } },
    });
  const ingress = "internal-and-cloud-load-balancing";
  expectFound([knative({ "run.googleapis.com/ingress": ingress })], "error RUN-04 prod/old: ");
  expect(
    found(knative({ "run.googleapis.com/ingress": ingress, "run.googleapis.com/invoker-iam-disabled": "true" })),
  ).toEqual([]);
  expectFound([knative({ "run.googleapis.com/invoker-iam-disabled": "true" })], "warning RUN-02 prod/old: ");
});

test.each<[string, Changes, string[]]>([
  [
    "all users",
    project({ role: "roles/run.invoker", member: "allUsers" }),
    ["error RUN-07 prod/all: roles/run.invoker cannot be granted to allUsers on a whole project"],
  ],
  [
    "all users in a list",
    { google_folder_iam_binding: { all: { role: "roles/run.invoker", members: [STAFF, "allAuthenticatedUsers"] } } },
    ["error RUN-07 prod/all: roles/run.invoker cannot be granted to allAuthenticatedUsers"],
  ],
  ["staff", project({ role: "roles/run.invoker", member: STAFF }), []],
])("RUN-07: %s may call all services of a project", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

// ---- from where

test.each<[string, Changes, string[]]>([
  [
    "everywhere",
    web({ ingress: "INGRESS_TRAFFIC_ALL" }),
    [
      "warning RUN-02 prod/web: the ingress of this service accepts requests from everywhere, so its own URL (run.app or cloudfunctions.net) bypasses the load balancer, Cloud Armor and the cache; use CloudRunIngress.INTERNAL_LOAD_BALANCER",
    ],
  ],
  ["everywhere, because nothing says otherwise", web({ ingress: undefined }), ["warning RUN-02 prod/web: "]],
  ["everywhere, but without a URL", web({ ingress: "INGRESS_TRAFFIC_ALL", default_uri_disabled: true }), []],
  [
    "inside",
    web({ ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" }),
    [
      "error RUN-02 prod/web: the ingress of this service accepts only internal requests, so the load balancer of prod/web cannot reach it; ",
    ],
  ],
  ["where only Terraform knows", web({ ingress: "${var.ingress}" }), []],
])("RUN-02: a routed service is reached from %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

test("RUN-02: the ingress of a service that is not behind an external load balancer is its owner's concern", () => {
  const inside = { ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" };
  const other = { [NEG]: { web: { cloud_run: { service: "other" } } } };
  expect(found(site({ ...web(inside), ...other }))).toEqual([]);
  const internal = stackOf({
    [RUN]: { web: { ...serviceNamed("web"), ...inside } },
    [NEG]: { web: negOf("web") },
    [BACKEND]: { web: { ...backendOf("web"), load_balancing_scheme: "INTERNAL_MANAGED" } },
    [URL_MAP]: { main: { name: "main", default_service: ref(BACKEND, "web") } },
  });
  expect(found(internal)).toEqual([]);
});

test.each<[string, string[]]>([
  [
    "ALLOW_ALL",
    [
      "warning RUN-03 prod/f: the ingress of this service accepts requests from everywhere, so its own URL (run.app or cloudfunctions.net) bypasses the load balancer, Cloud Armor and the cache; set its ingress_settings to ALLOW_INTERNAL_AND_GCLB",
    ],
  ],
  ["ALLOW_INTERNAL_ONLY", ["error RUN-03 prod/f: the ingress of this service accepts only internal requests"]],
  ["ALLOW_INTERNAL_AND_GCLB", []],
])("RUN-03: a function behind the load balancer with ingress %s", (ingress_settings, texts) => {
  const first = {
    [RUN]: { web: undefined },
    [FUNCTION]: { f: { name: "f", region: "us-central1", ingress_settings } },
    [NEG]: { web: { cloud_run: undefined, cloud_function: { function: ref(FUNCTION, "f", "name") } } },
  };
  expectFound([site(first)], ...texts);
  const second = {
    [RUN]: { web: undefined },
    google_cloudfunctions2_function: {
      f: { name: "f", location: "us-central1", service_config: { ingress_settings } },
    },
    [NEG]: { web: { cloud_run: { service: "${google_cloudfunctions2_function.f.service_config[0].service}" } } },
  };
  expectFound([site(second)], ...texts);
});

test("RUN-03: App Engine behind the load balancer is closed by its network settings", () => {
  const app = (service: string, settings: Changes = {}) =>
    site({
      [RUN]: { web: undefined },
      [NEG]: { web: { cloud_run: undefined, app_engine: {} } },
      google_app_engine_standard_app_version: { v1: { service, version_id: "v1" } },
      ...settings,
    });
  const closed = (ingress_traffic_allowed: string) => ({
    google_app_engine_service_network_settings: {
      s: { service: "default", network_settings: { ingress_traffic_allowed } },
    },
  });
  expectFound(
    [app("default")],
    "warning RUN-03 prod/v1: the appspot.com URL of this version bypasses the load balancer",
  );
  expectFound([app("default", closed("INGRESS_TRAFFIC_ALLOWED_ALL"))], "warning RUN-03 prod/v1: ");
  expect(found(app("default", closed("INGRESS_TRAFFIC_ALLOWED_INTERNAL_AND_LB")))).toEqual([]);
  expect(found(app("other"))).toEqual([]);
});
