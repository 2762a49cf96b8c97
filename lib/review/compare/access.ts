import { ingressOf } from "../../app/access";
import { defaultOf } from "../../app/arguments";
import { blocks } from "../../app/terraform-json";
import { Invokers, Members, iapMembersOf, includesIap, invokersOf } from "../grants";
import { REACHES, ingressWords, invokerWords, placeOf, proxyOf, serviceWords, servicesOf } from "../access";
import { labelOfValue } from "../labels";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { NETWORK_SETTINGS } from "../../app/types";
import { flag, text } from "../../app/values";
import { canonical, grouped, listed } from "../values";
import { Change, Pair, Pairs, added, changed, dangerous, pair } from "./change";
import { Versions, resolved } from "./context";
import { runningWords } from "../services";
import { compareRevision } from "./revisions";

/** A service may have grants that the version before did not have, such as one that was not imported. */
const NOBODY_KNOWN = "nobody that this stack knew of (it had no grant)";

/** Services whose access or revisions change. */
export function compareServices(versions: Versions): Change[] {
  const { pairs, gone, added: fresh } = pairedServices(versions);
  return [
    ...inRegions(pairs.map((match) => ({ service: match.after, changes: compareService(match) }))),
    ...fresh.flatMap(newAccess),
    // App Engine services are open where no settings close them
    ...gone.filter(isAppEngine).flatMap((settings) => compareIngress({ before: settings, after: open(settings) })),
  ];
}

function compareService(match: Pair<Resource>): Change[] {
  return [
    ...compareIngress(match),
    ...compareInvokers(match),
    ...compareOwnProxy(match),
    ...compareRevision(match),
    ...compareTraffic(match),
  ];
}

/** Services that Terraform may destroy from now on, or may not any more. */
export function compareDeletionProtection(versions: Versions): Change[] {
  const { pairs } = pairedServices(versions);
  return inRegions(pairs.map((match) => ({ service: match.after, changes: compareProtection(match) })));
}

function pairedServices({ before, after }: Versions): Pairs<Resource> {
  const place = (service: Resource) => [`${serviceWords(service)} ${text(placeOf(service))}`];
  return pair(servicesOf(before), servicesOf(after), place, ({ type, id }) => [`${type} ${id}`]);
}

/** Equal changes of services of one name in several regions are one change, which says the regions. */
function inRegions(compared: readonly { readonly service: Resource; readonly changes: readonly Change[] }[]): Change[] {
  const all = compared.flatMap(({ service, changes }) => changes.map((change) => ({ service, change })));
  return grouped(all, ({ service, change }) => canonical([serviceWords(service), change])).map((equal) => {
    const [{ service, change }] = equal;
    const words = serviceWords(service);
    const isAlone = compared.filter((other) => serviceWords(other.service) === words).length === 1;
    const places = equal.map((each) => labelOfValue(each.service.owner, placeOf(each.service)));
    return isAlone ? change : { ...change, text: change.text.replace(words, () => `${words} in ${listed(places)}`) };
  });
}

/** Members that Identity-Aware Proxy starts or stops to allow. */
export function compareIapMembers({ before, after }: Pair<Resource>): Change[] {
  const { fresh, gone } = memberChanges(iapMembersOf(before), iapMembersOf(after));
  const where = proxyOf(after);
  return [
    ...fresh.map((member) => dangerous(`${where} now also allows ${member}`)),
    ...gone.map((member) => changed(`${where} no longer allows ${member}`)),
  ];
}

/** What a new service runs, and who can reach it. A reviewer should look first at one that is reachable from anywhere. */
function newAccess(service: Resource): Change[] {
  if (isAppEngine(service)) {
    return compareIngress({ before: open(service), after: service });
  }
  const isUnknown = ingressOf(service) === "unknown" ? ": its ingress is unknown in this stack" : "";
  const what = `new ${serviceWords(service)}${placeWords(service)} is reachable from ${ingressWords(service)}${isUnknown}, and can be called by ${invokerWords(service)}; it runs ${runningWords(service)}`;
  return [isUnknown !== "" || ingressOf(service) === "everywhere" ? dangerous(what) : added(what)];
}

function placeWords(service: Resource): string {
  return placeOf(service) === undefined ? "" : ` in ${labelOfValue(service.owner, placeOf(service))}`;
}

/** Whether Terraform may destroy a service. It may not by default. */
function compareProtection({ before, after }: Pair<Resource>): Change[] {
  const argument = "deletion_protection";
  const [was, is] = [before, after].map(
    ({ type, config }) => text(config[argument]) ?? defaultOf(type, argument) ?? "false",
  );
  if (was === is) {
    return [];
  }
  return [
    is === "true"
      ? added(`${serviceWords(after)} now has deletion protection: Terraform does not destroy it`)
      : is === "false"
        ? dangerous(
            `${serviceWords(after)} no longer has deletion protection: from the next apply on, Terraform can destroy it`,
          )
        : dangerous(`${serviceWords(after)} has deletion protection only if ${code(is)}`),
  ];
}

