import { TerraformVariable } from "cdktf";
import { BackendService, EnvironmentStack, HeaderAction, UrlMap } from "cdktf-google-serverless-lb";
import { joinHeaderActions } from "../../../../lib/constructs/url-map/header-action";
import { resource, synthesize } from "../../../synthesized";

const map = (stack: EnvironmentStack, headerAction: HeaderAction) =>
  new UrlMap(stack, "Map", {
    defaultService: BackendService.fromBackendServiceSelfLink(stack, "web", "projects/p1/global/backendServices/web"),
    headerAction,
  });
const rendered = (headerAction: (stack: EnvironmentStack) => HeaderAction) =>
  resource("google_compute_url_map", (stack) => map(stack, headerAction(stack))).header_action as object;

test("a header action adds and removes headers of requests and responses, and replaces values by default", () => {
  const headerAction = {
    requestHeadersToAdd: [
      { headerName: "x-region", headerValue: "{client_region}" },
      { headerName: "x-via", headerValue: "lb", replace: false },
    ],
    requestHeadersToRemove: ["x-debug"],
    responseHeadersToAdd: [{ headerName: "x-frame-options", headerValue: "DENY", replace: true }],
    responseHeadersToRemove: ["server", "x-powered-by"],
  };
  expect(rendered(() => headerAction)).toEqual({
    request_headers_to_add: [
      { header_name: "x-region", header_value: "{client_region}", replace: true },
      { header_name: "x-via", header_value: "lb", replace: false },
    ],
    request_headers_to_remove: ["x-debug"],
    response_headers_to_add: [{ header_name: "x-frame-options", header_value: "DENY", replace: true }],
    response_headers_to_remove: ["server", "x-powered-by"],
  });
});

test.each<[keyof HeaderAction, (headerName: string) => HeaderAction]>([
  ["requestHeadersToAdd", (headerName) => ({ requestHeadersToAdd: [{ headerName, headerValue: "v" }] })],
  ["requestHeadersToRemove", (headerName) => ({ requestHeadersToRemove: [headerName] })],
  ["responseHeadersToAdd", (headerName) => ({ responseHeadersToAdd: [{ headerName, headerValue: "v" }] })],
  ["responseHeadersToRemove", (headerName) => ({ responseHeadersToRemove: [headerName] })],
])("%s refuses what is no header's name, and the host", (_where, action) => {
  const synth = (name: string) => () => synthesize((stack) => map(stack, action(name)));
  const noName = (given: string) =>
    `[test/Map] BS-23: a header name may have only letters, digits and !#$%&'*+.^_\`|~-, got ${given}; write the name alone, without colon and value (https:`;
  expect(synth("X-A: v")).toThrow(noName('"X-A: v"'));
  expect(synth("")).toThrow(noName('""'));
  expect(synth(":method")).toThrow(noName('":method"'));
  expect(synth("Host")).toThrow(
    '[test/Map] BS-23: a header action cannot change the host, got "Host"; set hostRewrite of urlRewrite instead (https:',
  );
  expect(synth("authority")).toThrow(/BS-23: a header action cannot change the host, got "authority"/);
});

test("the value of a header stands on one line", () => {
  const adding = (headerValue: string) => ({ responseHeadersToAdd: [{ headerName: "x-a", headerValue }] });
  expect(() => synthesize((stack) => map(stack, adding("a\nb")))).toThrow(
    /^\[test\/Map\] BS-23: the value of header x-a must be on one line, got "a\\nb"; remove the line break/,
  );
  expect(() => synthesize((stack) => map(stack, adding("a b")))).not.toThrow();
});

test("a header's name may have every letter that HTTP allows, or be a token", () => {
  const headerAction = (stack: EnvironmentStack) => {
    const text = new TerraformVariable(stack, "text", { type: "string" }).stringValue;
    const names = new TerraformVariable(stack, "names", { type: "list(string)" }).listValue;
    return {
      requestHeadersToAdd: [{ headerName: text, headerValue: text }],
      requestHeadersToRemove: names,
      responseHeadersToRemove: ["!#$%&'*+.^_`|~-aZ09", text, "hostname"],
    };
  };
  expect(rendered(headerAction)).toEqual({
    request_headers_to_add: [{ header_name: "${var.text}", header_value: "${var.text}", replace: true }],
    request_headers_to_remove: "${var.names}",
    response_headers_to_remove: ["!#$%&'*+.^_`|~-aZ09", "${var.text}", "hostname"],
  });
});

test("two header actions are joined in their order", () => {
  const a = { headerName: "a", headerValue: "1" };
  const b = { headerName: "b", headerValue: "2" };
  expect(
    joinHeaderActions(
      { requestHeadersToAdd: [a], responseHeadersToRemove: ["x"] },
      { requestHeadersToAdd: [b], requestHeadersToRemove: ["y"] },
    ),
  ).toEqual({
    requestHeadersToAdd: [a, b],
    requestHeadersToRemove: ["y"],
    responseHeadersToRemove: ["x"],
  });
});

test("a list of headers that is a token is joined by Terraform", () => {
  const joined = (stack: EnvironmentStack) => {
    const names = new TerraformVariable(stack, "names", { type: "list(string)" }).listValue;
    return joinHeaderActions({ requestHeadersToRemove: names }, { requestHeadersToRemove: ["x"] }) as HeaderAction;
  };
  expect(rendered(joined)).toEqual({ request_headers_to_remove: '${concat(var.names, ["x"])}' });
});

test("a header action joined with none is itself", () => {
  const action = { requestHeadersToRemove: ["y"] };
  expect(joinHeaderActions(action, undefined)).toBe(action);
  expect(joinHeaderActions(undefined, action)).toBe(action);
  expect(joinHeaderActions(undefined, undefined)).toBeUndefined();
});
