import { TerraformVariable } from "cdktf";
import {
  BackendService,
  EnvironmentStack,
  HeaderMatch,
  PathMatch,
  PathRedirect,
  RouteAction,
  Routes,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../../synthesized";

const map = (stack: EnvironmentStack, ...headers: HeaderMatch[]) =>
  new UrlMap(stack, "Map", {
    defaultService: BackendService.fromBackendServiceSelfLink(stack, "web", "projects/p1/global/backendServices/web"),
    routes: Routes.inOrder([
      {
        match: { path: PathMatch.prefix("/"), headers },
        action: RouteAction.redirect({ pathRedirect: PathRedirect.fullPath("/new") }),
      },
    ]),
  });
const headerMatches = (headers: (stack: EnvironmentStack) => HeaderMatch[]) =>
  resource("google_compute_url_map", (stack) => map(stack, ...headers(stack))).path_matcher[0].route_rules[0]
    .match_rules[0].header_matches as object[];
const not = { invertMatch: true };

test.each([
  ["exact", HeaderMatch.exact("x-a", "v"), { header_name: "x-a", exact_match: "v" }],
  ["not exact", HeaderMatch.exact("x-a", "v", not), { header_name: "x-a", exact_match: "v", invert_match: true }],
  ["prefix", HeaderMatch.prefix("x-a", "v"), { header_name: "x-a", prefix_match: "v" }],
  ["not prefix", HeaderMatch.prefix("x-a", "v", not), { header_name: "x-a", prefix_match: "v", invert_match: true }],
  ["suffix", HeaderMatch.suffix("x-a", "v"), { header_name: "x-a", suffix_match: "v" }],
  ["not suffix", HeaderMatch.suffix("x-a", "v", not), { header_name: "x-a", suffix_match: "v", invert_match: true }],
  ["range", HeaderMatch.inRange("x-a", -1, 0), { header_name: "x-a", range_match: { range_start: -1, range_end: 0 } }],
  [
    "not range",
    HeaderMatch.inRange("x-a", 1, 9, not),
    { header_name: "x-a", range_match: { range_start: 1, range_end: 9 }, invert_match: true },
  ],
  ["present", HeaderMatch.present("x-a"), { header_name: "x-a", present_match: true }],
  ["absent", HeaderMatch.absent("x-a"), { header_name: "x-a", present_match: true, invert_match: true }],
  ["pseudo-header", HeaderMatch.exact(":method", "GET"), { header_name: ":method", exact_match: "GET" }],
])("a match of a header of the kind %s is rendered", (_what, match, expected) => {
  expect(headerMatches(() => [match])).toEqual([expected]);
});

test("all header matches of a route stand in one rule, where all must hold", () => {
  expect(headerMatches(() => [HeaderMatch.present("x-a"), HeaderMatch.present("x-b")])).toHaveLength(2);
});

test.each([
  ["a colon and a value", HeaderMatch.present("x-a: v"), /a header name .*, got "x-a: v"; write the name alone/],
  ["a space", HeaderMatch.exact("x a", "v"), /a header name may have only letters, digits and .*, got "x a"/],
  ["no name", HeaderMatch.prefix("", "v"), /a header name may have only letters, digits and .*, got ""/],
  [
    "a range of nothing",
    HeaderMatch.inRange("x-a", 5, 5),
    /a range must go from .*, got \[5,5\]; swap or change the two/,
  ],
  [
    "a range backwards",
    HeaderMatch.inRange("x-a", 9, 1),
    /to a larger one, which is not part of the range, got \[9,1\]/,
  ],
  ["no value", HeaderMatch.exact("x-a", ""), /the match of header x-a needs a value; .*use HeaderMatch.present/],
  ["no prefix", HeaderMatch.prefix("x-a", ""), /the match of header x-a needs a value; give/],
  ["half a number", HeaderMatch.inRange("x-a", 0.5, 2), /a range must go from a whole number .*, got \[0.5,2\]/],
])("a header match with %s is refused", (_what, match, message) => {
  expect(() => synthesize((stack) => map(stack, match))).toThrow(
    new RegExp(`^\\[test/Map\\] UM-10: .*${message.source}`),
  );
});

test("name and value of a header match may be tokens", () => {
  const headers = (stack: EnvironmentStack) => {
    const text = new TerraformVariable(stack, "text", { type: "string" }).stringValue;
    const number = new TerraformVariable(stack, "number", { type: "number" }).numberValue;
    return [
      HeaderMatch.exact(text, text),
      HeaderMatch.inRange("x-a", number, 5),
      HeaderMatch.inRange("x-a", 5, number),
    ];
  };
  expect(headerMatches(headers)).toEqual([
    { header_name: "${var.text}", exact_match: "${var.text}" },
    { header_name: "x-a", range_match: { range_start: "${var.number}", range_end: 5 } },
    { header_name: "x-a", range_match: { range_start: 5, range_end: "${var.number}" } },
  ]);
});
