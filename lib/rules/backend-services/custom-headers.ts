import { BACKEND_SERVICE } from "../../app/types";
import { isExpression, isOn, textsOf } from "../../app/values";
import { Arguments } from "../arguments";
import { Text, argument, given, text } from "../text";
import { isHeaderName, isKnown, unique } from "../values";
import { AddedHeader, braces, emptyVariables, isHostHeader, reservedHeader } from "./headers";

type Service = Arguments<typeof BACKEND_SERVICE>;

const HEADER_LISTS = [
  "custom_request_headers",
  "custom_response_headers",
] as const satisfies readonly (keyof Service)[];
/** Each way. */
export const MAX_HEADERS = 16;
/** Of all headers of one way together. */
export const MAX_HEADER_BYTES = 8 * 1024;

/** Too many headers, or too long ones. */
export function crowdedHeaders(service: Service): Text[] {
  return HEADER_LISTS.flatMap((name) => {
    const headers = service[name];
    // Google counts names and values, without what separates them
    const bytes = headersIn(headers).reduce((sum, header) => sum + Buffer.byteLength(header.replace(/:\s*/, "")), 0);
    return [
      ...(Array.isArray(headers) && headers.length > MAX_HEADERS
        ? [
            text`${argument(name)} can have at most ${MAX_HEADERS} headers, got ${headers.length}; remove at least ${headers.length - MAX_HEADERS}`,
          ]
        : []),
      ...(bytes > MAX_HEADER_BYTES
        ? [
            text`the headers in ${argument(name)} can have at most ${MAX_HEADER_BYTES} bytes in total, got ${bytes}; shorten them`,
          ]
        : []),
    ];
  });
}

/** Headers that are not written as a name and a value, set the host, or appear twice. */
export function customHeaders(service: Service): Text[] {
  return HEADER_LISTS.flatMap((name) => {
    const headers = headersIn(service[name]);
    return [
      ...headers.flatMap((header) => customHeader(name, header)),
      ...unique(text`a header in ${argument(name)}`, headers, "remove one of them", (header) =>
        nameIn(header).toLowerCase(),
      ),
    ];
  });
}

function customHeader(list: (typeof HEADER_LISTS)[number], header: string): Text[] {
  if (!isHeader(header)) {
    return [
      text`a header in ${argument(list)} must be written as "Name: value", got ${given(header)}; write it like "x-client-region: {client_region}"`,
    ];
  }
  return isHostHeader(nameIn(header))
    ? [
        text`${argument(list)} cannot set the host, got ${given(header)}; set hostRewrite of urlRewrite in a route instead`,
      ]
    : [];
}

/** Variables of which a brace is missing. */
export function customVariables(service: Service): Text[] {
  return HEADER_LISTS.flatMap((name) => headersIn(service[name]))
    .filter((header) => isHeader(header) && !isHostHeader(nameIn(header)))
    .flatMap(braces);
}

/** Headers that may not arrive. */
export function reservedCustomHeaders(service: Service): Text[] {
  return addedBy(service).flatMap(reservedHeader);
}

/** Variables that may be empty. */
export function emptyCustomVariables(service: Service): Text[] {
  return addedBy(service).flatMap(emptyVariables);
}

function addedBy(service: Service): AddedHeader[] {
  const hasCdn = isExpression(service.enable_cdn) ? undefined : isOn(service, "enable_cdn");
  return HEADER_LISTS.flatMap((list) =>
    headersIn(service[list]).map((header) => {
      const name = nameIn(header);
      return { name, value: header.slice(name.length + 1), isOfRequest: list === "custom_request_headers", hasCdn };
    }),
  );
}

function headersIn(list: unknown): string[] {
  return textsOf(list).filter(isKnown);
}

function isHeader(header: string): boolean {
  return header.includes(":") && isHeaderName(nameIn(header)) && !/[\r\n]/.test(header);
}

function nameIn(header: string): string {
  return header.split(":")[0];
}
