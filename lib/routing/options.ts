/** What else happens to a request on its way to a backend service: as data, and in words. */
import { blocks } from "../app/terraform-json";
import { Block, isDynamic, isExpression, isOn, numberOf, textOf, textsOf } from "../app/values";

/** A number, or the expression of one that only Terraform knows. */
export type Known = number | string;

/** A flag, or the expression of one that only Terraform knows. */
export type KnownFlag = boolean | string;

/** When and how often a request is sent again. */
export interface RetryPolicy {
  /** How often at most, after the first time. */
  readonly retries: number;
  /** Such as `5xx` and `gateway-error`. */
  readonly conditions: readonly string[];
  /** In seconds. */
  readonly perTryTimeout?: Known;
}

/** Which pages of other sites may call. */
export interface CorsPolicy {
  readonly origins: readonly string[];
  readonly originRegexes: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly allowsCredentials: KnownFlag;
  /** In seconds. */
  readonly maxAge?: Known;
}

/** Requests that are answered with an error on purpose. */
export interface FaultAbort {
  /** 0 to 100. */
  readonly percentage: Known;
  readonly status: Known;
}

/** Requests that are delayed on purpose. */
export interface FaultDelay {
  /** 0 to 100. */
  readonly percentage: Known;
  readonly seconds: Known;
}

/** What a route action asks for beside services, redirect and rewrite. */
export interface RouteOptions {
  /** In seconds. */
  readonly timeout?: Known;
  /** In seconds. */
  readonly maxStreamDuration?: Known;
  readonly retry?: RetryPolicy;
  readonly cors?: CorsPolicy;
  readonly abort?: FaultAbort;
  readonly delay?: FaultDelay;
  /** The backend service that gets a copy of each request, as it stands in the URL map. */
  readonly mirror?: string;
  /** What Cloud CDN caches of it instead of the backend's own policy, as it stands in the URL map. */
  readonly cachePolicy?: Block;
  /** What of it only Terraform knows. */
  readonly unknown: readonly string[];
}

/** An action without any option, such as a redirect. */
export const NO_OPTIONS: RouteOptions = { unknown: [] };

const BLOCKS = [
  "timeout",
  "max_stream_duration",
  "retry_policy",
  "cors_policy",
  "fault_injection_policy",
  "request_mirror_policy",
  "cache_policy",
] as const;

/** The options in the action of a rule. */
export function optionsOf(rule: Block): RouteOptions {
  const [action] = blocks(rule.route_action);
  const [timeout, stream, retry, cors, fault, mirror, cachePolicy] = BLOCKS.map((name) => blocks(action?.[name])[0]);
  const [[abort], [delay]] = [blocks(fault?.abort), blocks(fault?.delay)];
  return {
    ...(timeout && { timeout: secondsOf(timeout) }),
    ...(stream && { maxStreamDuration: secondsOf(stream) }),
    ...(retry && { retry: retryOf(retry) }),
    ...(cors && !isOn(cors, "disabled") && { cors: corsOf(cors) }),
    ...(abort && { abort: { percentage: shareOf(abort), status: knownOf(abort, "http_status") ?? 0 } }),
    ...(delay && { delay: { percentage: shareOf(delay), seconds: secondsOf(blocks(delay.fixed_delay)[0]) } }),
    ...(mirror && { mirror: String(mirror.backend_service) }),
    ...(cachePolicy && { cachePolicy }),
    unknown: BLOCKS.filter((name) => isDynamic(action, name)).map((name) => `${name} is known only to Terraform`),
  };
}

/** What a CORS policy allows. */
export function corsOf(cors: Block): CorsPolicy {
  const credentials = cors.allow_credentials;
  return {
    origins: textsOf(cors.allow_origins),
    originRegexes: textsOf(cors.allow_origin_regexes),
    methods: textsOf(cors.allow_methods),
    headers: textsOf(cors.allow_headers),
    exposedHeaders: textsOf(cors.expose_headers),
    allowsCredentials: isExpression(credentials) ? String(credentials) : isOn(cors, "allow_credentials"),
    maxAge: knownOf(cors, "max_age"),
  };
}

/** The options in words. */
export function describeOptions(options: RouteOptions): string[] {
  const { timeout, maxStreamDuration, retry, cors, abort, delay, mirror, cachePolicy } = options;
  return [
    ...(timeout === undefined ? [] : [`timeout ${timeout} s`]),
    ...(maxStreamDuration === undefined ? [] : [`streams end after ${maxStreamDuration} s`]),
    ...(retry ? [retryWords(retry)] : []),
    ...(cors ? [originWords(cors) + corsWords(cors)] : []),
    ...(abort ? [`${abort.percentage} % answered with ${abort.status}`] : []),
    ...(delay ? [`${delay.percentage} % delayed by ${delay.seconds} s`] : []),
    ...(mirror === undefined ? [] : [`mirrored to ${mirror}`]),
    ...(cachePolicy ? [`cache policy (${settingsIn(cachePolicy).join(", ")})`] : []),
  ];
}

/** What a CORS policy allows beside its origins, in words. */
export function corsWords({ methods, headers, exposedHeaders, allowsCredentials, maxAge }: CorsPolicy): string {
  const lists = [
    ["methods", methods],
    ["headers", headers],
    ["exposed headers", exposedHeaders],
  ] as const;
  const words = [
    ...lists.flatMap(([what, values]) => (values.length === 0 ? [] : [`${what} ${values.join(" ")}`])),
    ...(allowsCredentials === true ? ["credentials"] : []),
    ...(typeof allowsCredentials === "string" ? [`credentials if ${allowsCredentials}`] : []),
    ...(maxAge === undefined ? [] : [`cached for ${maxAge} s`]),
  ];
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

/** The settings in a block, each in words: `default_ttl 60`. */
function settingsIn(block: Block, path = ""): string[] {
  return Object.entries(block)
    .filter(([, value]) => value !== undefined && value !== null)
    .flatMap(([name, value]) => {
      const where = name === "seconds" ? path : `${path}${path === "" ? "" : "."}${name}`;
      const inner = blocks(value);
      return inner.length > 0
        ? inner.flatMap((each) => settingsIn(each, where))
        : [`${where} ${[value].flat().map(String).join(" ")}`];
    });
}

function retryOf(retry: Block): RetryPolicy {
  const [perTry] = blocks(retry.per_try_timeout);
  return {
    retries: numberOf(retry, "num_retries") ?? 1,
    conditions: textsOf(retry.retry_conditions),
    ...(perTry && { perTryTimeout: secondsOf(perTry) }),
  };
}

function retryWords({ retries, conditions, perTryTimeout }: RetryPolicy): string {
  const on = conditions.length === 0 ? "" : ` on ${conditions.join(", ")}`;
  return `${retries} retries${on}${perTryTimeout === undefined ? "" : `, ${perTryTimeout} s per try`}`;
}

function originWords({ origins, originRegexes }: CorsPolicy): string {
  const all = [...origins, ...originRegexes.map((origin) => `origins like ${origin}`)];
  return `CORS for ${all.join(", ") || "no origin"}`;
}

/** A number that may stand there as a text; the text itself where it is an expression. */
function knownOf(block: Block, argument: string): Known | undefined {
  return numberOf(block, argument) ?? textOf(block, argument);
}

function shareOf(block: Block): Known {
  return knownOf(block, "percentage") ?? 0;
}

function secondsOf(duration: Block | undefined): Known {
  const seconds = knownOf(duration ?? {}, "seconds") ?? 0;
  const nanos = numberOf(duration, "nanos") ?? 0;
  return typeof seconds === "number" ? seconds + nanos / 1e9 : seconds;
}
