import { headerChanges } from "../../routing/actions";
import { blocks } from "../../app/terraform-json";
import { Block, blockOf, text, toNumber } from "../../app/values";
import { OWN_RESPONSE, errorPagesOf, rangeOf } from "../error-pages";
import { code } from "../markdown";
import { byText, canonical, unique } from "../values";
import { Pair } from "./change";

/** The policies and header actions of the blocks around a rule, from the inside to the outside. */
export interface Around {
  readonly headers: readonly unknown[];
  readonly errors: readonly unknown[];
}

/** What is done with one header, or with the responses of one status. */
interface Treatment {
  /** The header in words, or the status. */
  readonly subject: string;
  readonly words: string;
  /** The backend service to whose share it belongs. */
  readonly share?: string;
}

/** What a rule does with requests and responses besides routing: their headers, and error pages. */
export interface Treatments {
  /** What is done with headers, and header actions and policies that only Terraform knows. */
  readonly headers: ReadonlyMap<string, Treatment>;
  readonly pages: ReadonlyMap<string, Treatment>;
  /** The backend services that get the requests. */
  readonly services: readonly string[];
}

/** A header or status that is treated differently. */
export interface TreatmentChange {
  readonly kind: "headers" | "pages";
  readonly subject: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

const VERBS = { append: "added with value", remove: "removed", replace: "set to" };
const NOTHING: Treatments = { headers: new Map(), pages: new Map(), services: [] };

/** What is done with the requests of a rule and with their responses. A redirect has no backend whose response changes. */
export function treatmentsOf(action: Block, { headers, errors }: Around): Treatments {
  if (action.url_redirect !== undefined) {
    return NOTHING;
  }
  const levels = [action.header_action, ...headers];
  const policies = [action.custom_error_response_policy, ...errors];
  const shares = blocks(blockOf(action.route_action).weighted_backend_services).filter(
    ({ weight }) => toNumber(weight ?? 0) !== 0,
  );
  const pages = errorPagesOf(policies, (service) => code(text(service) ?? "unknown"));
  return {
    headers: new Map([
      ...headerTreatments(levels),
      ...shares.flatMap(({ backend_service, header_action }) =>
        headerTreatments([header_action], text(backend_service)),
      ),
      ...unread("the header action", levels),
      ...unread("the custom error response policy", policies),
    ]),
    pages: new Map([...pages].map(([status, words]) => [status, { subject: status, words }])),
    services: shares.flatMap(({ backend_service }) => text(backend_service) ?? []),
  };
}

/** A key that is equal for the same treatments. */
export function treatmentKey({ headers, pages }: Treatments): string {
  const entries = (treatments: ReadonlyMap<string, Treatment>) =>
    [...treatments].map(([key, { words }]) => [key, words]).sort(([one], [other]) => byText(one, other));
  return canonical([entries(headers), entries(pages)]);
}

/** The headers and statuses that are treated differently. A share that is gone takes its headers with it. */
export function treatmentChanges({ before, after }: Pair<Treatments>): TreatmentChange[] {
  return (["headers", "pages"] as const).flatMap((kind) => {
    const [was, is] = [before[kind], after[kind]];
    return unique([...was.keys(), ...is.keys()]).flatMap((key): TreatmentChange[] => {
      const [old, present] = [was, is].map((treatments) => treatments.get(key) ?? treatments.get(rangeOf(key)));
      const isGone = present === undefined && old?.share !== undefined && !after.services.includes(old.share);
      return isGone || old?.words === present?.words
        ? []
        : [{ kind, subject: (is.get(key) ?? was.get(key))?.subject ?? "", was: old?.words, is: present?.words }];
    });
  });
}

/** What one version does with a header or status, in words. */
export function treatmentWords({ kind, subject }: TreatmentChange, words: string | undefined): string[] {
  return words === undefined ? [] : [kind === "headers" ? `${subject} ${words}` : `${words} for status ${subject}`];
}

/** A change in words; the subjects are treated in the same way. */
export function treatmentSentence({ kind, was, is }: TreatmentChange, subjects: string): string {
  if (kind === "pages") {
    return `for status ${subjects}, visitors now get ${is ?? OWN_RESPONSE}; previously ${was ?? OWN_RESPONSE}`;
  }
  return is === undefined
    ? `${subjects} is no longer ${was}`
    : `${subjects} is now ${is}${was === undefined ? "" : `; previously ${was}`}`;
}

/** Header changes by header. Those of one header stay in their order. */
function headerTreatments(levels: readonly unknown[], share?: string): [string, Treatment][] {
  const all = levels.map((level) => headerChanges(level, "URL map"));
  return (["request", "response"] as const).flatMap((kind) => {
    const changes = all.flatMap((level) => level[`${kind}Headers`]);
    const keys = unique(changes.map(({ name }) => name.toLowerCase()));
    return keys.map((key): [string, Treatment] => {
      const own = changes.filter(({ name }) => name.toLowerCase() === key);
      const done = own.map(({ kind: verb, value }) => VERBS[verb] + (value === undefined ? "" : ` ${code(value)}`));
      const subject = `${kind} header ${code(own[0].name)}${share === undefined ? "" : ` of the requests to ${code(share)}`}`;
      return [`${kind} ${key} ${share ?? ""}`, { subject, words: done.join(", then "), share }];
    });
  });
}

/** Blocks that Terraform generates at plan time, or that are known only after apply. */
function unread(subject: string, levels: readonly unknown[]): [string, Treatment][] {
  const written = levels.flatMap((level) => {
    const { dynamic, error_response_rule } = blockOf(level);
    return [level, dynamic, error_response_rule].filter(
      (value, place) => typeof value === "string" || (place === 1 && value !== undefined),
    );
  });
  return written.length === 0 ? [] : [[subject, { subject, words: code(written.map(asText).join(", ")) }]];
}

function asText(value: unknown): string {
  return text(value) ?? canonical(value);
}
