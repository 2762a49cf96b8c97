import { labelOfValue } from "./labels";
import { REDIRECT_CODES, replaces } from "../routing/actions";
import { corsOf, corsWords } from "../routing/options";
import { blocks } from "../app/terraform-json";
import { asCdnPolicy } from "../cloud-cdn/policy";
import { cachePolicyWords } from "./backends";
import { errorPageWords } from "./error-pages";
import { code } from "./markdown";
import { Stack } from "../app/stack";
import { Block, blockOf, isExpression, isTrue, text, texts, toNumber } from "../app/values";
import { listed } from "./values";

/** What a URL map does with a request, as written in its JSON. */
interface Action {
  readonly service: unknown;
  readonly routeAction: Block;
  readonly redirect: Block | undefined;
  readonly headerAction: Block;
  /** The policy of its custom error responses. */
  readonly errors: unknown;
}

/** The action of a path rule or route rule in words. */
export function ruleAction(stack: Stack, rule: Block): string {
  return actionWords(stack, {
    service: rule.service,
    routeAction: blockOf(rule.route_action),
    redirect: blocks(rule.url_redirect)[0],
    headerAction: blockOf(rule.header_action),
    errors: rule.custom_error_response_policy,
  });
}

/** The action of a URL map or path matcher for what no rule matches, in words. */
export function defaultAction(stack: Stack, owner: Block): string {
  return actionWords(stack, {
    service: owner.default_service,
    routeAction: blockOf(owner.default_route_action),
    redirect: blocks(owner.default_url_redirect)[0],
    headerAction: {},
    errors: undefined,
  });
}

/** A redirect in words: its status code and its target. */
export function redirectWords(redirect: Block): string {
  const given = text(redirect.redirect_response_code) ?? "MOVED_PERMANENTLY_DEFAULT";
  const [host, path, prefix] = [
    text(redirect.host_redirect),
    text(redirect.path_redirect),
    text(redirect.prefix_redirect),
  ];
  const target = [
    ...flag(redirect.https_redirect, "HTTPS"),
    ...(host === undefined ? [] : [`host ${code(host)}`]),
    ...(path === undefined ? [] : [`path ${code(path)}`]),
    ...(prefix === undefined ? [] : [`prefix ${code(prefix)}`]),
  ];
  const where = target.length === 0 ? "the same URL" : listed(target);
  const query = flag(redirect.strip_query, ", without the query").join("");
  const known = new Map<string, number>(Object.entries(REDIRECT_CODES));
  return `redirect ${known.get(given) ?? code(given)} to ${where}${query}`;
}

/** What a flag does, in words; where only Terraform knows its value, the expression. */
function flag(value: unknown, words: string): string[] {
  const given = text(value) ?? "";
  return isExpression(given) ? [`${words} if ${code(given)}`] : isTrue(value) ? [words] : [];
}

/** The shares of a traffic split in words, from backend services and weights; the weights where one is not known. */
export function splitWords(shares: readonly { readonly label: string; readonly weight: unknown }[]): string {
  const weights = shares.map(({ weight }) => toNumber(weight ?? 0) ?? NaN);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const share = (weight: number) => `${sum === 0 ? 0 : Number(((weight / sum) * 100).toFixed(2))} %`;
  return shares
    .map(({ label, weight }, place) =>
      Number.isNaN(sum)
        ? `weight ${toNumber(weight ?? 0) ?? code(text(weight) ?? "unknown")} ${label}`
        : `${share(weights[place])} ${label}`,
    )
    .join(", ");
}

/** How headers are changed, in words; empty where none is changed. */
export function headerWords(headerAction: Block): string[] {
  const added = (kind: string, value: unknown) =>
    blocks(value).map((header) => {
      const verb = isExpression(text(header.replace) ?? "") ? "sets or adds" : replaces(header) ? "sets" : "adds";
      return `${verb} ${kind} header ${code(text(header.header_name) ?? "unknown")}`;
    });
  const removed = (kind: string, value: unknown) => texts(value).map((name) => `removes ${kind} header ${code(name)}`);
  return [
    ...added("request", headerAction.request_headers_to_add),
    ...removed("request", headerAction.request_headers_to_remove),
    ...added("response", headerAction.response_headers_to_add),
    ...removed("response", headerAction.response_headers_to_remove),
  ];
}

