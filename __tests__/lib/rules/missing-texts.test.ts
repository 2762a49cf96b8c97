import { BACKEND, RUN, URL_MAP, found, site } from "./site";

const said = (...[changes, stack, project]: Parameters<typeof site>): string[] =>
  found(site(changes, stack, project)).filter((each) => each.includes("SHAPE-07"));
const image = (value: string) => ({ [RUN]: { web: { template: { containers: [{ image: value }] } } } });

test("what JavaScript writes for a missing value is told, once for an argument", () => {
  expect(said(image("us-docker.pkg.dev/undefined/web/app:1"))).toEqual([
    'warning SHAPE-07 prod/web: template.containers.image has the text undefined, got "us-docker.pkg.dev/undefined/web/app:1"; check that the variables in this text have values, such as those of the environment',
  ]);
  expect(said({ [BACKEND]: { web: { custom_request_headers: ["X-A:undefined", "X-B:undefined"] } } })).toHaveLength(1);
  expect(said({}, "prod", "undefined")).toEqual([expect.stringContaining("project has the text undefined")]);
});

test.each([
  ["Python, in a path", "us-docker.pkg.dev/None/web/app:1", "None"],
  ["Python, as a tag", "us-docker.pkg.dev/acme/web/app:None", "None"],
  ["Java", "null/web/app:1", "null"],
])("what is written for a missing value by %s is told", (_what, value, word) => {
  expect(said(image(value))).toEqual([
    expect.stringContaining(`template.containers.image has the text ${word}, got "${value}"`),
  ]);
});

test("what JavaScript writes for an object is told", () => {
  expect(said({ [BACKEND]: { web: { description: "of [object Object]" } } })).toEqual([
    expect.stringContaining("insert one of the object's values, or write the object as JSON"),
  ]);
});

test("a name that is made from another argument is not told twice", () => {
  const managed = { name: "app-undefined", managed: { domains: ["undefined.example.com"] } };
  const findings = said({ google_compute_managed_ssl_certificate: { app: managed } });
  expect(findings).toEqual([expect.stringContaining("managed.domains has the text undefined")]);
  expect(said({ [BACKEND]: { web: { name: "web-undefined" } } })).toEqual([
    expect.stringContaining("name has the text"),
  ]);
});

test.each<[string, Parameters<typeof site>[0]]>([
  ["a sentence", { [BACKEND]: { web: { description: "avoids undefined behaviour, and NaN" } } }],
  [
    "a word alone",
    { [BACKEND]: { web: { description: "None", custom_response_headers: ["Set-Cookie:a=1;SameSite=None"] } } },
  ],
  ["a longer word", image("us-docker.pkg.dev/acme/undefinedness:1")],
  ["a path of visitors", { [URL_MAP]: { main: { description: "/undefined" } } }],
])("%s is not told", (_what, changes) => {
  expect(said(changes)).toEqual([]);
});
