import { GLOBAL_ADDRESS } from "../../app/types";
import {
  DEFAULT_KEY_EXCHANGE,
  KEY_EXCHANGES,
  KeyExchangeRow,
  SSL_PROFILES,
  SslProfileRow,
  TLS_VERSIONS,
  TlsVersionRow,
} from "../../google/tls";
import { tlsWords } from "../access";
import { Address, Decider, FrontEnd, LoadBalancer, Tls } from "../load-balancers";
import { code } from "../markdown";
import { Change, NoticedLevel, Pair, Pairs, added, changed, dangerous, pair } from "./change";
import { compareClients } from "./client-authentication";
import { Versions, isReplaced } from "./context";
import { writesAddress } from "./dns";

/** Names with their rank: a stronger one has a higher rank. */
interface Ranks {
  readonly [name: string]: SslProfileRow | TlsVersionRow | KeyExchangeRow | undefined;
}

/** Addresses and ports that are added, removed or changed. */
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
      ...frontEnds.gone.flatMap((frontEnd) => goneFrontEnd(frontEnd, { before, after })),
      ...frontEnds.added.map(newFrontEnd),
      ...frontEnds.pairs.flatMap((match) => [
        ...compareSchemes(match),
        ...compareDeciders(match),
        ...compareTls(match),
        ...compareClients(match),
        ...remadeRule(versions, match),
      ]),
    ];
  });
  return [...inTheClear, ...compared];
}

function compareAddresses(versions: Versions, { before, after }: Pair<LoadBalancer>): Change[] {
  const { pairs, gone, added: fresh } = addressPairs({ before, after });
  const isRemade = ({ identity }: Address) =>
    versions.replaced.some(({ after: { type, name } }) => type === GLOBAL_ADDRESS && name === identity);
  return [
    ...pairs
      .filter((match) => match.before.identity !== match.after.identity || isRemade(match.after))
      .map((match) =>
        dangerous(
          `the IP address changes: ${otherAddress(match)}. ${
            writesAddress(versions.after, match.after.identity)
              ? "The DNS records that this stack writes follow, but resolvers keep the old address until the TTL is over, and nothing answers there. Serve both addresses first"
              : "Visitors are sent to the old address until you change the DNS records"
          }`,
        ),
      ),
    ...gone.map((address) =>
      dangerous(
        `IP address ${words(address)} is removed: ${writesAddress(versions.before, address.identity) ? "resolvers keep its DNS records until the TTL is over, and nothing answers there" : "remove its DNS records first"}`,
      ),
    ),
    ...fresh.map((address) =>
      added(
        `IP address ${words(address)} is new${writesAddress(versions.after, address.identity) ? "" : `: it needs DNS records of type ${address.recordType}`}`,
      ),
    ),
  ];
}

function addressPairs({ before, after }: Pair<LoadBalancer>): Pairs<Address> {
  const addressesOf = ({ frontEnds }: LoadBalancer): Address[] => [
    ...new Map(frontEnds.map(({ address }) => [address.identity, address])).values(),
  ];
  return pair(
    addressesOf(before),
    addressesOf(after),
    ({ identity }) => [identity],
    ({ recordType }) => [recordType],
  );
}

function otherAddress({ before, after }: Pair<Address>): string {
  return before.identity === after.identity
    ? `${words(after)} is replaced`
    : `${words(after)} instead of ${words(before)}`;
}

function words({ label, ip }: Address): string {
  return ip === undefined || label === code(ip) ? label : `${label}, ${code(ip)}`;
}

/** A port that is no longer answered. Those of an address that is removed are told of the address. */
function goneFrontEnd({ scheme, port, address, httpsRedirect }: FrontEnd, match: Pair<LoadBalancer>): Change[] {
  const isOff = !match.after.frontEnds.some((other) => other.scheme === scheme);
  const what = `${scheme} on port ${port} of ${address.label} is no longer answered`;
  if (httpsRedirect !== undefined && isOff) {
    return [dangerous(`${what}: visitors who type the address without https:// get no answer`)];
  }
  const isTold = addressPairs(match).gone.some(({ identity }) => identity === address.identity);
  return isTold ? [] : [dangerous(what)];
}

function newFrontEnd({ scheme, port, address, httpsRedirect, isInTheClear, decider }: FrontEnd): Change {
  const what = `${scheme} on port ${port} of ${address.label} is now answered`;
  if (isInTheClear) {
    return dangerous(`${what}, unencrypted`);
  }
  if (isInTheClear === undefined) {
    return dangerous(`${what}, by ${decider.label}; whether it is unencrypted is unknown in this stack`);
  }
  return added(httpsRedirect === undefined ? what : `${what}: ${httpsRedirect}`);
}

