import { hasIap } from "../../app/access";
import {
  Target,
  cdnWords,
  iapClientOf,
  iapWords,
  loggingWords,
  outlierWords,
  signedUrlKeys,
  targetsOf,
} from "../backends";
import { iapMembersOf, letsPreflightsPass, memberWords } from "../grants";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { BACKEND_BUCKET } from "../../app/types";
import { blockOf, flag, text, texts } from "../../app/values";
import { DEFAULT_CACHE_MODE, cachesPrivate } from "../../google/cache-modes";
import { grouped, listed, unique } from "../values";
import { compareAttachment } from "./armor";
import { Change, Pair, added, changed, dangerous, difference, unnoticed } from "./change";
import { Versions } from "./context";
import { compareIapMembers } from "./access";

/** The changes of the backends that both versions have. */
export function compareBackends({ backends }: Versions): Change[] {
  return backends.pairs.flatMap((match) => [
    ...compareTargets(match),
    ...compareAttachment(match, "security_policy", ""),
    ...compareAttachment(match, "edge_security_policy", " edge"),
    ...compareIap(match),
    ...compareCdn(match),
    ...compareLogging(match),
    ...compareOutlierDetection(match),
    ...compareHeaders(match),
    ...compareSignedUrlKeys(match),
  ]);
}

