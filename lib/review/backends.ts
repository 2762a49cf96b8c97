import { labelOfValue } from "./labels";
import { blocks } from "../app/terraform-json";
import { hasIap } from "../app/access";
import { platformOf, targetOf } from "../app/load-balancers";
import { regionOfEndpointGroup } from "../app/self-links";
import { BACKEND_BUCKET, BACKEND_SERVICE, CLOUD_RUN_SERVICES } from "../app/types";
import { armorRulesOf } from "./armor";
import { code, list, section, table } from "./markdown";
import { letsPreflightsPass } from "./grants";
import { Resource, Stack } from "../app/stack";
import { listed } from "./values";
import { DEFAULT_CACHE_MODE } from "../google/cache-modes";
import { Block, blockOf, flag, isDynamic, text, texts, toNumber } from "../app/values";

/** What a backend service sends requests to, in one region. */
export interface Target {
  /** The region; undefined for a global target. */
  readonly region: string | undefined;
  /** The platform: Cloud Run, Cloud Functions, App Engine or another one. */
  readonly platform: string;
  /** The service, function or URL mask for the reader. */
  readonly label: string;
  /** A key that stays the same between two versions of a stack. */
  readonly identity: string;
  /** The service, if this stack or another stack of the app creates it. */
  readonly service: Resource | undefined;
}

/** The backend services of a stack, then its backend buckets. */
export function allBackends(stack: Stack): Resource[] {
  return stack.ofType(BACKEND_SERVICE, BACKEND_BUCKET);
}

/** The targets of a backend service or bucket. */
export function targetsOf({ type, owner: stack, config }: Resource): Target[] {
  if (type === BACKEND_BUCKET) {
    const bucket = config.bucket_name;
    const [label, identity] = [labelOfValue(stack, bucket), stack.identityOf(bucket)];
    return [{ region: undefined, platform: "Cloud Storage bucket", label, identity, service: undefined }];
  }
  return blocks(config.backend).map(({ group }) => {
    const neg = stack.find(group);
    return neg && !neg.existing ? negTarget(neg) : elsewhere(stack, group);
  });
}

/** How a backend service or bucket caches, in words. */
export function cdnWords({ config }: Resource): string {
  const isEnabled = flag(config.enable_cdn);
  if (isEnabled === false) {
    return "off";
  }
  return [
    ...(isEnabled === undefined ? [`known after apply (${code(text(config.enable_cdn) ?? "")})`] : []),
    cachePolicyWords(blockOf(config.cdn_policy)),
  ].join(", ");
}

/** What is cached by a policy, and for how long, in words. */
export function cachePolicyWords(policy: Block): string {
  const key = blocks(policy.cache_key_policy)[0];
  const negative = blocks(policy.negative_caching_policy).map(
    ({ code: status, ttl }) => `${text(status) ?? "all"} for ${text(ttl) ?? "?"} s`,
  );
  return [
    text(policy.cache_mode) ?? DEFAULT_CACHE_MODE,
    ...ttl("default TTL", policy.default_ttl),
    ...ttl("client TTL", policy.client_ttl),
    ...ttl("max TTL", policy.max_ttl),
    ...ttl("serve while stale", policy.serve_while_stale),
    ...switched(policy.negative_caching, `negative caching${negative.length ? ` (${negative.join(", ")})` : ""}`),
    ...cacheKeyWords(key ?? {}),
    ...blocks(policy.bypass_cache_on_request_headers).map(
      ({ header_name }) => `bypassed for header ${code(text(header_name) ?? "unknown")}`,
    ),
  ].join(", ");
}

/** The OAuth client with which visitors sign in, if it is not the one that Google manages. */
export function iapClientOf({ config }: Resource): string | undefined {
  return text(blockOf(config.iap).oauth2_client_id);
}

/** Whether visitors must sign in with Identity-Aware Proxy, in words. */
export function iapWords(backend: Resource): string {
  switch (hasIap(backend)) {
    case true:
      return [
        "on, visitors must sign in",
        ...(iapClientOf(backend) === undefined ? [] : [`with OAuth client ${code(iapClientOf(backend) ?? "")}`]),
        ...(letsPreflightsPass(backend) ? ["CORS preflights pass without a sign-in"] : []),
      ].join(", ");
    case false:
      return "off";
    default:
      return `known after apply (${code(text(blockOf(backend.config.iap).enabled) ?? text(backend.config.iap) ?? "dynamic")})`;
  }
}

