import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICE_V1 } from "../../app/types";
import { isDynamic, isExpression, isOn, isSet, knownTexts, numberOf } from "../../app/values";
import { Arguments, ArgumentsAt } from "../arguments";
import { Fact, Text, argument, given, text } from "../text";
import { isKnown, length, range, unique } from "../values";

const MAX_REVISION_LENGTH = 63;
const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const BY_NAME = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

/** A revision's name that is empty or too long. */
export function revision({ revision: name }: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "traffic">): Text[] {
  return length("the revision of a traffic target", name, 1, MAX_REVISION_LENGTH);
}

/** Revisions of another service: the name of a revision begins with that of its service. */
export function foreignRevisions(service: Arguments<typeof CLOUD_RUN_SERVICE>): Text[] {
  const { name, template, traffic } = service;
  const [own] = knownTexts(blocks(template).map(({ revision }) => revision));
  const targets = isDynamic(service, "traffic") ? [] : knownTexts(blocks(traffic).map(({ revision }) => revision));
  return [
    ...(own === undefined ? [] : ofOtherService(argument("template.revision"), name, own)),
    ...targets.flatMap((target) => ofOtherService("the revision of a traffic target", name, target)),
  ];
}

/** The same of the first version of the API. */
export function foreignRevisionsOfV1(service: Arguments<typeof CLOUD_RUN_SERVICE_V1>): Text[] {
  const metadata = blocks(service.template).flatMap((template) => blocks(template.metadata));
  return [
    ...knownTexts(metadata.map(({ name }) => name)).flatMap((own) =>
      ofOtherService("the name of a revision (template.metadata.name)", service.name, own),
    ),
    ...knownTexts(blocks(service.traffic).map(({ revision_name }) => revision_name)).flatMap((target) =>
      ofOtherService("the revision of a traffic target", service.name, target),
    ),
  ];
}

function ofOtherService(what: Fact, service: unknown, revision: string): Text[] {
  return typeof service !== "string" || !isKnown(service) || revision.startsWith(`${service}-`)
    ? []
    : [
        text`${what} must begin with the name of its service, ${service}-, got ${given(revision)}; use a revision of this service`,
      ];
}

/** A target that is of the latest revision and of another one, or of none. */
export function kinds({ type, revision: name }: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "traffic">): Text[] {
  const isNamed = name !== undefined && name !== "";
  return (type === LATEST && isNamed) || (type === BY_NAME && !isNamed)
    ? [
        text`a traffic target of type ${type} ${isNamed ? "has no" : "needs a"} revision; ${isNamed ? "remove revision" : "set revision"}, or set type to ${isNamed ? BY_NAME : LATEST}`,
      ]
    : [];
}

/** The same of the first version of the API. */
export function kindsOfV1(target: ArgumentsAt<typeof CLOUD_RUN_SERVICE_V1, "traffic">): Text[] {
  return isOn(target, "latest_revision") && isSet(target, "revision_name")
    ? [
        text`a traffic target for the latest revision has no revision_name, got ${given(target.revision_name)}; remove latest_revision or revision_name`,
      ]
    : [];
}

/** Shares that are not all of the requests, and tags that appear twice. */
export function shares({ traffic }: { readonly traffic?: unknown }): Text[] {
  if (!Array.isArray(traffic)) {
    return [];
  }
  const targets = blocks(traffic);
  const wrong = targets.flatMap(({ percent }) => range("percent of a traffic target", percent, 0, 100));
  const sum = targets.reduce((total, target) => total + (numberOf(target, "percent") ?? 0), 0);
  const isKnown = !targets.some(({ percent }) => isExpression(percent));
  const tags = targets.map(({ tag }) => tag).filter((tag) => tag !== "");
  return [
    ...wrong,
    ...(isKnown && wrong.length === 0 && sum !== 100
      ? [
          text`the percentages of all traffic targets must add up to 100, got ${given(sum)}; change the numbers so that their sum is 100`,
        ]
      : []),
    ...unique("a traffic tag", tags, "choose another tag"),
  ];
}

/** The same, where traffic is written at all. */
export function sharesOfService(service: Pick<Arguments<typeof CLOUD_RUN_SERVICE>, "traffic">): Text[] {
  return isSet(service, "traffic") && !isDynamic(service, "traffic")
    ? shares({ traffic: [service.traffic].flat() })
    : [];
}
