/** What a network endpoint group points to, as its own arguments have it. */
import { isServerless } from "../../app/load-balancers";
import { NEG } from "../../app/types";
import { Block, isDynamic, isExpression, isSet } from "../../app/values";
import { PLATFORMS } from "../../google/serverless-platforms";
import { Arguments, ArgumentsAt } from "../arguments";
import { nameMeant } from "../given-names";
import { COMPUTE_NAME } from "../limits";
import { Fact, Text, given, text } from "../text";
import { isKnown, length } from "../values";

/** What says where a serverless NEG points to; the last one is of the beta provider. */
const TARGETS = [...PLATFORMS, "serverless_deployment"];
const FUNCTION_NAME = /^[A-Za-z]([-_A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const MAX_APP_ENGINE_SERVICE = 63;
const MAX_APP_ENGINE_VERSION = 100;
const DOCUMENTED_VERSION_LENGTH = 63;

type Target<Platform extends string> = ArgumentsAt<typeof NEG, Platform>;

/** A NEG that is not of the type of its target, or has none or several. */
export function targets(neg: Arguments<typeof NEG>): Text[] {
  const config: Block = neg;
  const written = TARGETS.filter((target) => isSet(config, target));
  if (isExpression(neg.network_endpoint_type) || TARGETS.some((target) => isDynamic(config, target))) {
    return [];
  }
  if (!isServerless({ type: NEG, config })) {
    return written.length > 0
      ? [
          text`${written.join(" and ")} is for network endpoint groups of type SERVERLESS, but network_endpoint_type is ${given(neg.network_endpoint_type)}; remove network_endpoint_type`,
        ]
      : [];
  }
  return written.length !== 1
    ? [
        text`a serverless network endpoint group must have exactly one of ${TARGETS.join(", ")}, got ${written.join(" and ") || "none"}; ${written.length === 0 ? "set one of them" : "keep one and remove the others"}`,
      ]
    : [];
}

/** A text that cannot be a traffic tag, in what points to one. */
export function trafficTag({ tag }: { readonly tag?: unknown }): Text[] {
  return wrongTag(tag, "use the tag that the Cloud Run service has");
}

/** A text that cannot be a traffic tag, where a service gives it to a revision. */
export function givenTag({ tag }: { readonly tag?: unknown }): Text[] {
  return wrongTag(tag, nameMeant(tag, COMPUTE_NAME, "choose another tag"));
}

function wrongTag(tag: unknown, wayOut: Fact): Text[] {
  return isKnown(tag) && !COMPUTE_NAME.test(String(tag))
    ? [
        text`a traffic tag must have 1 to 63 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${given(tag)}; ${wayOut}`,
      ]
    : [];
}

/** A text that cannot be the name of a function. */
export function functionName({ function: name }: Target<"cloud_function">): Text[] {
  return isKnown(name) && !FUNCTION_NAME.test(String(name))
    ? [
        text`a Cloud Function's name must have 1 to 63 letters, digits, _ and -, begin with a letter and end with a letter or digit, got ${given(name)}; ${shortName(String(name))}`,
      ]
    : [];
}

function shortName(name: string): Text {
  const [, short] = /\/functions\/([^/]+)$/.exec(name) ?? [];
  return short === undefined
    ? text`use the function's short name, without project and region`
    : text`write ${given(short)}`;
}

/** Names of App Engine that are empty or too long. */
export function appEngineNames({ service, version }: Target<"app_engine">): Text[] {
  return [
    ...length("the App Engine service's name", service, 1, MAX_APP_ENGINE_SERVICE),
    ...length("the App Engine version", version, 1, MAX_APP_ENGINE_VERSION),
  ];
}

/** A version that Google's API accepts but Terraform's provider may not. */
export function longVersion({ version }: Target<"app_engine">): Text[] {
  return isKnown(version) && String(version).length > DOCUMENTED_VERSION_LENGTH
    ? [
        text`the provider documents at most ${DOCUMENTED_VERSION_LENGTH} characters for an App Engine version, got ${String(version).length}; choose a shorter version`,
      ]
    : [];
}
