import {
  BACKEND,
  Changes,
  MANAGED,
  NEG,
  POLICY,
  RULE,
  RUN,
  URL_MAP,
  backendOf,
  expectFound,
  found,
  negOf,
  ref,
  serviceNamed,
  site,
  stackOf,
} from "./site";

const TEMPLATE = "google_compute_ssl_certificate";

test.each<[string, Changes, string[]]>([
  [
    "a backend service",
    { [BACKEND]: { web: { name: "Web" } } },
    [
      'error NAM-01 prod/web: a name must have 1 to 63 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got "Web"; ',
    ],
  ],
  ["a URL map of 64 characters", { [URL_MAP]: { main: { name: "a".repeat(64) } } }, ["error NAM-01 prod/main: "]],
  ["a URL map of 63 characters", { [URL_MAP]: { main: { name: "a".repeat(63) } } }, []],
  [
    "a Cloud Run service of 50 characters",
    { [RUN]: { web: { name: "a".repeat(50) } } },
    ["error RUN-01 prod/web: a name must have 1 to 49"],
  ],
  ["a Cloud Run service of 49 characters", { [RUN]: { web: { name: "a".repeat(49) } } }, []],
  ["a name that only Terraform knows", { [BACKEND]: { web: { name: "${var.Name}" } } }, []],
  [
    "a function in capitals, which may have them",
    {
      google_cloudfunctions_function: {
        f: { name: "resizeImage", region: "us-central1", ingress_settings: "ALLOW_INTERNAL_AND_GCLB" },
      },
    },
    [],
  ],
])("the name of %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

const ip = (name: string, config: object = {}): Changes => ({
  google_compute_global_address: { other: { name, ...config } },
});

test.each<[string, Changes, string[]]>([
  [
    "one type",
    ip("ip"),
    [
      'error NAM-02 prod/other: the name "ip" is already used by prod/ip in project p1; choose another construct id, or set name on one of them',
    ],
  ],
  [
    "two types that Google keeps together",
    { [TEMPLATE]: { own: { name: "app", private_key: "${var.key}" } } },
    ['error NAM-02 prod/own: the name "app" is already used by prod/app'],
  ],
  ["two types", ip("app"), []],
  ["two projects", ip("ip", { project: "p2" }), []],
  [
    "two regions",
    { [RUN]: { eu: { ...serviceNamed("web", "europe-west1"), ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" } } },
    [],
  ],
  [
    "one region",
    { [RUN]: { eu: { ...serviceNamed("web"), ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" } } },
    ["error NAM-02 prod/eu: "],
  ],
  [
    "which Terraform makes one",
    {
      google_compute_global_address: {
        other: { name: "same", count: "${var.a ? 1 : 0}" },
        another: { name: "same", count: "${var.a ? 0 : 1}" },
      },
    },
    [],
  ],
  ["which one is never made", ip("ip", { count: 0 }), []],
  ["which both are made", ip("ip", { count: 1 }), ["error NAM-02 prod/other: "]],
  ["one place that only Terraform knows", ip("ip", { project: "${var.project}" }), []],
])("NAM-02: one name for two resources of %s", (_what, changes, texts) => {
  const relevant = found(site(changes)).filter((finding) => !/CERT-05|RUN-0[24]/.test(finding));
  expect(relevant).toEqual(texts.map((text): unknown => expect.stringContaining(text)));
});

test("NAM-02: stacks of one project share its names, also where the project is told by the provider or the resource", () => {
  const address = (stack: string, project: unknown, config: object = {}) =>
    stackOf({ google_compute_global_address: { ip: { name: "a-b-ip", ...config } } }, stack, project);
  const text =
    'error NAM-02 a-b/ip: the name "a-b-ip" is already used by a/ip in project p1; choose another stack id, or set name on one of them';
  expectFound([address("a", "p1"), address("a-b", "p1")], text);
  expectFound([address("a", "p2", { project: "p1" }), address("a-b", "p1")], text);
  expect(found(address("a", "p2"), address("a-b", "p1"))).toEqual([]);
  expect(found(address("a", "${var.p}"), address("a-b", "${var.p}"))).toEqual([]);
  const aliased = {
    ...address("a-b", "p2", { provider: "google.other" }),
    provider: { google: [{ project: "p2" }, { alias: "other", project: "p1" }] },
  };
  expectFound([address("a", "p1"), aliased], text);
});

test.each<[string, object, string[]]>([
  [
    "a key with a capital",
    { Team: "web" },
    [
      `error LAB-01 prod/https: a label's key must have 1 to 63 lowercase letters, digits, _ and -, begin with a letter and not with goog-, got "Team"; `,
    ],
  ],
  ["a key that Google keeps", { "goog-a": "b" }, ["error LAB-01"]],
  ["a key of 64 characters", { ["a".repeat(64)]: "" }, ["error LAB-01"]],
  [
    "a value with a space",
    { team: "the web" },
    [
      'error LAB-01 prod/https: the value of label team must have at most 63 lowercase letters, digits, _ and -, got "the web"; ',
    ],
  ],
  [
    "65 labels",
    Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`a${index}`, ""])),
    ["a resource can have at most 64 labels, got 65"],
  ],
  [
    "values that are in order, or that only Terraform knows",
    { team: "web_1", größe: "groß", a: "${var.Label}", b: "" },
    [],
  ],
])("LAB-01: labels with %s", (_what, labels, texts) => {
  expectFound([site({ [RULE]: { https: { labels } } })], ...texts);
});

test("LAB-01: the labels of a provider are for all its resources", () => {
  const json = { ...site(), provider: { google: [{ project: "p1", default_labels: { Team: "web" } }] } };
  expectFound([json], "error LAB-01 prod: a label's key");
});

// ---- quotas

const list = (count: number, config: (index: number) => object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, { ...config(index) }]));
const quotasOf = (...stacks: Parameters<typeof found>) =>
  found(...stacks).filter((finding) => /ARM-30|NEG-20|BS-27/.test(finding));

test("more in a project than many projects may have is warned of once, in the first of its stacks", () => {
  const backends = (count: number, stack: string, project = "p1") =>
    stackOf(
      {
        [BACKEND]: list(count, (index) => ({
          ...backendOf(),
          backend: [{ group: "${var.g}" }],
          name: `${stack}${index}`,
        })),
      },
      stack,
      project,
    );
  expect(quotasOf(backends(25, "a"), backends(25, "b"))).toEqual([]);
  expect(quotasOf(backends(25, "a"), backends(26, "b"))).toEqual([
    expect.stringContaining(
      "warning BS-27 a: the project of this resource would have 51 backend services, and the quota of many projects is 50; ",
    ),
  ]);
  expect(quotasOf(backends(50, "a"), backends(50, "b", "p2"))).toEqual([]);
  const negs = (count: number) => stackOf({ [NEG]: list(count, (index) => ({ ...negOf("web"), name: `n${index}` })) });
  expect(quotasOf(negs(100))).toEqual([]);
  expect(quotasOf(negs(101))).toEqual([
    expect.stringContaining("warning NEG-20 prod: the project of this resource would have 101 network endpoint groups"),
  ]);
});

test("Cloud Armor rules with an expression or a rate limit count, ranges do not", () => {
  const expression = { action: "allow", match: { expr: { expression: "true" } } };
  const throttle = { action: "throttle", match: { versioned_expr: "SRC_IPS_V1" }, rate_limit_options: {} };
  const ranges = { action: "deny(403)", match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } } };
  const policies = (...rules: object[][]) =>
    stackOf({ [POLICY]: list(rules.length, (index) => ({ name: `p${index}`, rule: rules[index] })) });
  const ten = (rule: object) => Array.from({ length: 10 }, () => rule);
  expect(quotasOf(policies(ten(expression), [...ten(throttle), ...ten(ranges)]))).toEqual([]);
  expect(quotasOf(policies(ten(expression), [...ten(throttle), expression]))).toEqual([
    expect.stringContaining(
      "warning ARM-30 prod: the project of this resource would have 21 Cloud Armor rules with an expression or a rate limit, and the quota of many projects is 20; ",
    ),
  ]);
});

test("references keep their names apart from what they name", () => {
  expect(found(site({ [MANAGED]: { app: { name: `\${${ref(RUN, "web", "name").slice(2)}` } } }))).toEqual([]);
});