function actionWords(stack: Stack, { service, routeAction, redirect, headerAction, errors }: Action): string {
  const pages = errorPageWords(errors, (page) => labelOfValue(stack, page));
  const options = [...optionWords(stack, routeAction), ...headerWords(headerAction), ...pages];
  if (redirect !== undefined) {
    return [redirectWords(redirect), ...options].join("; ");
  }
  const weighted = blocks(routeAction.weighted_backend_services);
  const headers = weighted.flatMap((share) => headerWords(blockOf(share.header_action)));
  const target =
    weighted.length > 0
      ? splitWords(
          weighted.map((share) => ({ label: labelOfValue(stack, share.backend_service), weight: share.weight })),
        )
      : text(service) === undefined
        ? "nothing"
        : labelOfValue(stack, service);
  return [target, ...options, ...new Set(headers)].join("; ");
}

/** The rest of a route action, in words. */
function optionWords(stack: Stack, routeAction: Block): string[] {
  const { url_rewrite, timeout, retry_policy, cors_policy, fault_injection_policy, request_mirror_policy } =
    routeAction;
  const streams = blocks(routeAction.max_stream_duration);
  const retry = blocks(retry_policy)[0];
  const cors = blocks(cors_policy)[0];
  const mirror = blocks(request_mirror_policy)[0];
  return [
    ...rewriteWords(blockOf(url_rewrite)),
    ...blocks(timeout).map((duration) => `timeout ${durationWords(duration)}`),
    ...streams.map((duration) => `streams end after ${durationWords(duration)}`),
    ...(retry ? [retryWords(retry)] : []),
    ...(cors ? [originWords(cors) + (isTrue(cors.disabled) ? "" : corsWords(corsOf(cors)))] : []),
    ...faultWords(blockOf(fault_injection_policy)),
    ...blocks(routeAction.cache_policy).map((policy) => `cached by ${cachePolicyWords(asCdnPolicy(policy))}`),
    ...(mirror ? [`a copy of each request is sent to ${labelOfValue(stack, mirror.backend_service)}`] : []),
  ];
}

/** How the URL of a request is rewritten, in words. */
export function rewriteWords(rewrite: Block): string[] {
  const [host, prefix, template] = [
    text(rewrite.host_rewrite),
    text(rewrite.path_prefix_rewrite),
    text(rewrite.path_template_rewrite),
  ];
  return [
    host === undefined ? "" : `host rewritten to ${code(host)}`,
    prefix === undefined ? "" : `matched part of the path rewritten to ${code(prefix)}`,
    template === undefined ? "" : `path rewritten to ${code(template)}`,
  ].filter((words) => words !== "");
}

function retryWords(retry: Block): string {
  const conditions = texts(retry.retry_conditions);
  const on = conditions.length === 0 ? "" : ` on ${conditions.join(", ")}`;
  const perTry = blocks(retry.per_try_timeout)[0];
  return `${text(retry.num_retries) ?? "1"} retries${on}${perTry ? `, ${durationWords(perTry)} each` : ""}`;
}

function originWords(cors: Block): string {
  if (isTrue(cors.disabled)) {
    return "CORS policy: disabled";
  }
  const origins = [
    ...texts(cors.allow_origins).map(code),
    ...texts(cors.allow_origin_regexes).map((origin) => `origins that match ${code(origin)}`),
  ];
  return `CORS for ${origins.length === 0 ? "no origin" : origins.join(", ")}`;
}

function faultWords(faults: Block): string[] {
  return [
    ...blocks(faults.abort).map(
      ({ percentage, http_status }) =>
        `fault injection: ${text(percentage) ?? "0"} % of requests get status ${text(http_status) ?? "unknown"}`,
    ),
    ...blocks(faults.delay).map(
      ({ percentage, fixed_delay }) =>
        `fault injection: ${text(percentage) ?? "0"} % of requests are delayed by ${durationWords(blockOf(fixed_delay))}`,
    ),
  ];
}

function durationWords({ seconds, nanos }: Block): string {
  const whole = toNumber(seconds);
  return whole === undefined && text(seconds) !== undefined
    ? code(text(seconds) ?? "")
    : `${(whole ?? 0) + (toNumber(nanos) ?? 0) / 1e9} s`;
}
