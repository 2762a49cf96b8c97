/** What a value is, which is less than what it mentions; and that rules, review and diagram agree about it. */
import { TerraformLocal } from "cdktf";
import { ApplicationLoadBalancer, BackendService, CloudRunService, EnvironmentStack } from "cdktf-google-serverless-lb";
import { alternativesOf, mentionsIn } from "../../../lib/app/expressions";
import { readStack } from "../../../lib/app/read-stack";
import { SynthesizedApp } from "../../../lib/app/synthesized-app";
import { reviewDot, reviewPage } from "../../../lib/review";
import { runRules } from "../../../lib/rules";
import { synthesizeApp } from "../../synthesized";
import { Json, backend, below, changedSite } from "../review/small";

const UNROUTED = "No load balancer of this stack sends requests here";
const WEB = "google_compute_backend_service.Web.self_link";
const CERTIFICATE = "google_compute_managed_ssl_certificate.A.self_link";

const withDefault = (value: string, locals: object = {}) =>
  changedSite((site, resource) => {
    site.locals = locals;
    resource.google_compute_url_map.Map.default_service = value;
    resource.google_compute_url_map.Map.path_matcher[0].default_service = value;
  });
const withCertificate = (value: string, locals: object = {}) =>
  changedSite((site, resource) => {
    site.locals = locals;
    resource.google_compute_target_https_proxy.Https.ssl_certificates = [value];
  });
const rulesOf = (json: Json) => runRules(new SynthesizedApp([json])).map(({ rule }) => rule);

test.each<[string, string, ...object[]]>([
  ["a local value", "${local.web}", { web: `\${${WEB}}` }],
  ["a local value of a local value", "${local.first}", { first: "${local.web}", web: `\${${WEB}}` }],
  ["try with a text for want of it", `\${try(${WEB}, "")}`],
  ["try of a local value", "${try(local.web, null)}", { web: `\${${WEB}}` }],
  ["the self link itself", "projects/p1/global/backendServices/prod-web"],
])("%s as default service is the backend service: in rules, review and diagram", (_what, value, ...[locals]) => {
  const json = withDefault(value, locals);
  expect(rulesOf(json)).toEqual(rulesOf(changedSite(() => undefined)));
  const page = reviewPage(json);
  expect(below("### `prod-web`", page)).not.toContain(UNROUTED);
  expect(below("### Routes", page)).toMatch(/everything else +\| `prod-web` +\|/);
  expect(reviewDot({ json })).toContain('"map_prod_map" -> "backend_prod_web" [label="default"]');
});

test("try of two backend services is one of both", () => {
  const json = withDefault(`\${try(${WEB}, google_compute_backend_service.Api.self_link)}`);
  const page = reviewPage(json);
  expect(page).not.toContain(UNROUTED);
  expect(below("### Routes", page)).toContain("`prod-web` or `prod-api`");
  expect(reviewDot({ json })).toContain('"map_prod_map" -> "backend_prod_web" [label="default"]');
});

test.each<[string, string, ...object[]]>([
  ["a local value", "${local.a}", { a: `\${${CERTIFICATE}}` }],
  ["try", `\${try(${CERTIFICATE}, "")}`],
  ["a condition without another certificate", `\${var.is_ready ? ${CERTIFICATE} : null}`],
])("%s as certificate is the certificate: in rules and review", (_what, value, ...[locals]) => {
  const json = withCertificate(value, locals);
  expect(below("### Domains", reviewPage(json))).toMatch(/`a.example.com` \| `certificate-a` +\| Google-managed/);
  const other = changedSite(() => undefined);
  json.resource.google_compute_url_map.Map.host_rule[0].hosts = ["b.example.com"];
  other.resource.google_compute_url_map.Map.host_rule[0].hosts = ["b.example.com"];
  expect(rulesOf(json)).toEqual(rulesOf(other));
  expect(rulesOf(json)).toContain("CERT-15");
});

test("a local value in the place of a backend service is followed from the constructs on", () => {
  const { stacks, warnings } = synthesizeApp((app) => {
    const stack = new EnvironmentStack(app, "prod", { project: "p1" });
    const service = new CloudRunService(stack, "Run", { image: "img:1", region: "europe-west1" });
    const web = new BackendService(stack, "Web", { backends: [service] });
    const local = new TerraformLocal(stack, "web", web.backendServiceSelfLink);
    const defaultService = BackendService.fromBackendServiceSelfLink(stack, "Via", local.asString);
    new ApplicationLoadBalancer(stack, "LoadBalancer", { domains: ["a.example.com"], defaultService });
  });
  expect(warnings.filter((warning) => warning.includes("UM-20"))).toEqual([]);
  expect(reviewPage(stacks.prod)).not.toContain(UNROUTED);
});

