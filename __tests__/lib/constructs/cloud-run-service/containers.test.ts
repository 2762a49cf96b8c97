import { TerraformVariable } from "cdktf";
import {
  CloudRunExecutionEnvironment,
  CloudRunGpu,
  CloudRunProbe,
  CloudRunService,
  CloudRunServiceProps,
  CloudRunVolume,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_cloud_run_v2_service";
const api =
  (props: Partial<CloudRunServiceProps> = {}) =>
  (stack: EnvironmentStack) =>
    new CloudRunService(stack, "Api", { image: "hello", region: "us-central1", ...props });
const rendered = (props: Partial<CloudRunServiceProps>) =>
  resource(TYPE, api(props)) as { readonly template: { readonly containers: object[] }; readonly lifecycle: object };
const refusal = (props: Partial<CloudRunServiceProps>) => expect(() => synthesize(api(props)));
const refused = (rule: string, message: string) => new RegExp(`^\\[test/Api\\] ${rule}: ${message}`);

const PROXY = { name: "proxy", image: "proxy" };

test("a container has a command, arguments and a working directory", () => {
  const settings = { command: ["/server"], args: ["--port", "8080"], workingDir: "/srv", containerName: "web" };
  expect(rendered({ ...settings, description: "the shop" })).toMatchObject({
    description: "the shop",
    template: { containers: [{ name: "web", command: ["/server"], args: ["--port", "8080"], working_dir: "/srv" }] },
  });
});

test("CPU between requests, more CPU at the start, affinity and the execution environment are options", () => {
  expect(
    rendered({
      cpuIdle: false,
      startupCpuBoost: true,
      sessionAffinity: true,
      executionEnvironment: CloudRunExecutionEnvironment.SECOND_GENERATION,
      sidecars: [PROXY],
    }).template,
  ).toMatchObject({
    session_affinity: true,
    execution_environment: "EXECUTION_ENVIRONMENT_GEN2",
    containers: [
      { resources: { cpu_idle: false, startup_cpu_boost: true } },
      { resources: { cpu_idle: false, startup_cpu_boost: true } },
    ],
  });
});

test("a sidecar has no port, and the sizes of a container", () => {
  expect(rendered({ sidecars: [PROXY] }).template.containers[1]).toEqual({
    name: "proxy",
    image: "proxy",
    resources: { limits: { cpu: "1", memory: "512Mi" }, cpu_idle: true },
  });
});

test("the container that serves waits for a sidecar, whose probes have ports", () => {
  const sidecar = {
    ...PROXY,
    cpu: "0.5",
    memory: "256Mi",
    env: { LEVEL: "info" },
    startupProbe: CloudRunProbe.tcpSocket({ port: 9000 }),
    livenessProbe: CloudRunProbe.httpGet({ port: 9000 }),
  };
  expect(rendered({ dependsOn: ["proxy"], sidecars: [sidecar] }).template.containers).toMatchObject([
    { ports: { container_port: 8080 }, depends_on: ["proxy"] },
    {
      env: [{ name: "LEVEL", value: "info" }],
      resources: { limits: { cpu: "0.5", memory: "256Mi" } },
      startup_probe: { tcp_socket: { port: 9000 } },
      liveness_probe: { http_get: { path: "/", port: 9000 } },
    },
  ]);
});

test.each<[string, Partial<CloudRunServiceProps>, string, string]>([
  [
    "a probe of a sidecar without a port",
    { sidecars: [{ ...PROXY, startupProbe: CloudRunProbe.httpGet() }] },
    "RUN-18",
    "a sidecar has no container port, so startupProbe of proxy needs a port; ",
  ],
  [
    "a name of a sidecar with capitals",
    { sidecars: [{ ...PROXY, name: "Proxy" }] },
    "RUN-18",
    "the name of a container must have 1 to 63 lowercase letters",
  ],
  [
    "a sidecar that nobody knows",
    { dependsOn: ["prox"], sidecars: [PROXY] },
    "RUN-16",
    'dependsOn must name another container of the service, got "prox"; it has proxy',
  ],
  [
    "a wait for a sidecar without a startup probe",
    { dependsOn: ["proxy"], sidecars: [PROXY] },
    "RUN-18",
    "a container that others wait for needs a startup probe, and proxy has none; set startupProbe of proxy",
  ],
  [
    "a circle",
    {
      containerName: "web",
      dependsOn: ["proxy"],
      sidecars: [{ ...PROXY, dependsOn: ["web"], startupProbe: CloudRunProbe.tcpSocket({ port: 9000 }) }],
    },
    "RUN-18",
    "containers cannot wait for each other, got dependsOn web → proxy → web; ",
  ],
  ["two sidecars of one name", { sidecars: [PROXY, PROXY] }, "RUN-16", "the name of a container may appear only once"],
  [
    "an image of a sidecar",
    { sidecars: [{ ...PROXY, image: "ghcr.io/acme/proxy" }] },
    "RUN-16",
    "Cloud Run pulls images only from",
  ],
  [
    "two GPUs",
    { gpu: CloudRunGpu.nvidiaL4(), sidecars: [{ ...PROXY, gpu: CloudRunGpu.nvidiaL4() }] },
    "RUN-16",
    "one container of a service can have a GPU, got 2; ",
  ],
  [
    "a GPU with one CPU",
    { gpu: CloudRunGpu.nvidiaL4(), cpu: "1" },
    "RUN-16",
    "the GPU nvidia-l4 needs at least 4 CPUs",
  ],
  [
    "a GPU with CPU during requests",
    { gpu: CloudRunGpu.nvidiaL4(), cpuIdle: true },
    "RUN-16",
    "a GPU needs CPU between",
  ],
  [
    "a GPU in the first generation",
    { gpu: CloudRunGpu.nvidiaL4(), executionEnvironment: CloudRunExecutionEnvironment.FIRST_GENERATION },
    "RUN-16",
    "a GPU needs the second generation, got executionEnvironment",
  ],
  [
    "objects as files in the first generation",
    {
      volumeMounts: { "/mnt": CloudRunVolume.cloudStorage("files", "acme-files") },
      executionEnvironment: CloudRunExecutionEnvironment.FIRST_GENERATION,
    },
    "RUN-16",
    "a volume of gcs needs the second generation",
  ],
  [
    "a path without a slash",
    { volumeMounts: { mnt: CloudRunVolume.inMemory("files") } },
    "RUN-16",
    'volumeMounts must begin with a slash, got "mnt"; ',
  ],
  [
    "Cloud SQL at another path",
    { volumeMounts: { "/db": CloudRunVolume.cloudSql("db", ["p1:us-central1:db"]) } },
    "RUN-16",
    'Cloud SQL is mounted at /cloudsql only, got "/db"; set volumeMounts to /cloudsql',
  ],
  [
    "two volumes of one name",
    { volumeMounts: { "/a": CloudRunVolume.inMemory("files"), "/b": CloudRunVolume.inMemory("files") } },
    "RUN-16",
    "the name of a volume may appear only once",
  ],
  [
    "mode bits in decimal",
    { volumeMounts: { "/a": CloudRunVolume.secret("files", { secret: "a", defaultMode: 777 }) } },
    "RUN-19",
    "defaultMode must be a whole number from 0 to 511, got 777; ",
  ],
])("%s is refused", (_what, props, rule, message) => {
  refusal(props).toThrow(refused(rule, message));
});

test("volumes of all kinds are mounted, and one in two containers is one", () => {
  const shared = CloudRunVolume.inMemory("scratch", { sizeLimit: "64Mi" });
  const { template } = rendered({
    volumeMounts: {
      "/cloudsql": CloudRunVolume.cloudSql("db", ["p1:us-central1:main"]),
      "/keys": CloudRunVolume.secret("keys", { secret: "api-key", items: [{ path: "token" }], defaultMode: 0o400 }),
      "/mnt/files": CloudRunVolume.cloudStorage("files", "acme-files", { readOnly: true }),
      "/mnt/share": CloudRunVolume.nfs("share", { server: "10.0.0.2", path: "/share" }),
      "/tmp": shared,
    },
    sidecars: [{ ...PROXY, volumeMounts: { "/var/tmp": shared } }],
  });
  expect(template).toMatchObject({
    volumes: [
      { name: "db", cloud_sql_instance: { instances: ["p1:us-central1:main"] } },
      { name: "keys", secret: { secret: "api-key", default_mode: 256, items: [{ path: "token", version: "latest" }] } },
      { name: "files", gcs: { bucket: "acme-files", read_only: true } },
      { name: "share", nfs: { server: "10.0.0.2", path: "/share" } },
      { name: "scratch", empty_dir: { medium: "MEMORY", size_limit: "64Mi" } },
    ],
    containers: [
      {
        volume_mounts: [
          { name: "db", mount_path: "/cloudsql" },
          { name: "keys", mount_path: "/keys" },
          { name: "files", mount_path: "/mnt/files" },
          { name: "share", mount_path: "/mnt/share" },
          { name: "scratch", mount_path: "/tmp" },
        ],
      },
      { volume_mounts: [{ name: "scratch", mount_path: "/var/tmp" }] },
    ],
  });
});

test("a secret is a file that all can read", () => {
  expect(
    rendered({ volumeMounts: { "/keys": CloudRunVolume.secret("keys", { secret: "a" }) } }).template,
  ).toMatchObject({
    volumes: [{ name: "keys", secret: { secret: "a", default_mode: 292 } }],
  });
});

test("values of volumes may be tokens", () => {
  const build = (stack: EnvironmentStack) => {
    const token = new TerraformVariable(stack, "Var", { type: "string" }).stringValue;
    const volumeMounts = {
      "/cloudsql": CloudRunVolume.cloudSql("db", [token]),
      "/keys": CloudRunVolume.secret("keys", { secret: token, items: [{ path: token, version: token }] }),
      "/files": CloudRunVolume.cloudStorage("files", token),
      "/share": CloudRunVolume.nfs("share", { server: token, path: token }),
      "/tmp": CloudRunVolume.inMemory("scratch", { sizeLimit: token }),
    };
    new CloudRunService(stack, "Api", { image: "hello", region: "us-central1", volumeMounts });
  };
  expect(() => synthesize(build)).not.toThrow();
});

test.each([
  [CloudRunGpu.nvidiaL4(), "nvidia-l4", { cpu: "4", memory: "16Gi" }, false],
  [
    CloudRunGpu.nvidiaRtxPro6000({ zonalRedundancy: false }),
    "nvidia-rtx-pro-6000",
    { cpu: "20", memory: "80Gi" },
    true,
  ],
])("a GPU brings its CPUs, its memory and CPU between requests", (gpu, accelerator, sizes, isZonal) => {
  expect(rendered({ gpu }).template).toMatchObject({
    node_selector: { accelerator },
    gpu_zonal_redundancy_disabled: isZonal,
    containers: [{ resources: { limits: { ...sizes, "nvidia.com/gpu": "1" }, cpu_idle: false } }],
  });
});

test("a sidecar may have the GPU", () => {
  expect(rendered({ sidecars: [{ ...PROXY, gpu: CloudRunGpu.nvidiaL4(), memory: "24Gi" }] }).template).toMatchObject({
    node_selector: { accelerator: "nvidia-l4" },
    containers: [
      { resources: { limits: { cpu: "1", memory: "512Mi" }, cpu_idle: false } },
      { resources: { limits: { cpu: "4", memory: "24Gi", "nvidia.com/gpu": "1" }, cpu_idle: false } },
    ],
  });
});

test("an L4 in a region that is not known to have one is warned of", () => {
  const build = (stack: EnvironmentStack) =>
    new CloudRunService(stack, "Api", { image: "hello", region: "us-west4", gpu: CloudRunGpu.nvidiaL4() });
  expect(warningsOf(build).filter((warning) => warning.includes("RUN-20"))).toHaveLength(1);
});

test("what another pipeline deploys is ignored, and nothing else of the template", () => {
  const OTHERS = ["client", "client_version", "template[0].annotations", "template[0].labels"];
  expect(rendered({ ignoreImageChanges: true }).lifecycle).toEqual({
    create_before_destroy: true,
    ignore_changes: [...OTHERS, "template[0].containers[0].image"],
  });
  expect(rendered({ sidecars: [PROXY, { ...PROXY, name: "b", ignoreImageChanges: true }] }).lifecycle).toEqual({
    create_before_destroy: true,
    ignore_changes: [...OTHERS, "template[0].containers[2].image"],
  });
  expect(rendered({ ignoreImageChanges: false }).lifecycle).toEqual({ create_before_destroy: true });
});
