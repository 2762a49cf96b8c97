import { CLOUD_RUN, Config, IS_DEFAULT, NAME, one, only, otherwiseFrom } from "./case";

const ONE_TARGET = "a network endpoint group has a target";
/** A single container, which arguments in it are added to. */
const CONTAINER = { template: { containers: { image: "us-docker.pkg.dev/cloudrun/container/hello" } } };
/** Containers and volumes, of which one is mounted. */
const FILES: Config = {
  template: {
    containers: { image: "us-docker.pkg.dev/cloudrun/container/hello" },
    volumes: [
      { name: "a", empty_dir: { medium: "MEMORY", size_limit: "64Mi" } },
      { name: "b", cloud_sql_instance: { instances: ["p1:us-central1:db"] } },
    ],
  },
};
/** An instance that is large enough for each GPU. */
const WITH_GPU = {
  template: {
    containers: {
      image: "us-docker.pkg.dev/cloudrun/container/hello",
      resources: { limits: { cpu: "20", memory: "80Gi", "nvidia.com/gpu": "1" } },
    },
  },
};
const L4 = { template: { ...WITH_GPU.template, node_selector: { accelerator: "nvidia-l4" } } };
const IN_NETWORK = { egress: "ALL_TRAFFIC", network_interfaces: { network: "a", subnetwork: "a" } };

function container(port: number): Config {
  return { containers: [{ image: "us-docker.pkg.dev/cloudrun/container/hello", ports: { container_port: port } }] };
}

/** How the arguments of serverless platforms are tried. */
export const SERVERLESS_SUBJECTS = {
  google_cloud_run_v2_service: {
    base: { location: "us-central1", deletion_protection: false, template: container(8080) },
    cases: {
      location: one("us-central1", "europe-west1"),
      name: NAME,
      custom_audiences: one(["https://a.example.com"], ["https://b.example.com"]),
      default_uri_disabled: one(true, false),
      deletion_protection: one(false, true),
      description: one("a", "b"),
      iap_enabled: one(true, false),
      ingress: one("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", "INGRESS_TRAFFIC_INTERNAL_ONLY"),
      invoker_iam_disabled: one(true, false),
      labels: one({ team: "web" }, { team: "api" }),
      template: one(container(8081), container(8082)),
      "template.max_instance_request_concurrency": one(5, 6),
      "template.containers.args": one(["--a"], ["--b"], CONTAINER),
      "template.containers.command": one(["/a"], ["/b"], CONTAINER),
      "template.containers.liveness_probe": one(
        { http_get: { path: "/a", port: 8080 } },
        { http_get: { path: "/b", port: 8080 } },
        CONTAINER,
      ),
      "template.containers.ports": one({ container_port: 8081 }, { container_port: 8082 }, CONTAINER),
      "template.containers.readiness_probe": one(
        { http_get: { path: "/a", port: 8080 } },
        { http_get: { path: "/b", port: 8080 } },
        CONTAINER,
      ),
      "template.containers.resources": one(
        { limits: { cpu: "2", memory: "1Gi" } },
        { limits: { cpu: "2", memory: "2Gi" } },
        CONTAINER,
      ),
      "template.containers.resources.startup_cpu_boost": one(true, false, {
        template: {
          containers: { ...CONTAINER.template.containers, resources: { limits: { cpu: "1", memory: "512Mi" } } },
        },
      }),
      "template.containers.startup_probe": one(
        { failure_threshold: 2, tcp_socket: { port: 8080 } },
        { failure_threshold: 3, tcp_socket: { port: 8080 } },
        CONTAINER,
      ),
      "template.containers.volume_mounts": one(
        { name: "a", mount_path: "/a" },
        { name: "b", mount_path: "/cloudsql" },
        FILES,
      ),
      "template.containers.working_dir": one("/a", "/b", CONTAINER),
      "template.execution_environment": one("EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"),
      "template.gpu_zonal_redundancy_disabled": one(true, false, L4),
      "template.node_selector": one({ accelerator: "nvidia-l4" }, { accelerator: "nvidia-rtx-pro-6000" }, WITH_GPU),
      "template.scaling": one({ max_instance_count: 5 }, { max_instance_count: 6 }),
      "template.vpc_access": one(IN_NETWORK, { ...IN_NETWORK, egress: "PRIVATE_RANGES_ONLY" }),
      "template.vpc_access.egress": one("ALL_TRAFFIC", "PRIVATE_RANGES_ONLY", {
        template: { ...container(8080), vpc_access: { network_interfaces: { network: "a" } } },
      }),
      "template.vpc_access.network_interfaces.network": one("a", "b", {
        template: { ...container(8080), vpc_access: { network_interfaces: { subnetwork: "a" } } },
      }),
      "template.vpc_access.network_interfaces.subnetwork": one("a", "b", {
        template: { ...container(8080), vpc_access: { network_interfaces: { network: "a" } } },
      }),
      "template.service_account": one("a@p1.iam.gserviceaccount.com", "b@p1.iam.gserviceaccount.com"),
      "template.session_affinity": one(true, false),
      "template.timeout": one("10s", "20s"),
      "template.volumes": one(
        [{ name: "a", empty_dir: { medium: "MEMORY" } }],
        [{ name: "a", secret: { secret: "a", default_mode: 292 } }],
      ),
      traffic: one(
        [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100, tag: "blue" }],
        [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100, tag: "green" }],
      ),
    },
  },
  google_iap_web_cloud_run_service_iam_binding: {
    base: {
      cloud_run_service_name: "web1",
      location: "us-central1",
      members: ["user:ann@example.com"],
      role: "roles/iap.httpsResourceAccessor",
    },
    cases: {
      cloud_run_service_name: one("web1", "web2"),
      location: one("us-central1", "europe-west1"),
      members: one(["user:ann@example.com"], ["user:ben@example.com"]),
      role: one("roles/iap.httpsResourceAccessor", "roles/iap.admin"),
    },
  },
  google_cloud_run_v2_service_iam_member: {
    base: { location: "us-central1", member: "allUsers", name: "web1", role: "roles/run.invoker" },
    cases: {
      location: one("us-central1", "europe-west1"),
      member: one("allUsers", "allAuthenticatedUsers"),
      name: one("web1", "web2"),
      role: one("roles/run.invoker", "roles/run.viewer"),
    },
  },
  google_project_service: {
    base: { service: "run.googleapis.com" },
    cases: {
      disable_on_destroy: otherwiseFrom("7.0.0", { leftOut: "stays" }, one(false, true)),
      service: one("dns.googleapis.com", "iam.googleapis.com"),
    },
  },
  google_compute_region_network_endpoint_group: {
    base: { region: "us-central1", network_endpoint_type: "SERVERLESS" },
    cases: {
      description: one("a", "b", CLOUD_RUN),
      app_engine: only({ service: "a" }, ONE_TARGET, { service: "b" }),
      cloud_function: only({ function: "a" }, ONE_TARGET, { function: "b" }),
      cloud_run: only({ service: "a" }, ONE_TARGET, { service: "b" }),
      name: one("first", "second", CLOUD_RUN),
      network_endpoint_type: only("SERVERLESS", IS_DEFAULT, "INTERNET_IP_PORT", CLOUD_RUN),
      region: one("us-central1", "europe-west1", CLOUD_RUN),
    },
  },
};
