import { blocks } from "../../app/terraform-json";
import { URL_MAP } from "../../app/types";
import { textsOf } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Severity, onBlock } from "../rule";
import { Text, given, text } from "../text";
import { isHeaderName, isKnown, present } from "../values";
import { AddedHeader, braces, emptyVariables, isHostHeader, reservedHeader } from "./headers";

/** Where URL maps change headers. */
const HEADER_ACTIONS = [
  "header_action",
  "default_route_action.weighted_backend_services.header_action",
  "path_matcher.header_action",
  "path_matcher.default_route_action.weighted_backend_services.header_action",
  "path_matcher.path_rule.route_action.weighted_backend_services.header_action",
  "path_matcher.route_rules.header_action",
  "path_matcher.route_rules.route_action.weighted_backend_services.header_action",
] as const;

type HeaderAction = ArgumentsAt<typeof URL_MAP, "header_action">;

/** A check of every change of headers in a URL map. */
export function onHeaderActions(severity: Severity, find: (action: HeaderAction) => readonly Text[]) {
  return HEADER_ACTIONS.map((place) => onBlock(severity, URL_MAP, place, find));
}

/** Names that are not valid, or the host, and values that are missing or have a line break. */
export function changedHeaders(action: HeaderAction): Text[] {
  const added = addedBy(action);
  const removed = [action.request_headers_to_remove, action.response_headers_to_remove].flatMap(textsOf);
  return [
    ...[...added.map(({ name }) => name), ...removed].filter(isKnown).map(String).flatMap(wrongName),
    ...added.flatMap(({ name, value }) => [
      ...present(text`the value of header ${String(name)}`, value, "set it, or remove the header"),
      ...oneLine(name, value),
    ]),
  ];
}

function wrongName(name: string): Text[] {
  if (!isHeaderName(name)) {
    return [
      text`a header name may have only letters, digits and !#$%&'*+.^_\`|~-, got ${given(name)}; write the name alone, without colon and value`,
    ];
  }
  return isHostHeader(name)
    ? [text`a header action cannot change the host, got ${given(name)}; set hostRewrite of urlRewrite instead`]
    : [];
}

function oneLine(name: unknown, value: unknown): Text[] {
  return isKnown(value) && /[\r\n]/.test(String(value))
    ? [text`the value of header ${String(name)} must be on one line, got ${given(value)}; remove the line break`]
    : [];
}

/** Variables of which a brace is missing. */
export function changedVariables(action: HeaderAction): Text[] {
  return addedBy(action).flatMap(({ value }) => braces(value));
}

/** Headers that may not arrive. */
export function reservedChanges(action: HeaderAction): Text[] {
  return addedBy(action).flatMap(reservedHeader);
}

/** Variables that may be empty. */
export function emptyChanges(action: HeaderAction): Text[] {
  return addedBy(action).flatMap(emptyVariables);
}

function addedBy(action: HeaderAction): AddedHeader[] {
  return (["request_headers_to_add", "response_headers_to_add"] as const).flatMap((list) =>
    blocks(action[list]).map(({ header_name, header_value }) => ({
      name: header_name,
      value: header_value,
      isOfRequest: list === "request_headers_to_add",
    })),
  );
}
