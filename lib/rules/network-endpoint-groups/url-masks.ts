import { isServerless, targetOf, urlMapsOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_SERVICE, HTTPS_PROXY, NEG } from "../../app/types";
import { Block, isSet, knownText } from "../../app/values";
import { Platform, platform } from "../../google/serverless-platforms";
import { ArgumentsAt } from "../arguments";
import { domainsOf } from "../certificates/certificates";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

/** What stands for a part of the URL that says which service answers. */
export const PLACEHOLDER = /<[^<>]*>/g;
/** A host of at least two parts, of which the last one is written out, and perhaps a port. */
const HOST = /^[^.]+(\.[^.]+)*\.[a-z][a-z0-9-]*(:\d+)?$/i;
/** What may stand for a placeholder in a host. */
const PART_OF_LABEL = "[a-z0-9-]+";

/** What every target may have. */
type Target = ArgumentsAt<typeof NEG, Platform>;

/** A mask that no request matches. */
export function shapeOfMask({ url_mask: mask }: Target): Text[] {
  return isKnown(mask) && !isHostAndPath(String(mask))
    ? [
        text`a URL mask must be a host, a path, or both, without a scheme, query or spaces, got ${given(mask)}; write it like <service>.example.com or /<service>`,
      ]
    : [];
}

/** A mask whose host no request can have: it ends with a placeholder, or is no domain at all. */
export function hostOfMask({ url_mask: mask }: Target): Text[] {
  if (typeof mask !== "string" || !isKnown(mask) || !isHostAndPath(mask) || !hasPlaceholdersOnly(mask)) {
    return [];
  }
  const host = hostIn(mask);
  return host === "" || HOST.test(host)
    ? []
    : [
        text`no request has a host like ${host}, so the URL mask ${given(mask)} matches nothing; write it like ${meantBy(mask, host)}`,
      ];
}

/** A star, which a mask does not have as a pattern. */
export function starInMask({ url_mask: mask }: Target): Text[] {
  return isKnown(mask) && String(mask).includes("*")
    ? [
        text`* is not a wildcard in a URL mask, got ${given(mask)}, so only URLs that contain a * match; remove the *: a mask without a host matches every host, and a mask without a path matches every path`,
      ]
    : [];
}

/** What to write: placeholders in other brackets are meant to be in angle brackets. */
function remedy(mask: string, known: readonly string[], missing: string): string {
  const meant = mask.replace(/\{(\w+)\}|\[(\w+)\]|:(\w+)/g, (written, ...names: (string | undefined)[]) => {
    const placeholder = `<${names.slice(0, 3).find((name) => name !== undefined) ?? ""}>`;
    return known.includes(placeholder) ? placeholder : written;
  });
  return meant === mask ? `add ${missing} to it` : `write ${JSON.stringify(meant)}`;
}

/** A mask with brackets that are not in pairs, with placeholders of another platform, or without the one that names the service. */
export function placeholders(target: Block, of: Platform): Text[] {
  const { url_mask: mask } = target;
  if (typeof mask !== "string" || !isKnown(mask) || !isHostAndPath(mask)) {
    return [];
  }
  const { placeholders: known, required } = platform(of);
  const present = placeholdersIn(mask);
  if (/[<>]/.test(mask.replace(PLACEHOLDER, ""))) {
    return [
      text`the angle brackets of a URL mask must be in pairs, got ${given(mask)}; write placeholders like <service>`,
    ];
  }
  const foreign = present.find((placeholder) => !known.includes(placeholder));
  if (foreign !== undefined) {
    return [
      text`a URL mask of this platform can only have ${known.join(" and ")}, got ${given(foreign)}; use one of these in the mask`,
    ];
  }
  const needed = required !== undefined && !isSet(target, required.slice(1, -1)) ? required : undefined;
  const missing = needed ?? known.join(" or ");
  const otherwise = present.includes("<tag>") ? ", or set service to the name of the one service" : "";
  return present.length === 0 || (needed !== undefined && !present.includes(needed))
    ? [
        text`the URL mask ${given(mask)} does not have ${missing}, so it does not say which service answers a request; ${remedy(mask, known, missing)}${otherwise}`,
      ]
    : [];
}

/** A mask with one placeholder twice. */
export function repeatedPlaceholder({ url_mask: mask }: Target): Text[] {
  const present = typeof mask === "string" && isKnown(mask) ? placeholdersIn(mask) : [];
  return present
    .filter((placeholder, index) => present.indexOf(placeholder) !== index)
    .slice(0, 1)
    .map(
      (repeated) =>
        text`the URL mask ${String(mask)} has ${repeated} twice, so a request may have two different values for it; use it once`,
    );
}

