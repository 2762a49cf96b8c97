import { ArgumentTable, FIXED, NAME, NEEDED, OPTIONAL, RAW_KEPT, RAW_REPLACED } from "./argument";

/** The arguments of serverless platforms, of who may call them, of network endpoint groups, and of APIs. */
export const SERVERLESS_ARGUMENTS = {
  google_cloud_run_v2_service: {
    location: { ...FIXED, inName: { not: "a location has names of its own" } },
    name: NAME,
    project: RAW_KEPT,
    deletion_protection: { ...OPTIONAL, default: "true" },
    ingress: { changed: "in place", leftOut: "stays", default: "INGRESS_TRAFFIC_ALL" },
    invoker_iam_disabled: OPTIONAL,
    labels: OPTIONAL,
    launch_stage: { changed: "in place", leftOut: "stays", default: "GA", isRaw: true },
    template: NEEDED,
    "template.max_instance_request_concurrency": { changed: "in place", leftOut: "stays" },
    "template.service_account": { changed: "in place", leftOut: "stays" },
    "template.timeout": { changed: "in place", leftOut: "stays" },
    traffic: { changed: "in place", leftOut: "stays" },
  },
  google_cloud_run_v2_service_iam_member: {
    condition: RAW_REPLACED,
    location: FIXED,
    member: FIXED,
    name: NAME,
    project: RAW_KEPT,
    role: FIXED,
  },
  google_cloudfunctions_function: {
    ingress_settings: { changed: "in place", leftOut: "default", default: "ALLOW_ALL", isRaw: true },
  },
  google_cloudfunctions2_function: {
    "service_config.ingress_settings": { changed: "in place", leftOut: "default", default: "ALLOW_ALL", isRaw: true },
  },
  google_project_service: {
    disable_on_destroy: { ...OPTIONAL, default: "true" },
    project: RAW_KEPT,
    service: FIXED,
  },
  google_compute_region_network_endpoint_group: {
    app_engine: {
      changed: "replaced",
      leftOut: "default",
      inName: { kind: "APP_ENGINE", of: ["service", "version", "url_mask"] },
    },
    cloud_function: {
      changed: "replaced",
      leftOut: "default",
      inName: { kind: "CLOUD_FUNCTION", of: ["function", "", "url_mask"] },
    },
    cloud_run: {
      changed: "replaced",
      leftOut: "default",
      inName: { kind: "CLOUD_RUN", of: ["service", "tag", "url_mask"] },
      isReference: true,
    },
    description: RAW_REPLACED,
    name: NAME,
    network: RAW_REPLACED,
    network_endpoint_type: { changed: "replaced", leftOut: "default", default: "SERVERLESS" },
    project: RAW_KEPT,
    psc_data: RAW_REPLACED,
    psc_target_service: RAW_REPLACED,
    region: { ...FIXED, inName: "value" },
    subnetwork: RAW_REPLACED,
  },
} as const satisfies ArgumentTable;
