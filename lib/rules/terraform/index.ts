import { Rules, onApp, onCall } from "../rule";
import { circles } from "./circles";
import { dependency, logicalId } from "./constructs";
import { accidentalExpressions } from "./expressions";

/** Terraform's own language. */
export const TERRAFORM = {
  "TF-01": {
    says: "A text does not hold ${ or %{ by accident: Terraform reads an expression there.",
    checks: [onApp("error", accidentalExpressions)],
    otherwise: "Terraform refuses the whole stack at plan, or replaces the text with something else.",
    page: "https://developer.hashicorp.com/terraform/language/expressions/strings",
  },
  "TF-02": {
    says: "A construct waits for another one in a stack (`node.addDependency`), and not for itself; no resources wait for each other.",
    checks: [onCall("error", "dependency", dependency), onApp("error", circles)],
    otherwise: "Terraform finds a circle at plan, or the dependency has no effect.",
    page: "https://developer.hashicorp.com/terraform/language/meta-arguments/depends_on",
  },
  "TF-03": {
    says: "The Terraform id of a resource is overridden before another resource refers to it.",
    checks: [onCall("error", "logicalId", logicalId)],
    otherwise: "The id is ignored without a message, and Terraform replaces the resource.",
    page: "https://developer.hashicorp.com/terraform/cdktf/examples-and-guides/refactoring",
  },
} as const satisfies Rules;
