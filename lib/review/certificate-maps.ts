import { entriesOf, mapOf, stageOf } from "../app/certificates";
import { Resource, Stack } from "../app/stack";
import { CERTIFICATE_MAP } from "../app/types";
import { isSet, text, texts } from "../app/values";
import { kindOf } from "./certificates";
import { labelOfValue } from "./labels";
import { LoadBalancer } from "./load-balancers";
import { code, section, table } from "./markdown";
import { byText, listed, unique } from "./values";

/** The certificate maps that a stack creates: which certificate each host gets, and what the next step is. */
export function mapsSection(stack: Stack, loadBalancers: readonly LoadBalancer[]): string {
  return stack
    .ofType(CERTIFICATE_MAP)
    .map((map) => {
      const rows = [...entriesOf(map)]
        .sort((one, other) => byText(place(one), place(other)))
        .map((entry) => [hostWords(entry), ...certificateWords(entry)]);
      return section(
        `## Certificate map ${code(map.name)}`,
        table(["host", "certificate", "kind"], rows),
        rows.length === 0 ? "It has no entries in this stack." : "",
        usedBy(map, loadBalancers),
      );
    })
    .join("\n\n");
}

function hostWords({ config }: Resource): string {
  const hostname = text(config.hostname);
  if (hostname === undefined) {
    return "every other host, and clients that name none";
  }
  return hostname.startsWith("*.")
    ? `${code(hostname)}: hosts one level below ${code(hostname.slice(2))} that have no row of their own`
    : code(hostname);
}

function certificateWords({ owner, config }: Resource): [label: string, kind: string] {
  const values = texts(config.certificates);
  return [
    listed(values.map((value) => labelOfValue(owner, value))),
    unique(values.map((value) => kindOf(owner, value))).join("; "),
  ];
}

/** Who uses a map, and when the next step may follow. */
function usedBy(map: Resource, loadBalancers: readonly LoadBalancer[]): string {
  const proxiesOf = ({ frontEnds }: LoadBalancer) => frontEnds.flatMap(({ proxy }) => proxy ?? []);
  const users = loadBalancers.filter((each) => proxiesOf(each).some((proxy) => mapOf(proxy) === map));
  const proxies = users.flatMap(proxiesOf).filter((proxy) => mapOf(proxy) === map);
  if (users.length === 0) {
    const isPrepared = loadBalancers.some((each) =>
      proxiesOf(each).some(({ config }) => stageOf(config) === "PREPARE"),
    );
    const next = isPrepared ? ", with the stage ATTACH," : "";
    return `No load balancer of this stack uses it yet. Attach it${next} when Google shows all its certificates as ACTIVE.`;
  }
  const titles = listed(users.map(({ title }) => code(title)));
  const beside = proxies.some(({ config }) => isSet(config, "ssl_certificates"))
    ? " The certificates beside it serve nobody. Remove them, with the stage FINISH, in a separate apply."
    : "";
  return `It serves load balancer ${titles}.${beside}`;
}

function place({ config }: Resource): string {
  const hostname = text(config.hostname) ?? "";
  return `${hostname === "" ? 2 : hostname.startsWith("*") ? 1 : 0} ${hostname}`;
}
