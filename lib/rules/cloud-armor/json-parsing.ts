/** Which request bodies preconfigured rule sets read as JSON. */
import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY } from "../../app/types";
import { asText, isExpression, isSet } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Text, argument, given, text } from "../text";
import { knownValues, list } from "../values";

type Options = ArgumentsAt<typeof SECURITY_POLICY, "advanced_options_config">;
type CustomConfig = ArgumentsAt<typeof SECURITY_POLICY, "advanced_options_config.json_custom_config">;

const CONTENT_TYPES = argument("advanced_options_config.json_custom_config.content_types");
const JSON_PARSING = argument("advanced_options_config.json_parsing");
/** RFC 9110: a type and a subtype, without parameters. */
const CONTENT_TYPE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Content types that are not valid, or a list without one. */
export function contentTypes(options: Options): Text[] {
  return configsOf(options).flatMap(({ content_types: types }) => [
    ...list(CONTENT_TYPES, types),
    ...(Array.isArray(types) && types.length === 0
      ? [text`${CONTENT_TYPES} needs a content type; add one, or remove it for application/json alone`]
      : []),
    ...knownValues<unknown>(types)
      .filter((type) => !CONTENT_TYPE.test(String(type)))
      .map(
        (type) =>
          text`${CONTENT_TYPES} must be a type and a subtype without parameters, got ${given(type)}; write it like application/vnd.api+json`,
      ),
  ]);
}

/** Content types without the JSON parsing that looks at them. */
export function unusedContentTypes(options: Options): Text[] {
  const { json_parsing: parsing } = options;
  return configsOf(options).some((config) => isSet(config, "content_types")) &&
    parsing !== "STANDARD" &&
    !isExpression(parsing)
    ? [
        text`${CONTENT_TYPES} has an effect only if ${JSON_PARSING} is STANDARD, but it is ${parsing === undefined ? "not set" : asText(parsing)}; set it to STANDARD, or remove ${CONTENT_TYPES}`,
      ]
    : [];
}

function configsOf({ json_custom_config: config }: Options): readonly CustomConfig[] {
  return blocks(config);
}
