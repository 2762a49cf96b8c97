/** The links to backend services and buckets in a URL map: references, self links, partial ones, and names alone. */
import { isExpression } from "../app/values";

/** The name that a reference's resource has in Google Cloud, as far as it is known. */
export type NameOf = (reference: string) => string | undefined;

/** A reference to what this stack makes, or to what another stack makes, through the outputs that CDKTF adds. */
const REFERENCE =
  /^\$\{((?:data\.terraform_remote_state\.[\w-]+\.outputs\.cross-stack-output-)?google_compute_backend_(?:service|bucket)\.?[\w-]+?)\.?(?:self_link|id|name)\}$/;
const HOST = /^https:\/\/[^/]+\/compute\/\w+\//;

/** Whether two links may lead to one backend service. Where only Terraform knows, they may. */
export function mayBeOneBackend(a: string, b: string, nameOf: NameOf): boolean {
  const [own, other] = [REFERENCE.exec(a)?.[1], REFERENCE.exec(b)?.[1]];
  if (own !== undefined && other !== undefined) {
    return own === other;
  }
  const [first, second] = [a, b].map((link) => (isExpression(link) ? nameOf(link) : link));
  if (first === undefined || second === undefined || isExpression(first) || isExpression(second)) {
    return true;
  }
  const [left, right] = [first, second].map((link) => link.replace(HOST, ""));
  return left.includes("/") && right.includes("/") ? left === right : lastPart(left) === lastPart(right);
}

function lastPart(link: string): string {
  return link.slice(link.lastIndexOf("/") + 1);
}
