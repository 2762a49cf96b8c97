import { Cloud } from "../cloud";
import { invalidField } from "../errors";
import { child, children, JsonObject, number, text, texts } from "../json";
import { pathOfReference } from "./paths";

/** The page that a visitor gets in place of an error. */
export interface ErrorPage {
  /** The reference to the backend bucket that has it. */
  readonly errorService: string;
  readonly path: string;
  /** The status that the visitor gets. */
  readonly status: number;
}

/** Custom error responses and where they stand, the innermost first. */
type Levels = readonly (readonly [at: string, policy: JsonObject | undefined])[];

/** Refuses what Google refuses of the custom error responses of a URL map, on all levels. */
export function checkCustomErrors(map: JsonObject, project: string, cloud: Cloud): void {
  const ofMap = ["resource.defaultCustomErrorResponsePolicy", child(map, "defaultCustomErrorResponsePolicy")] as const;
  const all: Levels[] = [[ofMap]];
  children(map, "pathMatchers").forEach((matcher, index) => {
    const at = `resource.pathMatchers[${index}]`;
    const own = child(matcher, "defaultCustomErrorResponsePolicy");
    const above = [[`${at}.defaultCustomErrorResponsePolicy`, own] as const, ofMap];
    all.push(above);
    for (const field of ["pathRules", "routeRules"]) {
      children(matcher, field).forEach((rule, number) => {
        const here = `${at}.${field}[${number}].customErrorResponsePolicy`;
        all.push([[here, child(rule, "customErrorResponsePolicy")], ...above]);
      });
    }
  });
  all.forEach(checkPolicy);
  if (all.some(([[, policy]]) => policy !== undefined)) checkScheme(map, project, cloud);
}

/** The page for a status: that of the innermost level with a rule for it, and there a code before its class. */
export function errorPageFor(policies: readonly (JsonObject | undefined)[], status: number): ErrorPage | undefined {
  for (const [level, policy] of policies.entries()) {
    const rules = children(policy, "errorResponseRules");
    const ruleFor = (code: string) => rules.find((rule) => texts(rule, "matchResponseCodes").includes(code));
    const rule = ruleFor(String(status)) ?? ruleFor(`${Math.floor(status / 100)}xx`);
    if (rule) {
      const errorService = serviceOf(policies.slice(level));
      return { errorService, path: text(rule, "path"), status: number(rule, "overrideResponseCode") ?? status };
    }
  }
  return undefined;
}

function checkPolicy(levels: Levels): void {
  const [[at, policy]] = levels;
  const rules = children(policy, "errorResponseRules");
  const seen = new Set<string>();
  rules.forEach((rule, index) => checkRule(rule, `${at}.errorResponseRules[${index}]`, seen));
  if (rules.length > 0 && serviceOf(levels.map(([, each]) => each)) === "") {
    throw invalidField(`${at}.errorService`, "", "An error service must be specified here or at a higher level.");
  }
}

function checkRule(rule: JsonObject, at: string, seen: Set<string>): void {
  const codes = texts(rule, "matchResponseCodes");
  if (codes.length === 0) throw invalidField(`${at}.matchResponseCodes`, "", "At least one code must be specified.");
  for (const code of codes) {
    if (!/^([45]xx|[45]\d\d)$/.test(code)) {
      throw invalidField(`${at}.matchResponseCodes`, code, "Must be 4xx, 5xx, or a code from 400 to 599.");
    }
    if (seen.has(code)) {
      throw invalidField(`${at}.matchResponseCodes`, code, "The same code cannot be matched twice.");
    }
    seen.add(code);
  }
  const path = text(rule, "path");
  if (!/^\/(.*[^/])$/.test(path)) {
    throw invalidField(`${at}.path`, path, "Must start with '/' and must not end with it.");
  }
  if (path.length > 1024) throw invalidField(`${at}.path`, path, "Must have at most 1024 characters.");
  const status = number(rule, "overrideResponseCode");
  if (status !== undefined && (status < 200 || status > 599)) {
    throw invalidField(`${at}.overrideResponseCode`, String(status), "Must be a code from 200 to 599.");
  }
}

/** Only the global external Application Load Balancer has custom error responses. */
function checkScheme(map: JsonObject, project: string, cloud: Cloud): void {
  const schemes = servicesIn(map)
    .map((reference) => cloud.store.get(pathOfReference(reference, project) ?? ""))
    .map((service) => text(service, "loadBalancingScheme"));
  const other = schemes.find((scheme) => scheme !== "" && scheme !== "EXTERNAL_MANAGED");
  if (other !== undefined) {
    const message = `Custom error responses are not supported for the load balancing scheme ${other}.`;
    throw invalidField("resource", "", message);
  }
}

function servicesIn(owner: JsonObject): string[] {
  const own = ["defaultService", "service", "backendService"].map((field) => text(owner, field));
  const lists = ["pathMatchers", "pathRules", "routeRules", "weightedBackendServices"];
  const actions = ["defaultRouteAction", "routeAction"].map((field) => child(owner, field));
  const inside = [
    ...lists.flatMap((field) => children(owner, field)),
    ...actions.filter((action) => action !== undefined),
  ];
  return [...own.filter((reference) => reference !== ""), ...inside.flatMap((part) => servicesIn(part))];
}

function serviceOf(policies: readonly (JsonObject | undefined)[]): string {
  return policies.map((policy) => text(policy, "errorService")).find((reference) => reference !== "") ?? "";
}
