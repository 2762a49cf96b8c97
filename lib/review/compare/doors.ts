import { INGRESS, iapMembersOf, ingressOf, ingressWords, invokerWords, invokersOf, servicesOf } from "../doors";
import { code } from "../markdown";
import { Resource } from "../stack";
import { blocks } from "../../terraform-json";
import { blockOf, canonical, isOn, listed, text } from "../values";
import { Change, Pair, added, changed, dangerous, pair } from "./change";
import { Versions, resolved } from "./context";

/** Cloud Run services whose doors open or close, and what runs behind them. */
export function compareServices({ before, after }: Versions): Change[] {
  const place = ({ name, config }: Resource) => [`${name} ${text(config.location)}`];
  const { pairs, added: fresh } = pair(servicesOf(before), servicesOf(after), place, ({ id }) => [id]);
  return [
    ...pairs.flatMap((match) => [...compareIngress(match), ...compareInvokers(match), ...compareRevision(match)]),
    ...fresh.flatMap(newDoor),
  ];
}

/** Who may pass Identity-Aware Proxy. */
export function compareIapMembers({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [iapMembersOf(before), iapMembersOf(after)];
  const let_in = is.filter((member) => !was.includes(member));
  const shut_out = was.filter((member) => !is.includes(member));
  return [
    ...let_in.map((member) =>
      dangerous(`Identity-Aware Proxy before ${code(after.name)} also lets in ${code(member)}`),
    ),
    ...shut_out.map((member) => changed(`Identity-Aware Proxy before ${code(after.name)} refuses ${code(member)}`)),
  ];
}

/** What is open from the first moment on is no change, and yet worth a look. */
function newDoor(service: Resource): Change[] {
  return ingressOf(service) === "INGRESS_TRAFFIC_ALL"
    ? [dangerous(`new Cloud Run service ${code(service.name)} is reached by ${ingressWords(service)}`)]
    : [];
}

function compareIngress({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [ingressOf(before), ingressOf(after)];
  if (was === is) {
    return [];
  }
  const what = `Cloud Run service ${code(after.name)} is reached by ${ingressWords(after)}; before by ${ingressWords(before)}`;
  if (is === "INGRESS_TRAFFIC_INTERNAL_ONLY" || is === "INGRESS_TRAFFIC_NONE") {
    return [dangerous(`${what}: visitors are refused`)];
  }
  return [INGRESS.indexOf(is) > INGRESS.indexOf(was) || !INGRESS.includes(is) ? dangerous(what) : added(what)];
}

function compareInvokers({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [invokersOf(before), invokersOf(after)];
  const what = `Cloud Run service ${code(after.name)} may be called by ${invokerWords(after)}; before by ${invokerWords(before)}`;
  if (was.includes("allUsers") !== is.includes("allUsers")) {
    return is.includes("allUsers") ? [dangerous(what)] : [dangerous(`${what}: visitors are refused`)];
  }
  if (isOn(before.config.invoker_iam_disabled) && !isOn(after.config.invoker_iam_disabled)) {
    return grantsEverybody(before)
      ? []
      : [
          dangerous(
            `${what}: the service asks for a grant that is made in the same apply, so visitors may be refused meanwhile. Grant it first, in an apply of its own`,
          ),
        ];
  }
  const fresh = is.filter((member) => !was.includes(member));
  const gone = was.filter((member) => !is.includes(member));
  return [
    ...(fresh.length === 0
      ? []
      : [dangerous(`Cloud Run service ${code(after.name)} may also be called by ${listed(fresh.map(code))}`)]),
    ...(gone.length === 0
      ? []
      : [changed(`Cloud Run service ${code(after.name)} may no longer be called by ${listed(gone.map(code))}`)]),
  ];
}

/** Whether there is a grant already that is not asked for yet. */
function grantsEverybody(service: Resource): boolean {
  const asked = { ...service, config: { ...service.config, invoker_iam_disabled: false } };
  return invokersOf(asked).includes("allUsers");
}

function compareRevision({ before, after }: Pair<Resource>): Change[] {
  const same = (argument: string) =>
    canonical(resolved(before.stack, before.config[argument])) ===
    canonical(resolved(after.stack, after.config[argument]));
  const imageOf = ({ config }: Resource) =>
    blocks(blockOf(config.template).containers)
      .map(({ image }) => text(image) ?? "unknown")
      .join(", ");
  const [was, is] = [imageOf(before), imageOf(after)];
  const image = was === is ? "" : `, which runs ${code(is)} in place of ${code(was)}`;
  return [
    ...(same("template") ? [] : [changed(`Cloud Run service ${code(after.name)} gets a new revision${image}`)]),
    ...(same("traffic")
      ? []
      : [
          changed(
            `Cloud Run service ${code(after.name)} divides its requests otherwise: ${trafficWords(after)}; before ${trafficWords(before)}`,
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
