/** Who can reach a service, according to its own arguments and the grants on it. */
import { IngressReach, reachOf } from "../google/ingress";
import { blocks } from "./terraform-json";
import { CLOUD_FUNCTION, CLOUD_FUNCTION_2, CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICE_V1, NETWORK_SETTINGS } from "./types";
import { Block, asText, flag, isDynamic, isExpression } from "./values";

/** A resource, as far as access to it is concerned. */
export interface AccessConfig {
  readonly type: string;
  readonly config: Block;
}

/** From where requests may come to a service. */
export type Reach = IngressReach | "unknown";

/** Predefined roles that let a member call a Cloud Run service. */
const RUN_ROLES = /^roles\/(run\.(invoker|admin|developer|sourceDeveloper)|owner|editor)$/;
/** Predefined roles that let a member call a function. */
const FUNCTION_ROLES = /^roles\/(cloudfunctions\.(invoker|admin|developer)|owner|editor)$/;

/** From where requests may come to a service. Without a word it is everywhere. */
export function ingressOf({ type, config }: AccessConfig): Reach {
  const written = ingressArgument({ type, config });
  if (isExpression(written)) {
    return "unknown";
  }
  const reach = written === undefined || written === null ? "everywhere" : (reachOf(asText(written)) ?? "unknown");
  // without a run.app URL, requests from the internet come through a load balancer
  const isClosed = type === CLOUD_RUN_SERVICE && flag(config.default_uri_disabled) === true;
  return reach === "everywhere" && isClosed ? "load balancer" : reach;
}

/** What a service itself says of from where requests may come. */
export function ingressArgument({ type, config }: AccessConfig): unknown {
  switch (type) {
    case CLOUD_RUN_SERVICE_V1:
      return annotationsOf(config)["run.googleapis.com/ingress"];
    case CLOUD_FUNCTION:
      return config.ingress_settings;
    case CLOUD_FUNCTION_2:
      return blocks(config.service_config)[0]?.ingress_settings;
    case NETWORK_SETTINGS:
      return blocks(config.network_settings)[0]?.ingress_traffic_allowed;
    default:
      return config.ingress;
  }
}

/** Whether a Cloud Run service says that its callers need no grant: a value that may be an expression. */
export function invokerCheckDisabled({ config }: AccessConfig): unknown {
  return config.invoker_iam_disabled ?? annotationsOf(config)["run.googleapis.com/invoker-iam-disabled"];
}

/** Whether a grant lets its members call the service; nothing where only Terraform, or who made the role, knows it. */
export function invokes({ type, config: { role } }: AccessConfig): boolean | undefined {
  if (typeof role !== "string" || isExpression(role) || !role.startsWith("roles/")) {
    return undefined;
  }
  return (type.startsWith("google_cloudfunctions_") ? FUNCTION_ROLES : RUN_ROLES).test(role);
}

/** Whether Identity-Aware Proxy stands before a backend service; `undefined` where only Terraform knows it. */
export function hasIap({ config }: Pick<AccessConfig, "config">): boolean | undefined {
  const [iap] = blocks(config.iap);
  if (isDynamic(config, "iap") || isExpression(iap?.enabled)) {
    return undefined;
  }
  return iap !== undefined && iap.enabled !== false && iap.enabled !== "false";
}

/** Whether a Cloud Run service has Identity-Aware Proxy of its own; `undefined` where only Terraform knows it. */
export function hasOwnIap({ type, config }: AccessConfig): boolean | undefined {
  return type === CLOUD_RUN_SERVICE ? flag(config.iap_enabled) : false;
}

function annotationsOf(config: Block): Block {
  return blocks(blocks(config.metadata)[0]?.annotations)[0] ?? {};
}
