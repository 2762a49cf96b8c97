import { ingressOf } from "../../app/access";
import { blocks } from "../../app/terraform-json";
import { Invokers, Members, iapMembersOf, invokersOf } from "../grants";
import { REACHES, ingressWords, invokerWords, placeOf, serviceWords, servicesOf } from "../access";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { NETWORK_SETTINGS } from "../../app/types";
import { blockOf, flag, text } from "../../app/values";
import { canonical, listed } from "../values";
import { Change, Pair, added, changed, dangerous, pair } from "./change";
import { Versions, resolved } from "./context";

/** Services to which access opens or closes, and what runs behind them. */
export function compareServices({ before, after }: Versions): Change[] {
  const place = (service: Resource) => [`${serviceWords(service)} ${text(placeOf(service))}`];
  const {
    pairs,
    gone,
    added: fresh,
  } = pair(servicesOf(before), servicesOf(after), place, ({ type, id }) => [`${type} ${id}`]);
  return [
    ...pairs.flatMap((match) => [
      ...compareIngress(match),
      ...compareInvokers(match),
      ...compareOwnProxy(match),
      ...compareRevision(match),
    ]),
    ...fresh.flatMap(newAccess),
    // App Engine services are open where no settings close them
    ...gone.filter(isAppEngine).flatMap((settings) => compareIngress({ before: settings, after: open(settings) })),
  ];
}

/** Who may pass Identity-Aware Proxy. */
export function compareIapMembers({ before, after }: Pair<Resource>): Change[] {
  const { fresh, gone } = memberChanges(iapMembersOf(before), iapMembersOf(after));
  const where = `Identity-Aware Proxy before ${code(after.name)}`;
  return [
    ...fresh.map((member) => dangerous(`${where} also lets in ${member}`)),
    ...gone.map((member) => changed(`${where} refuses ${member}`)),
  ];
}

/** What is open from the first moment on is no change, and yet worth a look. */
function newAccess(service: Resource): Change[] {
  if (isAppEngine(service)) {
    return compareIngress({ before: open(service), after: service });
  }
  const isUnknown = ingressOf(service) === "unknown" ? ": who that is cannot be told here" : "";
  return isUnknown !== "" || ingressOf(service) === "everywhere"
    ? [dangerous(`new ${serviceWords(service)} is reached by ${ingressWords(service)}${isUnknown}`)]
    : [];
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
  const what = `${serviceWords(after)} is reached by ${ingressWords(after)}; before by ${ingressWords(before)}`;
  if (is === "inside" || is === "nowhere") {
    return [dangerous(`${what}: visitors are refused`)];
  }
  return [is === "unknown" || REACHES.indexOf(is) > REACHES.indexOf(was) ? dangerous(what) : added(what)];
}

function compareInvokers({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [invokersOf(before), invokersOf(after)];
  const what = `${serviceWords(after)} may be called by ${invokerWords(after)}; before by ${invokerWords(before)}`;
  if (invokerWords(before) === invokerWords(after)) {
    return [];
  }
  if (was.isChecked === undefined || is.isChecked === undefined) {
    return [dangerous(what)];
  }
  if (letsAllIn(was) !== letsAllIn(is)) {
    return [dangerous(letsAllIn(is) || is.perhaps.length > 0 ? what : `${what}: visitors are refused`)];
  }
  if (letsAllIn(is)) {
    // a grant that is there already needs no time
    return is.isChecked && !was.isChecked && !was.certain.includes("allUsers")
      ? [
          dangerous(
            `${what}: the service asks for a grant that is made in the same apply, so visitors may be refused meanwhile. Grant it first, in an apply of its own`,
          ),
        ]
      : [];
  }
  const { fresh, gone } = memberChanges(was, is);
  return [
    ...(fresh.length === 0 ? [] : [dangerous(`${serviceWords(after)} may also be called by ${listed(fresh)}`)]),
    ...(gone.length === 0 ? [] : [changed(`${serviceWords(after)} may no longer be called by ${listed(gone)}`)]),
  ];
}

function letsAllIn({ isChecked, certain }: Invokers): boolean {
  return isChecked === false || certain.includes("allUsers");
}

/** Members that come and go, in words. Who was let in perhaps and is so for certain now is new. */
function memberChanges(before: Members, after: Members) {
  const [was, is] = [before, after].map(({ certain, perhaps }) => [
    ...certain.map(code),
    ...perhaps.map((member) => `perhaps ${code(member)}`),
  ]);
  return { fresh: is.filter((member) => !was.includes(member)), gone: was.filter((member) => !is.includes(member)) };
}

/** Identity-Aware Proxy that a Cloud Run service asks for itself. */
function compareOwnProxy({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(({ config }) => flag(config.iap_enabled));
  const [former, present] = [before, after].map(({ config }) => text(config.iap_enabled));
  if (was === is && (is !== undefined || former === present)) {
    return [];
  }
  const whose = `Identity-Aware Proxy of ${serviceWords(after)}`;
  if (is === undefined) {
    return [
      dangerous(`${whose} is on or off as ${code(present ?? "")} says, before ${was ? "on" : code(former ?? "off")}`),
    ];
  }
  return [
    is
      ? changed(`${whose} is switched on: visitors must sign in`)
      : dangerous(`${whose} is switched off: who may call the service gets in without signing in`),
  ];
}

function compareRevision({ before, after }: Pair<Resource>): Change[] {
  const same = (argument: string) =>
    canonical(resolved(before.owner, before.config[argument])) ===
    canonical(resolved(after.owner, after.config[argument]));
  const imageOf = ({ config }: Resource) =>
    blocks(blockOf(blockOf(config.template).spec ?? config.template).containers)
      .map(({ image }) => text(image) ?? "unknown")
      .join(", ");
  const [was, is] = [imageOf(before), imageOf(after)];
  const image = was === is ? "" : `, which runs ${code(is)} in place of ${code(was)}`;
  return [
    ...(same("template") ? [] : [changed(`${serviceWords(after)} gets a new revision${image}`)]),
    ...(same("traffic")
      ? []
      : [
          changed(
            `${serviceWords(after)} divides its requests otherwise: ${trafficWords(after)}; before ${trafficWords(before)}`,
          ),
        ]),
  ];
}

function trafficWords({ config }: Resource): string {
  const shares = blocks(config.traffic).map(({ percent, revision, tag }) => {
    const name = text(revision) === undefined ? "the latest revision" : code(text(revision) ?? "");
    return `${text(percent) ?? "0"} % to ${name}${text(tag) === undefined ? "" : `, tag ${code(text(tag) ?? "")}`}`;
  });
  return shares.join(", ") || "all to the latest revision";
}