function isAppEngine({ type }: Resource): boolean {
  return type === NETWORK_SETTINGS;
}

function open(settings: Resource): Resource {
  return { ...settings, config: { service: settings.config.service } };
}

function compareIngress({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [ingressOf(before), ingressOf(after)];
  if (ingressWords(before) === ingressWords(after)) {
    return [];
  }
  const what = `${serviceWords(after)} is now reachable from ${ingressWords(after)}; previously from ${ingressWords(before)}`;
  if (is === "inside" || is === "nowhere") {
    return [dangerous(`${what}; visitors are denied`)];
  }
  return [is === "unknown" || REACHES.indexOf(is) > REACHES.indexOf(was) ? dangerous(what) : added(what)];
}

function compareInvokers({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [invokersOf(before), invokersOf(after)];
  const what = `${serviceWords(after)} can now be called by ${invokerWords(after)}; previously by ${invokerWords(before, NOBODY_KNOWN)}`;
  if (invokerWords(before) === invokerWords(after)) {
    return [];
  }
  if (was.isChecked === undefined || is.isChecked === undefined) {
    return [dangerous(what)];
  }
  if (letsAllIn(was) && !letsAllIn(is) && includesIap(is)) {
    // visitors come by Identity-Aware Proxy, which has its grant already or gets it only now
    return includesIap(was)
      ? [changed(what)]
      : [
          dangerous(
            `${what}; until the same apply turns on Identity-Aware Proxy, visitors get 403. Turn it on first, and let Cloud Run check IAM in the next apply`,
          ),
        ];
  }
  if (letsAllIn(was) !== letsAllIn(is)) {
    return [dangerous(letsAllIn(is) || is.perhaps.length > 0 ? what : `${what}; visitors are denied`)];
  }
  if (letsAllIn(is)) {
    // a grant that exists already needs no time
    return is.isChecked && !was.isChecked && !was.certain.includes("allUsers")
      ? [
          dangerous(
            `${what}; the service now checks IAM, and the same apply creates the grant, so visitors can be denied for a short time. Create the grant first, in a separate apply`,
          ),
        ]
      : [];
  }
  const { fresh, gone } = memberChanges(was, is);
  return [
    ...(fresh.length === 0 ? [] : [dangerous(`${serviceWords(after)} can now also be called by ${listed(fresh)}`)]),
    ...(gone.length === 0 ? [] : [changed(`${serviceWords(after)} can no longer be called by ${listed(gone)}`)]),
  ];
}

function letsAllIn({ isChecked, certain }: Invokers): boolean {
  return isChecked === false || certain.includes("allUsers");
}

/** Members that are added and removed, in words. A member that changes from `perhaps` to certain is added. */
function memberChanges(before: Members, after: Members) {
  const [was, is] = [before, after].map(({ certain, perhaps }) => [
    ...certain.map(code),
    ...perhaps.map((member) => `perhaps ${code(member)}`),
  ]);
  return { fresh: is.filter((member) => !was.includes(member)), gone: was.filter((member) => !is.includes(member)) };
}

/** Identity-Aware Proxy that a Cloud Run service enables on itself. */
function compareOwnProxy({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(({ config }) => flag(config.iap_enabled));
  const [former, present] = [before, after].map(({ config }) => text(config.iap_enabled));
  if (was === is && (is !== undefined || former === present)) {
    return is === false ? [] : compareIapMembers({ before, after });
  }
  const whose = proxyOf(after);
  if (is === undefined) {
    return [
      dangerous(`${whose} is now on if ${code(present ?? "")}; previously ${was ? "on" : code(former ?? "off")}`),
    ];
  }
  return [
    is
      ? changed(`${whose} is turned on: visitors must sign in`)
      : dangerous(`${whose} is turned off: everybody who can call the service gets access without signing in`),
  ];
}

function compareTraffic({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(({ owner, config }) => canonical(resolved(owner, config.traffic)));
  return was === is
    ? []
    : [
        changed(
          `${serviceWords(after)} splits its traffic differently: ${trafficWords(after.config.traffic)}; previously ${trafficWords(before.config.traffic)}`,
        ),
      ];
}

/** How a service divides its requests among its revisions, in words. */
export function trafficWords(traffic: unknown): string {
  const shares = blocks(traffic).map(({ percent, revision, tag }) => {
    const name = text(revision) === undefined ? "the latest revision" : code(text(revision) ?? "");
    return `${text(percent) ?? "0"} % to ${name}${text(tag) === undefined ? "" : `, tag ${code(text(tag) ?? "")}`}`;
  });
  return shares.join(", ") || "all to the latest revision";
}
