/** What overrides and resources of the provider's may write into Cloud Run services. */
import { CloudRunService, EnvironmentStack } from "cdktf-google-serverless-lb";
import { failureOf } from "../../synthesized";
import { Changes, MEMBER, RUN, found, ref, site } from "./site";

const web = (config: object): Changes => ({ [RUN]: { web: config } });
const template = (config: object) => web({ template: config });
const container = (config: object) => template({ containers: [{ image: "a", ...config }] });
const limits = (cpu: string, memory: string) => ({ resources: { limits: { cpu, memory } } });
const grant = { name: ref(RUN, "web", "name"), location: "us-central1", role: "roles/run.invoker" };
const ofArguments = (changes: Changes) =>
  found(site(changes)).filter((finding) => /^error RUN-(05|12|16) /.test(finding));

test.each<[string, Changes, string]>([
  [
    "a member that does not say what it is",
    { [MEMBER]: { a: { ...grant, member: "bob" } } },
    "RUN-05 prod/a: a member",
  ],
  [
    "such a member in a list",
    { google_cloud_run_v2_service_iam_binding: { a: { ...grant, members: ["allUsers", "bob"] } } },
    'RUN-05 prod/a: a member must be written with its kind, got "bob"; ',
  ],
  [
    "a long timeout",
    template({ timeout: "3601s" }),
    "RUN-12 prod/web: timeout must be a whole number from 1 to 3600, got 3601; ",
  ],
  ["an image with a scheme", container({ image: "https://a/b" }), "RUN-16 prod/web: image must not contain a scheme"],
  [
    "an account as a member",
    template({ service_account: "serviceAccount:a@b" }),
    "RUN-16 prod/web: service_account must be",
  ],
  [
    "a secret with its version",
    container({
      env: [{ name: "A", value_source: { secret_key_ref: { secret: "projects/p/secrets/a/versions/1" } } }],
    }),
    "RUN-16 prod/web: the secret of A in value_source must not contain a version, ",
  ],
  ["a port that is none", container({ ports: { container_port: 65_536 } }), "RUN-16 prod/web: container_port must be "],
  [
    "many requests at a time",
    template({ max_instance_request_concurrency: 1001 }),
    "RUN-16 prod/web: max_instance_request_concurrency must be a whole number from 1 to 1000, got 1001; ",
  ],
  [
    "memory that is none",
    container(limits("1", "512MB")),
    "RUN-16 prod/web: memory must be a number with an optional unit, ",
  ],
  ["three CPUs", container(limits("3", "2Gi")), "RUN-16 prod/web: cpu must be 0.08 to 1 in steps of 0.001, "],
  ["too much memory", container(limits("1", "8Gi")), "RUN-16 prod/web: with cpu 1, memory must be 128Mi to 4096Mi, "],
  [
    "many requests for half a CPU",
    template({ max_instance_request_concurrency: 2, containers: [{ image: "a", ...limits("0.5", "512Mi") }] }),
    "RUN-16 prod/web: max_instance_request_concurrency must be 1 with less than one CPU (cpu is 0.5), got 2; ",
  ],
  [
    "more instances at least than Cloud Run gives",
    template({ scaling: { min_instance_count: 101 } }),
    "RUN-16 prod/web: min_instance_count must not be above max_instance_count, which is 100, got 101; ",
  ],
  [
    "a variable that Cloud Run sets",
    container({ env: [{ name: "PORT", value: "1" }] }),
    "RUN-16 prod/web: the name of an environment variable can only have ",
  ],
  [
    "a slow probe",
    container({ startup_probe: { timeout_seconds: 11 } }),
    "RUN-16 prod/web: timeout_seconds of startup_probe must not be above period_seconds, which is 10, got 11; ",
  ],
  [
    "a probe of no path",
    container({ liveness_probe: { http_get: { path: "a" } } }),
    "RUN-16 prod/web: path of liveness_probe must begin with a slash, ",
  ],
  [
    "a probe for liveness by TCP",
    container({ liveness_probe: { tcp_socket: { port: 80 } } }),
    "RUN-16 prod/web: a liveness probe must use HTTP or gRPC, got tcp_socket; use http_get or grpc",
  ],
  [
    "shares that are not all",
    web({ traffic: [{ percent: 99 }] }),
    "RUN-16 prod/web: the percentages of all traffic targets ",
  ],
  [
    "a tag twice",
    web({ traffic: [{ percent: 100, tag: "a" }, { tag: "a" }] }),
    "RUN-16 prod/web: a traffic tag may appear only once, ",
  ],
  [
    "a long name of a revision",
    web({ traffic: [{ percent: 100, revision: `web-${"a".repeat(60)}` }] }),
    "RUN-16 prod/web: the revision of a traffic target must have 1 to 63 characters, ",
  ],
  [
    "a way to no network",
    template({ vpc_access: { network_interfaces: [{ tags: ["a"] }] } }),
    "RUN-16 prod/web: network_interfaces needs a network or a subnetwork; ",
  ],
  [
    "a long connector",
    template({ vpc_access: { connector: "a".repeat(1025) } }),
    "RUN-16 prod/web: connector must have 1 to 1024 characters, ",
  ],
])("%s is seen", (_what, changes, text) => {
  expect(ofArguments(changes)).toEqual([expect.stringContaining(`error ${text}`)]);
});

test.each<[string, Changes]>([
  ["a template at the edge", template({ timeout: "3600s", max_instance_request_concurrency: 1000 })],
  ["as many instances at least as Cloud Run gives", template({ scaling: { min_instance_count: 100 } })],
  [
    "0 and empty texts, which the provider does not send",
    template({
      max_instance_request_concurrency: 0,
      scaling: { max_instance_count: 0 },
      containers: [{ image: "a", ports: { container_port: 0 }, startup_probe: { period_seconds: 0 } }],
      vpc_access: { connector: "" },
    }),
  ],
  ["half a CPU", container(limits("0.5", "1Gi"))],
  [
    "many CPUs beside a GPU",
    container({ resources: { limits: { cpu: "20", memory: "80Gi", "nvidia.com/gpu": "1" } } }),
  ],
  [
    "small containers side by side",
    template({ containers: [{ ports: {}, ...limits("0.5", "2Gi") }, limits("3", "2Gi")] }),
  ],
  ["a probe as slow as its period", container({ liveness_probe: { period_seconds: 3600, timeout_seconds: 3600 } })],
  ["a tag without a share", web({ traffic: [{ percent: 100 }, { tag: "a", revision: `web-${"a".repeat(59)}` }] })],
  ["shares that only Terraform knows", web({ traffic: [{ percent: "${var.a}" }, { percent: 10 }] })],
  ["no traffic", web({ traffic: [] })],
  ["a subnetwork", template({ vpc_access: { network_interfaces: [{ subnetwork: "a" }] } })],
  ["members", { google_cloud_run_service_iam_binding: { a: { ...grant, members: ["allUsers", "${var.a}"] } } }],
])("%s may stand in a service", (_what, changes) => {
  expect(ofArguments(changes)).toEqual([]);
});

test("what an override writes is called as it is written there", () => {
  const failure = failureOf((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "p1" });
    const service = new CloudRunService(stack, "Api", { image: "a", region: "us-central1" });
    service.resource.addOverride("template.timeout", "4000s");
  });
  expect(failure).toContain("[test/Api] RUN-12: timeout must be a whole number from 1 to 3600, got 4000; choose one");
});
