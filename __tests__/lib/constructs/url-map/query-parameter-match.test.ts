import { TerraformVariable } from "cdktf";
import {
  BackendService,
  EnvironmentStack,
  PathMatch,
  PathRedirect,
  QueryParameterMatch,
  RouteAction,
  Routes,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../../synthesized";

const map = (stack: EnvironmentStack, ...queryParameters: QueryParameterMatch[]) =>
  new UrlMap(stack, "Map", {
    defaultService: BackendService.fromBackendServiceSelfLink(stack, "web", "projects/p1/global/backendServices/web"),
    routes: Routes.inOrder([
      {
        match: { path: PathMatch.prefix("/"), queryParameters },
        action: RouteAction.redirect({ pathRedirect: PathRedirect.fullPath("/new") }),
      },
    ]),
  });
const matches = (parameters: (stack: EnvironmentStack) => QueryParameterMatch[]) =>
  resource("google_compute_url_map", (stack) => map(stack, ...parameters(stack))).path_matcher[0].route_rules[0]
    .match_rules[0].query_parameter_matches as object[];

test("query parameters are matched by value or by presence", () => {
  expect(matches(() => [QueryParameterMatch.exact("v", "2"), QueryParameterMatch.present("debug")])).toEqual([
    { name: "v", exact_match: "2" },
    { name: "debug", present_match: true },
  ]);
});

test.each([
  [
    "an empty name",
    "",
    /UM-10: the name of a query parameter must have 1 to 1024 characters, got ""; write the name \(https:/,
  ],
  ["a long name", "a".repeat(1025), /UM-10: the name of a query parameter must have 1 to 1024 .*, which has 1025/],
])("a query parameter with %s is refused", (_what, name, message) => {
  expect(() => synthesize((stack) => map(stack, QueryParameterMatch.present(name)))).toThrow(
    new RegExp(`^\\[test/Map\\] ${message.source}`),
  );
});

test("a query parameter without a value is refused", () => {
  expect(() => synthesize((stack) => map(stack, QueryParameterMatch.exact("a", "")))).toThrow(
    /^\[test\/Map\] UM-10: the match of query parameter a needs a value; give it one, or use QueryParameterMatch.pre/,
  );
});

test("the name of a query parameter may have 1024 characters or be a token", () => {
  const name = "a".repeat(1024);
  const parameters = (stack: EnvironmentStack) => [
    QueryParameterMatch.present(name),
    QueryParameterMatch.present(new TerraformVariable(stack, "name", { type: "string" }).stringValue),
  ];
  expect(matches(parameters)).toMatchObject([{ name }, { name: "${var.name}" }]);
});