const stack = readStack({
  json: {
    ...changedSite(() => undefined),
    locals: { circle: "${local.circle}", list: ["a"], object: { web: `\${${WEB}}` } },
    data: { google_compute_backend_service: { Web: { name: "prod-web" }, Other: { name: "other" } } },
  } as object,
});
const isOf = (value: unknown) => {
  const { resources, links, mayBeOther } = stack.meaningOf(value);
  return [
    ...resources.map(({ name }) => name),
    ...links.map(({ name }) => `link ${name}`),
    ...(mayBeOther ? ["?"] : []),
  ];
};

test.each<[string, unknown, string[]]>([
  ["a reference", `\${${WEB}}`, ["prod-web"]],
  ["a reference to one of many", "${google_compute_backend_service.Web[0].self_link}", ["prod-web"]],
  ["an id behind the address of the API", `https://www.googleapis.com/compute/v1/\${${WEB}}`, ["prod-web"]],
  ["a reference in a text", `x-\${${WEB}}`, ["?"]],
  ["a reference before a text", `\${${WEB}}-x`, ["?"]],
  ["an escaped reference", `$\${${WEB}}`, ["?"]],
  ["what a function makes of it", `\${replace(${WEB}, "a", "b")}`, ["?"]],
  ["what a function leaves as it is", `\${nonsensitive((${WEB}))}`, ["prod-web"]],
  [
    "a condition",
    "${var.a ? google_compute_backend_service.Api.id : google_compute_backend_service.Web.id}",
    ["prod-api", "prod-web"],
  ],
  ["a condition, half of it known", `\${var.a == "?" ? ${WEB} : var.b}`, ["prod-web", "?"]],
  ["coalesce with a self link", `\${coalesce("projects/p2/global/backendServices/x", ${WEB})}`, ["prod-web", "link x"]],
  ["a text in an expression", `\${"\${${WEB}}"}`, ["prod-web"]],
  ["a local value in a circle", "${local.circle}", ["?"]],
  ["a local list", "${local.list}", ["?"]],
  ["a member of a local object", "${local.object.web}", ["prod-web"]],
  ["what is not there", "${google_compute_backend_service.None.id}", ["?"]],
  ["a data source of what the app makes", "${data.google_compute_backend_service.Web.id}", ["prod-web"]],
  ["a data source of something else", "${data.google_compute_backend_service.Other.id}", ["other"]],
  ["a variable", "${var.web}", ["?"]],
  ["a name", "prod-web", ["?"]],
  ["nothing", "", ["?"]],
  ["a list", [`\${${WEB}}`], ["?"]],
])("%s is what it is", (_what, value, expected) => {
  expect(isOf(value)).toEqual(expected);
});

test("an escaped expression mentions nothing, nor does a text in quotes, and a nested one does", () => {
  const mentioned = (text: string) => mentionsIn(text).map(({ type, id }) => `${type}.${id}`);
  expect(mentioned(`x-\${${WEB}}`)).toEqual(["google_compute_backend_service.Web"]);
  expect(mentioned(`$\${${WEB}}`)).toEqual([]);
  expect(mentioned(`%%{if ${WEB}}`)).toEqual([]);
  expect(mentioned('${replace(local.a, "google_x.b.c", "\\"${google_x.d.e}")} google_x.f.g')).toEqual([
    "local.a",
    "google_x.d",
  ]);
  expect(mentioned("%{if google_x.a.b}${{for k in data.google_x.c : k => {}}}%{endif}")).toEqual([
    "google_x.a",
    "google_x.c",
  ]);
  expect(mentioned("${google_x.open")).toEqual(["google_x.open"]);
  expect(mentioned("{}}")).toEqual([]);
});

test("what a whole text may be is told apart at the top alone", () => {
  const outer = alternativesOf('${cond(a ? b : c) ? try("x", [1, 2]) : "y"}');
  expect(outer).toEqual([{ text: "x" }, "unknown", { text: "y" }]);
  expect(alternativesOf(backend("Web"))).toEqual([
    { reference: { isData: false, type: "google_compute_backend_service", id: "Web", attribute: "self_link" } },
  ]);
});
