import { Text, given, text } from "../text";
import { Rules, onCall } from "../rule";

/** A value that does not stand as it should. */
export interface Misshapen {
  /** Where, such as `hostRules[0].hosts`. */
  readonly what: string;
  /** What belongs there, such as `a text`. */
  readonly wanted: string;
  readonly value: unknown;
  readonly wayOut: string;
}

const OTHERWISE = "Code breaks somewhere inside, with an error that names nothing, or leaves it out in silence.";

/** What constructs and methods are given, where no compiler has looked at it: by JavaScript, or from a file. */
export const SHAPE_RULES = {
  "SHAPE-01": {
    says: "What may not be left out is given. `null` counts as left out.",
    isPrevented: true,
    checks: [onCall("error", "shape.missing", missing)],
    otherwise: OTHERWISE,
  },
  "SHAPE-02": {
    says: "A value is of the type that its prop or parameter has.",
    isPrevented: true,
    checks: [onCall("error", "shape.kind", wrongKind)],
    otherwise: OTHERWISE,
  },
  "SHAPE-03": {
    says: "A list holds no `null`, `undefined` or `false` in place of a member.",
    isPrevented: true,
    checks: [onCall("error", "shape.member", noMember)],
    otherwise: OTHERWISE,
  },
  "SHAPE-04": {
    says: "A prop is written by its own name: not nearly so, and not by that of Terraform's argument. Others pass.",
    isPrevented: true,
    checks: [onCall("error", "shape.name", wrongName)],
    otherwise: OTHERWISE,
  },
  "SHAPE-05": {
    says: "A construct is made in a construct of a stack, under an id that is a text.",
    isPrevented: true,
    checks: [onCall("error", "shape.place", noPlace)],
    otherwise: OTHERWISE,
  },
  "SHAPE-06": {
    says: "What is acknowledged is a warning, by the id of its rule and with a reason.",
    checks: [onCall("error", "Warnings.acknowledge", noAcknowledgement)],
    otherwise: "The warning is printed on, or nobody knows why it is not.",
  },
} satisfies Rules;

function missing({ what, value, wayOut }: Misshapen): Text[] {
  return [text`${what} is required, got ${given(value)}; ${wayOut}`];
}

function wrongKind({ what, wanted, value, wayOut }: Misshapen): Text[] {
  return [text`${what} must be ${wanted}, got ${given(value)}; ${wayOut}`];
}

function noMember({ what, wanted, value }: Misshapen): Text[] {
  return [text`${what} must be ${wanted}, got ${given(value)}; take it out of the list, as with .filter(Boolean)`];
}

function wrongName({ what, wanted, value }: Misshapen): Text[] {
  return [text`${what} is no prop, got ${given(value)}; did you mean ${wanted}?`];
}

function noPlace({ what, wanted, value, wayOut }: Misshapen): Text[] {
  return [text`${what} must be ${wanted}, got ${given(value)}; ${wayOut}`];
}

function noAcknowledgement({ what, value, wayOut }: Misshapen): Text[] {
  return [text`${what}, got ${given(value)}; ${wayOut}`];
}
