import { blocks } from "../app/terraform-json";
import { AccessConfig, invokerCheckDisabled, invokes } from "../app/access";
import { IAP_ACCESSOR_ROLE, IAP_AGENT_DOMAIN } from "../google/iap";
import { code } from "./markdown";
import { Resource, Stack } from "../app/stack";
import { BACKEND_SERVICE, CLOUD_FUNCTION, CLOUD_FUNCTION_2 } from "../app/types";
import { Block, blockOf, flag, isExpression, text, texts } from "../app/values";
import { byText, unique } from "./values";

/**
 * The members with access by grants: `certain` ones, and `perhaps` ones whose role or member is unknown before apply.
 */
export interface Members {
  readonly certain: readonly string[];
  readonly perhaps: readonly string[];
}

/** Who may call a service. */
export interface Invokers extends Members {
  /** Whether IAM is checked; undefined where only Terraform knows it. */
  readonly isChecked: boolean | undefined;
}

const RUN_GRANTS = [
  { type: "google_cloud_run_v2_service_iam", argument: "name" },
  { type: "google_cloud_run_service_iam", argument: "service" },
];
const FUNCTION_GRANTS = [{ type: "google_cloudfunctions_function_iam", argument: "cloud_function" }];
/** Grants on what Identity-Aware Proxy protects. */
const IAP_GRANTS = [
  { type: "google_iap_web_backend_service_iam", argument: "web_backend_service" },
  { type: "google_iap_web_cloud_run_service_iam", argument: "cloud_run_service_name" },
];
/** Grants on everything that Identity-Aware Proxy protects, or on all backend services. */
const IAP_EVERYWHERE = "google_iap_web_iam";
const IAP_ON_BACKENDS = "google_iap_web_type_compute_iam";
/** The service agent of Identity-Aware Proxy, by the number of a project or by a reference to it. */
const IAP_AGENT = new RegExp(
  `^serviceAccount:service-(\\d+|\\$\\{[\\w.-]+\\})@${IAP_AGENT_DOMAIN.replaceAll(".", "\\.")}$`,
);
const KINDS = ["member", "binding", "policy"];

/** Who can call a service; `allUsers` is everybody who can reach it. */
export function invokersOf(service: Resource): Invokers {
  const { owner: stack, type, config } = service;
  const isFunction = type === CLOUD_FUNCTION;
  const place = text(config.location) ?? text(config.region);
  const own = (isFunction ? FUNCTION_GRANTS : RUN_GRANTS).flatMap((grant) =>
    KINDS.flatMap((kind) => stack.referring(`${grant.type}_${kind}`, grant.argument, service)),
  );
  const here = own.filter((grant) => {
    const given = text(grant.config.location) ?? text(grant.config.region);
    return given === undefined || place === undefined || isExpression(given) || given === place;
  });
  const inner = type === CLOUD_FUNCTION_2 ? grantsOnServiceOf(service) : [];
  const above = ["member", "binding"].flatMap((kind) => stack.ofType(`google_project_iam_${kind}`));
  // a role on the project applies to everything in it
  const prefix = isFunction ? "google_cloudfunctions_" : "google_cloud_run_";
  const wide = above.map(({ config: grant }) => ({ type: prefix, config: grant })).filter((grant) => invokes(grant));
  const disabled = flag(invokerCheckDisabled(service));
  return {
    isChecked: disabled === undefined ? undefined : !disabled,
    ...membersOf(stack, [...here, ...inner, ...wide], invokes),
  };
}

/** Whether CORS preflights pass Identity-Aware Proxy of a backend service without a sign-in, as far as the stack says it. */
export function letsPreflightsPass({ owner: stack, type, id, name }: Resource): boolean {
  return stack.ofType("google_iap_settings").some(({ config }) => {
    const of = text(config.name) ?? "";
    const isOwn = of.endsWith(`/services/\${${type}.${id}.name}`) || of.endsWith(`/services/${name}`);
    return isOwn && flag(blockOf(blockOf(config.access_settings).cors_settings).allow_http_options) !== false;
  });
}

