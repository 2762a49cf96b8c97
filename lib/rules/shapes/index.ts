import { Text, given, text } from "../text";
import { Rules, onApp, onCall } from "../rule";
import { missingParts } from "./missing-texts";

/** A value that is not as it should be. */
export interface Misshapen {
  /** Where, such as `hostRules[0].hosts`. */
  readonly what: string;
  /** What belongs there, such as `a string`. */
  readonly wanted: string;
  readonly value: unknown;
  readonly wayOut: string;
}

const OTHERWISE =
  "The program fails inside this package, with an error that names no construct, or the value is ignored without a message.";

/** Values that constructs and methods get, where no compiler has checked them: from JavaScript, or from a file. */
export const SHAPE_RULES = {
  "SHAPE-01": {
    says: "A required value is given; `null` counts as not given.",
    isPrevented: true,
    checks: [onCall("error", "shape.missing", missing)],
    otherwise: OTHERWISE,
  },
  "SHAPE-02": {
    says: "A value has the type of its prop or parameter.",
    isPrevented: true,
    checks: [onCall("error", "shape.kind", wrongKind)],
    otherwise: OTHERWISE,
  },
  "SHAPE-03": {
    says: "A list has no `null`, `undefined` or `false` as a member.",
    isPrevented: true,
    checks: [onCall("error", "shape.member", noMember)],
    otherwise: OTHERWISE,
  },
  "SHAPE-04": {
    says: "A prop is written by its exact name: a misspelled name, another word for it, or the name of Terraform's argument, is an error. Other unknown props are ignored.",
    isPrevented: true,
    checks: [onCall("error", "shape.name", wrongName)],
    otherwise: OTHERWISE,
  },
  "SHAPE-05": {
    says: "The scope of a construct is in a stack, and its id is a string that is known at synth and that no other construct of the scope has.",
    isPrevented: true,
    checks: [onCall("error", "shape.place", noPlace)],
    otherwise: OTHERWISE,
  },
  "SHAPE-06": {
    says: "Only a warning is acknowledged, by the id of its rule and with a reason.",
    checks: [onCall("error", "Warnings.acknowledge", noAcknowledgement)],
    otherwise: "The warning is still printed, or readers do not know why it is not.",
  },
  "SHAPE-07": {
    says: "A text has no `undefined`, `NaN`, `None`, `null` or `[object Object]`, which programs write for a value that is missing or an object.",
    checks: [onApp("warning", missingParts)],
    otherwise: "Google refuses it at apply, or creates something with a wrong name.",
  },
} satisfies Rules;

function missing({ what, wayOut }: Misshapen): Text[] {
  return [text`${what} is required; ${wayOut}`];
}

function wrongKind({ what, wanted, value, wayOut }: Misshapen): Text[] {
  return [text`${what} must be ${wanted}, got ${given(value)}; ${wayOut}`];
}

function noMember({ what, wanted }: Misshapen): Text[] {
  return [
    text`${what} must be ${wanted}, not undefined, null or false; remove it from the list, for example with .filter(Boolean)`,
  ];
}

function wrongName({ what, wayOut }: Misshapen): Text[] {
  return [text`${what} is not a prop; ${wayOut}`];
}

function noPlace({ what, wanted, wayOut }: Misshapen): Text[] {
  return [text`${what} must be ${wanted}; ${wayOut}`];
}

function noAcknowledgement({ what, wayOut }: Misshapen): Text[] {
  return [text`${what}; ${wayOut}`];
}
