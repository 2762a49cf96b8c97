import { Literal, literalsIn } from "../../app/literals";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { STORAGE_BUCKET } from "../../app/types";
import { isShellVariable, plainReference, plainReferenceIn } from "../plain-references";
import { Found, about } from "../rule";

/** What Terraform reads as names. */
const NAMES = ["connection", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "timeouts"];
/** Where any text may stand, or a host or path that looks the same. */
const FREE = new RegExp(
  ["header", "regex", "env", "command", "args", "description", "label", "annotation", "expression", "content", "value"]
    .concat([
      "title",
      "display",
      "path",
      "query",
      "cookie",
      "host",
      "domain",
      "url_mask",
      "redirect",
      "rewrite",
      "prefix",
      "object",
      "bucket",
    ])
    .join("|"),
);

/** Texts that were meant as a reference, where no such text is valid. */
export function plainReferences(app: SynthesizedApp): Found[] {
  return found(
    app,
    (literal, resource) =>
      !isFree(literal, resource) && (isShellVariable(literal.value) || plainReferenceIn(literal.value) !== undefined),
  );
}

/** Texts where any text is valid, that are the name of something that the stack has. */
export function perhapsPlainReferences(app: SynthesizedApp): Found[] {
  return found(app, (literal, resource) => {
    const reference = plainReferenceIn(literal.value);
    return isFree(literal, resource) && reference !== undefined && app.declares(resource, reference);
  });
}

function found(app: SynthesizedApp, isMeant: (literal: Literal, resource: Resource) => boolean): Found[] {
  return app.resources.flatMap((resource) =>
    literalsOf(resource)
      .filter((literal) => isMeant(literal, resource))
      .map(({ path, value }) => about(resource, plainReference(path.join("."), value))),
  );
}

/** The texts of a resource that could be a reference: these have a dot or a dollar sign. */
function literalsOf({ config }: Resource): Literal[] {
  return Object.entries(config)
    .filter(([name]) => name !== "//" && !NAMES.includes(name))
    .flatMap(([name, value]) => literalsIn(value, [name]))
    .filter(({ value }) => /[.$]/.test(value) && !value.includes("{"));
}

/** The name of a bucket of Cloud Storage may look like a reference, too. */
function isFree({ path }: Literal, { type }: Resource): boolean {
  return type === STORAGE_BUCKET || path.some((name) => FREE.test(name));
}
