import { TerraformOutput, TerraformVariable, Token } from "cdktf";
import {
  BackendService,
  CloudRunIngress,
  CloudRunInvoker,
  CloudRunProbe,
  CloudRunService,
  CloudRunServiceProps,
  EnvironmentStack,
  TrafficTarget,
  VpcAccess,
  VpcEgress,
  Warnings,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_cloud_run_v2_service";
const NEG = "google_compute_region_network_endpoint_group";
const region = "us-central1";

const api =
  (props: Partial<CloudRunServiceProps> = {}) =>
  (stack: EnvironmentStack) =>
    new CloudRunService(stack, "Api", { image: "hello", region, ...props });
const rendered = (props: Partial<CloudRunServiceProps>) => resource(TYPE, api(props)) as { template: object };
const refusal = (props: Partial<CloudRunServiceProps>) => expect(() => synthesize(api(props)));
const refused = (rule: string, message: string) => new RegExp(`^\\[test/Api\\] ${rule}: ${message}`);
const numberToken = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", { type: "number" }).numberValue;
const stringToken = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", { type: "string" }).stringValue;

test("a Cloud Run service is reached through the load balancer only, by anybody", () => {
  expect(resource(TYPE, api())).toEqual({
    name: "test-api",
    location: "us-central1",
    ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
    invoker_iam_disabled: true,
    deletion_protection: false,
    template: {
      containers: [
        {
          image: "hello",
          ports: { container_port: 8080 },
          resources: { limits: { cpu: "1", memory: "512Mi" }, cpu_idle: true },
          startup_probe: {
            tcp_socket: { port: 8080 },
            period_seconds: 240,
            timeout_seconds: 240,
            failure_threshold: 1,
          },
        },
      ],
      scaling: { min_instance_count: 0, max_instance_count: 100 },
      max_instance_request_concurrency: 80,
      timeout: "300s",
    },
    traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
    lifecycle: { create_before_destroy: true },
  });
});

test("a Cloud Run service takes all settings at once", () => {
  const props = {
    name: "company-api",
    containerPort: 3000,
    env: { LEVEL: "info" },
    secretEnv: { KEY: { secret: "key" }, OLD_KEY: { secret: "key", version: "1" } },
    cpu: "2",
    memory: "512Mi",
    startupProbe: CloudRunProbe.tcpSocket(),
    livenessProbe: CloudRunProbe.grpc({ service: "health" }),
    minInstanceCount: 1,
    maxInstanceCount: 10,
    maxInstanceRequestConcurrency: 1,
    timeoutSec: 30,
    serviceAccount: "api@p1.iam.gserviceaccount.com",
    vpcAccess: VpcAccess.connector("projects/p1/locations/us-central1/connectors/c"),
    labels: { team: "web" },
    traffic: [TrafficTarget.latest(100)],
    deletionProtection: true,
  };
  expect(rendered(props)).toEqual({
    name: "company-api",
    location: "us-central1",
    labels: { team: "web" },
    ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
    invoker_iam_disabled: true,
    deletion_protection: true,
    template: {
      containers: [
        {
          image: "hello",
          ports: { container_port: 3000 },
          env: [
            { name: "LEVEL", value: "info" },
            { name: "KEY", value_source: { secret_key_ref: { secret: "key", version: "latest" } } },
            { name: "OLD_KEY", value_source: { secret_key_ref: { secret: "key", version: "1" } } },
          ],
          resources: { limits: { cpu: "2", memory: "512Mi" }, cpu_idle: true },
          startup_probe: { tcp_socket: { port: 3000 } },
          liveness_probe: { grpc: { service: "health", port: 3000 } },
        },
      ],
      scaling: { min_instance_count: 1, max_instance_count: 10 },
      max_instance_request_concurrency: 1,
      timeout: "30s",
      service_account: "api@p1.iam.gserviceaccount.com",
      vpc_access: {
        connector: "projects/p1/locations/us-central1/connectors/c",
        egress: "PRIVATE_RANGES_ONLY",
      },
    },
    traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
    lifecycle: { create_before_destroy: true },
  });
});

test.each([
  ["500m", 1],
  ["0.5", 1],
  ["990m", 1],
  ["1", 80],
  ["1000m", 80],
  ["2", 80],
])("with %s CPU an instance handles %p requests at a time", (cpu, count) => {
  expect(rendered({ cpu }).template).toMatchObject({ max_instance_request_concurrency: count });
});

test("with a token for CPU, Google decides how many requests an instance handles", () => {
  const { template } = resource(TYPE, (stack) => api({ cpu: stringToken(stack) })(stack)) as { template: object };
  expect(template).not.toHaveProperty("max_instance_request_concurrency");
});

test("a Cloud Run service tells its name, region and URI", () => {
  const json = synthesize((stack) => {
    const { cloudRunServiceName, region: where, cloudRunServiceUri } = api()(stack);
    new TerraformOutput(stack, "Told", { value: [cloudRunServiceName, where, cloudRunServiceUri] });
  });
  expect(json.output).toMatchObject({
    Told: { value: [`\${${TYPE}.Api_F70053CD.name}`, "us-central1", `\${${TYPE}.Api_F70053CD.uri}`] },
  });
});

test.each([
  ["of 50 characters", "a".repeat(50), "choose another name"],
  ["with a capital", "Api", 'write "api"'],
])("a name %s is refused", (_what, name, wayOut) => {
  refusal({ name }).toThrow(refused("RUN-01", `name must have 1 to 49 .*, got "${name}"; ${wayOut}`));
});

test("a name of 49 characters passes, and so does a token", () => {
  expect(rendered({ name: "a".repeat(49) })).toMatchObject({ name: "a".repeat(49) });
  expect(resource(TYPE, (stack) => api({ name: stringToken(stack) })(stack))).toMatchObject({ name: "${var.Var}" });
});

test("a long path is cut to a name of 49 characters at most", () => {
  const build = (stack: EnvironmentStack) => new CloudRunService(stack, "A".repeat(60), { image: "hello", region });
  const { name } = resource(TYPE, build) as { name: string };
  expect(name).toMatch(/^test-a{35}-[0-9a-f]{8}$/);
  expect(name).toHaveLength(49);
});

describe("behind a backend service", () => {
  const behind = (props?: Partial<CloudRunServiceProps>) => (stack: EnvironmentStack) =>
    new BackendService(stack, "Web", { backends: [api(props)(stack)] });
  const negName = (props?: Partial<CloudRunServiceProps>) => (resource(NEG, behind(props)) as { name: string }).name;

  test("a Cloud Run service has a network endpoint group that refers to it", () => {
    expect(resource(NEG, behind())).toEqual({
      name: "test-web-neg-us-central1-bce7729c",
      region: "us-central1",
      network_endpoint_type: "SERVERLESS",
      cloud_run: { service: `\${${TYPE}.Api_F70053CD.name}` },
      lifecycle: { create_before_destroy: true },
    });
  });

  test("the network endpoint group gets a new name with the service's name only", () => {
    expect(negName({ image: "other", timeoutSec: 5 })).toBe(negName());
    expect(negName({ name: "company-api" })).not.toBe(negName());
  });

  test("the network endpoint group of a service whose name is a token has a digest that Terraform computes", () => {
    expect(resource(NEG, (stack) => behind({ name: stringToken(stack) })(stack))).toMatchObject({
      name: 'test-web-neg-us-central1-${substr(sha256(join("|", ["us-central1", "CLOUD_RUN", var.Var, "", ""])), 0, 8)}',
    });
  });
});

describe("an existing Cloud Run service", () => {
  const existing =
    (cloudRunServiceName: string, where = region) =>
    (stack: EnvironmentStack) =>
      CloudRunService.fromCloudRunServiceAttributes(stack, "Api", { cloudRunServiceName, region: where });

  test("is pointed to by name, and not made", () => {
    const json = synthesize((stack) => new BackendService(stack, "Web", { backends: [existing("api")(stack)] }));
    expect(Object.values(json.resource[NEG])).toEqual([
      {
        name: "test-web-neg-us-central1-115a9cbf",
        region: "us-central1",
        network_endpoint_type: "SERVERLESS",
        cloud_run: { service: "api" },
        lifecycle: { create_before_destroy: true },
      },
    ]);
    expect(json.resource[TYPE]).toBeUndefined();
  });

  test("tells its name and region", () => {
    synthesize((stack) => {
      expect(existing("api")(stack)).toMatchObject({ cloudRunServiceName: "api", region: "us-central1" });
    });
  });

  test("may have a name that is a token", () => {
    const build = (stack: EnvironmentStack) =>
      new BackendService(stack, "Web", { backends: [existing(stringToken(stack))(stack)] });
    expect(resource(NEG, build)).toMatchObject({ cloud_run: { service: "${var.Var}" } });
  });

  test.each([
    ["a bad name", "Api", region, 'RUN-01: cloudRunServiceName must have 1 to 49 .*, got "Api"; write "api"'],
    [
      "a zone",
      "api",
      "us-central1-a",
      'RUN-16: .*, got "us-central1-a"; this is a zone, so use its region us-central1',
    ],
  ])("with %s is refused", (_what, cloudRunServiceName, where, message) => {
    expect(() => synthesize(existing(cloudRunServiceName, where))).toThrow(new RegExp(`^\\[test/Api\\] ${message}`));
  });

  test("in a region that is a token is refused", () => {
    expect(() => synthesize((stack) => existing("api", stringToken(stack))(stack))).toThrow(
      refused("NEG-05", 'a region must be known at synth, .*, got "a token"; write the region as plain text'),
    );
  });
});

describe("the region", () => {
  test.each([
    ["us", 'got "us"; use the id of a region'],
    ["us-central1-a", 'got "us-central1-a"; this is a zone, so use its region us-central1'],
  ])("%s is refused", (where, message) => {
    refusal({ region: where }).toThrow(
      refused("RUN-16", `a Cloud Run service must be in a region of Google Cloud, ${message}`),
    );
  });

  test("may not be a token", () => {
    expect(() => synthesize((stack) => api({ region: stringToken(stack) })(stack))).toThrow(
      refused("NEG-05", 'a region must be known at synth, .*, got "a token"; write the region as plain text'),
    );
  });

  test("that is unknown is warned of once, with or without a backend service, until that is acknowledged", () => {
    const routed = (stack: EnvironmentStack) =>
      new BackendService(stack, "Web", { backends: [api({ region: "us-west9" })(stack)] });
    expect(warningsOf(routed)).toEqual([
      expect.stringMatching(
        /^\[test\/Api\] RUN-16: region us-west9 is not .*; Google Cloud's us-west regions are us-west1/,
      ),
    ]);
    expect(warningsOf((stack) => Warnings.of(routed(stack)).acknowledge("RUN-16", "it is new"))).toHaveLength(1);
    expect(warningsOf((stack) => Warnings.of(stack).acknowledge("RUN-16", "it is new"))).toEqual([]);
  });
});

describe("ingress", () => {
  test("by default lets visitors in through a load balancer only", () => {
    expect(resource(TYPE, api())).toMatchObject({ ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" });
  });

  test("may be from everywhere, which nobody minds without a load balancer", () => {
    const everywhere = api({ ingress: CloudRunIngress.ALL });
    expect(resource(TYPE, everywhere)).toMatchObject({ ingress: "INGRESS_TRAFFIC_ALL" });
    expect(warningsOf(everywhere)).toEqual([]);
  });
});

test.each([
  ["a bad key", { Team: "web" }, '.*key must .*, got "Team"; choose another key'],
  ["a bad value", { team: "The Web" }, 'the value of label team .*, got "The Web"; choose another value'],
])("labels with %s are refused", (_what, labels, message) => {
  refusal({ labels }).toThrow(refused("LAB-01", message));
});

test("labels may be tokens, one by one or all together", () => {
  const one = (stack: EnvironmentStack) => api({ labels: { team: stringToken(stack) } })(stack);
  const all = (stack: EnvironmentStack) =>
    api({ labels: Token.asStringMap(new TerraformVariable(stack, "Var", { type: "map(string)" }).value) })(stack);
  expect(resource(TYPE, one)).toMatchObject({ labels: { team: "${var.Var}" } });
  expect(resource(TYPE, all)).toMatchObject({ labels: "${var.Var}" });
});

test.each<[string, number, number, (value: number) => Partial<CloudRunServiceProps>]>([
  ["containerPort", 1, 65535, (containerPort) => ({ containerPort })],
  ["timeoutSec", 1, 3600, (timeoutSec) => ({ timeoutSec })],
  ["maxInstanceRequestConcurrency", 1, 1000, (count) => ({ maxInstanceRequestConcurrency: count })],
  ["minInstanceCount", 0, 100_000, (minInstanceCount) => ({ minInstanceCount, maxInstanceCount: 100_000 })],
  ["maxInstanceCount", 1, 100_000, (maxInstanceCount) => ({ maxInstanceCount })],
  [
    "initialDelaySec of startupProbe",
    0,
    240,
    (sec) => ({ startupProbe: CloudRunProbe.httpGet({ initialDelaySec: sec }) }),
  ],
  [
    "periodSec of startupProbe",
    1,
    240,
    (sec) => ({ startupProbe: CloudRunProbe.httpGet({ periodSec: sec, failureThreshold: 1 }) }),
  ],
  [
    "timeoutSec of startupProbe",
    1,
    240,
    (sec) => ({ startupProbe: CloudRunProbe.httpGet({ periodSec: 240, timeoutSec: sec, failureThreshold: 1 }) }),
  ],
  [
    "failureThreshold of startupProbe",
    1,
    240,
    (count) => ({ startupProbe: CloudRunProbe.httpGet({ periodSec: 1, failureThreshold: count }) }),
  ],
  [
    "initialDelaySec of livenessProbe",
    0,
    3600,
    (sec) => ({ livenessProbe: CloudRunProbe.grpc({ initialDelaySec: sec }) }),
  ],
  ["periodSec of livenessProbe", 1, 3600, (sec) => ({ livenessProbe: CloudRunProbe.grpc({ periodSec: sec }) })],
  [
    "timeoutSec of livenessProbe",
    1,
    3600,
    (sec) => ({ livenessProbe: CloudRunProbe.grpc({ periodSec: 3600, timeoutSec: sec }) }),
  ],
  [
    "failureThreshold of livenessProbe",
    1,
    1_000_000,
    (count) => ({ livenessProbe: CloudRunProbe.grpc({ failureThreshold: count }) }),
  ],
])("%s is a whole number from %p to %p, or a token", (what, min, max, props) => {
  expect(() => synthesize(api(props(min)))).not.toThrow();
  expect(() => synthesize(api(props(max)))).not.toThrow();
  for (const value of [min - 1, max + 1, min + 0.5]) {
    refusal(props(value)).toThrow(
      refused(
        what === "timeoutSec" ? "RUN-12" : "RUN-16",
        `${what} must be a whole number from ${min} to ${max}, got ${value}; choose one in that range`,
      ),
    );
  }
  expect(JSON.stringify(resource(TYPE, (stack) => api(props(numberToken(stack)))(stack)))).toContain("${var.Var}");
});

test("as many instances at least as at most pass", () => {
  expect(rendered({ minInstanceCount: 2, maxInstanceCount: 2 }).template).toMatchObject({
    scaling: { min_instance_count: 2, max_instance_count: 2 },
  });
});

test("more instances at least than Cloud Run gives at most are refused", () => {
  refusal({ minInstanceCount: 101 }).toThrow(
    refused("RUN-16", "minInstanceCount must not be above maxInstanceCount, which is 100, got 101; lower it, or raise"),
  );
  expect(() => synthesize(api({ minInstanceCount: 100 }))).not.toThrow();
});

test("more instances at least than at most are refused, unless one is a token", () => {
  refusal({ minInstanceCount: 3, maxInstanceCount: 2 }).toThrow(
    refused("RUN-16", "minInstanceCount must not be above maxInstanceCount, which is 2, got 3; lower it, or raise"),
  );
  const build = (stack: EnvironmentStack) => api({ minInstanceCount: 3, maxInstanceCount: numberToken(stack) })(stack);
  expect(() => synthesize(build)).not.toThrow();
});

test.each<[string, Partial<CloudRunServiceProps>, string]>([
  [
    "an image with a scheme",
    { image: "https://gcr.io/a/b" },
    'image must not contain a scheme .*, got "https://gcr.io/a/b"',
  ],
  [
    "an image with capitals",
    { image: "gcr.io/Acme/Web:V1" },
    "the repository name in image must be lowercase, got .*; write it as acme/web",
  ],
  ["an image of nobody with capitals", { image: "Acme/web" }, "the repository name in image must be lowercase"],
  [
    "an account as a member",
    { serviceAccount: "serviceAccount:web@acme.iam.gserviceaccount.com" },
    'serviceAccount must be only the email address of the account, got .*; write "web@acme.iam.gserviceaccount.com", because serviceAccount: is for members',
  ],
  [
    "a secret with its version",
    { secretEnv: { DB: { secret: "projects/p/secrets/db/versions/3" } } },
    "the secret of DB in secretEnv must not contain a version, got .*; remove the version, and set the property version instead",
  ],
  [
    "an image with a space",
    { image: "gcr.io/a/b: v1" },
    "image must not contain a scheme such as https:// or spaces, got",
  ],
  [
    "a probe of no path",
    { livenessProbe: CloudRunProbe.httpGet({ path: "healthz" }) },
    'path of .* a slash, got "healthz"',
  ],
  [
    "a probe of no port",
    { startupProbe: CloudRunProbe.tcpSocket({ port: 65536 }) },
    "port of startupProbe .*, got 65536",
  ],
  ["a revision without a name", { traffic: [TrafficTarget.revision("", 100)] }, "the revision of a traffic target"],
  ["a way to no network", { vpcAccess: VpcAccess.directEgress({}) }, "VpcAccess.directEgress needs a network or a sub"],
  ["a connector without a name", { vpcAccess: VpcAccess.connector("") }, "connector must have 1 to 1024 characters"],
  ["a secret without a name", { secretEnv: { A: { secret: "" } } }, 'the secret of A in secretEnv .*, got ""'],
])("%s is refused", (_what, props, message) => {
  refusal(props).toThrow(refused("RUN-16", message));
});

test.each<[string, Partial<CloudRunServiceProps>]>([
  ["a probe of a path", { livenessProbe: CloudRunProbe.httpGet({ path: "/healthz", port: 65535 }) }],
  ["a way to a subnetwork", { vpcAccess: VpcAccess.directEgress({ subnetwork: "a" }) }],
  ["a secret of one letter", { secretEnv: { A: { secret: "a" } } }],
])("%s passes", (_what, props) => {
  expect(() => synthesize(api(props))).not.toThrow();
});

test("the tag of a traffic target has the form of a name", () => {
  refusal({ traffic: [TrafficTarget.latest(100, { tag: "Blue" })] }).toThrow(
    refused("NEG-02", 'a traffic tag must have .*, got "Blue"; write "blue"'),
  );
  expect(() => synthesize(api({ traffic: [TrafficTarget.latest(100, { tag: "blue" })] }))).not.toThrow();
});

test("environment variables may be tokens, but not all of them together", () => {
  const build = (stack: EnvironmentStack) => api({ env: Token.asStringMap({ a: stringToken(stack) }) })(stack);
  expect(() => synthesize(build)).toThrow(refused("RUN-16", 'env must be a map that is known at synth, got "a token"'));
  expect(() => synthesize((stack) => api({ env: { A: stringToken(stack) } })(stack))).not.toThrow();
});

test.each([
  { image: "gcr.io/acme/web:V1" },
  { image: `docker.io/acme/web@sha256:${"0a".repeat(32)}` },
  { image: "US-docker.pkg.dev/acme/web/app:Release-1" },
  { serviceAccount: "web@acme.iam.gserviceaccount.com" },
  { secretEnv: { DB: { secret: "projects/p/secrets/db", version: "3" }, KEY: { secret: "versions" } } },
])("%j is taken", (props) => {
  expect(() => synthesize(api(props))).not.toThrow();
});

test("image, account and secrets are not looked at in tokens", () => {
  const build = (stack: EnvironmentStack) => {
    const token = stringToken(stack);
    const secretEnv = { DB: { secret: `${token}/versions/3` } };
    api({ image: `gcr.io/Acme/${token}`, serviceAccount: `serviceAccount:${token}`, secretEnv })(stack);
  };
  expect(() => synthesize(build)).not.toThrow();
});

test("an image is needed, of 2048 characters at most, or a token", () => {
  refusal({ image: "" }).toThrow(refused("RUN-16", 'image must have 1 to 2048 characters, got "", which has 0'));
  refusal({ image: "x".repeat(2049) }).toThrow(refused("RUN-16", "image must .*, which has 2049"));
  expect(() => synthesize(api({ image: "x".repeat(2048) }))).not.toThrow();
  expect(resource(TYPE, (stack) => api({ image: stringToken(stack) })(stack))).toMatchObject({
    template: { containers: [{ image: "${var.Var}" }] },
  });
});

describe("CPU and memory", () => {
  test.each([["500m"], ["0.9"], ["990m"]])("with %s CPU an instance handles one request at a time", (cpu) => {
    refusal({ cpu, maxInstanceRequestConcurrency: 2 }).toThrow(
      refused(
        "RUN-16",
        `maxInstanceRequestConcurrency must be 1 with less than one CPU \\(cpu is ${cpu}\\), got 2; remove it, or set cpu to 1`,
      ),
    );
    expect(() => synthesize(api({ cpu, maxInstanceRequestConcurrency: 1 }))).not.toThrow();
  });

  test.each([["1"], ["1000m"], [undefined]])("with %s CPU it handles several", (cpu) => {
    expect(() => synthesize(api({ cpu, maxInstanceRequestConcurrency: 2 }))).not.toThrow();
  });

  test.each([["1"], ["0.5"], ["500m"]])("may be %s CPU", (cpu) => {
    expect(() => synthesize(api({ cpu }))).not.toThrow();
  });

  test.each([
    ["one", "write it like 1, 0\\.5 or 500m"],
    ["1 CPU", 'write "1"'],
    ["0.5m", "write it like"],
    ["-1", "write it like"],
    ["", "write it like"],
  ])("may not be %j CPU", (cpu, wayOut) => {
    refusal({ cpu }).toThrow(refused("RUN-16", `cpu must be a number with an optional unit, got "${cpu}"; ${wayOut}`));
  });

  test.each([["536870912"], ["512Mi"], ["2Gi"], ["1.5G"], ["512M"]])("may be %s of memory", (memory) => {
    expect(() => synthesize(api({ memory }))).not.toThrow();
  });

  test.each([
    ["512MB", 'write "512Mi"'],
    ["2 Gi", 'write "2Gi"'],
    ["much", "write it like 512Mi or 2Gi"],
    ["", "write it like"],
  ])("may not be %j of memory", (memory, wayOut) => {
    refusal({ memory }).toThrow(
      refused("RUN-16", `memory must be a number with an optional unit, got "${memory}"; ${wayOut}`),
    );
  });

  test("may be tokens", () => {
    const build = (stack: EnvironmentStack) => {
      const size = stringToken(stack);
      api({ cpu: size, memory: size })(stack);
    };
    expect(resource(TYPE, build)).toMatchObject({
      template: { containers: [{ resources: { limits: { cpu: "${var.Var}", memory: "${var.Var}" } } }] },
    });
  });
});

describe("environment variables", () => {
  const NAMES =
    "the name of an environment variable can only have letters, digits and _, .* must not be one of PORT, .*";

  test.each([["LEVEL"], ["_level_1"]])("may be called %s", (name) => {
    expect(() => synthesize(api({ env: { [name]: "" } }))).not.toThrow();
  });

  test.each([["1LEVEL"], ["MY LEVEL"], [""], ["PORT"], ["K_SERVICE"], ["K_REVISION"], ["K_CONFIGURATION"]])(
    "may not be called %j, be they plain or secret",
    (name) => {
      const message = refused("RUN-16", `${NAMES}, got "${name}"; choose another name`);
      refusal({ env: { [name]: "x" } }).toThrow(message);
      refusal({ secretEnv: { [name]: { secret: "x" } } }).toThrow(message);
    },
  );

  test("may not be both plain and secret", () => {
    refusal({ env: { KEY: "x" }, secretEnv: { KEY: { secret: "key" } } }).toThrow(
      refused(
        "RUN-16",
        'an environment variable may appear only once, got "KEY"; remove it from env or from secretEnv',
      ),
    );
  });

  test("may have values that are tokens", () => {
    const build = (stack: EnvironmentStack) => {
      const value = stringToken(stack);
      api({ env: { A: value }, secretEnv: { B: { secret: value, version: value } } })(stack);
    };
    expect(resource(TYPE, build)).toMatchObject({
      template: {
        containers: [
          {
            env: [
              { name: "A", value: "${var.Var}" },
              { name: "B", value_source: { secret_key_ref: { secret: "${var.Var}", version: "${var.Var}" } } },
            ],
          },
        ],
      },
    });
  });
});

describe("a probe", () => {
  test.each([
    ["HTTP", CloudRunProbe.httpGet(), { http_get: { path: "/", port: 8080 } }],
    ["HTTP with a path", CloudRunProbe.httpGet({ path: "/up", port: 81 }), { http_get: { path: "/up", port: 81 } }],
    ["TCP", CloudRunProbe.tcpSocket({ port: 81 }), { tcp_socket: { port: 81 } }],
    ["gRPC", CloudRunProbe.grpc(), { grpc: { port: 8080 } }],
    ["gRPC with a service", CloudRunProbe.grpc({ service: "up", port: 81 }), { grpc: { service: "up", port: 81 } }],
    [
      "HTTP with its timing",
      CloudRunProbe.httpGet({ initialDelaySec: 1, periodSec: 5, timeoutSec: 2, failureThreshold: 4 }),
      {
        initial_delay_seconds: 1,
        period_seconds: 5,
        timeout_seconds: 2,
        failure_threshold: 4,
        http_get: { path: "/", port: 8080 },
      },
    ],
  ])("asks by %s", (_what, startupProbe, expected) => {
    expect(rendered({ startupProbe }).template).toMatchObject({
      containers: [{ image: "hello", startup_probe: expected }],
    });
  });

  test("asks the container port, whatever it is", () => {
    const probes = { startupProbe: CloudRunProbe.tcpSocket(), livenessProbe: CloudRunProbe.httpGet() };
    expect(rendered({ containerPort: 3000, ...probes }).template).toMatchObject({
      containers: [{ startup_probe: { tcp_socket: { port: 3000 } }, liveness_probe: { http_get: { port: 3000 } } }],
    });
  });

  test("for liveness may not ask by TCP", () => {
    refusal({ livenessProbe: CloudRunProbe.tcpSocket() }).toThrow(
      refused(
        "RUN-16",
        "a liveness probe must use HTTP or gRPC, got CloudRunProbe.tcpSocket; use CloudRunProbe\\.httpGet or CloudRunProbe",
      ),
    );
  });

  test.each([
    ["the period given", { periodSec: 5, timeoutSec: 6 }, 5, 6],
    ["Google's own period", { timeoutSec: 11 }, 10, 11],
  ])("may not take longer than %s", (_what, options, period, given) => {
    for (const [what, props] of [
      ["startupProbe", { startupProbe: CloudRunProbe.httpGet(options) }],
      ["livenessProbe", { livenessProbe: CloudRunProbe.httpGet(options) }],
    ] as const) {
      refusal(props).toThrow(
        refused("RUN-16", `timeoutSec of ${what} must not be above periodSec, which is ${period}, got ${given}; lower`),
      );
    }
  });

  test("may take as long as the period, and longer than one that is a token", () => {
    const tokenPeriod = (stack: EnvironmentStack) =>
      api({ startupProbe: CloudRunProbe.httpGet({ periodSec: numberToken(stack), timeoutSec: 5 }) })(stack);
    expect(() =>
      synthesize(api({ startupProbe: CloudRunProbe.httpGet({ periodSec: 5, timeoutSec: 5 }) })),
    ).not.toThrow();
    expect(() => synthesize(tokenPeriod)).not.toThrow();
  });
});

describe("traffic", () => {
  test("goes to revisions by shares, and to tags", () => {
    const traffic = [
      TrafficTarget.latest(90),
      TrafficTarget.revision("test-api-1", 10, { tag: "old" }),
      TrafficTarget.revision("test-api-2", 0, { tag: "new" }),
    ];
    expect(rendered({ traffic })).toMatchObject({
      traffic: [
        { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 90 },
        { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "test-api-1", percent: 10, tag: "old" },
        { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "test-api-2", percent: 0, tag: "new" },
      ],
    });
  });

  test.each([
    [[TrafficTarget.latest(99)], 99],
    [[TrafficTarget.latest(60), TrafficTarget.revision("test-api-1", 60)], 120],
    [[], 0],
  ])("whose shares are not 100 together is refused: %j", (traffic, sum) => {
    refusal({ traffic }).toThrow(
      refused(
        "RUN-16",
        `the percentages of all traffic targets must add up to 100, got ${sum}; change the numbers so that their sum is 100`,
      ),
    );
  });

  test.each([[-1], [101], [0.5]])("with a share of %p is refused", (percent) => {
    refusal({ traffic: [TrafficTarget.latest(percent)] }).toThrow(
      refused("RUN-16", `percent of a traffic target must be a whole number from 0 to 100, got ${percent}; choose`),
    );
  });

  test("with one tag twice is refused", () => {
    const traffic = [TrafficTarget.latest(50, { tag: "a" }), TrafficTarget.revision("test-api-1", 50, { tag: "a" })];
    refusal({ traffic }).toThrow(refused("RUN-16", 'a traffic tag may appear only once, got "a"; choose another tag'));
  });

  test("may have shares and tags that are tokens", () => {
    const build = (stack: EnvironmentStack) => {
      const tag = new TerraformVariable(stack, "Tag", { type: "string" }).stringValue;
      const traffic = [TrafficTarget.latest(50, { tag }), TrafficTarget.revision(tag, numberToken(stack), { tag })];
      api({ traffic })(stack);
    };
    expect(resource(TYPE, build)).toMatchObject({
      traffic: [
        { percent: 50, tag: "${var.Tag}" },
        { percent: "${var.Var}", tag: "${var.Tag}", revision: "${var.Tag}" },
      ],
    });
  });
});

test.each([
  [
    "a subnetwork",
    VpcAccess.directEgress({ network: "net", subnetwork: "sub", tags: ["api"], egress: VpcEgress.ALL_TRAFFIC }),
    { egress: "ALL_TRAFFIC", network_interfaces: [{ network: "net", subnetwork: "sub", tags: ["api"] }] },
  ],
  [
    "a network, for private addresses by default",
    VpcAccess.directEgress({ network: "net" }),
    { egress: "PRIVATE_RANGES_ONLY", network_interfaces: [{ network: "net" }] },
  ],
  ["a connector", VpcAccess.connector("c", VpcEgress.ALL_TRAFFIC), { egress: "ALL_TRAFFIC", connector: "c" }],
])("outgoing requests go through %s", (_what, vpcAccess, expected) => {
  expect(rendered({ vpcAccess }).template).toMatchObject({ vpc_access: expected });
});

test.each([
  ["80m", "128Mi"],
  ["0.08", "512Mi"],
  ["0.5", "1Gi"],
  ["1", "4Gi"],
  ["2000m", "8Gi"],
  ["4", "2Gi"],
  ["4", "16Gi"],
  ["6", "24Gi"],
  ["8", "32Gi"],
])("with cpu %s, memory may be %s", (cpu, memory) => {
  expect(() => synthesize(api({ cpu, memory }))).not.toThrow();
});

test.each([
  ["0.08", "513Mi", "128Mi to 512Mi", "set more CPU or less memory"],
  ["0.5", "1025Mi", "128Mi to 1024Mi", "set more CPU or less memory"],
  ["1", "4097Mi", "128Mi to 4096Mi", "set more CPU or less memory"],
  ["1", "127Mi", "128Mi to 4096Mi", "set more memory or less CPU"],
  ["4", "2047Mi", "2048Mi to 16384Mi", "set more memory or less CPU"],
  ["8", "33Gi", "4096Mi to 32768Mi", "set more CPU or less memory"],
])("with cpu %s, memory may not be %s", (cpu, memory, range, wayOut) => {
  refusal({ cpu, memory }).toThrow(
    refused("RUN-16", `with cpu ${cpu}, memory must be ${range}, got "${memory}"; ${wayOut}`),
  );
});

test("eight CPUs do not go with the default memory", () => {
  refusal({ cpu: "8" }).toThrow(
    refused("RUN-16", 'with cpu 8, memory must be 4096Mi to 32768Mi, got "512Mi"; set more'),
  );
});

test.each([["0.07"], ["3"], ["1500m"], ["0.1255"], ["16"]])("cpu may not be %s", (cpu) => {
  refusal({ cpu }).toThrow(
    refused("RUN-16", `cpu must be 0.08 to 1 in steps of 0.001, or 2, 4, 6 or 8, got "${cpu}"; choose one`),
  );
});

test("below one CPU, an instance handles one request at a time", () => {
  expect(() => synthesize(api({ cpu: "0.99", maxInstanceRequestConcurrency: 1 }))).not.toThrow();
  refusal({ cpu: "0.99", maxInstanceRequestConcurrency: 2 }).toThrow(
    refused(
      "RUN-16",
      "maxInstanceRequestConcurrency must be 1 with less than one CPU \\(cpu is 0.99\\), got 2; remove it",
    ),
  );
});

test.each([["staff@example.com"], ["everybody"], ["user:"], [""]])(
  "a member says what it is: %j does not",
  (member) => {
    refusal({ invoker: CloudRunInvoker.members([member]) }).toThrow(
      refused("RUN-05", `a member must be written with its kind, got "${member}"; write `),
    );
    expect(() => synthesize((stack) => api()(stack).grantInvoke("Grant", member))).toThrow(refused("RUN-05", ".*"));
  },
);

test.each([
  ["allUsers"],
  ["allAuthenticatedUsers"],
  ["user:a@example.com"],
  ["domain:example.com"],
  ["principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*"],
])("a member may be %s", (member) => {
  expect(() => synthesize((stack) => api()(stack).grantInvoke("Grant", member))).not.toThrow();
});