function compareTargets({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [targetsOf(before), targetsOf(after)];
  const name = code(after.name);
  const places = (targets: readonly Target[]) => unique(targets.map(({ region }) => region));
  const of = (targets: readonly Target[], region: string | undefined) =>
    targets.filter((target) => target.region === region);
  const goes = (targets: readonly Target[]) => listed(targets.map(({ platform, label }) => `${platform} ${label}`));
  const identities = (targets: readonly Target[]) =>
    targets
      .map(({ platform, identity }) => `${platform} ${identity}`)
      .sort()
      .join();
  const where = (regions: readonly (string | undefined)[]) =>
    listed(regions.map((region) => (region === undefined ? "global" : code(region))));
  const [gone, fresh] = [
    places(was).filter((region) => of(is, region).length === 0),
    places(is).filter((region) => of(was, region).length === 0),
  ];
  const kept = places(is).filter((region) => of(was, region).length > 0);
  const serving = listed(fresh.map((region) => `${where([region])}, with ${goes(of(is, region))}`));
  const moved = kept.filter((region) => identities(of(was, region)) !== identities(of(is, region)));
  // regions whose old and new targets are equal are one change
  const same = grouped(moved, (region) => [was, is].map((targets) => goes(of(targets, region))).join("\n"));
  return [
    ...(gone.length > 0 && is.length === 0
      ? [dangerous(`${name} no longer has a backend: visitors get an error`)]
      : gone.length > 0 && kept.length === 0
        ? [changed(`${name} now serves from ${serving}; previously from ${where(gone)}`)]
        : [
            ...(gone.length === 0
              ? []
              : [
                  changed(
                    `${name} no longer serves from ${where(gone)}: visitors near ${gone.length === 1 ? "it" : "them"} are served from ${where(places(is))}`,
                  ),
                ]),
            ...(fresh.length === 0
              ? []
              : [added(`${name} now ${kept.length > 0 ? "also " : ""}serves from region ${serving}`)]),
          ]),
    ...same.map((regions) => {
      const [region] = regions;
      const place = region === undefined ? "" : ` in ${where(regions)}`;
      return changed(
        `${name} now sends requests${place} to ${goes(of(is, region))}; previously to ${goes(of(was, region))}`,
      );
    }),
  ];
}

function compareIap(match: Pair<Resource>): Change[] {
  const { before, after } = match;
  const [was, is] = [hasIap(before), hasIap(after)];
  const name = code(after.name);
  const members = was === false || is === false ? [] : compareIapMembers(match);
  if (iapWords(before) === iapWords(after)) {
    return members;
  }
  if (was === true && is === true) {
    return [...compareIapClient(match), ...comparePreflights(match), ...members];
  }
  const allowed = memberWords(iapMembersOf(after), "nobody (no grant in this stack)");
  const isLate = is === true && was === false && grantsOnlyNow(match);
  const late = isLate
    ? `. The same apply grants its members, who get 403 until Google knows the grants. If the service is in use, grant them first, in a separate apply with enabled: false in the options of Iap`
    : "";
  const change =
    is === undefined
      ? `Identity-Aware Proxy of ${name}: ${iapWords(after)}; previously ${iapWords(before)}`
      : is
        ? `${name} now has Identity-Aware Proxy: visitors must sign in. It allows: ${allowed}${late}`
        : `${name} no longer has Identity-Aware Proxy: everybody gets access without signing in`;
  return [!isLate && (is === true || was === false) ? changed(change) : dangerous(change), ...members];
}

/** Whether members that pass Identity-Aware Proxy have no grant yet. */
function grantsOnlyNow({ before, after }: Pair<Resource>): boolean {
  const { certain } = iapMembersOf(before);
  return iapMembersOf(after).certain.some((member) => !certain.includes(member));
}

function compareIapClient({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(iapClientOf);
  const words = (client: string | undefined) =>
    client === undefined
      ? "the OAuth client that Google manages, for users of the organization only"
      : `OAuth client ${code(client)}`;
  return was === is
    ? []
    : [changed(`visitors of ${code(after.name)} now sign in with ${words(is)}; previously with ${words(was)}`)];
}

function comparePreflights({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(letsPreflightsPass);
  const name = code(after.name);
  return was === is
    ? []
    : is
      ? [dangerous(`CORS preflights (OPTIONS) now reach ${name} without a sign-in`)]
      : [changed(`CORS preflights (OPTIONS) to ${name} now need a sign-in: pages of other origins cannot call it`)];
}

function compareCdn({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [cdnWords(before), cdnWords(after)];
  const name = code(after.name);
  if (was === is) {
    return [];
  }
  if (isPrivateCached(after) && !isPrivateCached(before)) {
    return [dangerous(`${name}: Cloud CDN caches all responses, even private ones (${is}); previously ${was}`)];
  }
  if (is === "off") {
    return [changed(`${name}: Cloud CDN is turned off; previously ${was}`)];
  }
  if (was !== "off" || !flag(after.config.enable_cdn)) {
    return [changed(`${name}: Cloud CDN is now ${is}; previously ${was}`)];
  }
  const what = `${name}: Cloud CDN is turned on (${is})`;
  return isPastPolicy(after)
    ? [dangerous(`${what}; responses from its cache bypass the Cloud Armor policy`)]
    : [changed(what)];
}

/** Whether Cloud CDN, if it is on, caches private responses. The objects of a bucket are the same for all visitors. */
function isPrivateCached({ type, config }: Resource): boolean {
  const mode = text(blockOf(config.cdn_policy).cache_mode) ?? DEFAULT_CACHE_MODE;
  return type !== BACKEND_BUCKET && flag(config.enable_cdn) !== false && cachesPrivate(mode);
}

/** Signed URL keys that are added and removed. */
function compareSignedUrlKeys({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [signedUrlKeys(before), signedUrlKeys(after)];
  return [
    ...was
      .filter((key) => !is.includes(key))
      .map((key) =>
        dangerous(`${code(after.name)} no longer has signed URL key ${code(key)}: URLs signed with it stop working`),
      ),
    ...is
      .filter((key) => !was.includes(key))
      .map((key) => added(`${code(after.name)} has the new signed URL key ${code(key)}`)),
  ];
}

/** Whether the cache answers without asking any policy: only an edge policy is before the cache. */
function isPastPolicy({ config }: Resource): boolean {
  return text(config.security_policy) !== undefined && text(config.edge_security_policy) === undefined;
}

function compareLogging({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(loggingWords);
  const isBucket = after.type === BACKEND_BUCKET;
  return isBucket
    ? []
    : difference(
        `logging of ${code(after.name)}`,
        { before: was, after: is },
        /^(off|known)/.test(is) ? "changed" : "added",
      );
}

function compareOutlierDetection({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(outlierWords);
  if (was !== is && is === "off") {
    const regions = unique(targetsOf(after).map(({ region }) => region));
    const what = `${code(after.name)} no longer has outlier detection`;
    return [
      regions.length > 1
        ? changed(`${what}: a failing region keeps getting requests`)
        : unnoticed(`${what}, which one region does not need`),
    ];
  }
  return difference(
    `outlier detection of ${code(after.name)}`,
    { before: was, after: is },
    was === "off" ? "added" : "changed",
  );
}

function compareHeaders({ before, after }: Pair<Resource>): Change[] {
  return ["request", "response"].flatMap((kind) => {
    const [was, is] = [before, after].map(({ config }) => texts(config[`custom_${kind}_headers`]));
    const gone = was.filter((header) => !is.includes(header));
    const fresh = is.filter((header) => !was.includes(header));
    const list = (headers: readonly string[]) => listed(headers.map(code));
    return [
      ...(gone.length === 0 ? [] : [changed(`${code(after.name)} no longer adds ${kind} header ${list(gone)}`)]),
      ...(fresh.length === 0 ? [] : [changed(`${code(after.name)} adds ${kind} header ${list(fresh)}`)]),
    ];
  });
}

/** What protects a backend, in words that are equal for the same protection. */
export function protectionsOf(backend: Resource | undefined): string[] {
  if (backend === undefined || backend.existing) {
    return [];
  }
  return [
    ...(text(backend.config.security_policy) === undefined ? [] : ["a Cloud Armor policy"]),
    ...(text(backend.config.edge_security_policy) === undefined ? [] : ["a Cloud Armor edge policy"]),
    ...(hasIap(backend) === true ? ["Identity-Aware Proxy"] : []),
  ];
}
