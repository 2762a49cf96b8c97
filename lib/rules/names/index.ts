import { Rules, onApp, onCall } from "../rule";
import { endpointGroupLink, globalLink } from "./existing";
import { wrongKinds } from "./kinds";
import { MAX_LABELS, badLabels, givenLabels } from "./labels";
import { perhapsUnknownArguments, unknownArguments } from "./arguments";
import { OLDEST_PROVIDER, missingArguments, providerVersion } from "./provider-versions";
import { badNames, badTerraformNames, computeName, idleNames, namesakes, takenAddress, takenName } from "./names";
import { idlePrefix, lostRenamings, project, renaming, stackId, stateBucket } from "./stacks";
import { sharedStates } from "./states";

/** Names, labels and states. */
export const NAMES = {
  "NAM-01": {
    says: "A name has 1 to 63 lowercase letters, digits and hyphens, and begins with a letter.",
    checks: [
      onCall("error", "EnvironmentStack", stackId),
      onCall("error", "EnvironmentStack", project),
      onCall("error", "EnvironmentStack.state", stateBucket),
      onCall("error", "name", computeName),
      onCall("error", "existing", computeName),
      onApp("error", badNames),
    ],
    otherwise: "Google refuses it at apply; the provider checks only a few names at plan.",
  },
  "NAM-02": {
    says: "Two resources of one type in one place have different names, also in two stacks of one project.",
    checks: [
      onCall("error", "nameClaim", takenName),
      onCall("error", "addressClaim", takenAddress),
      onCall("error", "EnvironmentStack.renamed", renaming),
      onCall("error", "EnvironmentStack.renamings", lostRenamings),
      onApp("error", namesakes),
    ],
    otherwise: "The second apply fails, or takes over what the first apply created.",
  },
  "NAM-03": {
    says: "A name that is made from a path is cut to the allowed length and ends in a digest.",
    isPrevented: true,
    checks: [],
    otherwise: "Google refuses names that are too long.",
  },
  "NAM-04": {
    says: "A name is set only for a resource that is created, and a folder of the state only with a bucket.",
    checks: [
      onCall("error", "EnvironmentStack.state", idlePrefix),
      onCall("error", "ApplicationLoadBalancer.names", idleNames),
    ],
    otherwise: "The name or folder has no effect.",
  },
  "NAM-05": {
    says: "An existing resource is given by its name, or by a self link of its kind, and a reference leads to a resource of the kind that is used there.",
    checks: [
      onCall("error", "existingGlobalLink", globalLink),
      onCall("error", "existingEndpointGroup", endpointGroupLink),
      onApp("error", wrongKinds),
    ],
    otherwise: "Terraform does not find it at plan, or Google refuses it at apply.",
  },
  "NAM-06": {
    says: "An override writes an argument that the provider has, in snake case as Terraform does, with a value that the provider takes.",
    isPrevented: true,
    precedence: "last",
    checks: [onApp("error", unknownArguments), onApp("warning", perhapsUnknownArguments)],
    otherwise: "Terraform refuses it at plan.",
    page: "https://github.com/hashicorp/terraform-provider-google/tree/v6.50.0/website/docs/r",
  },
  "NAM-07": {
    says: "Each stack keeps its state in its own object or file.",
    checks: [onApp("error", sharedStates)],
    otherwise: "Each apply destroys what the other stack created.",
    page: "docs/terraform/resource-management/store-state",
  },
  "NAM-08": {
    says: "The Terraform name of a resource, made from the ids of its constructs, begins with a letter or an underscore.",
    checks: [onApp("error", badTerraformNames)],
    otherwise: "terraform init refuses the whole stack.",
    page: "https://developer.hashicorp.com/terraform/language/resources/syntax",
  },
  "NAM-09": {
    says: `providerVersion is a version constraint that lets in no version below ${OLDEST_PROVIDER}, and all versions that a stack lets in have the arguments that it writes.`,
    precedence: "first",
    checks: [onCall("error", "EnvironmentStack.providerVersion", providerVersion), onApp("error", missingArguments)],
    otherwise: "terraform init refuses the text, or Terraform refuses the argument at plan.",
    page: "https://developer.hashicorp.com/terraform/language/expressions/version-constraints",
  },
  "LAB-01": {
    says: `A resource has at most ${MAX_LABELS} labels, in lower case and of at most 63 characters; labels that begin with goog- are Google's.`,
    checks: [onCall("error", "labels", givenLabels), onApp("error", badLabels)],
    otherwise: "Google refuses them at apply.",
  },
  "LAB-02": {
    says: "Only some resources have labels.",
    isPrevented: true,
    checks: [],
    otherwise: "The provider does not know the argument.",
  },
  "DEL-01": {
    says: "A deletion policy is DELETE, PREVENT or ABANDON; with PREVENT, Terraform also refuses to delete a resource that is removed from the code.",
    isPrevented: true,
    checks: [],
    otherwise: "The provider refuses other policies at plan.",
    page: "https://github.com/hashicorp/terraform-provider-google/blob/main/website/docs/r/compute_global_address.html.markdown",
  },
} as const satisfies Rules;
