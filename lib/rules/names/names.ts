import { blocks } from "../../app/terraform-json";
import { collectionOf } from "../../app/collections";
import { Finding, error, paths } from "../finding";
import { COMPUTE_NAME, LABEL_KEY, LABEL_VALUE, MAX_LABELS } from "../limits";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { Block, isExpression, isSet, knownText } from "../../app/values";

/** What holds names of the user's own, or is not of the provider. */
const FREE_NAMES = [
  "//",
  "annotations",
  "build_environment_variables",
  "connection",
  "environment_variables",
  "for_each",
  "labels",
  "limits",
  "node_selector",
  "params",
  "provisioner",
  "requests",
  "volume_attributes",
];

/** NAM-01: names that Google refuses, of which the provider says nothing before the apply. */
export function badNames(app: SynthesizedApp): Finding[] {
  return app.resources
    .filter(({ type }) => collectionOf(type) !== undefined && type.startsWith("google_compute_"))
    .flatMap((resource) => {
      const name = knownText(resource.config, "name");
      return name === undefined || COMPUTE_NAME.test(name)
        ? []
        : [
            error(
              "NAM-01",
              resource,
              `a name has 1 to 63 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen, got ${JSON.stringify(name)}; choose such a name`,
            ),
          ];
    });
}

/** NAM-02: two resources of one kind with one name in a project, across all stacks. */
export function namesakes(app: SynthesizedApp): Finding[] {
  return app.namesakes().flatMap((all) => {
    const [first, ...others] = all.filter((resource) => !mayBeAbsent(resource));
    return others.map((resource) => {
      const wayOut = first.stack === resource.stack ? "choose another construct id" : "choose another stack id";
      return error(
        "NAM-02",
        resource,
        `${paths([first])} has the same name in ${placeOf(resource)}, got ${JSON.stringify(resource.config.name)}; ${wayOut}, or give one of them a name`,
      );
    });
  });
}

/** Whether only Terraform knows that a resource is made at all: of two with opposite conditions one is. */
function mayBeAbsent({ config }: Resource): boolean {
  return isExpression(config.count) || config.count === 0 || isExpression(config.for_each);
}

/** NAM-06: arguments in the words of TypeScript, as an override writes them by mistake. */
export function camelCaseArguments(app: SynthesizedApp): Finding[] {
  return app.resources
    .filter(({ type }) => collectionOf(type) !== undefined)
    .flatMap((resource) =>
      [...new Set(camelCaseIn(resource.config))].map((argument) =>
        error(
          "NAM-06",
          resource,
          `Terraform's arguments are in snake case, got ${argument}; write ${argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
        ),
      ),
    );
}

function camelCaseIn(block: Block): string[] {
  return Object.entries(block)
    .filter(([name]) => !FREE_NAMES.includes(name))
    .flatMap(([name, value]) => [...(/^[a-z]+[A-Z]/.test(name) ? [name] : []), ...blocks(value).flatMap(camelCaseIn)]);
}

/** LAB-01: labels that Google refuses, on resources and for all resources of a provider. */
export function badLabels(app: SynthesizedApp): Finding[] {
  const own = app.resources
    .filter(({ type }) => collectionOf(type) !== undefined)
    .flatMap((resource) => labelProblems(resource.config.labels).map((text) => error("LAB-01", resource, text)));
  const common = app
    .providers()
    .flatMap(({ stack, config }) =>
      labelProblems(config.default_labels).map((text) => error("LAB-01", { path: stack }, text)),
    );
  return [...own, ...common];
}

function placeOf({ project }: Resource): string {
  return project.includes(" ") ? "Google Cloud" : `project ${project}`;
}

function labelProblems(labels: unknown): string[] {
  if (typeof labels !== "object" || labels === null || isSet({ labels }, "labels") === false) {
    return [];
  }
  const entries = Object.entries(labels).filter(([key]) => !isExpression(key));
  const tooMany =
    entries.length > MAX_LABELS
      ? [`a resource takes at most ${MAX_LABELS} labels, got ${entries.length}; remove some`]
      : [];
  return [...tooMany, ...entries.flatMap(([key, value]) => labelProblem(key, value))];
}

function labelProblem(key: string, value: unknown): string[] {
  if (!LABEL_KEY.test(key) || key.startsWith("goog-")) {
    return [
      `a label's key has 1 to 63 lower-case letters, digits, _ and -, begins with a letter and not with goog-, got ${JSON.stringify(key)}; choose such a key`,
    ];
  }
  return typeof value !== "string" || isExpression(value) || LABEL_VALUE.test(value)
    ? []
    : [
        `the value of label ${key} has at most 63 lower-case letters, digits, _ and -, got ${JSON.stringify(value)}; choose such a value`,
      ];
}
