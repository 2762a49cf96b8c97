import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunInvoker,
  CloudRunProbe,
  CloudRunService,
  CloudRunServiceProps,
  EnvironmentStack,
  Iap,
} from "cdktf-google-serverless-lb";
import { failureOf, synthesizeApp } from "../../../synthesized";

const RUN = "google_cloud_run_v2_service";
const NEWEST = "~> 7.45";
const members = ["group:staff@acme.example"];
const iap = Iap.googleManagedClient({ members, projectNumber: "12" });
const siteWith =
  (props: Partial<CloudRunServiceProps>, providerVersion: string | undefined = NEWEST) =>
  (app: ConstructorParameters<typeof EnvironmentStack>[0]) => {
    const stack = new EnvironmentStack(app, "test", { project: "p1", providerVersion });
    const web = new CloudRunService(stack, "Web", { image: "hello", region: "us-central1", ...props });
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      domains: ["app.example.com"],
      defaultService: new BackendService(stack, "Backend", { backends: [web] }),
    });
  };
const resources = (props: Partial<CloudRunServiceProps>) => synthesizeApp(siteWith(props)).stacks.test.resource;
const service = (props: Partial<CloudRunServiceProps>) => Object.values(resources(props)[RUN])[0];

test("a service without a run.app URL has other audiences", () => {
  expect(service({ defaultUriDisabled: true, customAudiences: ["https://app.example.com"] })).toMatchObject({
    default_uri_disabled: true,
    custom_audiences: ["https://app.example.com"],
  });
});

test("a readiness probe is written with its port", () => {
  const readinessProbe = CloudRunProbe.httpGet({ path: "/ready", periodSec: 5, failureThreshold: 2 });
  expect(service({ readinessProbe, containerPort: 9000 }).template).toMatchObject({
    containers: [
      { readiness_probe: { http_get: { path: "/ready", port: 9000 }, period_seconds: 5, failure_threshold: 2 } },
    ],
  });
  expect(service({ readinessProbe: CloudRunProbe.grpc({ port: 9001 }) }).template).toMatchObject({
    containers: [{ readiness_probe: { grpc: { port: 9001 } } }],
  });
});

test("without them nothing of them is written", () => {
  const { template, ...others } = service({});
  expect(Object.keys(others)).not.toEqual(expect.arrayContaining(["default_uri_disabled"]));
  expect(JSON.stringify([template, others])).not.toMatch(/readiness|iap_enabled|custom_audiences/);
});

test("Identity-Aware Proxy of a service: members pass, the service agent may call it, and IAM is checked", () => {
  const json = resources({ iap });
  const [id] = Object.keys(json[RUN]);
  const name = `\${${RUN}.${id}.name}`;
  expect(json[RUN][id]).toMatchObject({ iap_enabled: true, invoker_iam_disabled: false });
  expect(Object.values(json.google_iap_web_cloud_run_service_iam_binding)).toEqual([
    {
      cloud_run_service_name: name,
      location: `\${${RUN}.${id}.location}`,
      role: "roles/iap.httpsResourceAccessor",
      members,
      lifecycle: { create_before_destroy: true },
    },
  ]);
  expect(Object.values(json.google_cloud_run_v2_service_iam_member)).toMatchObject([
    { name, member: "serviceAccount:service-12@gcp-sa-iap.iam.gserviceaccount.com", role: "roles/run.invoker" },
  ]);
  const [backend] = Object.values(json.google_compute_backend_service);
  expect(backend.depends_on).toEqual([
    expect.stringContaining("google_cloud_run_v2_service_iam_member."),
    expect.stringContaining("google_iap_web_cloud_run_service_iam_binding."),
  ]);
});

test("it can be left off while the grants are made", () => {
  const off = Iap.googleManagedClient({ members, projectNumber: "12", enabled: false });
  expect(service({ iap: off })).toMatchObject({ iap_enabled: false, invoker_iam_disabled: true });
  expect(resources({ iap: off })).toHaveProperty("google_iap_web_cloud_run_service_iam_binding");
});

test.each<[string, Partial<CloudRunServiceProps>, string]>([
  [
    "an OAuth client",
    { iap: Iap.oauthClient({ members, clientId: "a.apps.googleusercontent.com", clientSecret: "s" }) },
    "RUN-21: Identity-Aware Proxy of a Cloud Run service uses the OAuth client that Google manages, got Iap.oauthClient; use Iap.googleManagedClient, or set iap of the backend service instead",
  ],
  [
    "CORS preflights",
    { iap: Iap.googleManagedClient({ members, allowsCorsPreflights: true }) },
    "RUN-21: Identity-Aware Proxy of a Cloud Run service cannot let CORS preflights pass here, got allowsCorsPreflights true;",
  ],
  [
    "no IAM check",
    { iap, invoker: CloudRunInvoker.withoutIamCheck() },
    "RUN-21: behind its Identity-Aware Proxy, Cloud Run must check who calls the service, got CloudRunInvoker.withoutIamCheck(); remove invoker",
  ],
  ["all users", { iap, invoker: CloudRunInvoker.allUsers() }, "got CloudRunInvoker.allUsers(); remove invoker"],
  [
    "everybody with an account",
    { iap, invoker: CloudRunInvoker.members(["allAuthenticatedUsers"]) },
    'got CloudRunInvoker.members(["allAuthenticatedUsers"]); remove invoker',
  ],
  [
    "a readiness probe by TCP",
    { readinessProbe: CloudRunProbe.tcpSocket() },
    "RUN-16: a readiness probe must use HTTP or gRPC, got CloudRunProbe.tcpSocket; use CloudRunProbe.httpGet or CloudRunProbe.grpc",
  ],
  [
    "one that waits",
    { readinessProbe: CloudRunProbe.httpGet({ initialDelaySec: 3 }) },
    "RUN-16: a readiness probe has no initialDelaySec, because it begins when the startup probe has succeeded, got 3; remove it",
  ],
  [
    "one that waits too long",
    { readinessProbe: CloudRunProbe.httpGet({ periodSec: 301 }) },
    "RUN-16: periodSec of readinessProbe must be a whole number from 1 to 300, got 301",
  ],
])("%s is refused", (_what, props, message) => {
  expect(() => synthesizeApp(siteWith(props))).toThrow(message);
});

test("members may call it besides", () => {
  expect(
    service({ iap, invoker: CloudRunInvoker.members(["serviceAccount:job@p1.iam.gserviceaccount.com"]) }),
  ).toMatchObject({ invoker_iam_disabled: false });
});

test.each<[Partial<CloudRunServiceProps>, string, string]>([
  [{ iap }, "iap", "7.21"],
  [{ defaultUriDisabled: true }, "defaultUriDisabled", "7.6"],
  [{ readinessProbe: CloudRunProbe.httpGet() }, "readinessProbe", "7.19"],
])("an older provider does not have %j", (props, prop, since) => {
  expect(failureOf(siteWith(props, "~> 6.50"))).toContain(
    `[test/Web] NAM-09: ${prop} exists since version ${since} of the provider, and the stack takes version ~> 6.50; set providerVersion of the EnvironmentStack to "~> ${since}"`,
  );
});