/** A Cloud Armor policy of a backend in words, with the number of its enforced rules. */
function policyWords(backend: Resource, argument: "security_policy" | "edge_security_policy"): string {
  const given = text(backend.config[argument]);
  const policy = backend.owner.find(given);
  if (given === undefined) {
    return "none";
  }
  const label = labelOfValue(backend.owner, given);
  if (policy === undefined || policy.existing) {
    return label;
  }
  const rules = armorRulesOf(policy);
  const [inForce, unknown] = [false, undefined].map((state) => rules.filter((rule) => rule.isPreview === state).length);
  const perhaps = unknown === 0 ? "" : `, ${unknown} perhaps: known only after apply`;
  const more = isDynamic(policy.config, "rule") ? ", and more that are known only after apply" : "";
  return `${label}, ${inForce} of ${rules.length} rules enforced${perhaps}${more}`;
}

/** The share of requests that is logged, in words. */
export function loggingWords({ config }: Resource): string {
  const log = blockOf(config.log_config);
  const isEnabled = flag(log.enable);
  const written = text(log.sample_rate);
  const rate = written === undefined ? 1 : toNumber(log.sample_rate);
  const share =
    rate === undefined
      ? `${code(written ?? "")} of requests`
      : rate === 1
        ? "every request"
        : `${Number((rate * 100).toFixed(4))} % of requests`;
  const what = [share, ...loggedHeaders(log)].join(", with ");
  return isEnabled
    ? what
    : isEnabled === false
      ? "off"
      : `known after apply (${code(text(log.enable) ?? "")}), ${what}`;
}

function loggedHeaders(log: Block): string[] {
  return ["request", "response"].flatMap((kind) => {
    const names = blocks(log[`${kind}_headers`]).map(({ header_name: name }) => code(text(name) ?? "unknown"));
    return names.length === 0 ? [] : [`${kind} headers ${listed(names)}`];
  });
}

/** When an unhealthy backend is ejected, in words. */
export function outlierWords({ config }: Resource): string {
  const detection = blocks(config.outlier_detection)[0];
  if (detection === undefined) {
    return "off";
  }
  const { consecutive_errors, consecutive_gateway_failure, base_ejection_time, max_ejection_percent } = detection;
  const [errors, gateway, percent] = [consecutive_errors, consecutive_gateway_failure, max_ejection_percent].map(text);
  const ejected = text(blockOf(base_ejection_time).seconds);
  return [
    text(detection.enforcing_consecutive_errors) === "0"
      ? "on, but not after consecutive errors"
      : errors === undefined
        ? "on after consecutive errors"
        : `on after ${errors} consecutive errors`,
    ...(gateway === undefined ? [] : [`or after ${gateway} consecutive gateway failures`]),
    ...(ejected === undefined ? [] : [`for ${ejected} s`]),
    ...(percent === undefined ? [] : [`at most ${percent} % of the backends`]),
  ].join(", ");
}

/** Every backend service and bucket with what it is, for the reader. */
export function backendsSection(stack: Stack, routed: ReadonlySet<Resource>): string {
  const parts = allBackends(stack).map((backend) => {
    const targets = targetsOf(backend).map(({ region, platform, label }) => [
      region === undefined ? "" : code(region),
      platform,
      label,
    ]);
    return section(
      `### ${code(backend.name)}`,
      routed.has(backend) ? "" : "No load balancer of this stack sends requests to this backend.",
      table(["region", "platform", "target"], targets),
      list(settings(backend)),
    );
  });
  return section("## Backends", ...parts);
}

function settings(backend: Resource): string[] {
  const { type, config } = backend;
  const hasEdge = text(config.edge_security_policy) !== undefined;
  const compression = text(config.compression_mode);
  const isService = type === BACKEND_SERVICE;
  return [
    `Cloud CDN: ${cdnWords(backend)}`,
    ...(isService ? [`Cloud Armor: ${policyWords(backend, "security_policy")}`] : []),
    ...(hasEdge ? [`Cloud Armor edge policy: ${policyWords(backend, "edge_security_policy")}`] : []),
    ...(hasIap(backend) === false ? [] : [`Identity-Aware Proxy: ${iapWords(backend)}`]),
    ...(isService ? [`logging: ${loggingWords(backend)}`, `outlier detection: ${outlierWords(backend)}`] : []),
    ...(compression === undefined ? [] : [`compression: ${compression}`]),
    ...texts(config.custom_request_headers).map((header) => `adds request header ${code(header)}`),
    ...texts(config.custom_response_headers).map((header) => `adds response header ${code(header)}`),
    ...signedUrlKeys(backend).map((name) => `signed URL key ${code(name)}`),
  ];
}

