/** The links to backend services and buckets in a URL map: references, self links, partial ones, and names alone. */
import { REMOTE_STATE, Reference, alternativesOf } from "../app/expressions";
import { parseSelfLink } from "../app/self-links";
import { isExpression } from "../app/values";

/** The name that a reference's resource has in Google Cloud, as far as it is known. */
export type NameOf = (reference: string) => string | undefined;

const BACKEND = /^google_compute_backend_(service|bucket)$/;
/** An output that CDKTF adds for a backend service or bucket of another stack. */
const OUTPUT = /^cross-stack-output-(google_compute_backend_(?:service|bucket)[\w-]+?)(?:self_link|id|name)$/;

/** Whether two links may lead to one backend service. Where only Terraform knows, they may. */
export function mayBeOneBackend(a: string, b: string, nameOf: NameOf): boolean {
  if (a === b) {
    return true;
  }
  const [own, other] = [keyOf(a), keyOf(b)];
  if (own !== undefined && other !== undefined) {
    return own === other;
  }
  const [first, second] = [a, b].map((link) => (isExpression(link) ? nameOf(link) : link));
  if (first === undefined || second === undefined || isExpression(first) || isExpression(second)) {
    return true;
  }
  const [left, right] = [parseSelfLink(first), parseSelfLink(second)];
  return left && right
    ? JSON.stringify(left) === JSON.stringify(right)
    : (left?.name ?? lastPart(first)) === (right?.name ?? lastPart(second));
}

/** What a reference to what this stack makes, or to what another one makes, is known by. */
function keyOf(link: string): string | undefined {
  const [only, ...others] = alternativesOf(link);
  return only === undefined || only === "unknown" || others.length > 0 || !("reference" in only)
    ? undefined
    : keyOfReference(only.reference);
}

function keyOfReference({ isData, type, id, attribute = "" }: Reference): string | undefined {
  if (type === REMOTE_STATE) {
    const output = OUTPUT.exec(attribute)?.[1];
    return output === undefined ? undefined : `${id} ${output}`;
  }
  const isLink = ["self_link", "id", "name"].includes(attribute);
  return !isData && isLink && BACKEND.test(type) ? `${type}.${id}` : undefined;
}

function lastPart(link: string): string {
  return link.slice(link.lastIndexOf("/") + 1);
}