/** A value that both a mask and an argument decide. */
export function decidedTwice(target: ArgumentsAt<typeof NEG, "cloud_run">): Text[] {
  const { url_mask: mask } = target;
  return (["service", "tag"] as const)
    .filter((what) => isKnown(mask) && String(mask).includes(`<${what}>`) && isSet(target, what))
    .map(
      (what) =>
        text`${what} is set beside a URL mask with <${what}>, and Google does not document which of them is used; remove ${what}, or remove <${what}> from the mask`,
    );
}

/** A mask for hosts for which the load balancer has no certificate. */
export function masksWithoutCertificate(app: SynthesizedApp): Found[] {
  return app
    .ofType(NEG)
    .filter(isServerless)
    .flatMap((neg) => {
      const mask = knownText(targetOf(neg), "url_mask");
      const host = hostIn(mask ?? "")
        .split(":")[0]
        .toLowerCase();
      const domains = host === "" ? undefined : domainsBefore(app, neg);
      return domains === undefined || !HOST.test(host) || domains.some((domain) => fits(host, domain))
        ? []
        : [
            about(
              neg,
              text`the URL mask is for ${host}, but no certificate of the load balancer covers such a host, so browsers show a certificate error; list every host name that the mask can match, such as api.example.com, in the load balancer's domains`,
            ),
          ];
    });
}

function isHostAndPath(mask: string): boolean {
  return mask !== "" && !mask.includes("://") && !/[\s?#]/.test(mask);
}

function placeholdersIn(mask: string): readonly string[] {
  return mask.match(PLACEHOLDER) ?? [];
}

/** The domains of all load balancers that send requests to a NEG; `undefined` where one of them is not known here. */
function domainsBefore(app: SynthesizedApp, neg: Resource): string[] | undefined {
  const urlMaps = app.users(neg, BACKEND_SERVICE).flatMap((backendService) => urlMapsOf(app, backendService));
  const proxies = [...new Set(urlMaps.flatMap((urlMap) => app.users(urlMap, HTTPS_PROXY)))];
  const domains = proxies.map((proxy) => domainsOf(proxy));
  const isShared = urlMaps.some((urlMap) => app.isExported(urlMap));
  return proxies.length === 0 || isShared || domains.includes(undefined)
    ? undefined
    : [...new Set(domains.flatMap((list) => list ?? []))];
}

/** Whether a host part of a mask can be for a certificate's domain. Leading parts may be left out of a mask. */
function fits(maskHost: string, domain: string): boolean {
  const literal = maskHost.split(PLACEHOLDER).map((part) => part.replace(/[^a-z0-9-]/g, "\\$&"));
  const pattern = new RegExp(`^([^.]+\\.)*${literal.join(PART_OF_LABEL)}$`);
  if (!domain.startsWith("*.")) {
    return pattern.test(domain);
  }
  // a wildcard is for one label, whatever it is
  const [first, ...others] = maskHost.split(".");
  return pattern.test(domain.replace("*", "a-a")) || (first !== "" && fits(others.join("."), domain.slice(2)));
}

/** The host of a mask, with its port; empty where it has a path alone. */
export function hostIn(mask: string): string {
  return mask.split("/")[0];
}

/** Whether a mask is of a form of which it is certain what fits it. */
export function isSureMask(mask: string): boolean {
  const host = hostIn(mask);
  return isHostAndPath(mask) && hasPlaceholdersOnly(mask) && !mask.includes("*") && (host === "" || HOST.test(host));
}

/** Whether all brackets of a mask are those of placeholders, of which it has one. */
function hasPlaceholdersOnly(mask: string): boolean {
  return placeholdersIn(mask).length > 0 && !/[<>]/.test(mask.replace(PLACEHOLDER, ""));
}

/** What a mask with such a host most likely means: a slash is missing before a placeholder or at its begin. */
function meantBy(mask: string, host: string): string {
  const forgotten = /^([^<>/]+\.[a-z]{2,})(<.*)$/i.exec(mask);
  if (forgotten) {
    return `${forgotten[1]}/${forgotten[2]}`;
  }
  const [placeholder] = placeholdersIn(mask);
  return host.includes(".") ? `${placeholder}.example.com or /${placeholder}` : `/${mask}`;
}
