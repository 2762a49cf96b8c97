import { GLOBAL_ADDRESS } from "../../app/types";
import { SSL_PROFILES, SslProfileRow, TLS_VERSIONS, TlsVersionRow } from "../../google/tls";
import { tlsWords } from "../access";
import { Address, Decider, FrontEnd, LoadBalancer, Tls } from "../load-balancers";
import { code } from "../markdown";
import { Change, Level, Pair, added, changed, dangerous, pair } from "./change";
import { Versions, isReplaced } from "./context";

/** Names, and how strong each is beside the others. */
interface Ranks {
  readonly [name: string]: SslProfileRow | TlsVersionRow | undefined;
}

/** Addresses and ports that come and go, and what they ask of visitors. */
export function compareFrontEnds(versions: Versions): Change[] {
  const { pairs, added: fresh } = versions.loadBalancers;
  const inTheClear = fresh
    .flatMap(({ frontEnds }) => frontEnds.map(newFrontEnd))
    .filter(({ level }) => level !== "added");
  const compared = pairs.flatMap(({ before, after }) => {
    const place = ({ address, port }: FrontEnd) => [`${address.identity} ${port}`];
    const frontEnds = pair(before.frontEnds, after.frontEnds, place, ({ address, port, scheme }) => [
      `${address.recordType} ${port} ${scheme}`,
    ]);
    return [
      ...compareAddresses(versions, { before, after }),
      ...frontEnds.gone.map((frontEnd) => goneFrontEnd(frontEnd, after)),
      ...frontEnds.added.map(newFrontEnd),
      ...frontEnds.pairs.flatMap((match) => [
        ...compareSchemes(match),
        ...compareDeciders(match),
        ...compareTls(match),
        ...remadeRule(versions, match),
      ]),
    ];
  });
  return [...inTheClear, ...compared];
}

function compareAddresses(versions: Versions, { before, after }: Pair<LoadBalancer>): Change[] {
  const addressesOf = ({ frontEnds }: LoadBalancer): Address[] => [
    ...new Map(frontEnds.map(({ address }) => [address.identity, address])).values(),
  ];
  const {
    pairs,
    gone,
    added: fresh,
  } = pair(
    addressesOf(before),
    addressesOf(after),
    ({ identity }) => [identity],
    ({ recordType }) => [recordType],
  );
  const isRemade = ({ identity }: Address) =>
    versions.replaced.some(({ after: { type, name } }) => type === GLOBAL_ADDRESS && name === identity);
  return [
    ...pairs
      .filter((match) => match.before.identity !== match.after.identity || isRemade(match.after))
      .map((match) =>
        dangerous(
          `the IP address changes: ${otherAddress(match)}. Visitors come to the old one until the DNS records are changed`,
        ),
      ),
    ...gone.map((address) => dangerous(`IP address ${words(address)} goes: remove its DNS records first`)),
    ...fresh.map((address) => added(`IP address ${words(address)} is new: it needs ${address.recordType} records`)),
  ];
}

function otherAddress({ before, after }: Pair<Address>): string {
  return before.identity === after.identity
    ? `${words(after)} is made again`
    : `${words(after)} in place of ${words(before)}`;
}

function words({ label, ip }: Address): string {
  return ip === undefined || label === code(ip) ? label : `${label}, ${code(ip)}`;
}

function goneFrontEnd({ scheme, port, address, httpsRedirect }: FrontEnd, after: LoadBalancer): Change {
  const isOff = !after.frontEnds.some((other) => other.scheme === scheme);
  const what = `nothing answers ${scheme} on port ${port} of ${address.label} any more`;
  return dangerous(
    httpsRedirect !== undefined && isOff ? `${what}: who types the address without https:// gets no answer` : what,
  );
}

function newFrontEnd({ scheme, port, address, httpsRedirect, isInTheClear, decider }: FrontEnd): Change {
  const what = `${scheme} is answered on port ${port} of ${address.label}`;
  if (isInTheClear) {
    return dangerous(`${what}, in the clear`);
  }
  if (isInTheClear === undefined) {
    return dangerous(`${what}, by ${decider.label}: whether in the clear cannot be read here`);
  }
  return added(httpsRedirect === undefined ? what : `${what}: ${httpsRedirect}`);
}

