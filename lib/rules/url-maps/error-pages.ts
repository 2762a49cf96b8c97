/** Custom error responses that Google accepts and that are probably a mistake. */
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, URL_MAP } from "../../app/types";
import { Block, isDynamic, isSet, knownText, knownTexts, numberOf } from "../../app/values";
import { ErrorPolicy, errorAnswerTo, errorPoliciesOf } from "../../routing/error-responses";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { errorPoliciesIn, matcherOf, nameIn, ownerOf, policyArgument } from "./error-responses";
import { Place, UrlMap, argumentOf, placesOf, redirectOf, routeActionOf } from "./places";

/** Statuses whose responses have no body. */
const WITHOUT_BODY = [204, 205, 304];
/** A path of an API, and a host of one. */
const API_PATH = /^\/(.*\/)?(apis?|graphql|grpc|rpc|v\d+)(\/|$)/;
const API_HOST = /^apis?\./;

/** Custom error responses that no visitor sees: of redirects alone, and an error service without a page. */
export function unseenErrorPolicies(config: UrlMap): Text[] {
  return errorPoliciesIn(config).flatMap(({ place, owner, policy }): Text[] => {
    const own = argumentOf(place, "custom_error_response_policy");
    const { places, areAllKnown } = below(config, place);
    if (areAllKnown && places.every((each) => redirectOf(each) !== undefined)) {
      return [text`${own} of ${owner} has no effect, because a redirect is no error; remove it`];
    }
    const isUsed =
      isSet(policy, "error_response_rule") ||
      places.some((each) => {
        const [other] = blocks(each.block[policyArgument(each)]);
        return other !== policy && isSet(other, "error_response_rule") && !isSet(other, "error_service");
      });
    return isUsed || !areAllKnown || !isSet(policy, "error_service")
      ? []
      : [text`${own} of ${owner} has an error service and no rule, so it has no effect; add a rule, or remove it`];
  });
}

/** Pages that a visitor does not see, and paths that are no path of a file. */
export function strangeErrorPages(config: UrlMap): Text[] {
  return errorPoliciesIn(config).flatMap((at) =>
    blocks(at.policy.error_response_rule).flatMap((rule) => {
      const [path, status] = [knownText(rule, "path"), numberOf(rule, "override_response_code")];
      return [
        ...(status !== undefined && WITHOUT_BODY.includes(status)
          ? [
              text`${nameIn(at, "override_response_code")} is ${status}, and a response with that status has no body, so visitors see no page; use another status, such as 200`,
            ]
          : []),
        ...(path !== undefined && /[?#]/.test(path)
          ? [
              text`${nameIn(at, "path")} is the path of a file in the bucket, and ${given(path)} has a ? or #; write the path alone`,
            ]
          : []),
      ];
    }),
  );
}

/** Paths of pages that begin with the name of their bucket. */
export function bucketsInPaths(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    errorPoliciesIn(urlMap.config).flatMap((at) =>
      app
        .referred(urlMap, at.policy.error_service, BACKEND_BUCKET)
        .flatMap(({ config }) => knownText(config, "bucket_name") ?? [])
        .flatMap((bucket) =>
          blocks(at.policy.error_response_rule)
            .filter((rule) => knownText(rule, "path")?.startsWith(`/${bucket}/`) === true)
            .map((rule) =>
              about(
                urlMap,
                text`${nameIn(at, "path")} begins with the name of the bucket, got ${given(rule.path)}; write the path in the bucket, ${String(rule.path).slice(bucket.length + 1)}`,
              ),
            ),
        ),
    ),
  );
}

/** APIs whose errors turn into successes, because a page of the host or of the whole URL map has such a status. */
export function apiPages(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    placesOf(urlMap.config).flatMap((place) => {
      const [api] = goesToService(app, urlMap, place) ? apisOf(place) : [];
      const found = api === undefined ? undefined : successOf(urlMap.config, place);
      return found === undefined
        ? []
        : [
            about(
              urlMap,
              text`requests for ${api} that end with ${found.code} get ${found.path} with status ${found.status}, because of the custom error responses of ${found.where}, and the clients of an API take that for a success; move these custom error responses to the routes whose visitors need the page`,
            ),
          ];
    }),
  );
}

/** A page with the status of a success that a place has from the host or the URL map. */
function successOf(config: UrlMap, place: Place) {
  const matcher = matcherOf(config, place);
  const levels = [
    { where: ownerOf(place), owner: place.block, argument: policyArgument(place) },
    ...(matcher === undefined || matcher === place.block
      ? []
      : [{ where: `host ${place.host}`, owner: matcher, argument: "default_custom_error_response_policy" as const }]),
    { where: "the URL map", owner: config, argument: "default_custom_error_response_policy" as const },
  ];
  const policies = errorPoliciesOf(levels);
  return policies
    .flatMap(({ rules }) => rules.flatMap(({ codes }) => codes))
    .flatMap((code) => successFor(policies, code, ownerOf(place)))[0];
}

/** The places to which the custom error responses of a place apply, and whether they are all of them. */
function below(config: UrlMap, place: Place) {
  const matcher = matcherOf(config, place);
  const isIn = (other: Place) => place.path === "" || (place.block === matcher && matcherOf(config, other) === matcher);
  const owners: readonly (Block | undefined)[] =
    place.block === matcher ? [matcher] : place.path === "" ? [config] : [];
  return {
    places: placesOf(config).filter((other) => other === place || isIn(other)),
    areAllKnown: !owners.some((block) =>
      ["path_matcher", "path_rule", "route_rules"].some((name) => isDynamic(block, name)),
    ),
  };
}

function successFor(policies: readonly ErrorPolicy[], code: string, own: string) {
  const answer = errorAnswerTo(policies, Number(code.replace("xx", "04")));
  if (answer === undefined || "unknown" in answer || answer.where === own) {
    return [];
  }
  const { overrideCode: status, path } = answer.rule;
  return status !== undefined && status < 300 ? [{ code, status, path, where: answer.where }] : [];
}

function goesToService(app: SynthesizedApp, urlMap: Resource, place: Place): boolean {
  const action = routeActionOf(place);
  const links = [
    place.block[`${place.prefix}service`],
    ...blocks(action?.weighted_backend_services).map(({ backend_service: link }) => link),
  ];
  return links.some((link) => app.referred(urlMap, link, BACKEND_SERVICE).length > 0);
}

/** The paths of an API that a place serves, or its host. */
function apisOf({ block, path, hosts }: Place): string[] {
  const matches = blocks(block.match_rules);
  const all =
    path === "path_matcher.path_rule."
      ? knownTexts(block.paths)
      : matches.flatMap((match) =>
          [match.prefix_match, match.full_path_match, match.path_template_match].flatMap(knownTexts),
        );
  const host = path === "path_matcher." ? hosts.find((each) => API_HOST.test(each)) : undefined;
  return [...all.filter((each) => API_PATH.test(each)), ...(host === undefined ? [] : [`host ${host}`])];
}
