import { invalidField } from "../errors";
import { checkTemplates } from "./path-templates";
import { checkAction, checkUrlRedirect } from "./url-map-actions";
import { child, children, JsonObject, number, text, texts } from "../json";

/** Refuses anything but one of service, redirect and weighted services. */
export function checkOneAction(owner: JsonObject, prefix: "default" | "", at: string): void {
  const field = (name: string) => (prefix === "" ? name : `default${name[0].toUpperCase()}${name.slice(1)}`);
  const weighted = children(child(owner, field("routeAction")), "weightedBackendServices");
  const given = [
    text(owner, field("service")) !== "",
    child(owner, field("urlRedirect")) !== undefined,
    weighted.length > 0,
  ].filter(Boolean).length;
  if (given === 1) return;
  const names = `${field("service")}, ${field("urlRedirect")} and ${field("routeAction")}.weightedBackendServices`;
  throw invalidField(at, "", `Exactly one of ${names} must be specified.`);
}

/** Refuses what Google refuses of a path matcher. */
export function checkMatcher(matcher: JsonObject, at: string): void {
  checkOneAction(matcher, "default", at);
  const pathRules = children(matcher, "pathRules");
  const routeRules = children(matcher, "routeRules");
  if (pathRules.length > 0 && routeRules.length > 0) {
    throw invalidField(at, "", "Only one of pathRules or routeRules must be set.");
  }
  checkPathRules(pathRules, `${at}.pathRules`);
  checkRouteRules(routeRules, `${at}.routeRules`);
  checkAction(child(matcher, "defaultRouteAction"), `${at}.defaultRouteAction`);
  checkUrlRedirect(child(matcher, "defaultUrlRedirect"), `${at}.defaultUrlRedirect`);
}

function checkPathRules(rules: readonly JsonObject[], at: string): void {
  const seen = new Set<string>();
  rules.forEach((rule, index) => {
    const here = `${at}[${index}]`;
    checkOneAction(rule, "", here);
    checkAction(child(rule, "routeAction"), `${here}.routeAction`);
    checkUrlRedirect(child(rule, "urlRedirect"), `${here}.urlRedirect`);
    for (const path of texts(rule, "paths")) {
      if (!/^\/([^*?#]*\/)?([^*?#/]*|\*)$/.test(path)) {
        throw invalidField(
          `${here}.paths`,
          path,
          "Paths start with '/', and '*' may only stand at the end after a '/'.",
        );
      }
      if (seen.has(path)) throw invalidField(`${here}.paths`, path, "Two path rules cannot have the same path.");
      seen.add(path);
    }
  });
}

function checkRouteRules(rules: readonly JsonObject[], at: string): void {
  const priorities = new Set<number>();
  rules.forEach((rule, index) => {
    const here = `${at}[${index}]`;
    const priority = number(rule, "priority") ?? 0;
    if (priority < 0) throw invalidField(`${here}.priority`, String(priority), "Must not be negative.");
    if (priorities.has(priority)) {
      throw invalidField(`${here}.priority`, String(priority), "Route rules must have different priorities.");
    }
    priorities.add(priority);
    if (text(rule, "description").length > 1024) {
      throw invalidField(`${here}.description`, text(rule, "description"), "Must have at most 1024 characters.");
    }
    checkOneAction(rule, "", here);
    checkAction(child(rule, "routeAction"), `${here}.routeAction`);
    checkUrlRedirect(child(rule, "urlRedirect"), `${here}.urlRedirect`);
    checkTemplates(rule, here);
    children(rule, "matchRules").forEach((match, number) => checkMatch(match, `${here}.matchRules[${number}]`));
  });
}

function checkMatch(match: JsonObject, at: string): void {
  const paths = ["prefixMatch", "fullPathMatch", "pathTemplateMatch", "regexMatch"].filter((field) =>
    text(match, field),
  );
  if (match.regexMatch !== undefined) {
    throw invalidField(`${at}.regexMatch`, text(match, "regexMatch"), "Regular expressions are not supported here.");
  }
  if (paths.length > 1) throw invalidField(at, "", "Only one kind of path match may be set.");
  const [field] = paths;
  if (field && !text(match, field).startsWith("/")) {
    throw invalidField(`${at}.${field}`, text(match, field), "Must start with '/'.");
  }
  if (field && /[?#]/.test(text(match, field))) {
    throw invalidField(`${at}.${field}`, text(match, field), "Must not contain '?' or '#'.");
  }
  if (field && text(match, field).length > 1024) {
    throw invalidField(`${at}.${field}`, text(match, field), "Must have at most 1024 characters.");
  }
  children(match, "headerMatches").forEach((header, index) => checkHeader(header, `${at}.headerMatches[${index}]`));
}

function checkHeader(header: JsonObject, at: string): void {
  if (header.regexMatch !== undefined) {
    throw invalidField(`${at}.regexMatch`, text(header, "regexMatch"), "Regular expressions are not supported here.");
  }
  const name = text(header, "headerName");
  if (!/^[\w!#$%&'*+.^`|~-]+$|^:[a-z]+$/.test(name)) {
    throw invalidField(`${at}.headerName`, name, "Invalid header name.");
  }
  const range = child(header, "rangeMatch");
  if (range && (number(range, "rangeStart") ?? 0) >= (number(range, "rangeEnd") ?? 0)) {
    throw invalidField(`${at}.rangeMatch`, "", "The start of the range must be less than its end.");
  }
  const kinds = ["exactMatch", "prefixMatch", "suffixMatch", "presentMatch", "rangeMatch"];
  if (kinds.filter((kind) => header[kind] !== undefined).length !== 1) {
    throw invalidField(at, text(header, "headerName"), "Exactly one kind of header match must be set.");
  }
}
