/** The request headers that rules add. */
import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY } from "../../app/types";
import { asText, knownText } from "../../app/values";
import { maxCountOf } from "../../google/security-actions";
import { ArgumentsAt } from "../arguments";
import { reservedHeader } from "../backend-services/headers";
import { Text, given, text } from "../text";
import { isHeaderName, isKnown, present, unique } from "../values";
import { Rule, ruleArgument } from "./rule-blocks";

type Header = ArgumentsAt<typeof SECURITY_POLICY, "rule.header_action.request_headers_to_adds">;

const HEADERS = ruleArgument("header_action.request_headers_to_adds");
const NAME = ruleArgument("header_action.request_headers_to_adds.header_name");

/** Names that are missing or not valid, and values of several lines. */
export function addedHeaders(rule: Rule): Text[] {
  return headersOf(rule).flatMap(({ header_name: name, header_value: value }) => [
    ...present(NAME, name, "write the name of the header"),
    ...(isKnown(name) && !isHeaderName(String(name))
      ? [
          text`a header name may have only letters, digits and !#$%&'*+.^_\`|~-, got ${given(name)}; write the name alone, without colon and value`,
        ]
      : []),
    ...(isKnown(value) && /[\r\n]/.test(String(value))
      ? [text`the value of header ${String(name)} must be on one line, got ${given(value)}; remove the line break`]
      : []),
  ]);
}

/** Headers that may not arrive, and names that appear twice. */
export function strangeHeaders(rule: Rule): Text[] {
  const headers = headersOf(rule);
  const names = headers.map(({ header_name: name }) => name);
  return [
    ...headers.flatMap(({ header_name: name, header_value: value }) =>
      reservedHeader({ name, value, isOfRequest: true }),
    ),
    ...unique(text`a header in ${HEADERS}`, names, "remove one of them", (name) => String(name).toLowerCase()),
  ];
}

/** Headers of a rule whose requests no backend gets. */
export function headersOfNobody(rule: Rule): Text[] {
  const action = knownText(rule, "action");
  const isForBackend = action === undefined || action === "allow" || maxCountOf(action) !== undefined;
  return headersOf(rule).length > 0 && !isForBackend
    ? [
        text`rule ${asText(rule.priority)} adds request headers, but its action is ${action}, so no backend gets these requests; remove ${HEADERS}, or allow the requests`,
      ]
    : [];
}

function headersOf({ header_action: action }: Rule): readonly Header[] {
  return blocks(action).flatMap(({ request_headers_to_adds: headers }) => blocks(headers));
}
