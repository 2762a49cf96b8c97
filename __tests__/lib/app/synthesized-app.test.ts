import { SynthesizedApp, Resource, inOtherProjects } from "../../../lib/app/synthesized-app";
import { TerraformJson } from "../../../lib/app/terraform-json";
import {
  BACKEND,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED,
  MEMBER,
  NEG,
  POLICY,
  RUN,
  SSL_POLICY,
  URL_MAP,
  backendOf,
  expectFound,
  found,
  negOf,
  ref,
  serviceNamed,
  site,
  stackOf,
} from "../rules/site";

const policy = (config: object = {}) => ({ [POLICY]: { armor: { name: "armor", ...config } } });
const addressesOf = (resources: readonly Resource[]) =>
  resources.map(({ stack, type, id }) => `${stack} ${type}.${id}`);
/** What a value in a stack leads to, beside a policy `armor` of the stack `platform`. */
function reached(value: unknown, ofApp: object = {}, ofPlatform: object = {}): string[] {
  const own = {
    ...stackOf({ [BACKEND]: { web: { security_policy: value } }, ...policy() }, "app", "p1"),
    ...ofApp,
  };
  const platform = { ...stackOf(policy(), "platform", "p2"), ...ofPlatform };
  const app = new SynthesizedApp([own, platform]);
  return addressesOf(app.uses(app.ofType(BACKEND)[0], POLICY));
}
const local = `app ${POLICY}.armor`;
const remote = `platform ${POLICY}.armor`;
const REMOTE = "${data.terraform_remote_state.cross-stack-reference-input-platform.outputs.armor}";
const DATA = "${data.google_compute_security_policy.armor.self_link}";
const data = (config: object) => ({ data: { [POLICY]: { armor: config } } });

test.each<[string, unknown, string[], ...object[]]>([
  ["a reference", ref(POLICY, "armor"), [local]],
  ["a reference in a function", `\${replace(${POLICY}.armor.self_link, "a", "b")}`, [local]],
  ["a reference to one of many", `\${${POLICY}.armor[0].self_link}`, [local]],
  ["a reference in a list", [{ a: [`\${${POLICY}.armor.id}`] }], [local]],
  ["a reference to what is not there", ref(POLICY, "other"), []],
  ["a text like a reference", `${POLICY}.armor.self_link`, []],
  ["an output of another stack", REMOTE, [remote], {}, { output: { armor: { value: ref(POLICY, "armor") } } }],
  ["an output that is not there", REMOTE, []],
  ["an output of a stack that is not there", REMOTE.replace("platform", "nowhere"), []],
  ["a local value", "${local.armor}", [local], { locals: { armor: ref(POLICY, "armor") } }],
  ["local values in a circle", "${local.a}", [], { locals: { a: "${local.b}", b: "${local.a}" } }],
  ["a data source", DATA, [local], data({ name: "armor" })],
  ["a data source of another project", DATA, [remote], data({ name: "armor", project: "p2" })],
  ["a data source of a project that only Terraform knows", DATA, [], data({ name: "armor", project: "${var.p}" })],
  ["a self link", "https://www.googleapis.com/compute/v1/projects/p2/global/securityPolicies/armor", [remote]],
  ["a self link from projects on", "projects/p1/global/securityPolicies/armor", [local]],
  ["a self link without a project", "global/securityPolicies/armor", [local]],
  ["a self link of another collection", "projects/p1/global/urlMaps/armor", []],
])("%s leads to a resource", (_what, value, expected, ...blocks) => {
  expect(reached(value, ...blocks)).toEqual(expected);
});

test("a app knows who uses a resource, and what is exported", () => {
  const json = { ...site(), output: { ip: { value: ref("google_compute_global_address", "ip", "address") } } };
  const app = new SynthesizedApp([json]);
  const [backend] = app.ofType(BACKEND);
  const [ip] = app.ofType("google_compute_global_address");
  expect(addressesOf(app.users(backend))).toEqual([`prod ${URL_MAP}.main`]);
  expect(addressesOf(app.users(ip))).toEqual([
    "prod google_compute_global_forwarding_rule.https",
    "prod google_compute_global_forwarding_rule.http",
  ]);
  expect([app.isExported(backend), app.isExported(ip)]).toEqual([false, true]);
});

test("stacks without a name are told apart, and projects that only Terraform knows are not other projects", () => {
  const unnamed = (project: unknown): TerraformJson => ({ resource: policy(), provider: { google: [{ project }] } });
  const resources = (...projects: unknown[]) => new SynthesizedApp(projects.map(unnamed)).resources;
  const [a, b] = resources("p1", "p2");
  expect(inOtherProjects(a, b)).toBe(true);
  const [c, d] = resources("p1", "${var.project}");
  expect(inOtherProjects(c, d)).toBe(false);
});