/** The members that Identity-Aware Proxy allows to a backend service or a Cloud Run service, as far as the stack says it. */
export function iapMembersOf(guarded: Resource): Members {
  const { owner: stack } = guarded;
  const grants = IAP_GRANTS[guarded.type === BACKEND_SERVICE ? 0 : 1];
  const own = KINDS.flatMap((kind) => stack.referring(`${grants.type}_${kind}`, grants.argument, guarded));
  const above = [IAP_EVERYWHERE, ...(guarded.type === BACKEND_SERVICE ? [IAP_ON_BACKENDS] : [])];
  const wide = above.flatMap((type) => KINDS.flatMap((kind) => stack.ofType(`${type}_${kind}`)));
  return membersOf(stack, [...own, ...wide], ({ config: { role } }) =>
    typeof role !== "string" || isExpression(role) || !role.startsWith("roles/")
      ? undefined
      : role === IAP_ACCESSOR_ROLE,
  );
}

/** Members in words; the second text is used where there is none. */
export function memberWords({ certain, perhaps }: Members, nobody: string): string {
  const all = [
    ...certain.map((member) =>
      member === "allUsers"
        ? "everybody who can reach it"
        : IAP_AGENT.test(member)
          ? "Identity-Aware Proxy"
          : code(member),
    ),
    ...perhaps.map((member) => `perhaps ${code(member)}`),
  ];
  return all.length === 0 ? nobody : all.join(", ");
}

/** Grants on the Cloud Run service that Google creates for a function of the second generation. */
function grantsOnServiceOf({ owner: stack, type, id }: Resource): Resource[] {
  return RUN_GRANTS.flatMap(({ type: grant, argument }) =>
    KINDS.flatMap((kind) =>
      stack
        .ofType(`${grant}_${kind}`)
        .filter(({ config }) => text(config[argument])?.startsWith(`\${${type}.${id}.service_config`)),
    ),
  );
}

function membersOf(
  stack: Stack,
  grants: readonly AccessConfig[],
  lets: (grant: AccessConfig) => boolean | undefined,
): Members {
  const members = grants
    .flatMap((grant) => bindings(stack, grant))
    .filter((grant) => lets(grant) !== false)
    .flatMap((grant) => membersIn(grant).map((member) => ({ member, isCertain: lets(grant) === true })));
  const named = (isCertain: boolean) =>
    unique(
      members
        .filter((each) => (each.isCertain && isCertainMember(each.member)) === isCertain)
        .map(({ member }) => member),
    ).sort(byText);
  return { certain: named(true), perhaps: named(false) };
}

/** Whether Identity-Aware Proxy is among members. */
export function includesIap({ certain }: Members): boolean {
  return certain.some((member) => IAP_AGENT.test(member));
}

function isCertainMember(member: string): boolean {
  return !isExpression(member) || IAP_AGENT.test(member);
}

/** The bindings of a whole policy, where they are known; any other grant is a binding itself. */
function bindings(stack: Stack, grant: AccessConfig): AccessConfig[] {
  const data = text(grant.config.policy_data);
  if (data === undefined) {
    return [grant];
  }
  const found = stack.find(data);
  const read = found?.type === "google_iam_policy" ? blocks(found.config.binding) : written(data);
  const isWhole = read !== undefined && found?.config.dynamic === undefined;
  return [
    ...(read ?? []).map((config) => ({ type: grant.type, config })),
    ...(isWhole ? [] : [{ type: grant.type, config: { member: data } }]),
  ];
}

function written(data: string): Block[] | undefined {
  try {
    return blocks(blockOf(JSON.parse(data)).bindings);
  } catch {
    return undefined;
  }
}

function membersIn({ config }: AccessConfig): string[] {
  const condition = blocks(config.condition)[0];
  const when = condition === undefined ? "" : ` if ${text(condition.expression) ?? "unknown"}`;
  return [...texts(config.member), ...texts(config.members)].map((member) => `${member}${when}`);
}
