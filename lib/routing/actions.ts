import { blocks } from "../app/terraform-json";
import { REDIRECT_CODES } from "../google/redirect-codes";
import { AssumptionId } from "./assumptions";
import { HeaderChange, Share } from "./decision";
import { pathRegex } from "./lazily";
import { fillTemplate } from "./path-template";
import { ParsedRequest } from "./request";
import { MatchedPath } from "./rules";
import { Block, Unanswerable, isExpression, isOn, numberOf, textOf } from "../app/values";

export { REDIRECT_CODES };

/** What an action does with a request, before the headers of path matcher and map. */
export interface Outcome {
  readonly services: readonly Share[];
  readonly redirect?: { readonly code: number; readonly location: string };
  readonly backendUrl?: string;
  readonly assumed: readonly AssumptionId[];
  readonly unknown: readonly string[];
}

/** An action in the form of a rule: that of a default has `default_` before its names. */
export function defaultOf(owner: Block): Block {
  return {
    service: owner.default_service,
    url_redirect: owner.default_url_redirect,
    route_action: owner.default_route_action,
  };
}

/** Applies the action of a rule, or of a default, which has matched nothing of the path. */
export function applyAction(rule: Block, request: ParsedRequest, matched: MatchedPath | undefined): Outcome {
  const [redirect] = blocks(rule.url_redirect);
  if (redirect) {
    return applyRedirect(redirect, request, matched);
  }
  const [action] = blocks(rule.route_action);
  const weighted = blocks(action?.weighted_backend_services);
  const { services, unknown } = weighted.length > 0 ? sharesOf(weighted) : onlyService(rule);
  const [rewrite] = blocks(action?.url_rewrite);
  const path = rewritePath(rewrite, request.path, matched);
  return {
    services,
    backendUrl: `${request.scheme}://${textOf(rewrite, "host_rewrite") ?? request.host}${path.path}${queryOf(request)}`,
    assumed: path.assumed,
    unknown: [...unknown, ...(path.unknown ?? [])],
  };
}

/** The changes to headers that a block `header_action` asks for: first it removes, then it adds. */
export function headerChanges(
  value: unknown,
  level: HeaderChange["level"],
): Pick<Share, "requestHeaders" | "responseHeaders"> {
  const [action] = blocks(value);
  const changes = (removed: unknown, added: unknown): HeaderChange[] => [
    ...(Array.isArray(removed) ? removed : []).map((name) => ({ kind: "remove" as const, name: String(name), level })),
    ...blocks(added).map((header) => ({
      kind: replaces(header) ? ("replace" as const) : ("append" as const),
      name: String(header.header_name),
      value: String(header.header_value),
      level,
    })),
  ];
  return {
    requestHeaders: changes(action?.request_headers_to_remove, action?.request_headers_to_add),
    responseHeaders: changes(action?.response_headers_to_remove, action?.response_headers_to_add),
  };
}

/** Whether a header replaces the existing ones: if `replace` is not set, only one without a variable in its value does. */
export function replaces(header: Block): boolean {
  const isWritten = header.replace !== undefined && header.replace !== null;
  return isWritten ? isOn(header, "replace") : !/\{[a-z_]+\}/.test(textOf(header, "header_value") ?? "");
}

function onlyService(rule: Block) {
  const service = textOf(rule, "service");
  if (service === undefined) {
    throw new Unanswerable("the rule that matches has neither service nor redirect: UM-01");
  }
  return { services: [{ service, weight: 1, requestHeaders: [], responseHeaders: [] }], unknown: [] };
}

/** The services with a weight above 0. */
function sharesOf(weighted: readonly Block[]) {
  const unknown = weighted.some(({ weight }) => isExpression(weight)) ? ["a weight is known only to Terraform"] : [];
  const live = weighted.filter((share) => isExpression(share.weight) || (numberOf(share, "weight") ?? 0) > 0);
  if (live.length === 0) {
    throw new Unanswerable("no weighted backend service has a weight above 0: UM-12");
  }
  const services = live.map((share) => ({
    service: textOf(share, "backend_service") ?? "",
    weight: numberOf(share, "weight") ?? 0,
    ...headerChanges(share.header_action, "weighted backend service"),
  }));
  return { services, unknown };
}

