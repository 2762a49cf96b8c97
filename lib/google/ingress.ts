/** From where requests come to a service. */
export type IngressReach = "nowhere" | "inside" | "load balancer" | "everywhere";

interface Ingresses {
  readonly [setting: string]: IngressReach;
}

/** The ingress settings of a Cloud Run service. */
export const CLOUD_RUN_INGRESSES = {
  INGRESS_TRAFFIC_NONE: "nowhere",
  INGRESS_TRAFFIC_INTERNAL_ONLY: "inside",
  INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER: "load balancer",
  INGRESS_TRAFFIC_ALL: "everywhere",
} as const satisfies Ingresses;

/** Those that version 1 of Cloud Run's API takes, as an annotation. */
export const CLOUD_RUN_V1_INGRESSES = {
  none: "nowhere",
  internal: "inside",
  "internal-and-cloud-load-balancing": "load balancer",
  all: "everywhere",
} as const satisfies Ingresses;

/** Those of a function. */
export const FUNCTION_INGRESSES = {
  ALLOW_INTERNAL_ONLY: "inside",
  ALLOW_INTERNAL_AND_GCLB: "load balancer",
  ALLOW_ALL: "everywhere",
} as const satisfies Ingresses;

/** Those of an App Engine service. */
export const APP_ENGINE_INGRESSES = {
  INGRESS_TRAFFIC_ALLOWED_INTERNAL_ONLY: "inside",
  INGRESS_TRAFFIC_ALLOWED_INTERNAL_AND_LB: "load balancer",
  INGRESS_TRAFFIC_ALLOWED_UNSPECIFIED: "everywhere",
  INGRESS_TRAFFIC_ALLOWED_ALL: "everywhere",
} as const satisfies Ingresses;

/** The name of an ingress setting of a Cloud Run service. */
export type CloudRunIngressName = keyof typeof CLOUD_RUN_INGRESSES;

/** The name of an ingress setting of a function. */
export type FunctionIngressName = keyof typeof FUNCTION_INGRESSES;

const INGRESSES: Ingresses = {
  ...CLOUD_RUN_INGRESSES,
  ...CLOUD_RUN_V1_INGRESSES,
  ...FUNCTION_INGRESSES,
  ...APP_ENGINE_INGRESSES,
};

/** From where requests come to a service with an ingress setting; `undefined` for one that there is not. */
export function reachOf(setting: string): IngressReach | undefined {
  return Object.hasOwn(INGRESSES, setting) ? INGRESSES[setting] : undefined;
}
