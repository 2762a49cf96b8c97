/** Custom error responses: what Google refuses of them. */
import { schemeOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, FORWARDING_RULE, HTTPS_PROXY, HTTP_PROXY, URL_MAP } from "../../app/types";
import { Block, isDynamic, isExpression, isSet, knownText, text as textIn } from "../../app/values";
import { ERROR_CODES } from "../../google/error-codes";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Fact, Text, given, text } from "../text";
import { knownValues, range } from "../values";
import { linksOf } from "./links";
import { Place, UrlMap, argumentOf, placesOf } from "./places";
import { MAX_PATH_LENGTH } from "./texts";

/** The status codes that a visitor may get together with a page. */
const OVERRIDES = { min: 200, max: 599 };
const LINK_OF_BUCKET = /(^|\/)global\/backendBuckets\/[^/]+$/;

/** The custom error responses of a part of a URL map. */
export interface ErrorPolicyAt {
  readonly place: Place;
  /** What it is about, in words. */
  readonly owner: string;
  readonly policy: Block;
}

/** All custom error responses of a URL map. */
export function errorPoliciesIn(config: UrlMap): ErrorPolicyAt[] {
  return placesOf(config).flatMap((place) =>
    blocks(place.block[policyArgument(place)]).map((policy) => ({ place, owner: ownerOf(place), policy })),
  );
}

/** The name of the argument that a place has for custom error responses. */
export function policyArgument({
  prefix,
}: Place): "custom_error_response_policy" | "default_custom_error_response_policy" {
  return `${prefix}custom_error_response_policy`;
}

/** The part of a URL map that a place is about. */
export function ownerOf({ path, host, what }: Place): string {
  return path === "" ? "the URL map" : path === "path_matcher." ? `host ${host}` : what.replace("the action for ", "");
}

/** An argument of the rules of custom error responses, and whose they are. */
export function nameIn({ place, owner }: ErrorPolicyAt, name: string): Text {
  return text`${argumentOf(place, `custom_error_response_policy.error_response_rule.${name}`)} of the custom error responses of ${owner}`;
}

/** Codes that are no errors, or that appear twice, and rules without a code. */
export function errorCodes(config: UrlMap): Text[] {
  return errorPoliciesIn(config).flatMap((at) => {
    const named = nameIn(at, "match_response_codes");
    const all = blocks(at.policy.error_response_rule);
    const seen = new Set<string>();
    // the provider sends an empty text, too
    const codes = all.flatMap(({ match_response_codes: listed }) => knownValues<unknown>(listed)).map(String);
    return [
      ...all
        .filter((rule) => !isSet(rule, "match_response_codes"))
        .map(() => text`${named} needs a code; add one, such as 404 or 5xx`),
      ...codes
        .filter((code) => !/^[45](xx|\d\d)$/.test(code))
        .map(
          (code) =>
            text`${named} must be a code from ${ERROR_CODES.min} to ${ERROR_CODES.max}, 4xx or 5xx, got ${given(code)}; write one of these`,
        ),
      ...codes
        .filter((code) => seen.has(code) || !seen.add(code))
        .map((code) => text`${named} may have each code only once, got ${given(code)} twice; keep it in one rule`),
    ];
  });
}

/** Pages at paths that Google does not accept, and status codes that no response has. */
export function errorPages(config: UrlMap): Text[] {
  return errorPoliciesIn(config).flatMap((at) =>
    blocks(at.policy.error_response_rule).flatMap((rule) => [
      ...pagePath(nameIn(at, "path"), rule),
      ...range(nameIn(at, "override_response_code"), rule.override_response_code, OVERRIDES.min, OVERRIDES.max),
    ]),
  );
}

/** Custom error responses without a rule and an error service, and those of a URL map that have no error service. */
export function bareErrorPolicies(config: UrlMap): Text[] {
  return errorPoliciesIn(config).flatMap(({ place, owner, policy }): Text[] => {
    const hasRules = isSet(policy, "error_response_rule");
    if (isSet(policy, "error_service") || policy.dynamic !== undefined) {
      return [];
    }
    if (!hasRules) {
      return [text`the custom error responses of ${owner} need a rule; add one, or remove them`];
    }
    return place.path === ""
      ? [
          text`the custom error responses of ${owner} need ${argumentOf(place, "custom_error_response_policy.error_service")}, because nothing is above them; add the backend bucket that has the pages`,
        ]
      : [];
  });
}

