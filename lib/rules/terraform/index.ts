import { Rules, onApp } from "../rule";
import { accidentalExpressions } from "./expressions";

/** Terraform's own language. */
export const TERRAFORM = {
  "TF-01": {
    says: "A text does not hold ${ or %{ by accident: Terraform reads an expression there.",
    checks: [onApp("error", accidentalExpressions)],
    otherwise: "Terraform refuses the whole stack at plan, or replaces the text with something else.",
    page: "https://developer.hashicorp.com/terraform/language/expressions/strings",
  },
} as const satisfies Rules;
