import { Rules, onApp, onCall } from "../rule";
import { circles } from "./circles";
import { dependency, logicalId, sharedId } from "./constructs";
import { accidentalExpressions } from "./expressions";
import { badMetaArguments, unconfiguredProviders } from "./meta-arguments";
import { perhapsPlainReferences, plainReferences } from "./plain-references";

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
    says: "The Terraform id of a resource is overridden before another resource refers to it, with an id that no other one has.",
    checks: [onCall("error", "logicalId", logicalId), onCall("error", "sharedId", sharedId)],
    otherwise: "The id is ignored silently and Terraform replaces the resource, or two resources are merged into one.",
    page: "https://developer.hashicorp.com/terraform/cdktf/examples-and-guides/refactoring",
  },
  "TF-04": {
    says: "What Terraform itself reads of a resource is valid: its lifecycle, dependencies, count and provider.",
    checks: [onApp("error", badMetaArguments), onApp("warning", unconfiguredProviders)],
    otherwise: "Terraform refuses the whole stack at init or plan.",
    page: "https://developer.hashicorp.com/terraform/language/meta-arguments",
  },
  "TF-05": {
    says: "A reference is an expression, such as ${var.image}, and not the plain text of it.",
    precedence: "first",
    checks: [onApp("error", plainReferences), onApp("warning", perhapsPlainReferences)],
    otherwise: "Google gets the text instead of the value, and refuses it or uses it.",
    page: "https://developer.hashicorp.com/terraform/language/expressions/references",
  },
} as const satisfies Rules;