/** The names of the keys with which URLs to a backend service or bucket are signed. */
export function signedUrlKeys(backend: Resource): string[] {
  const { type, owner } = backend;
  return owner
    .referring(`${type}_signed_url_key`, type.replace("google_compute_", ""), backend)
    .map(({ name }) => name);
}

/** Words for a flag that is on; with its expression where only Terraform knows the value. */
function switched(value: unknown, words: string): string[] {
  const isSwitchedOn = flag(value);
  return isSwitchedOn === false ? [] : [isSwitchedOn ? words : `${words} if ${code(text(value) ?? "")}`];
}

function negTarget(neg: Resource): Target {
  const { owner: stack, config, name } = neg;
  const region = text(config.region);
  const target = targetOf(neg);
  switch (platformOf(neg)) {
    case "cloud_run":
      return { region, platform: "Cloud Run", ...serverless(stack, target, region) };
    case "cloud_function":
      return { region, platform: "Cloud Functions", ...named(stack, target.function, target) };
    case "app_engine":
      return { region, platform: "App Engine", ...appEngine(stack, target) };
    default:
      return { region, platform: text(config.network_endpoint_type) ?? "unknown", ...plain(code(name), name) };
  }
}

function serverless(stack: Stack, run: Block, region: string | undefined) {
  const service = stack.find(run.service) ?? byName(stack, text(run.service), region);
  return { ...named(stack, run.service, run), service: service?.existing ? undefined : service };
}

/** A Cloud Run service that is given by its name although the same stack creates it. */
function byName(stack: Stack, name: string | undefined, region: string | undefined): Resource | undefined {
  return stack
    .ofType(...CLOUD_RUN_SERVICES)
    .find((service) => service.name === name && text(service.config.location) === region);
}

function named(stack: Stack, service: unknown, { url_mask, tag }: Block) {
  const [mask, given, revision] = [text(url_mask), text(service), text(tag)];
  const suffix = revision === undefined ? "" : `, tag ${code(revision)}`;
  const byMask = mask === undefined ? "" : `URL mask ${code(mask)}`;
  const label = given === undefined ? byMask || "unknown" : `${labelOfValue(stack, given)}${byMask && `, ${byMask}`}`;
  const identity = [given === undefined ? "" : stack.identityOf(given), mask ?? "", revision ?? ""].join(" ").trim();
  return { label: `${label}${suffix}`, identity, service: undefined };
}

function appEngine(stack: Stack, { service, version, url_mask }: Block) {
  const versioned = text(version) === undefined ? "" : `, version ${labelOfValue(stack, version)}`;
  if (text(service) === undefined && text(url_mask) === undefined) {
    return plain(`the app, routed by its dispatch rules${versioned}`, `app ${text(version) ?? ""}`);
  }
  const { label, identity } = named(stack, service, { url_mask });
  return plain(`${label}${versioned}`, `${identity} ${text(version) ?? ""}`);
}

function elsewhere(stack: Stack, group: unknown): Target {
  const region = regionOfEndpointGroup(text(group) ?? "");
  const label = labelOfValue(stack, group).replace(/\(existing(?=[,)])/, "(existing, not in this stack");
  return { region, platform: "backend", ...plain(label, stack.identityOf(group)) };
}

function plain(label: string, identity: string) {
  return { label, identity, service: undefined };
}

function ttl(name: string, value: unknown): string[] {
  const seconds = text(value);
  return seconds === undefined ? [] : [`${name} ${seconds} s`];
}

function cacheKeyWords(key: Block): string[] {
  const without = [
    ["host", key.include_host],
    ["protocol", key.include_protocol],
    ["query", key.include_query_string],
  ].flatMap(([name, value]) => {
    const isIncluded = flag(value, true);
    const unless = isIncluded === undefined ? ` unless ${code(text(value) ?? "")}` : "";
    return isIncluded ? [] : [`without ${String(name)}${unless}`];
  });
  const lists: readonly (readonly [string, unknown])[] = [
    ["only query parameters", key.query_string_whitelist],
    ["all query parameters except", key.query_string_blacklist],
    ["with headers", key.include_http_headers],
    ["with cookies", key.include_named_cookies],
  ];
  const given = lists.flatMap(([name, value]) => {
    const items = texts(value);
    return items.length === 0 ? [] : [`${name} ${items.map(code).join(" ")}`];
  });
  const words = [...without, ...given].join(", ");
  return words === "" ? [] : [`cache key: ${words}`];
}