/** An HTTP redirect that is added or removed, and a change between HTTPS and HTTP. */
function compareSchemes({ before, after }: Pair<FrontEnd>): Change[] {
  const where = `port ${after.port} of ${after.address.label}`;
  if (before.scheme !== after.scheme) {
    return [
      after.isInTheClear
        ? dangerous(`${where} now serves the site unencrypted, by ${after.scheme} instead of ${before.scheme}`)
        : changed(`${where} now answers ${after.scheme}; previously ${before.scheme}`),
    ];
  }
  if (before.httpsRedirect === after.httpsRedirect) {
    return [];
  }
  if (after.httpsRedirect === undefined) {
    return [
      after.isInTheClear
        ? dangerous(`${where} no longer redirects to HTTPS: the site is served unencrypted`)
        : dangerous(
            `${where}: whether it still redirects to HTTPS is unknown in this stack (${after.decider.label}); previously ${before.httpsRedirect}`,
          ),
    ];
  }
  if (before.httpsRedirect !== undefined) {
    return [changed(`${where}: ${after.httpsRedirect}; previously ${before.httpsRedirect}`)];
  }
  const former = before.isInTheClear ? "; previously the site was served unencrypted" : "";
  return [changed(`${where} now redirects to HTTPS (${after.httpsRedirect})${former}`)];
}

/**
 * A URL map or target proxy with unknown answers that is added, removed or exchanged. Routes of known maps are compared
 * in routes.ts.
 */
function compareDeciders({ before, after }: Pair<FrontEnd>): Change[] {
  const [was, is] = [before.decider, after.decider];
  // a redirect that is added or removed has its own sentence
  const isRedirect = before.httpsRedirect !== undefined || after.httpsRedirect !== undefined;
  if (was.identity === is.identity || isRedirect || !(was.isElsewhere || is.isElsewhere)) {
    return [];
  }
  const what = `port ${after.port} of ${after.address.label} is now answered by ${deciderWords(is)}, instead of ${deciderWords(was)}`;
  return [dangerous(`${what}; how its answers differ is unknown in this stack`)];
}

function deciderWords({ label, isElsewhere }: Decider): string {
  return isElsewhere ? `${label}, created outside this stack` : label;
}

function compareTls({ before, after }: Pair<FrontEnd>): Change[] {
  if (before.tls === undefined || after.tls === undefined) {
    return [];
  }
  const [was, is] = [before.tls, after.tls];
  const isSame = was.minVersion === is.minVersion && was.profile === is.profile && was.keyExchange === is.keyExchange;
  if (isSame && (is.minVersion !== undefined || was.policy === is.policy)) {
    return [];
  }
  const isSameForBrowsers = was.minVersion === is.minVersion && was.profile === is.profile;
  const safety = tlsLevel({ before: was, after: is });
  const effect = {
    dangerous: "weaker than before",
    changed: "check whether it is weaker than before",
    added: isSameForBrowsers ? "the same browsers can connect" : "outdated browsers can no longer connect",
  }[safety];
  // visitors with outdated browsers notice what is safer
  const level = safety === "added" && !isSameForBrowsers ? "changed" : safety;
  return [{ level, text: `TLS on port ${after.port} is now ${tlsWords(is)}; previously ${tlsWords(was)}; ${effect}` }];
}

function tlsLevel({ before, after }: Pair<Tls>): NoticedLevel {
  const step = (ranks: Ranks, was: string | undefined, is: string | undefined) => {
    const [from, to] = [was, is].map((name) => ranks[name ?? ""]?.rank);
    return from === undefined || to === undefined ? (was === is ? 0 : NaN) : Math.sign(to - from);
  };
  const steps = [
    step(TLS_VERSIONS, before.minVersion, after.minVersion),
    step(SSL_PROFILES, before.profile, after.profile),
    step(KEY_EXCHANGES, before.keyExchange ?? DEFAULT_KEY_EXCHANGE, after.keyExchange ?? DEFAULT_KEY_EXCHANGE),
  ];
  return steps.includes(-1) ? "dangerous" : steps.some(Number.isNaN) ? "changed" : "added";
}

/** In one project, two forwarding rules cannot share an address and port, so the old one is destroyed first. */
function remadeRule(versions: Versions, { before, after }: Pair<FrontEnd>): Change[] {
  const isSame =
    versions.before.project === versions.after.project &&
    before.address.identity === after.address.identity &&
    before.port === after.port &&
    isReplaced(versions, after.rule);
  return isSame
    ? [
        dangerous(
          `forwarding rule ${code(after.rule.name)} is replaced for the same address and port, and Google allows only one such rule: visitors get no answer until the new one exists`,
        ),
      ]
    : [];
}
