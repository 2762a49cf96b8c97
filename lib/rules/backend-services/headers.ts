import { HEADER_VARIABLES, HEADER_VARIABLE_VOCABULARY } from "../../google/header-variables";
import { didYouMean } from "../nearest";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

/** Headers of a single connection, and those that Google reserves. */
const RESERVED =
  /^(connection|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*|x-user-ip|cdn-loop|x-google.*|x-goog-.*|x-gfe.*|x-amz-.*)$/i;
const HOST_HEADER = /^(host|authority)$/i;
const HEADER_VARIABLE = /\{([A-Za-z0-9_]+)\}/g;

/** A header that is added to requests or responses. */
export interface AddedHeader {
  readonly name: unknown;
  readonly value: unknown;
  /** Whether it is added to requests, or else to responses. */
  readonly isOfRequest: boolean;
  /** Whether Cloud CDN may have answered; undefined where that is not known. */
  readonly hasCdn?: boolean;
}

/** Whether a header is the host, which no header setting can change. */
export function isHostHeader(name: string): boolean {
  return HOST_HEADER.test(name);
}

/** The variables in the value of a header, such as `{client_region}`, are in braces. */
export function braces(value: unknown): Text[] {
  return isKnown(value) && /[{}]/.test(String(value).replace(HEADER_VARIABLE, ""))
    ? [text`a header variable must be in one pair of braces, got ${given(value)}; write it like {client_region}`]
    : [];
}

/** A header that Google reserves. */
export function reservedHeader({ name }: AddedHeader): Text[] {
  return isKnown(name) && RESERVED.test(String(name))
    ? [
        text`header ${String(name)} is reserved for a single connection or for Google, so the load balancer may not pass it on; choose another name`,
      ]
    : [];
}

/** Variables that Google does not know, or that are empty there. */
export function emptyVariables({ name, value, isOfRequest, hasCdn }: AddedHeader): Text[] {
  const variables = isKnown(value)
    ? [...String(value).matchAll(HEADER_VARIABLE)].map(([, variable]) => variable.toLowerCase())
    : [];
  const isOfCache = (variable: string) => variable.startsWith("cdn_") && (isOfRequest || hasCdn === false);
  const why = isOfRequest ? "has a value only in responses" : "has a value only with Cloud CDN";
  const known = new Set<string>(HEADER_VARIABLES);
  return [
    ...variables
      .filter((variable) => !known.has(variable))
      .slice(0, 1)
      .map((variable) => {
        const otherwise = "see Google's page for the variables that exist";
        const hint = didYouMean(variable, known, otherwise, HEADER_VARIABLE_VOCABULARY);
        return text`header ${String(name)} has the unknown variable {${variable}}; ${hint}`;
      }),
    ...variables
      .filter(isOfCache)
      .slice(0, 1)
      .map(
        (variable) =>
          text`header ${String(name)} has the variable {${variable}}, which ${why}; remove the variable from the value`,
      ),
  ];
}
