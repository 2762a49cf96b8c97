/** Values that Cloud Run refuses at apply, alone and together, in props, overrides and resources of the provider. */
import { CloudRunService, CloudRunServiceProps, EnvironmentStack } from "cdktf-google-serverless-lb";
import { failureOf } from "../../synthesized";
import { Changes, RUN, found, site } from "./site";

const V1 = "google_cloud_run_service";
const DIGEST = `sha256:${"0a".repeat(32)}`;

const web = (config: object): Changes => ({ [RUN]: { web: config } });
const template = (config: object) => web({ template: config });
const containers = (...all: object[]) => template({ containers: all.map((each) => ({ image: "a", ...each })) });
const image = (name: string) => containers({ image: name });
const env = (...variables: object[]) => containers({ env: variables });
const secret = (reference: object) => env({ name: "A", value_source: { secret_key_ref: reference } });
const startup = (probe: object) => containers({ startup_probe: probe });
const limits = (cpu: string, memory: string, others: object = {}) => ({
  resources: { limits: { cpu, memory, ...others } },
});
const gpu = (cpu: string, memory: string, others: object = {}) =>
  template({
    containers: [{ image: "a", ...limits(cpu, memory, { "nvidia.com/gpu": "1" }) }],
    node_selector: { accelerator: "nvidia-l4" },
    ...others,
  });
const traffic = (...targets: object[]) => web({ traffic: targets });
const v1 = (spec: object, others: object = {}): Changes => ({
  [V1]: { old: { name: "old", location: "us-central1", template: { spec }, ...others } },
});
/** Such a service with annotations of its revisions. */
const noted = (annotations: object, spec: object = { containers: [{ image: "a" }] }, others: object = {}) =>
  v1(spec, { template: { metadata: { annotations }, spec }, ...others });
const secretOfV1 = (reference: object) =>
  v1({ containers: [{ image: "a", env: [{ name: "A", value_from: { secret_key_ref: reference } }] }] });
const RUN_V1 = "run.googleapis.com";
const KNATIVE = "autoscaling.knative.dev";
const GPU_OF_V1 = { node_selector: { [`${RUN_V1}/accelerator`]: "nvidia-l4" } };
const ofValues = (changes: Changes) => found(site(changes)).filter((finding) => /(RUN-1[26]|NEG-02) /.test(finding));