/** A path after a rewrite. */
interface Rewritten {
  readonly path: string;
  readonly assumed: readonly AssumptionId[];
  readonly unknown?: readonly string[];
}

function rewritePath(rewrite: Block | undefined, path: string, matched: MatchedPath | undefined): Rewritten {
  const [regex] = blocks(rewrite?.regex_rewrite);
  if (regex) {
    return rewriteByRegex(regex, path);
  }
  const template = textOf(rewrite, "path_template_rewrite");
  if (template !== undefined) {
    if (!matched?.template) {
      throw new Unanswerable(
        `path_template_rewrite ${template} works only in a rule that matches a path template: UM-13`,
      );
    }
    return { path: isExpression(template) ? template : fillTemplate(template, matched.template.captures), assumed: [] };
  }
  const prefix = textOf(rewrite, "path_prefix_rewrite");
  return prefix === undefined ? { path, assumed: [] } : swapPrefix(path, matched, prefix, true);
}

function rewriteByRegex(regex: Block, path: string): Rewritten {
  const [pattern, substitution] = [textOf(regex, "path_pattern") ?? "", textOf(regex, "path_substitution") ?? ""];
  return [pattern, substitution].some(isExpression)
    ? { path, assumed: [], unknown: ["the regular expression of the rewrite is known only to Terraform"] }
    : { path: pathRegex().substitute(path, pattern, substitution), assumed: ["U-18"] };
}

/** The matched part of the path gives way; where nothing was matched, the prefix stands in front. */
function swapPrefix(
  path: string,
  matched: MatchedPath | undefined,
  prefix: string,
  isRewrite: boolean,
): { path: string; assumed: AssumptionId[] } {
  if (matched === undefined || matched.prefix === "") {
    const assumed: AssumptionId[] = isRewrite || prefix.endsWith("/") ? ["U-11"] : [];
    return { path: prefix.replace(/\/$/, "") + path, assumed };
  }
  if (matched.prefix === undefined) {
    throw new Unanswerable(
      `U-12: Google does not document what a prefix (${prefix}) replaces after a path template; replace the whole path`,
    );
  }
  const rest = path.slice(matched.prefix.length);
  const isUneven = rest !== "" && matched.prefix.endsWith("/") !== prefix.endsWith("/");
  return { path: prefix + rest, assumed: isUneven ? ["U-10"] : [] };
}

function applyRedirect(redirect: Block, request: ParsedRequest, matched: MatchedPath | undefined): Outcome {
  const pathRedirect = textOf(redirect, "path_redirect");
  const prefixRedirect = textOf(redirect, "prefix_redirect");
  const hostRedirect = textOf(redirect, "host_redirect");
  const isHttps = isOn(redirect, "https_redirect");
  for (const target of [pathRedirect, prefixRedirect]) {
    if (target !== undefined && !isExpression(target) && !/^\/[^?#]*$/.test(target)) {
      throw new Unanswerable(
        `U-16: Google does not document where a redirect to the path ${target} leads; begin the path with a slash, without ? or #`,
      );
    }
  }
  const swapped =
    prefixRedirect === undefined
      ? { path: request.path, assumed: [] }
      : swapPrefix(request.path, matched, prefixRedirect, false);
  const hasPort = isHttps && hostRedirect === undefined && /:\d+$/.test(request.host);
  const host = hostRedirect ?? (isHttps ? request.host.replace(/:80$/, "") : request.host);
  const query = isOn(redirect, "strip_query") ? "" : queryOf(request);
  const code = textOf(redirect, "redirect_response_code") ?? "";
  const unknown = ["https_redirect", "strip_query", "redirect_response_code"].filter((argument) =>
    isExpression(redirect[argument]),
  );
  return {
    services: [],
    redirect: {
      code: code in REDIRECT_CODES ? REDIRECT_CODES[code as keyof typeof REDIRECT_CODES] : 301,
      location: `${isHttps ? "https" : request.scheme}://${host}${pathRedirect ?? swapped.path}${query}`,
    },
    assumed: [...swapped.assumed, ...(hasPort ? (["U-15"] as const) : [])],
    unknown: unknown.map((argument) => `${argument} of the redirect is known only to Terraform`),
  };
}

function queryOf({ query }: ParsedRequest): string {
  return query === "" ? "" : `?${query}`;
}
