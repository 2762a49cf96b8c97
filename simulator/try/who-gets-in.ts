import { NO_CERTIFICATE, UNKNOWN_CERTIFICATE } from "../network-security/client-certificates";
import { Admission, Entry, EntryHistory, isEmpty } from "../probe/entries";
import { INSIDE, NOBODY, PREFLIGHT, STRANGER } from "../probe/visitors";

/** A visitor: a login, or what stands for none, and a client certificate, or what stands for none. */
type Visitor = readonly [login: string, certificate: string];

/** A time at which a visitor was let in or kept out other than before and after. */
export interface Lapse {
  readonly kind: "outage" | "gap";
  readonly text: string;
}

/** Who gets in, in a few words for the table: before, after, and meanwhile, where it was others. */
export function whoGetsIn(histories: readonly EntryHistory[]): string {
  const texts = histories.map(({ admissions }) => wordsOf(admissions));
  return [...new Set(texts)].sort().join(" / ") || "–";
}

/** Visitors who were let in before and after but not meanwhile, or only meanwhile. Public URLs have outages as such. */
export function lapsesOf(histories: readonly EntryHistory[]): Lapse[] {
  const lapses = histories
    .filter(({ admissions }) => admissions.some((admission) => !isEmpty(admission) && !isPublic(admission)))
    .flatMap(({ url, admissions }) => visitorsIn(admissions).flatMap((visitor) => lapsesFor(url, admissions, visitor)));
  // without a certificate and with one that is not known, a visitor is told of once
  return [...new Map(lapses.map((lapse) => [lapse.text, lapse])).values()];
}

function lapsesFor(url: string, admissions: readonly Admission[], visitor: Visitor): Lapse[] {
  const [first, last] = [admissions[0], admissions[admissions.length - 1]];
  const usual = lets(first, visitor);
  if (isEmpty(first) || isEmpty(last) || lets(last, visitor) !== usual) return [];
  return admissions.flatMap((admission, index) => {
    if (lets(admission, visitor) === usual || lets(admissions[index - 1], visitor) !== usual) return [];
    const until = admissions.slice(index).find((later) => lets(later, visitor) === usual)?.since;
    const happened = usual ? "was kept out" : "was let in";
    const text = `${nameOf(visitor)} ${happened} at ${url}, from ${admission.since} until ${until}`;
    return [{ kind: usual ? "outage" : "gap", text }];
  });
}

function visitorsIn(admissions: readonly Entry[]): Visitor[] {
  const logins = new Set([NOBODY, STRANGER, PREFLIGHT, INSIDE, ...admissions.flatMap(({ people }) => people)]);
  const known = new Set([
    NO_CERTIFICATE,
    UNKNOWN_CERTIFICATE,
    ...admissions.flatMap(({ certificates }) => certificates),
  ]);
  return [...logins].flatMap((login) => [...known].map((certificate) => [login, certificate] as const));
}

/** Whom no binding names is a stranger, and a certificate that is not known counts for an unknown one. */
function lets({ people, certificates }: Entry, [login, certificate]: Visitor): boolean {
  // who comes from inside the VPC meets no load balancer
  if (login === INSIDE) return people.includes(INSIDE);
  const isMember = ![NOBODY, PREFLIGHT].includes(login);
  const isIn = people.includes(login) || (isMember && people.includes(STRANGER));
  const isAccepted = certificates.includes(certificate);
  return isIn && (isAccepted || (certificate !== NO_CERTIFICATE && certificates.includes(UNKNOWN_CERTIFICATE)));
}

function isPublic({ people, certificates }: Entry): boolean {
  return people.includes(NOBODY) && certificates.includes(NO_CERTIFICATE);
}

function wordsOf(admissions: readonly Entry[]): string {
  const words = admissions.map(wordsOfEntry);
  const [first, last] = [words[0], words[words.length - 1]];
  const isSame = sameVisitors(admissions[0], admissions[admissions.length - 1]);
  const others = isSame ? "" : `, then other ${first.split(" ")[0]}`;
  const then = first === last ? others : `, then ${last}`;
  const meanwhile = [...new Set(words)].filter((word) => word !== first && word !== last);
  return first + then + (meanwhile.length > 0 ? `; ${meanwhile.join(", then ")} meanwhile` : "");
}

function sameVisitors(one: Entry, other: Entry): boolean {
  return visitorsIn([one, other]).every((visitor) => lets(one, visitor) === lets(other, visitor));
}

function wordsOfEntry(entry: Entry): string {
  if (isEmpty(entry)) return "nobody";
  const { certificates } = entry;
  if (certificates.includes(NO_CERTIFICATE)) return wordsOfPeople(entry);
  const names = certificates.map((name) => name.split("#")[0]);
  return `${wordsOfPeople(entry, "clients")} with a certificate of ${names.join(" or ")}`;
}

function wordsOfPeople({ people }: Entry, everybody = "everybody"): string {
  if (people.includes(NOBODY)) return everybody;
  const has = (login: string) => people.includes(login);
  const members = people.some((login) => ![STRANGER, PREFLIGHT, INSIDE].includes(login));
  const words = [
    has(STRANGER) ? "everybody with a login" : members ? "members" : "",
    has(PREFLIGHT) ? "preflights" : "",
    has(INSIDE) ? "callers inside the VPC" : "",
  ];
  return words.filter((word) => word !== "").join(" and ");
}

function nameOf([login, certificate]: Visitor): string {
  const name = login === INSIDE ? "a caller inside the VPC" : login;
  const own = certificate.split("#")[0];
  return [NO_CERTIFICATE, UNKNOWN_CERTIFICATE].includes(certificate) ? name : `${name} with a certificate of ${own}`;
}