/** The HTTP redirect switched off or on, and HTTPS given up. */
function compareSchemes({ before, after }: Pair<FrontEnd>): Change[] {
  const where = `port ${after.port} of ${after.address.label}`;
  if (before.scheme !== after.scheme) {
    return [
      after.isInTheClear
        ? dangerous(`${where} is served in the clear, by ${after.scheme} instead of ${before.scheme}`)
        : changed(`${where} answers ${after.scheme}, before ${before.scheme}`),
    ];
  }
  if (before.httpsRedirect === after.httpsRedirect) {
    return [];
  }
  if (after.httpsRedirect === undefined) {
    return [
      after.isInTheClear
        ? dangerous(`${where} no longer redirects to HTTPS: the site is served in the clear there`)
        : dangerous(
            `${where}: whether it still redirects to HTTPS cannot be read here (${after.decider.label}); before ${before.httpsRedirect}`,
          ),
    ];
  }
  if (before.httpsRedirect !== undefined) {
    return [changed(`${where}: ${after.httpsRedirect}, before ${before.httpsRedirect}`)];
  }
  const former = before.isInTheClear ? "; before, the site was served in the clear there" : "";
  return [added(`${where} redirects to HTTPS (${after.httpsRedirect})${former}`)];
}

/** What cannot be read here, in place of what can, or of another. The routes of two maps that can be read are compared. */
function compareDeciders({ before, after }: Pair<FrontEnd>): Change[] {
  const [was, is] = [before.decider, after.decider];
  // a redirect that comes or goes has its own sentence
  const isRedirect = before.httpsRedirect !== undefined || after.httpsRedirect !== undefined;
  if (was.identity === is.identity || isRedirect || !(was.isElsewhere || is.isElsewhere)) {
    return [];
  }
  const what = `port ${after.port} of ${after.address.label} is answered by ${deciderWords(is)}, in place of ${deciderWords(was)}`;
  return [dangerous(`${what}: what of its answers is otherwise cannot be read here`)];
}

function deciderWords({ label, isElsewhere }: Decider): string {
  return isElsewhere ? `${label}, made elsewhere` : label;
}

function compareTls({ before, after }: Pair<FrontEnd>): Change[] {
  if (before.tls === undefined || after.tls === undefined) {
    return [];
  }
  const [was, is] = [before.tls, after.tls];
  const isSame = was.minVersion === is.minVersion && was.profile === is.profile;
  if (isSame && (is.minVersion !== undefined || was.policy === is.policy)) {
    return [];
  }
  const level = tlsLevel({ before: was, after: is });
  const effect = {
    dangerous: "weaker than before",
    changed: "see whether it is weaker than before",
    added: "outdated browsers are refused",
  }[level];
  return [{ level, text: `TLS on port ${after.port}: ${tlsWords(is)}; before ${tlsWords(was)}; ${effect}` }];
}

function tlsLevel({ before, after }: Pair<Tls>): Level {
  const step = (ranks: Ranks, was: string | undefined, is: string | undefined) => {
    const [from, to] = [was, is].map((name) => ranks[name ?? ""]?.rank);
    return from === undefined || to === undefined ? (was === is ? 0 : NaN) : Math.sign(to - from);
  };
  const steps = [
    step(TLS_VERSIONS, before.minVersion, after.minVersion),
    step(SSL_PROFILES, before.profile, after.profile),
  ];
  return steps.includes(-1) ? "dangerous" : steps.some(Number.isNaN) ? "changed" : "added";
}

/** In one project, two forwarding rules cannot have one address and port, so the old one goes before the new one comes. */
function remadeRule(versions: Versions, { before, after }: Pair<FrontEnd>): Change[] {
  const isSame =
    versions.before.project === versions.after.project &&
    before.address.identity === after.address.identity &&
    before.port === after.port &&
    isReplaced(versions, after.rule);
  return isSame
    ? [
        dangerous(
          `forwarding rule ${code(after.rule.name)} is made again for the same address and port, of which Google allows one: visitors are cut off meanwhile`,
        ),
      ]
    : [];
}
