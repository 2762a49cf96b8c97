/** What a Terraform plan says of itself: whether it is whole, and what it creates beside imports. */
import { replacedBy } from "../app/arguments";
import { DNS_RECORD_SET } from "../app/types";
import { blocks } from "../app/terraform-json";
import { Block, blockOf, text, texts } from "../app/values";
import { Change, dangerous } from "./compare/change";
import { code } from "./markdown";
import { listed } from "./values";

/** The end of a name that synth made of a construct's path and of a digest. */
const DIGEST = /-[0-9a-f]{8}$/;

/** Whether Terraform stopped with an error when it made a plan, so that the plan has only a part of the changes. */
export function isErrored(plan: unknown): boolean {
  return blockOf(plan).errored === true;
}

/** What a reviewer must know of a plan before its changes. */
export function planNotes(plan: Block): Change[] {
  return [...incomplete(plan), ...forgottenImports(blocks(plan.resource_changes))];
}

function incomplete({ complete }: Block): Change[] {
  return complete === false
    ? [
        dangerous(
          `the plan is not complete: it was made with ${code("-target")}, or Terraform leaves some changes for another plan. This review does not have those changes`,
        ),
      ]
    : [];
}

/** Resources that are created beside imported ones under a name that somebody chose: perhaps they exist already. */
function forgottenImports(resources: readonly Block[]): Change[] {
  const isImport = resources.some(({ change }) => blockOf(change).importing !== undefined);
  const fixed = resources
    .filter(({ change }) => texts(blockOf(change).actions).join() === "create")
    .filter(isFixed)
    .map((resource) => `${code(text(resource.type) ?? "")} ${code(nameOf(resource) ?? "")}`);
  return !isImport || fixed.length === 0
    ? []
    : [
        dangerous(
          `the plan imports resources, but it creates ${listed(fixed)}. If ${fixed.length === 1 ? "it exists" : "one of them exists"} already, import it too, or Google refuses the name (409)`,
        ),
      ];
}

/** Whether a name is fixed: Google refuses it twice, and synth did not make it of the construct's path. */
function isFixed(resource: Block): boolean {
  const [name, type] = [nameOf(resource), text(resource.type) ?? ""];
  const isOfAnother = type.includes("_iam_") || type === DNS_RECORD_SET;
  if (resource.mode === "data" || name === undefined || isOfAnother || !replacedBy(type).includes("name")) {
    return false;
  }
  const letters = (words: string) => words.toLowerCase().replace(/[^a-z0-9]/g, "");
  const path = letters((text(resource.name) ?? "").replace(/_[0-9A-F]{8}$/, ""));
  return !DIGEST.test(name) && !letters(name).endsWith(path);
}

function nameOf({ change }: Block): string | undefined {
  return text(blockOf(blockOf(change).after).name);
}