test.each<[string, Changes, string]>([
  // images
  ["GitHub's registry", image("ghcr.io/acme/web:1"), "Cloud Run pulls images only from Artifact Registry"],
  [
    "a registry before a tag that is a token",
    image("quay.io/acme/web:${var.tag}"),
    "remote repository there for quay.io",
  ],
  ["a registry of one's own", image("localhost:5000/acme/web"), "Cloud Run pulls images only from"],
  ["Amazon's", image("1.dkr.ecr.us-east-1.amazonaws.com/web:1"), "Cloud Run pulls images only from"],
  ["Docker Hub by its page", image("hub.docker.com/acme/web"), "write the host as docker.io"],
  [
    "a host with a dot for a hyphen",
    image("us-east1.docker.pkg.dev/p/r/web"),
    "write the host as us-east1-docker.pkg.dev",
  ],
  ["a repository of packages", image("europe-npm.pkg.dev/p/r/web"), "write the host as europe-docker.pkg.dev"],
  [
    "no repository",
    image("us-east1-docker.pkg.dev/acme-web-prod/web:1"),
    "needs a project, a repository and a name after its host, got",
  ],
  ["a domain's project without repository", image("us-docker.pkg.dev/acme.com/p/web"), "needs a project, a repository"],
  ["no project in gcr.io", image("eu.gcr.io/web:1"), "needs a project and a name after its host"],
  ["a tag with a slash of another kind", image("web:release+1"), "the tag of image must have 1 to 128 letters"],
  ["an empty tag", image("web:"), "the tag of image"],
  ["a short digest", image("web@sha256:0a"), "the digest of image must be sha256: with 64"],
  ["a digest in capitals", image(`web@${DIGEST.toUpperCase()}`), "the digest of image"],
  ["a digest without its @", image(`acme/web:${DIGEST}`), "write a digest after @"],
  ["an empty part", image("acme//web"), 'got "" in "acme//web"'],
  ["a capital", image("docker.io/acme/Web"), "write it as acme/web"],
  // variables and secrets
  [
    "a long value",
    env({ name: "A", value: "x".repeat(32_769) }),
    "can have at most 32 KB (32768 characters), got 32769",
  ],
  [
    "many variables",
    env(...Array.from({ length: 1001 }, (_, index) => ({ name: `A${index}` }))),
    "at most 1000 environment variables, got 1001",
  ],
  ["a name with a blank", env({ name: "A B" }), "the name of an environment variable"],
  ["a name with =", env({ name: "A=" }), "the name of an environment variable"],
  ["a name of Cloud Run", env({ name: "K_SERVICE" }), "the name of an environment variable"],
  ["a secret by a link", secret({ secret: "sm://a/b" }), "must be the id of a secret"],
  ["a secret with a dot", secret({ secret: "db.password" }), "must be the id of a secret"],
  [
    "a version by its path",
    secret({ secret: "a", version: "versions/3" }),
    "must be latest, a number from 1 or an alias",
  ],
  ["version 0", secret({ secret: "a", version: "0" }), 'got "0"'],
  ["a secret in a volume", template({ volumes: [{ name: "a", secret: { secret: "a b" } }] }), "the secret of a volume"],
  // probes
  [
    "a long start",
    startup({ period_seconds: 10, failure_threshold: 30 }),
    "failure_threshold times period_seconds of startup_probe must be at most 240 seconds, in which a container must start, got 30 times 10",
  ],
  ["a long start by default", startup({ period_seconds: 81 }), "got 3 times 81"],
  ["many failures by default", startup({ failure_threshold: 25 }), "got 25 times 10"],
  ["two ways", startup({ http_get: {}, tcp_socket: {} }), "can ask in one way only, got http_get and tcp_socket"],
  // account, port, timeout, networks
  ["a person", template({ service_account: "bob@example.com" }), "must be the email address of a service account"],
  [
    "a member",
    template({ service_account: "user:a@b.gserviceaccount.com" }),
    'write "a@b.gserviceaccount.com", because user: is for members',
  ],
  ["a protocol", containers({ ports: { container_port: 80, name: "grpc" } }), "name must be one of http1, h2c"],
  ["two ports", containers({ ports: [{ container_port: 80 }, { container_port: 81 }] }), "can have one port, got 2"],
  ["a timeout without s", template({ timeout: "300" }), "write it like 300s"],
  ["a timeout in minutes", template({ timeout: "5m" }), "write it like 300s"],
  [
    "two ways into networks",
    template({ vpc_access: { connector: "a", network_interfaces: [{ network: "a" }] } }),
    "connector and network_interfaces cannot be set together",
  ],
  [
    "two interfaces",
    template({ vpc_access: { network_interfaces: [{ network: "a" }, { network: "b" }] } }),
    "can have one of network_interfaces, got 2",
  ],
  [
    "an annotation of the first version",
    template({ annotations: { "autoscaling.knative.dev/maxScale": "3" } }),
    "set template.scaling.max_instance_count instead",
  ],
  ["such a one of the service", web({ annotations: { "run.googleapis.com/foo": "3" } }), "remove it"],
  // several containers
  [
    "a sidecar with a port",
    containers({ ports: { container_port: 80 } }, { ports: { container_port: 81 } }),
    "exactly one must have ports, because it gets the requests, got 2; remove it from the sidecars",
  ],
  ["containers without a port", containers({}, {}), "got 0; give it to the container that serves"],
  ["a name twice", containers({ name: "a", ports: {} }, { name: "a" }), "the name of a container may appear only once"],
  [
    "nobody to wait for",
    containers({ name: "a", ports: { container_port: 1 }, depends_on: ["b"] }, { name: "c" }),
    'must name another container of the service, got "b"; it has a, c',
  ],
  // volumes
  [
    "no volume",
    containers({ volume_mounts: [{ name: "files", mount_path: "/mnt" }] }),
    'must name a volume of the service, got "files"; it has none',
  ],
  [
    "a relative mount",
    template({
      volumes: [{ name: "a", empty_dir: { medium: "MEMORY" } }],
      containers: [{ image: "a", volume_mounts: [{ name: "a", mount_path: "mnt" }] }],
    }),
    "mount_path must begin with a slash",
  ],
  [
    "Cloud SQL at another place",
    template({
      volumes: [{ name: "a", cloud_sql_instance: { instances: ["p1:us-central1:db"] } }],
      containers: [{ image: "a", volume_mounts: [{ name: "a", mount_path: "/db" }] }],
    }),
    "set mount_path to /cloudsql",
  ],
  [
    "an instance by its name",
    template({ volumes: [{ name: "a", cloud_sql_instance: { instances: ["db"] } }] }),
    "must be named by its connection name",
  ],
  // generations and GPUs
  [
    "little memory in the second generation",
    template({
      execution_environment: "EXECUTION_ENVIRONMENT_GEN2",
      containers: [{ image: "a", ...limits("1", "256Mi") }],
    }),
    'memory must be at least 512Mi with execution_environment "EXECUTION_ENVIRONMENT_GEN2", got "256Mi"; set more memory, or remove execution_environment',
  ],
  [
    "half a CPU in the second generation",
    template({
      execution_environment: "EXECUTION_ENVIRONMENT_GEN2",
      containers: [{ image: "a", ...limits("0.5", "512Mi") }],
    }),
    "needs the first generation",
  ],
  [
    "half a CPU at all times",
    containers({ resources: { limits: { cpu: "500m", memory: "512Mi" }, cpu_idle: false } }),
    "set cpu_idle to true, or cpu to 1",
  ],
  [
    "a bucket in the first generation",
    template({
      execution_environment: "EXECUTION_ENVIRONMENT_GEN1",
      volumes: [{ name: "a", gcs: { bucket: "a" } }],
    }),
    'a volume of gcs needs the second generation, got execution_environment "EXECUTION_ENVIRONMENT_GEN1"; remove execution_environment',
  ],
  ["a GPU with one CPU", gpu("1", "16Gi"), 'the GPU nvidia-l4 needs at least 4 CPUs, got cpu "1"'],
  ["a GPU with little memory", gpu("4", "8Gi"), 'needs at least 16Gi of memory, got memory "8Gi"'],
  [
    "a large GPU",
    gpu("8", "80Gi", { node_selector: { accelerator: "nvidia-rtx-pro-6000" } }),
    "needs at least 20 CPUs",
  ],
  [
    "a GPU with CPU during requests",
    containers({ resources: { limits: { cpu: "4", memory: "16Gi", "nvidia.com/gpu": "1" }, cpu_idle: true } }),
    "set cpu_idle to false",
  ],
  [
    "two GPUs",
    containers(limits("4", "16Gi", { "nvidia.com/gpu": "2" })),
    'an instance has one GPU, got nvidia.com/gpu "2"',
  ],
  [
    "a GPU in the first generation",
    gpu("4", "16Gi", { execution_environment: "EXECUTION_ENVIRONMENT_GEN1" }),
    "a GPU needs the second generation",
  ],
  // revisions and traffic
  [
    "a revision of another service",
    traffic({ percent: 100, revision: "api-00007-abc" }),
    'the revision of a traffic target must begin with the name of its service, web-, got "api-00007-abc"',
  ],
  ["a revision by its number", traffic({ percent: 100, revision: "00007-abc" }), "must begin with the name"],
  [
    "a new revision of another name",
    template({ revision: "webapp-1" }),
    "revision must begin with the name of its service",
  ],
  ["a tag with a capital", traffic({ percent: 100, tag: "Canary" }), 'write "canary"'],
  [
    "the latest by name",
    traffic({ percent: 100, type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", revision: "web-1" }),
    "has no revision; remove revision",
  ],
  [
    "no name",
    traffic({ percent: 100, type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" }),
    "needs a revision; set revision",
  ],
  // the first version of the API
  ["an image of v1", v1({ containers: [{ image: "ghcr.io/acme/web" }] }), "Cloud Run pulls images only from"],
  [
    "a variable of v1",
    v1({ containers: [{ image: "a", env: [{ name: "PORT" }] }] }),
    "the name of an environment variable",
  ],
  ["a timeout of v1", v1({ timeout_seconds: 3601 }), "timeout_seconds must be a whole number from 1 to 3600, got 3601"],
  [
    "concurrency of v1",
    v1({ container_concurrency: 1001 }),
    "container_concurrency must be a whole number from 0 to 1000",
  ],
  ["a start of v1", v1({ containers: [{ image: "a", startup_probe: { period_seconds: 100 } }] }), "got 3 times 100"],
  [
    "a sidecar of v1",
    v1({
      containers: [
        { image: "a", ports: [{ container_port: 1 }] },
        { image: "a", ports: [{ container_port: 2 }] },
      ],
    }),
    "exactly one must have ports",
  ],
  [
    "a revision of v1",
    v1({}, { traffic: [{ percent: 100, revision_name: "web-1" }] }),
    "must begin with the name of its service, old-",
  ],
  [
    "memory of v1",
    noted({ [`${RUN_V1}/execution-environment`]: "gen2" }, { containers: [{ image: "a", ...limits("1", "128Mi") }] }),
    `memory must be at least 512Mi with ${RUN_V1}/execution-environment "gen2", got "128Mi"; set more memory, or remove ${RUN_V1}/execution-environment`,
  ],
  [
    "CPU and memory of v1",
    v1({ containers: [{ image: "a", ...limits("1000m", "8Gi") }] }),
    'with cpu 1000m, memory must be 128Mi to 4096Mi, got "8Gi"',
  ],
  [
    "half a CPU of v1 with many requests",
    v1({ container_concurrency: 80, containers: [{ image: "a", ...limits("500m", "512Mi") }] }),
    "container_concurrency must be 1 with less than one CPU (cpu is 500m), got 80",
  ],
  [
    "half a CPU of v1 at all times",
    noted({ [`${RUN_V1}/cpu-throttling`]: "false" }, { containers: [{ image: "a", ...limits("0.5", "512Mi") }] }),
    `set ${RUN_V1}/cpu-throttling to true, or cpu to 1`,
  ],
  [
    "a GPU of v1 with one CPU",
    v1({ ...GPU_OF_V1, containers: [{ image: "a", ...limits("1", "16Gi", { "nvidia.com/gpu": "1" }) }] }),
    'the GPU nvidia-l4 needs at least 4 CPUs, got cpu "1"',
  ],
  [
    "a GPU of v1 in the first generation",
    noted(
      { [`${RUN_V1}/execution-environment`]: "gen1" },
      { ...GPU_OF_V1, containers: [{ image: "a", ...limits("4", "16Gi", { "nvidia.com/gpu": "1" }) }] },
    ),
    `a GPU needs the second generation, got ${RUN_V1}/execution-environment "gen1"`,
  ],
  [
    "a member as the account of v1",
    v1({ service_account_name: "serviceAccount:a@p.iam.gserviceaccount.com" }),
    'service_account_name must be only the email address of the account, got "serviceAccount:a@p.iam.gserviceaccount.com"; write "a@p.iam.gserviceaccount.com"',
  ],
  [
    "a person as the account of v1",
    v1({ service_account_name: "bob@example.com" }),
    "service_account_name must be the email address of a service account",
  ],
  [
    "a secret of v1 with a dot",
    secretOfV1({ name: "db.password", key: "latest" }),
    'the secret of A in value_from must be the id of a secret, with 1 to 255 letters, digits, _ and -, got "db.password"; for a secret of another project, define an alias',
  ],
  [
    "a secret of v1 in another project",
    secretOfV1({ name: "projects/p2/secrets/a", key: "latest" }),
    'must be the id of a secret of this project, got "projects/p2/secrets/a"; for a secret of another project, define an alias in the annotation run.googleapis.com/secrets',
  ],
  [
    "a secret of v1 with its version",
    secretOfV1({ name: "projects/p1/secrets/a/versions/3", key: "3" }),
    "remove the version, and set the property key instead",
  ],
  [
    "a version of v1",
    secretOfV1({ name: "a", key: "versions/3" }),
    "the version of the secret of A in value_from must be",
  ],
  [
    "a secret in a volume of v1",
    v1({ volumes: [{ name: "a", secret: { secret_name: "a b" } }], containers: [{ image: "a" }] }),
    "the secret of a volume must be the id of a secret",
  ],
  [
    "no volume of v1",
    v1({
      volumes: [{ name: "files", empty_dir: {} }],
      containers: [{ image: "a", volume_mounts: [{ name: "file", mount_path: "/mnt" }] }],
    }),
    'must name a volume of the service, got "file"; it has files',
  ],
  [
    "a relative mount of v1",
    v1({
      volumes: [{ name: "a", empty_dir: {} }],
      containers: [{ image: "a", volume_mounts: [{ name: "a", mount_path: "mnt" }] }],
    }),
    "mount_path must begin with a slash",
  ],
  [
    "a bucket of v1 in the first generation",
    noted(
      { [`${RUN_V1}/execution-environment`]: "gen1" },
      { volumes: [{ name: "a", csi: { driver: "gcsfuse.run.googleapis.com" } }], containers: [{ image: "a" }] },
    ),
    "a volume of gcs needs the second generation",
  ],
  [
    "a container's name of v1 twice",
    v1({
      containers: [
        { image: "a", name: "a", ports: [{}] },
        { image: "b", name: "a" },
      ],
    }),
    "the name of a container may appear only once",
  ],
  [
    "instances of v1",
    noted({ [`${KNATIVE}/minScale`]: "5", [`${KNATIVE}/maxScale`]: "2" }),
    `${KNATIVE}/minScale must not be above ${KNATIVE}/maxScale, which is 2, got 5`,
  ],
  [
    "no number of instances of v1",
    noted({ [`${KNATIVE}/maxScale`]: "many" }),
    `${KNATIVE}/maxScale must be a whole number`,
  ],
  [
    "an environment of v1",
    noted({ [`${RUN_V1}/execution-environment`]: "second" }),
    `${RUN_V1}/execution-environment must be one of gen1, gen2, got "second"`,
  ],
  [
    "throttling of v1",
    noted({ [`${RUN_V1}/cpu-throttling`]: "no" }),
    `${RUN_V1}/cpu-throttling must be one of true, false, got "no"`,
  ],
  [
    "an instance of v1 by its name",
    noted({ [`${RUN_V1}/cloudsql-instances`]: "p1:us-central1:db,other" }),
    'must be named by its connection name, got "other"',
  ],
  [
    "two ways into networks of v1",
    noted({
      [`${RUN_V1}/vpc-access-connector`]: "c",
      [`${RUN_V1}/network-interfaces`]: '[{"network":"default","subnetwork":"default"}]',
    }),
    `${RUN_V1}/vpc-access-connector and ${RUN_V1}/network-interfaces cannot be set together`,
  ],
  [
    "a connector of v1 in another region",
    noted({ [`${RUN_V1}/vpc-access-connector`]: "projects/p1/locations/us-east1/connectors/c" }),
    "the connector of a service must be in the service's region, us-central1, got one in us-east1",
  ],
  [
    "a probe of v1 in two ways",
    v1({ containers: [{ image: "a", startup_probe: { http_get: {}, tcp_socket: {} } }] }),
    "startup_probe can ask in one way only, got http_get and tcp_socket",
  ],
  [
    "a probe of v1 without a slash",
    v1({ containers: [{ image: "a", liveness_probe: { http_get: { path: "healthz" } } }] }),
    "path of liveness_probe must begin with a slash",
  ],
  [
    "shares of v1",
    v1({}, { traffic: [{ percent: 90, latest_revision: true }] }),
    "the percentages of all traffic targets must add up to 100, got 90",
  ],
  ["a tag of v1", v1({}, { traffic: [{ percent: 100, latest_revision: true, tag: "Blue" }] }), 'write "blue"'],
  [
    "the latest of v1 by name",
    v1({}, { traffic: [{ percent: 100, latest_revision: true, revision_name: "old-1" }] }),
    'a traffic target for the latest revision has no revision_name, got "old-1"; remove latest_revision or revision_name',
  ],
  [
    "a new revision of v1 of another name",
    v1({}, { template: { metadata: { name: "web-1" }, spec: {} } }),
    "the name of a revision (template.metadata.name) must begin with the name of its service, old-",
  ],
])("%s is refused", (_what, changes, text) => {
  expect(ofValues(changes)).toEqual([expect.stringContaining(text)]);
  expect(ofValues(changes)[0]).toMatch(/^error /);
});

test.each<[string, Changes, string]>([
  ["an account by its name alone", template({ service_account: "web" }), "write it like web@acme-web-prod.iam.gserv"],
  ["a region that is none", image("us-cental1-docker.pkg.dev/p/r/web"), "did you mean us-central1?"],
  ["eu", image("eu-docker.pkg.dev/p/r/web"), "did you mean europe?"],
  ["an account of v1 by its name alone", v1({ service_account_name: "web" }), "service_account_name must be the whole"],
  ["a variable with dots", env({ name: "spring.profiles.active" }), "SPRING_PROFILES_ACTIVE is read by most"],
])("%s is warned of", (_what, changes, text) => {
  expect(ofValues(changes)).toEqual([expect.stringMatching(/^warning RUN-16 /)]);
  expect(ofValues(changes)[0]).toContain(text);
});

test.each<[string, Changes]>([
  ...[
    ...["nginx", "nginx:1.27-alpine", "acme/web", "docker.io/library/nginx:latest", "index.docker.io/acme/web"],
    ...[
      "gcr.io/acme/web",
      "eu.gcr.io/acme/a/b/web:1",
      "gcr.io/acme.com/p/web",
      "mirror.gcr.io/nginx",
      "k8s.gcr.io/pause:3",
    ],
    ...["us-docker.pkg.dev/cloudrun/container/hello", "us-east1-docker.pkg.dev/p/r/a/b:1", "docker.pkg.dev/p/r/web"],
    ...["us-docker.pkg.dev/acme.com/p/r/web", `gcr.io/p/a_b/c__d/e.f/g--h@${DIGEST}`, `gcr.io/p/web:1@${DIGEST}`],
    ...["us-docker.pkg.dev/p/ghcr-remote/ghcr.io/acme/web:V_1.2-a", "${var.host}/acme/web", "gcr.io/${var.p}/Web"],
  ].map((name): [string, Changes] => [name, image(name)]),
  ["a value of 32 KB", env({ name: "A", value: "x".repeat(32_768) })],
  ["1000 variables", env(...Array.from({ length: 1000 }, (_, index) => ({ name: `A${index}` })))],
  ["a secret of another project", secret({ secret: "projects/12/secrets/a_B-1", version: "3" })],
  ["an alias of a version", secret({ secret: "a", version: "stable_1" })],
  ["a start of 240 seconds", startup({ period_seconds: 10, failure_threshold: 24 })],
  ["one long try", startup({ period_seconds: 240, timeout_seconds: 240, failure_threshold: 1, tcp_socket: {} })],
  ["a start that only Terraform knows", startup({ period_seconds: 100, failure_threshold: "${var.a}" })],
  ["a patient probe for liveness", containers({ liveness_probe: { period_seconds: 3600, failure_threshold: 9 } })],
  ...[
    ...[
      "web@acme.iam.gserviceaccount.com",
      "12-compute@developer.gserviceaccount.com",
      "acme@appspot.gserviceaccount.com",
    ],
    ...[
      "a@acme.com.iam.gserviceaccount.com",
      "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com",
      "${var.account}",
    ],
  ].map((account): [string, Changes] => [account, template({ service_account: account })]),
  ["HTTP/2", containers({ ports: { container_port: 1, name: "h2c" } })],
  ["no timeout", template({ timeout: "" })],
  ["annotations of one's own", web({ annotations: { "acme.com/team": "a" } })],
  [
    "a sidecar",
    containers({ ports: { container_port: 1 }, name: "a", depends_on: ["b"] }, { name: "b", startup_probe: {} }),
  ],
  ["containers that only Terraform knows", template({ dynamic: { containers: {} } })],
  [
    "volumes",
    template({
      volumes: [
        { name: "sql", cloud_sql_instance: { instances: ["acme.com:p1:us-central1:db", "${var.db}"] } },
        { name: "s", secret: { secret: "a" } },
        { name: "b", gcs: { bucket: "b" } },
      ],
      containers: [
        {
          image: "a",
          volume_mounts: [
            { name: "sql", mount_path: "/cloudsql" },
            { name: "s", mount_path: "/secrets" },
          ],
        },
      ],
    }),
  ],
  [
    "volumes that only Terraform knows",
    template({ volumes: "${var.a}", containers: [{ volume_mounts: [{ name: "a" }] }] }),
  ],
  [
    "the second generation with 512Mi",
    template({ execution_environment: "EXECUTION_ENVIRONMENT_GEN2", containers: [{ image: "a" }] }),
  ],
  [
    "0.085 CPU in the first",
    template({ execution_environment: "EXECUTION_ENVIRONMENT_GEN1", containers: [limits("0.085", "128Mi")] }),
  ],
  ["a GPU", gpu("4", "16Gi")],
  ["a GPU of a kind to come", gpu("1", "1Gi", { node_selector: { accelerator: "nvidia-b9" } })],
  [
    "revisions of the service",
    traffic({ percent: 50, revision: "web-00001-abc" }, { percent: 50, revision: "web-blue" }),
  ],
  ["the name of a revision", template({ revision: "web-1" })],
  ["a revision that only Terraform knows", traffic({ percent: 100, revision: "${var.a}" })],
  [
    "a revision of a service that only Terraform knows",
    web({ name: "${var.a}", traffic: [{ percent: 100, revision: "a-1" }] }),
  ],
  [
    "what v1 can have",
    noted(
      {
        [`${RUN_V1}/execution-environment`]: "gen2",
        [`${RUN_V1}/cpu-throttling`]: "false",
        [`${RUN_V1}/cloudsql-instances`]: "p1:us-central1:db, acme.com:p1:us-central1:db",
        [`${RUN_V1}/network-interfaces`]: '[{"network":"default"}]',
        [`${KNATIVE}/minScale`]: "0",
        [`${KNATIVE}/maxScale`]: "5",
      },
      {
        service_account_name: "a@p.iam.gserviceaccount.com",
        container_concurrency: 0,
        volumes: [
          { name: "s", secret: { secret_name: "a", items: [{ key: "latest", path: "a" }] } },
          { name: "b", csi: { driver: "gcsfuse.run.googleapis.com", volume_attributes: { bucketName: "b" } } },
        ],
        containers: [
          {
            image: "a",
            ...limits("1000m", "512Mi"),
            env: [{ name: "A", value_from: { secret_key_ref: { name: "alias-1", key: "latest" } } }],
            volume_mounts: [{ name: "s", mount_path: "/secrets" }],
          },
        ],
      },
      { traffic: [{ percent: 100, latest_revision: true, tag: "blue" }] },
    ),
  ],
  [
    "what of v1 only Terraform knows",
    noted(
      {
        [`${RUN_V1}/execution-environment`]: "${var.a}",
        [`${RUN_V1}/cpu-throttling`]: "${var.a}",
        [`${RUN_V1}/cloudsql-instances`]: "${google_sql_database_instance.db.connection_name}",
        [`${RUN_V1}/vpc-access-connector`]: "${google_vpc_access_connector.c.name}",
        [`${KNATIVE}/maxScale`]: "${var.a}",
      },
      { volumes: "${var.a}", containers: [{ image: "a", volume_mounts: [{ name: "a", mount_path: "/a" }] }] },
    ),
  ],
  ["annotations of v1 that only Terraform knows", v1({}, { template: { metadata: { annotations: "${var.a}" } } })],
  ["Cloud Run's own number of instances in v1", noted({ [`${KNATIVE}/maxScale`]: "0" })],
  [
    "v1",
    v1({ containers: [{ image: "a", ports: [{ container_port: 1 }] }, { image: "b" }], container_concurrency: 0 }),
  ],
])("%s may stand in a service", (_what, changes) => {
  expect(ofValues(changes)).toEqual([]);
});

// ---- where users write it

const failureWith = (
  props: Partial<CloudRunServiceProps>,
  override: (service: CloudRunService) => void = () => undefined,
) =>
  failureOf((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "p1" });
    override(new CloudRunService(stack, "Api", { image: "a", region: "us-central1", ...props }));
  });

test("props and overrides are judged alike", () => {
  expect(failureWith({ image: "ghcr.io/acme/web:1" })).toContain("[test/Api] RUN-16: Cloud Run pulls images only from");
  expect(
    failureWith({ memory: "256Mi" }, ({ resource }) =>
      resource.addOverride("template.execution_environment", "EXECUTION_ENVIRONMENT_GEN2"),
    ),
  ).toContain("[test/Api] RUN-16: memory must be at least 512Mi");
  expect(
    failureWith({}, ({ resource }) =>
      resource.addOverride("template.containers.1", { name: "proxy", image: "nginx", ports: { container_port: 81 } }),
    ),
  ).toContain("[test/Api] RUN-16: of several containers exactly one must have ports");
  expect(
    failureWith({}, ({ resource }) => resource.addOverride("template.node_selector", { accelerator: "nvidia-l4" })),
  ).toContain("[test/Api] RUN-16: the GPU nvidia-l4 needs at least 4 CPUs");
});