test("no stack, an empty stack and odd values are no problem", () => {
  expect(found()).toEqual([]);
  expect(found({})).toEqual([]);
  const odd = {
    name: null,
    backend: "${var.b}",
    iap: [],
    cdn_policy: null,
    dynamic: [{ backend: {} }],
    custom_request_headers: "${var.h}",
  };
  expect(
    found({
      resource: {
        [BACKEND]: { a: odd },
        [URL_MAP]: { a: { default_service: "${var.s}" } },
        [HTTPS_PROXY]: {
          a: { ssl_certificates: ["${var.c}"], ssl_policy: "${var.p}", url_map: "${google_compute_url_map.a.id}" },
        },
        [NEG]: { a: { cloud_run: "${var.r}" } },
        [POLICY]: {},
      },
    }).filter((finding) => !/UM-20/.test(finding)),
  ).toEqual([]);
});

// ---- what nothing uses

const unusedIn = (...stacks: TerraformJson[]) =>
  found(...stacks).filter((finding) => /no (target|URL|backend)/.test(finding));

test.each<[string, Parameters<typeof site>[0], string]>([
  [
    "a URL map",
    { [URL_MAP]: { second: { name: "second", default_service: ref(BACKEND, "web") } } },
    "warning UM-20 prod/second: no target proxy uses this URL map, so it routes nothing",
  ],
  [
    "a backend service",
    { [BACKEND]: { second: { ...backendOf("web"), name: "second" } } },
    "warning UM-20 prod/second: no URL map routes to this backend service",
  ],
  [
    "a NEG",
    { [NEG]: { second: { ...negOf("web"), name: "second" } } },
    "warning UM-20 prod/second: no backend service uses this network endpoint group",
  ],
  [
    "a policy",
    policy(),
    "warning ARM-33 prod/armor: no backend service uses this Cloud Armor policy, so it protects nothing",
  ],
  [
    "an SSL policy",
    { [SSL_POLICY]: { second: { name: "second" } } },
    "warning TLS-04 prod/second: no target HTTPS proxy uses this SSL policy",
  ],
  [
    "a managed certificate",
    { [MANAGED]: { second: { name: "second", managed: { domains: ["b.example.com"] } } } },
    "warning CERT-05 prod/second: no target proxy uses this certificate, so Google never issues it",
  ],
  [
    "a certificate of one's own",
    { google_compute_ssl_certificate: { second: { name: "second" } } },
    "warning CERT-05 prod/second: no target proxy uses this certificate, so no visitor gets it",
  ],
])("%s that nothing uses is warned of, unless it is exported or used by another stack", (_what, changes, text) => {
  expectFound([site(changes)], text);
  const [[type, byId]] = Object.entries(changes ?? {});
  const [id] = Object.keys(byId);
  expect(unusedIn({ ...site(changes), output: { mine: { value: ref(type, id) } } })).toEqual([]);
  const elsewhere = stackOf({ null_resource: { a: { triggers: { link: `projects/p1/global/x/${id}` } } } }, "other");
  expect(unusedIn(site(changes), elsewhere)).toHaveLength(1);
});

test("a resource that another stack names by its self link, or looks up, is used", () => {
  const used = stackOf(
    { [BACKEND]: { b: { ...backendOf(), name: "b", security_policy: "projects/p1/global/securityPolicies/armor" } } },
    "other",
  );
  expect(unusedIn(site(policy()), used).filter((finding) => finding.includes("armor"))).toEqual([]);
});

test("rules, keys and grants of a resource do not use it", () => {
  const belongings = {
    ...policy(),
    google_compute_security_policy_rule: { r: { security_policy: ref(POLICY, "armor", "name"), priority: 1 } },
    google_compute_backend_service_signed_url_key: {
      k: { name: "k", backend_service: ref(BACKEND, "second", "name") },
    },
    [BACKEND]: { second: { ...backendOf("web"), name: "second" } },
  };
  expect(unusedIn(site(belongings))).toHaveLength(2);
});

