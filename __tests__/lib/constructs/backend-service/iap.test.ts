import { TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunInvoker,
  CloudRunService,
  CloudRunServiceProps,
  EnvironmentStack,
  Iap,
  IapOptions,
  RouteAction,
  Routes,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";
import { Synthesized, synthesize, synthesizeApp, warningsOf } from "../../../synthesized";

const BACKEND = "google_compute_backend_service";
const BINDING = "google_iap_web_backend_service_iam_binding";
const GRANT = "google_cloud_run_v2_service_iam_member";
const RUN = "google_cloud_run_v2_service";
const SETTINGS = "google_iap_settings";
const region = "us-central1";
const members = ["group:staff@acme.example"];
const iap = Iap.googleManagedClient({ members });

const service = (stack: EnvironmentStack, props: Partial<CloudRunServiceProps> = {}, id = "Admin") =>
  new CloudRunService(stack, `${id}Service`, { image: "hello", region, ...props });
const behind = (stack: EnvironmentStack, options: Partial<IapOptions> = {}) =>
  new BackendService(stack, "Admin", {
    backends: [service(stack)],
    iap: Iap.googleManagedClient({ members, ...options }),
  });
const only = ({ resource }: Synthesized, type: string) => {
  const all = Object.values(resource[type] ?? {});
  expect(all).toHaveLength(1);
  return all[0] as { readonly [argument: string]: unknown };
};
const addressOf = ({ resource }: Synthesized, type: string, id: string) =>
  Object.keys(resource[type]).find((address) => address.startsWith(id));

test("members pass, the service agent may call the service, and the service checks IAM", () => {
  const json = synthesize((stack) => behind(stack));
  const backend = addressOf(json, BACKEND, "Admin");
  const project = Object.keys((json.data as { google_project: object }).google_project)[0];
  expect(only(json, BACKEND).iap).toEqual({ enabled: true });
  expect(only(json, BINDING)).toEqual({
    web_backend_service: `\${${BACKEND}.${backend}.name}`,
    role: "roles/iap.httpsResourceAccessor",
    members,
    lifecycle: { create_before_destroy: true },
  });
  expect(only(json, GRANT)).toEqual({
    name: `\${${RUN}.${addressOf(json, RUN, "AdminService")}.name}`,
    location: region,
    role: "roles/run.invoker",
    member: `serviceAccount:service-\${data.google_project.${project}.number}@gcp-sa-iap.iam.gserviceaccount.com`,
    lifecycle: { create_before_destroy: true },
  });
  expect(only(json, BACKEND).depends_on).toEqual([`${GRANT}.${addressOf(json, GRANT, "Admin")}`]);
  expect(only(json, RUN).invoker_iam_disabled).toBe(false);
  expect(json.resource).not.toHaveProperty(SETTINGS);
});

test("an OAuth client of one's own is written with its secret", () => {
  const json = synthesize((stack) => {
    const clientSecret = new TerraformVariable(stack, "Secret", { type: "string", sensitive: true }).stringValue;
    return new BackendService(stack, "Admin", {
      backends: [service(stack)],
      iap: Iap.oauthClient({ members, clientId: "id.apps.googleusercontent.com", clientSecret }),
    });
  });
  expect(only(json, BACKEND).iap).toEqual({
    enabled: true,
    oauth2_client_id: "id.apps.googleusercontent.com",
    oauth2_client_secret: "${var.Secret}",
  });
});

test("grants are made before Identity-Aware Proxy is on", () => {
  const json = synthesize((stack) => behind(stack, { enabled: false }));
  expect(only(json, BACKEND).iap).toEqual({ enabled: false });
  expect(only(json, BINDING).members).toEqual(members);
  expect(only(json, GRANT).role).toBe("roles/run.invoker");
  expect(only(json, RUN).invoker_iam_disabled).toBe(true);
  expect(warningsOf((stack) => behind(stack, { enabled: false }))).toEqual([
    expect.stringContaining("[test/Admin] BS-30: Identity-Aware Proxy is off (enabled: false)"),
  ]);
});

test("CORS preflights pass where they are asked for", () => {
  const json = synthesize((stack) => behind(stack, { allowsCorsPreflights: true }));
  const backend = `${BACKEND}.${addressOf(json, BACKEND, "Admin")}`;
  expect(only(json, SETTINGS)).toEqual({
    name: `projects/\${${backend}.project}/iap_web/compute/services/\${${backend}.name}`,
    access_settings: { cors_settings: { allow_http_options: true } },
    lifecycle: { create_before_destroy: true },
  });
});

test.each<[string, Partial<IapOptions>]>([
  ["the number of the project", { projectNumber: "123" }],
  ["the service agent", { iapServiceAgent: "service-123@gcp-sa-iap.iam.gserviceaccount.com" }],
])("nothing is looked up where %s is given", (_what, options) => {
  const json = synthesize((stack) => behind(stack, options));
  expect(json).not.toHaveProperty("data");
  expect(only(json, GRANT).member).toBe("serviceAccount:service-123@gcp-sa-iap.iam.gserviceaccount.com");
});

test("the project is looked up once, and a service has one grant, for all backend services", () => {
  const json = synthesize((stack) => {
    const admin = service(stack);
    const tagged = ServerlessTarget.cloudRun(admin.cloudRunServiceName);
    const old = (id: string) =>
      CloudRunService.fromCloudRunServiceAttributes(stack, id, { cloudRunServiceName: "old", region });
    new BackendService(stack, "First", { backends: [admin], iap });
    new BackendService(stack, "Second", { backends: [admin], iap });
    new BackendService(stack, "Neg", { backends: [new ServerlessNeg(stack, "N", { region, target: tagged })], iap });
    new BackendService(stack, "Old", { backends: [old("A")], iap });
    new BackendService(stack, "OldToo", { backends: [old("B")], iap });
    const named = new ServerlessNeg(stack, "M", { region, target: ServerlessTarget.cloudRun("old", { tag: "next" }) });
    return new BackendService(stack, "OldNeg", { backends: [named], iap });
  });
  const { google_project: projects } = json.data as { readonly google_project: object };
  expect(Object.keys(projects)).toHaveLength(1);
  const grants = Object.entries(json.resource[GRANT]) as [string, { readonly name: string }][];
  expect(grants.map(([, { name }]) => name).sort()).toEqual([
    `\${${RUN}.${addressOf(json, RUN, "AdminService")}.name}`,
    "old",
  ]);
});

test("the address of a grant on an existing service hangs on its region and name alone", () => {
  const grantFor = (id: string) =>
    synthesize((stack) => {
      const old = CloudRunService.fromCloudRunServiceAttributes(stack, id, { cloudRunServiceName: "old", region });
      return new BackendService(stack, id + "Backend", { backends: [old], iap });
    }).resource[GRANT];
  expect(grantFor("A")).toEqual(grantFor("B"));
});

test("a service of another stack gets its grant in the stack of the backend service", () => {
  const { stacks } = synthesizeApp((app) => {
    const [services, site] = ["services", "site"].map((id) => new EnvironmentStack(app, id, { project: "acme" }));
    new BackendService(site, "Admin", { backends: [service(services, { name: "admin" })], iap });
  });
  expect(stacks.services.resource).not.toHaveProperty(GRANT);
  expect(only(stacks.site, GRANT)).toMatchObject({ location: region, role: "roles/run.invoker" });
});

test.each<[string, (stack: EnvironmentStack) => unknown, boolean]>([
  ["behind it alone", (stack) => behind(stack), false],
  ["also behind another backend service", open, true],
  ["behind it by a network endpoint group", (stack) => byNeg(stack, iap), false],
  ["behind it by a URL mask with its name", (stack) => byNeg(stack, iap, "<tag>.example.com"), false],
  ["behind it, and open by a network endpoint group", (stack) => [behind(stack), byNeg(stack)][1], true],
  [
    "that says who calls it",
    (stack) => {
      const backends = [service(stack, { invoker: CloudRunInvoker.withoutIamCheck() })];
      return new BackendService(stack, "Admin", { backends, iap });
    },
    true,
  ],
])("a service %s: is its IAM check off?", (_what, build, isOff) => {
  expect(only(synthesize(build), RUN).invoker_iam_disabled).toBe(isOff);
});

function byNeg(stack: EnvironmentStack, proxy?: Iap, mask?: string) {
  const made = stack.node.tryFindChild("AdminService") as CloudRunService | undefined;
  const { cloudRunServiceName: name } = made ?? service(stack);
  const target =
    mask === undefined ? ServerlessTarget.cloudRun(name) : ServerlessTarget.cloudRunUrlMask(mask, { service: name });
  return new BackendService(stack, "Neg", {
    backends: [new ServerlessNeg(stack, "N", { region, target })],
    iap: proxy,
  });
}

function open(stack: EnvironmentStack) {
  const admin = service(stack);
  new BackendService(stack, "Admin", { backends: [admin], iap });
  return new BackendService(stack, "Public", { backends: [admin] });
}

test("a URL map waits until members pass", () => {
  const json = synthesize((stack) => {
    const admin = behind(stack, { allowsCorsPreflights: true });
    const web = new BackendService(stack, "Web", { backends: [service(stack, {}, "Web")] });
    return new ApplicationLoadBalancer(stack, "Site", {
      domains: ["app.example.com"],
      defaultService: web,
      routes: Routes.byPath([{ paths: ["/admin", "/admin/*"], action: RouteAction.forward(admin) }]),
    });
  });
  const maps = Object.values(json.resource.google_compute_url_map) as { readonly depends_on?: string[] }[];
  expect(maps.flatMap(({ depends_on: needed = [] }) => needed)).toEqual([
    `${BINDING}.${addressOf(json, BINDING, "Admin")}`,
    `${SETTINGS}.${addressOf(json, SETTINGS, "Admin")}`,
  ]);
});

test("an environment enables the APIs that Identity-Aware Proxy needs", () => {
  const { stacks } = synthesizeApp((app) => {
    behind(new EnvironmentStack(app, "test", { project: "acme", enableApis: true }));
  });
  const apis = Object.values(stacks.test.resource.google_project_service) as { readonly service: string }[];
  expect(apis.map(({ service: api }) => api)).toEqual(
    expect.arrayContaining(["iap.googleapis.com", "cloudresourcemanager.googleapis.com"]),
  );
  const [project] = Object.values((stacks.test.data as { google_project: object }).google_project);
  expect(project).toEqual({ depends_on: ["google_project_service.Api-cloudresourcemanager"] });
});

test.each<[string, Partial<IapOptions>, RegExp]>([
  ["a member without its kind", { members: ["jane@acme.example"] }, /BS-30: a member must be written with its kind/],
  ["a member twice", { members: [...members, ...members] }, /BS-30: a member may appear only once/],
  [
    "the id of a project",
    { projectNumber: "acme" },
    /BS-31: projectNumber must be the number of a project, got "acme"/,
  ],
  [
    "a member as service agent",
    { iapServiceAgent: "serviceAccount:service-1@gcp-sa-iap.iam.gserviceaccount.com" },
    /BS-31: iapServiceAgent must be the email address .* without serviceAccount:/,
  ],
  [
    "number and agent",
    { projectNumber: "1", iapServiceAgent: "service-1@gcp-sa-iap.iam.gserviceaccount.com" },
    /BS-31: projectNumber and iapServiceAgent both say/,
  ],
])("Identity-Aware Proxy refuses %s", (_what, options, message) => {
  expect(() => synthesize((stack) => behind(stack, options))).toThrow(message);
  expect(() => synthesize((stack) => behind(stack, options))).toThrow(/^\[test\/Admin\]/);
});

test("two backend services of one service have one service agent", () => {
  const build = (numbers: string[]) => (stack: EnvironmentStack) => {
    const backends = [service(stack)];
    return numbers
      .map((projectNumber) => Iap.googleManagedClient({ members, projectNumber }))
      .map((each, index) => new BackendService(stack, `Tool${index}`, { backends, iap: each }))[0];
  };
  expect(() => synthesize(build(["1", "2"]))).toThrow(
    /^\[test\/Tool1\] BS-31: another backend service says that the service agent .* is "serviceAccount:service-1@/,
  );
  expect(Object.keys(synthesize(build(["1", "1"])).resource[GRANT])).toHaveLength(1);
});

test("members, number and agent may be known to Terraform alone", () => {
  const variable = (stack: EnvironmentStack, id: string) => new TerraformVariable(stack, id, { type: "string" });
  const json = synthesize((stack) => {
    const projectNumber = variable(stack, "Number").stringValue;
    return behind(stack, { members: [variable(stack, "Member").stringValue], projectNumber });
  });
  expect(only(json, BINDING).members).toEqual(["${var.Member}"]);
  expect(only(json, GRANT).member).toBe("serviceAccount:service-${var.Number}@gcp-sa-iap.iam.gserviceaccount.com");
});

test("nobody passes where no member is listed", () => {
  const build = (stack: EnvironmentStack) => behind(stack, { members: [] });
  expect(synthesize(build).resource).not.toHaveProperty(BINDING);
  expect(warningsOf(build)).toEqual([expect.stringContaining("[test/Admin] BS-30: members is empty")]);
});

test("Identity-Aware Proxy of an override leaves the default of the service alone", () => {
  const json = synthesize((stack) => {
    const backend = new BackendService(stack, "Admin", { backends: [service(stack)] });
    backend.resource.addOverride("iap.enabled", true);
    return backend;
  });
  expect(only(json, RUN).invoker_iam_disabled).toBe(true);
});