/** Custom error responses of a host or route for which no level has an error service. */
export function lostErrorServices(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const all = errorPoliciesIn(urlMap.config);
    const [ofMap] = all.filter(({ place }) => place.path === "");
    const hasService = (policy: Block | undefined) => isSet(policy, "error_service");
    if (hasService(ofMap?.policy) || isDynamic(urlMap.config, "default_custom_error_response_policy")) {
      return [];
    }
    return all
      .filter(({ place, policy }) => place.path !== "" && !hasService(policy) && isSet(policy, "error_response_rule"))
      .filter(({ place }) => {
        const matcher = matcherOf(urlMap.config, place);
        const above = blocks(matcher?.default_custom_error_response_policy)[0];
        return !hasService(above) && !isDynamic(matcher, "default_custom_error_response_policy");
      })
      .map(({ place, owner }) =>
        about(
          urlMap,
          text`the custom error responses of ${owner} have no ${argumentOf(place, "custom_error_response_policy.error_service")}, and neither the host nor the URL map has one for them; add the backend bucket that has the pages`,
        ),
      );
  });
}

/** Error services that are no backend bucket. */
export function wrongErrorServices(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    errorPoliciesIn(urlMap.config).flatMap((at) => {
      const value = textIn(at.policy.error_service);
      const wrong = value === undefined ? [] : wrongBuckets(app, urlMap, value);
      const named = argumentOf(at.place, "custom_error_response_policy.error_service");
      return wrong.map((got) =>
        about(
          urlMap,
          text`${named} of the custom error responses of ${at.owner} must be a backend bucket, got ${got}; make a BackendBucket for the Cloud Storage bucket that has the pages, and use its id`,
        ),
      );
    }),
  );
}

/** Custom error responses of a URL map that is not one of a global external Application Load Balancer. */
export function errorPoliciesOfOthers(app: SynthesizedApp): Found[] {
  return app
    .ofType(URL_MAP)
    .filter(({ config }) => errorPoliciesIn(config).length > 0)
    .flatMap((urlMap) => {
      const services = app.referred(urlMap, linksOf(urlMap.config), BACKEND_SERVICE);
      const rules = app.users(urlMap, HTTPS_PROXY, HTTP_PROXY).flatMap((proxy) => app.users(proxy, FORWARDING_RULE));
      if (services.some(({ config }) => isSet(config, "external_managed_migration_state"))) {
        return [];
      }
      return [...services, ...rules]
        .map((resource) => ({ resource, scheme: schemeOf(app, resource) }))
        .filter(({ scheme }) => scheme !== undefined && scheme !== "EXTERNAL_MANAGED")
        .slice(0, 1)
        .map(({ resource, scheme }) =>
          about(
            urlMap,
            text`only load balancers with the scheme EXTERNAL_MANAGED have custom error responses, and ${paths([resource])} has ${given(scheme)}; set it to EXTERNAL_MANAGED, or remove the custom error responses`,
          ),
        );
    });
}

/** A question for the custom error response to a status that is no error, or to which only Terraform knows the answer. */
export function errorQuestion(call: { readonly statusCode: unknown; readonly unknown: readonly string[] }): Text[] {
  const wrong = range("statusCode", call.statusCode, ERROR_CODES.min, ERROR_CODES.max);
  const [why] = call.unknown;
  return wrong.length > 0 || why === undefined
    ? wrong
    : [
        text`the custom error response to ${given(call.statusCode)} is not known at synth: ${why}; write the value as plain text`,
      ];
}

/** The path matcher that a place is in. */
export function matcherOf(config: UrlMap, { block }: Place): Block | undefined {
  return blocks(config.path_matcher).find(
    (matcher) =>
      matcher === block || blocks(matcher.path_rule).includes(block) || blocks(matcher.route_rules).includes(block),
  );
}

function pagePath(what: Fact, rule: Block): Text[] {
  const path = textIn(rule.path);
  if (path === undefined) {
    return isDynamic(rule, "path") ? [] : [text`${what} is required; write the path of the page in the bucket`];
  }
  if (isExpression(path)) {
    return [];
  }
  const fault = !path.startsWith("/")
    ? "must begin with a slash"
    : path.endsWith("/")
      ? "must not end with a slash"
      : path.length > MAX_PATH_LENGTH
        ? `must have at most ${MAX_PATH_LENGTH} characters`
        : undefined;
  return fault === undefined
    ? []
    : [text`${what} ${fault}, got ${given(path)}; write the path of a file in the bucket, such as /errors/down.html`];
}

/** What an error service is, of what surely is no backend bucket. */
function wrongBuckets(app: SynthesizedApp, urlMap: Resource, value: string): Fact[] {
  const { resources, links } = app.meaningOf(urlMap, value);
  const isLink = isExpression(value) || LINK_OF_BUCKET.test(value);
  return [
    ...resources
      .filter(({ type }) => type !== BACKEND_BUCKET)
      .map((found) => text`${paths([found])}, which is a ${found.type}`),
    ...links
      .filter(({ place, collection }) => place !== "global" || collection !== "backendBuckets")
      .map(({ place, collection, name }) => given(`${place}/${collection}/${name}`)),
    ...(isLink || links.length > 0 || knownText({ value }, "value") === undefined ? [] : [given(value)]),
  ];
}