test("what an app without a load balancer makes is for others to use", () => {
  const parts = {
    ...policy(),
    [SSL_POLICY]: { tls: { name: "tls" } },
    [MANAGED]: { app: { name: "app", managed: { domains: ["a.b"] } } },
  };
  expect(found(stackOf(parts))).toEqual([]);
  expect(
    found(
      stackOf({
        [RUN]: { web: serviceNamed("web") },
        [NEG]: { web: negOf("web") },
        [BACKEND]: { web: backendOf("web") },
      }),
    ),
  ).toEqual([]);
  expect(
    found(
      stackOf({
        [BACKEND]: { web: backendOf("web") },
        [URL_MAP]: { main: { name: "main", default_service: ref(BACKEND, "web") } },
      }),
    ),
  ).toEqual([]);
  const behindProxy = stackOf({ [HTTP_PROXY]: { p: { name: "p", url_map: "${var.map}" } } });
  expect(found(behindProxy)).toEqual([]);
});

test.each<[string, Parameters<typeof site>[0], string[]]>([
  [
    "meant for visitors",
    { [RUN]: { lost: serviceNamed("lost") } },
    [
      "warning RUN-02 prod/lost: this public service accepts visitors only through a load balancer (ingress), but no load balancer sends requests to it; ",
    ],
  ],
  ["open to everybody", { [RUN]: { lost: { ...serviceNamed("lost"), ingress: "INGRESS_TRAFFIC_ALL" } } }, []],
  [
    "for jobs alone",
    {
      [RUN]: { lost: { ...serviceNamed("lost"), invoker_iam_disabled: false } },
      [MEMBER]: {
        job: {
          name: ref(RUN, "lost", "name"),
          role: "roles/run.invoker",
          member: "serviceAccount:job@p1.iam.gserviceaccount.com",
        },
      },
    },
    [],
  ],
  [
    "called by a job",
    {
      [RUN]: { lost: serviceNamed("lost") },
      google_cloud_scheduler_job: { job: { http_target: { uri: ref(RUN, "lost", "uri") } } },
    },
    [],
  ],
  [
    "found by a URL mask",
    {
      [RUN]: { lost: serviceNamed("lost") },
      [NEG]: { mask: { ...negOf("web"), name: "mask", cloud_run: { url_mask: "/<service>" } } },
      [BACKEND]: { mask: backendOf("mask") },
      [URL_MAP]: {
        main: {
          path_matcher: [{ name: "a", default_service: ref(BACKEND, "mask") }],
          host_rule: [{ hosts: ["app.example.com"], path_matcher: "a" }],
        },
      },
    },
    [],
  ],
])("a Cloud Run service that no NEG points to, %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

// ---- policies across stacks

test("the type of a policy is looked at where it is attached", () => {
  const attached = (argument: string, type?: string) =>
    site({ ...policy({ type }), [BACKEND]: { web: { [argument]: ref(POLICY, "armor"), enable_cdn: true } } });
  expect(found(attached("security_policy"))).toEqual([]);
  expect(found(attached("security_policy", "${var.type}"))).toEqual([]);
  expect(found(attached("edge_security_policy", "CLOUD_ARMOR_EDGE"))).toEqual([]);
  expectFound(
    [attached("edge_security_policy")],
    "error ARM-02 prod/web: edge_security_policy must be a policy of type CLOUD_ARMOR_EDGE, but prod/armor is of type CLOUD_ARMOR; attach this policy as security_policy, or",
  );
  expectFound(
    [attached("security_policy", "CLOUD_ARMOR_EDGE")],
    "error ARM-02 prod/web: security_policy must be a policy of type CLOUD_ARMOR, but prod/armor is of type CLOUD_ARMOR_EDGE; attach this policy as edge_security_policy, or",
  );
});

test("a policy of another stack that denies beside Cloud CDN is warned of", () => {
  const rule = [
    { action: "deny(403)", priority: 1 },
    { action: "allow", priority: 2147483647 },
  ];
  const platform = { ...stackOf(policy({ rule }), "platform"), output: { armor: { value: ref(POLICY, "armor") } } };
  expectFound(
    [platform, site({ [BACKEND]: { web: { enable_cdn: true, security_policy: REMOTE } } })],
    "warning CDN-16 prod/web: ",
  );
});

test("rules of a policy stand in one place", () => {
  const rules = (config: object) =>
    site({
      ...policy(config),
      [BACKEND]: { web: { security_policy: ref(POLICY, "armor") } },
      google_compute_security_policy_rule: { r: { security_policy: ref(POLICY, "armor", "name"), priority: 1 } },
    });
  expect(found(rules({}))).toEqual([]);
  expectFound(
    [rules({ rule: [{ action: "allow", priority: 2147483647 }] })],
    "warning ARM-31 prod/r: prod/armor contains its own rules and removes all others at the next apply; ",
  );
});
