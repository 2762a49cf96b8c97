import { Json, changedSite, small } from "../small";
import { changesOf, texts, undoingOf } from "./changes";

const rules = (resource: Json) => resource.google_compute_security_policy.Armor.rule;
const RULE = "rule 1000 (deny(403): from `192.0.2.0/24`)";

test("a policy that is detached is dangerous, one that is attached is safer", () => {
  const change = (_: Json, resource: Json) => delete resource.google_compute_backend_service.Api.security_policy;
  expect(changesOf(change)).toEqual(["dangerous: `prod-api` no longer has Cloud Armor policy `prod-armor`"]);
  expect(undoingOf(change)).toEqual([`added: \`prod-api\` now has Cloud Armor policy \`prod-armor\`, with ${RULE}`]);
});

test("a policy that denies by default, where there was none, is dangerous and says whom it lets in", () => {
  const closed = (change: (list: Json[]) => void) =>
    changesOf(
      (_, resource) => {
        const [allow] = rules(resource);
        const [office, last] = [structuredClone(allow), structuredClone(rules(resource)[1])];
        office.action = "allow";
        last.action = "deny(403)";
        const list = [office, last];
        change(list);
        resource.google_compute_security_policy.Closed = { name: "prod-closed", rule: list };
        resource.google_compute_backend_service.Api.security_policy =
          "${google_compute_security_policy.Closed.self_link}";
      },
      changedSite((_, resource) => delete resource.google_compute_backend_service.Api.security_policy),
    );
  const what = "`prod-api` now has Cloud Armor policy `prod-closed`";
  expect(closed(() => undefined)).toEqual([
    `dangerous: ${what}, which denies every request that none of these lets in: rule 1000 (allow: from \`192.0.2.0/24\`)`,
  ]);
  expect(closed((list) => list.shift())).toEqual([`dangerous: ${what}, which denies every request`]);
  expect(closed((list) => (list[1].preview = true))).toEqual([`added: ${what}`]);
  expect(closed((list) => (list[1].action = "allow"))).toEqual([`added: ${what}`]);
});

test("a policy whose rules cannot be read in place of one that can be is dangerous", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_backend_service.Api.security_policy = "projects/p1/global/securityPolicies/corp");
  expect(changesOf(change)).toEqual([
    "dangerous: `prod-api` now has Cloud Armor policy `corp` (existing) instead of `prod-armor`; the rules of one of them are unknown in this stack",
  ]);
});

test("another policy is a change, with what its rules lack", () => {
  const change = (_: Json, resource: Json) => {
    resource.google_compute_security_policy.Other = { name: "prod-other", rule: rules(resource).slice(1) };
    resource.google_compute_backend_service.Api.security_policy = "${google_compute_security_policy.Other.self_link}";
  };
  const what = "`prod-api` now has Cloud Armor policy `prod-other` instead of `prod-armor`";
  expect(changesOf(change)).toEqual([`dangerous: ${what}: ${RULE} is removed`]);
});

test("a renamed policy with the same rules is nothing to say", () => {
  expect(changesOf((_, resource) => (resource.google_compute_security_policy.Armor.name = "other"))).toEqual([]);
});

test("a rule that keeps out and goes is dangerous, and coming it is safer", () => {
  const change = (_: Json, resource: Json) => rules(resource).shift();
  expect(changesOf(change)).toEqual([`dangerous: Cloud Armor policy \`prod-armor\`: ${RULE} is removed`]);
  expect(undoingOf(change)).toEqual([`added: Cloud Armor policy \`prod-armor\`: ${RULE} is new`]);
});

test("a rule in preview only logs", () => {
  const change = (_: Json, resource: Json) => (rules(resource)[0].preview = true);
  expect(changesOf(change)).toEqual([
    `dangerous: Cloud Armor policy \`prod-armor\`: ${RULE} is now in preview: it only logs requests`,
  ]);
  expect(undoingOf(change)).toEqual([
    `added: Cloud Armor policy \`prod-armor\`: ${RULE} is now enforced (was in preview)`,
  ]);
});

test("a rule that comes in preview is nothing dangerous, and going it is nothing at all", () => {
  const change = (_: Json, resource: Json) =>
    rules(resource).push({
      action: "deny(403)",
      match: { expr: { expression: "true" } },
      preview: true,
      priority: 500,
    });
  expect(changesOf(change)).toEqual([
    "added: Cloud Armor policy `prod-armor`: rule 500 (deny(403): `true`) is new, in preview: it only logs",
  ]);
  expect(undoingOf(change)).toEqual([]);
});

test("a rule that lets in is dangerous when it comes, and a change when it goes", () => {
  const change = (_: Json, resource: Json) =>
    rules(resource).push({ action: "allow", match: { expr: { expression: "x" } }, priority: 500 });
  expect(changesOf(change)).toEqual([
    "dangerous: Cloud Armor policy `prod-armor`: rule 500 (allow: `x`) is new; the requests that it allows bypass rule 1000 (deny(403): from `192.0.2.0/24`)",
  ]);
  expect(undoingOf(change)).toEqual([
    "changed: Cloud Armor policy `prod-armor`: rule 500 (allow: `x`) is removed; later rules can deny the requests that it allowed",
  ]);
});

test("a rule that lets in is named with the first three rules that its requests bypass", () => {
  const deny = (priority: number, preview = false) => ({
    action: "deny(403)",
    match: { expr: { expression: `a${priority}` } },
    priority,
    preview,
  });
  const denied = (_: Json, resource: Json) =>
    rules(resource).push(deny(400), deny(1100), deny(1200), deny(1300, true), deny(1400), deny(1500));
  const site = changedSite(denied);
  const allow = (priority: number) => (json: Json, resource: Json) => {
    denied(json, resource);
    rules(resource).push({ action: "allow", match: { expr: { expression: "x" } }, priority });
  };
  expect(changesOf(allow(500), site)).toEqual([
    "dangerous: Cloud Armor policy `prod-armor`: rule 500 (allow: `x`) is new; the requests that it allows bypass rule 1000 (deny(403): from `192.0.2.0/24`), rule 1100 (deny(403): `a1100`), rule 1200 (deny(403): `a1200`) and 2 later rules",
  ]);
  expect(changesOf(allow(1600), site)).toEqual([
    "changed: Cloud Armor policy `prod-armor`: rule 1600 (allow: `x`) is new; no later rule keeps out the requests that it allows",
  ]);
});

test("an allow rule before a default rule that denies lets in more", () => {
  const closed = (_: Json, resource: Json) => {
    rules(resource).shift();
    rules(resource)[0].action = "deny(403)";
  };
  const change = (json: Json, resource: Json) => {
    closed(json, resource);
    rules(resource).push({ action: "allow", match: { expr: { expression: "x" } }, priority: 500 });
  };
  expect(changesOf(change, changedSite(closed))).toEqual([
    "dangerous: Cloud Armor policy `prod-armor`: rule 500 (allow: `x`) is new; the default rule (deny(403)) does not keep out the requests that it allows",
  ]);
});

test("rules behind one that decides about every request are told as never applied", () => {
  const limited = (_: Json, resource: Json) =>
    rules(resource).push({
      action: "throttle",
      match: { config: { src_ip_ranges: ["*"] }, versioned_expr: "SRC_IPS_V1" },
      priority: 1200,
      rate_limit_options: { conform_action: "allow", exceed_action: "deny(429)", enforce_on_key: "IP" },
    });
  const change = (json: Json, resource: Json) => {
    limited(json, resource);
    rules(resource)[1].action = "deny(502)";
    rules(resource).push({ action: "allow", match: { expr: { expression: "x" } }, priority: 2147483000 });
  };
  const idle = /; it is never applied, because rule 1200 \(throttle.*: all\) decides about every request before it$/;
  const found = changesOf(change, changedSite(limited));
  expect(found).toEqual([expect.stringMatching(idle), expect.stringMatching(idle)]);
  // what was meant to keep out and does not is looked at first
  expect(found.map((text) => text.replace(/: .*/, ""))).toEqual(["dangerous", "changed"]);
});

test("a rule that refuses everybody is dangerous", () => {
  const match = { config: { src_ip_ranges: ["*"] } };
  expect(changesOf((_, resource) => rules(resource).push({ action: "deny(403)", match, priority: 2000 }))).toEqual([
    "dangerous: Cloud Armor policy `prod-armor`: rule 2000 (deny(403): all) is new; it denies every request that no earlier rule allows",
  ]);
  expect(changesOf((_, resource) => (rules(resource)[1].action = "deny(403)"))).toEqual([
    "dangerous: Cloud Armor policy `prod-armor`: the default rule is now deny(403): all; previously allow: all",
  ]);
});

test("other addresses of a rule that denies are dangerous, another status is a change", () => {
  expect(changesOf((_, resource) => (rules(resource)[0].match.config.src_ip_ranges = ["198.51.100.0/24"]))).toEqual([
    "dangerous: Cloud Armor policy `prod-armor`: rule 1000 is now deny(403): from `198.51.100.0/24`; previously deny(403): from `192.0.2.0/24`",
  ]);
  expect(changesOf((_, resource) => (rules(resource)[0].action = "deny(404)"))).toEqual([
    "changed: Cloud Armor policy `prod-armor`: rule 1000 is now deny(404): from `192.0.2.0/24`; previously deny(403): from `192.0.2.0/24`",
  ]);
});

test("other priorities in the same order are nothing, another order is a change", () => {
  expect(changesOf((_, resource) => (rules(resource)[0].priority = 1100))).toEqual([]);
  const two = (first: number, second: number) => (_: Json, resource: Json) =>
    rules(resource).push(
      { action: "allow", match: { expr: { expression: "x" } }, priority: first },
      { action: "deny(403)", match: { expr: { expression: "y" } }, priority: second },
    );
  const before = changesOf(two(1, 2));
  expect(before).toHaveLength(2);
  const site = (first: number, second: number) => {
    const json: Json = { resource: {} };
    changesOf((_, resource) => {
      two(first, second)(_, resource);
      json.resource = structuredClone(resource);
    });
    return { provider: { google: [{ project: "p1" }] }, ...json };
  };
  const { resource } = site(2, 1);
  expect(changesOf((json) => (json.resource = resource), site(1, 2))).toEqual([
    "changed: Cloud Armor policy `prod-armor`: the rules are now evaluated in this order: deny(403): `y`; allow: `x`; deny(403): from `192.0.2.0/24`; allow: all",
  ]);
});

test("a policy of another project is another policy", () => {
  const of = (project: string) => (_: Json, resource: Json) =>
    (resource.google_compute_backend_service.Api.security_policy = `projects/${project}/global/securityPolicies/corp`);
  const [one, two] = [changedSite(of("team-a")), changedSite(of("team-b"))];
  expect(texts(one, two)).toEqual([
    "dangerous: `prod-api` now has Cloud Armor policy `corp` (existing, in project `team-b`) instead of `corp` (existing, in project `team-a`); the rules of one of them are unknown in this stack",
  ]);
});

const ARMOR = "Cloud Armor policy `prod-armor`";
/** What changes when the policy has other rules before those of the small site. */
const between = (before: Json[], after: Json[]) => {
  const site = (own: Json[]) => changedSite((_, resource) => rules(resource).unshift(...structuredClone(own)));
  return texts(site(before), site(after));
};
const ranges = (...src_ip_ranges: string[]) => ({ config: { src_ip_ranges }, versioned_expr: "SRC_IPS_V1" });
const allow = (priority: Json, ...from: string[]) => ({ action: "allow", match: ranges(...from), priority });
const throttle = (count: Json, more: Json = {}) => ({
  action: "throttle",
  match: { expr: { expression: "true" } },
  priority: 10,
  rate_limit_options: {
    conform_action: "allow",
    exceed_action: "deny(429)",
    rate_limit_threshold: { count, interval_sec: 60 },
    ...more,
  },
});

test("other requests that a rule lets in are dangerous, more of them or fewer", () => {
  expect(between([allow(10, "203.0.113.0/24")], [allow(10, "*")])).toEqual([
    `dangerous: ${ARMOR}: rule 10 is now allow: all; previously allow: from \`203.0.113.0/24\``,
  ]);
  expect(between([allow(10, "203.0.113.0/24")], [allow(10, "203.0.113.7")])).toEqual([
    `dangerous: ${ARMOR}: rule 10 is now allow: from \`203.0.113.7\`; previously allow: from \`203.0.113.0/24\``,
  ]);
});

test("a higher limit is dangerous, a lower one is a change, and a default written out is nothing", () => {
  const words = (count: Json) => `throttle above ${count} requests in 60 s per ALL, then deny(429): \`true\``;
  expect(between([throttle(100)], [throttle(1000000)])).toEqual([
    `dangerous: ${ARMOR}: rule 10 is now ${words(1000000)}; previously ${words(100)}`,
  ]);
  expect(between([throttle(100)], [throttle(50)])).toEqual([
    `changed: ${ARMOR}: rule 10 is now ${words(50)}; previously ${words(100)}`,
  ]);
  expect(between([throttle(100)], [throttle("${var.count}")])).toEqual([
    `dangerous: ${ARMOR}: rule 10 is now ${words("${var.count}")}; previously ${words(100)}`,
  ]);
  expect(between([throttle(100)], [throttle(100, { enforce_on_key: "ALL" })])).toEqual([]);
  expect(between([throttle(100)], [throttle(100, { enforce_on_key: "IP" })])).toHaveLength(1);
});

test("a milder action is dangerous, a stricter one is a change", () => {
  const ban = (action: string) => ({ ...throttle(100), action });
  expect(between([ban("rate_based_ban")], [ban("throttle")])[0]).toMatch(/^dangerous/);
  expect(between([ban("throttle")], [ban("rate_based_ban")])[0]).toMatch(/^changed/);
  const deny = { action: "deny(403)", match: { expr: { expression: "true" } }, priority: 10 };
  expect(between([throttle(100)], [deny]).join("\n")).toMatch(/^changed/m);
  expect(between([deny], [throttle(100)])[0]).toMatch(/^dangerous/);
});

test("a rule that lets in and comes before one that keeps out is dangerous, the other way round a change", () => {
  const deny = { action: "deny(403)", match: { expr: { expression: "x" } }, priority: 20 };
  const order = [allow(10, "203.0.113.0/24"), deny];
  const words = (level: string, ...two: string[]) => [
    `${level}: ${ARMOR}: the rules are now evaluated in this order: ${two.join("; ")}; deny(403): from \`192.0.2.0/24\`; allow: all`,
  ];
  const [one, other] = ["allow: from `203.0.113.0/24`", "deny(403): `x`"];
  expect(between([allow(30, "203.0.113.0/24"), deny], order)).toEqual(words("dangerous", one, other));
  expect(between(order, [allow(30, "203.0.113.0/24"), deny])).toEqual(words("changed", other, one));
});

test("a header that a rule adds is told with its old and new value, and can be what lets a request in", () => {
  const withHeader = (header_value?: string) =>
    changedSite((_, resource) => {
      rules(resource)[1].header_action = header_value && {
        request_headers_to_adds: [{ header_name: "x-checked", header_value }],
      };
    });
  const what = "Cloud Armor policy `prod-armor`: the default rule (allow: all)";
  expect(texts(withHeader("1"), withHeader("2"))).toEqual([
    `dangerous: ${what}: it now adds request header \`x-checked: 2\`; previously request header \`x-checked: 1\``,
  ]);
  expect(texts(withHeader(), withHeader("1"))[0]).toContain(
    "it now adds request header `x-checked: 1`; previously no request header",
  );
  expect(texts(withHeader("1"), withHeader())).toEqual([
    expect.stringContaining("it now adds no request header; previously request header `x-checked: 1`"),
  ]);
  expect(texts(withHeader("1"), withHeader("1"))).toEqual([]);
});

test("a WAF rule that leaves more out says what", () => {
  const waf = (exclusion: Json) => ({
    action: "deny(403)",
    match: { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable')" } },
    preconfigured_waf_config: { exclusion: [{ target_rule_set: "sqli-v33-stable", ...exclusion }] },
    priority: 10,
  });
  expect(between([waf({ target_rule_ids: ["a"] })], [waf({})])).toEqual([
    `dangerous: ${ARMOR}: rule 10 (deny(403): \`evaluatePreconfiguredWaf('sqli-v33-stable')\`, with 1 WAF exclusion): \`rule.preconfigured_waf_config.exclusion.target_rule_ids\` is now not set; previously \`["a"]\``,
  ]);
});

test("a preview or a priority that only Terraform knows is told as such", () => {
  const preview = (_: Json, resource: Json) => (rules(resource)[0].preview = "${var.preview}");
  expect(changesOf(preview)).toEqual([
    `dangerous: ${ARMOR}: ${RULE} is now in preview if \`\${var.preview}\`, which is known only after apply`,
  ]);
  expect(undoingOf(preview)).toEqual([
    `added: ${ARMOR}: ${RULE} is now enforced (was in preview if \`\${var.preview}\`)`,
  ]);
  expect(changesOf((_, resource) => (rules(resource)[0].priority = "${var.priority}"))).toEqual([
    `dangerous: ${ARMOR}: deny(403): from \`192.0.2.0/24\` is now evaluated at priority \`\${var.priority}\`; previously at 1000; the order is known only after apply`,
  ]);
});

test("rules that only Terraform knows, all of them, are told as such", () => {
  expect(changesOf((_, resource) => (resource.google_compute_security_policy.Armor.rule = "${var.rules}"))).toContain(
    `dangerous: ${ARMOR}: its rules are known only after apply (\`\${var.rules}\`)`,
  );
});

test("other rules that Terraform makes at plan are dangerous", () => {
  const site = (action: string) =>
    changedSite((_, resource) => {
      resource.google_compute_security_policy.Armor.dynamic = {
        rule: { content: { action }, for_each: "${var.denied}" },
      };
    });
  expect(texts(site("deny(403)"), site("allow"))).toEqual([
    "dangerous: `prod-armor`: `dynamic.rule.content.action` is now `allow`; previously `deny(403)`",
  ]);
});

describe("an edge policy", () => {
  const EDGE = "${google_compute_security_policy.Edge.self_link}";
  const RULE_OF_EDGE = "rule 1000 (deny(403): `origin.region_code == 'XX'`)";
  const byDefault = {
    action: "allow",
    match: { config: { src_ip_ranges: ["*"] }, versioned_expr: "SRC_IPS_V1" },
    priority: 2147483647,
  };
  const denied = {
    action: "deny(403)",
    match: { expr: { expression: "origin.region_code == 'XX'" } },
    preview: false,
    priority: 1000,
  };
  /** The small site with an edge policy on a backend service with a cache and on a bucket. */
  const withEdge = (change: (resource: Json) => void = () => undefined) =>
    changedSite((_, resource) => {
      resource.google_compute_security_policy.Edge = {
        name: "prod-edge",
        rule: structuredClone([denied, byDefault]),
        type: "CLOUD_ARMOR_EDGE",
      };
      Object.assign(resource.google_compute_backend_service.Api, { edge_security_policy: EDGE, enable_cdn: true });
      resource.google_compute_backend_bucket = {
        Assets: { bucket_name: "assets", edge_security_policy: EDGE, name: "prod-assets" },
      };
      change(resource);
    });
  const changes = (change: (resource: Json) => void) => texts(withEdge(), withEdge(change));
  const undone = (change: (resource: Json) => void) => texts(withEdge(change), withEdge());
  const edgeOf = (resource: Json) => resource.google_compute_security_policy.Edge;

  test.each<[string, string, (resource: Json) => Json]>([
    ["a backend service", "prod-api", (resource) => resource.google_compute_backend_service.Api],
    ["a backend bucket", "prod-assets", (resource) => resource.google_compute_backend_bucket.Assets],
  ])("that %s no longer has stands at the top", (_what, name, backendOf) => {
    const change = (resource: Json) => {
      delete backendOf(resource).edge_security_policy;
      backendOf(resource).description = "no policy";
    };
    expect(changes(change)[0]).toBe(`dangerous: \`${name}\` no longer has Cloud Armor edge policy \`prod-edge\``);
    expect(undone(change)).toContain(
      `added: \`${name}\` now has Cloud Armor edge policy \`prod-edge\`, with ${RULE_OF_EDGE}`,
    );
  });

  test.each<[string, (resource: Json) => unknown, string]>([
    ["lacks a rule", (resource) => edgeOf(resource).rule.shift(), `${RULE_OF_EDGE} is removed`],
    [
      "only logs",
      (resource) => (edgeOf(resource).rule[0].preview = true),
      `${RULE_OF_EDGE} is now in preview: it only logs requests`,
    ],
    [
      "lets some in",
      (resource) => (edgeOf(resource).rule[0].action = "allow"),
      "rule 1000 is now allow: `origin.region_code == 'XX'`; previously deny(403): `origin.region_code == 'XX'`",
    ],
  ])("that %s is dangerous", (_what, change, text) => {
    expect(changes(change)).toEqual([`dangerous: Cloud Armor policy \`prod-edge\`: ${text}`]);
  });

  test("that is swapped for a weaker one is dangerous, for each backend", () => {
    const swapped = changes((resource) => {
      resource.google_compute_security_policy.Other = { ...edgeOf(resource), name: "prod-other", rule: [byDefault] };
      const other = "${google_compute_security_policy.Other.self_link}";
      resource.google_compute_backend_service.Api.edge_security_policy = other;
      resource.google_compute_backend_bucket.Assets.edge_security_policy = other;
    });
    expect(swapped.filter((text) => text.startsWith("dangerous"))).toEqual(
      ["prod-api", "prod-assets"].map(
        (name) =>
          `dangerous: \`${name}\` now has Cloud Armor edge policy \`prod-other\` instead of \`prod-edge\`: ${RULE_OF_EDGE} is removed`,
      ),
    );
  });
});

describe("settings of a policy", () => {
  const set = (config: Json) =>
    changedSite((_, resource) => Object.assign(resource.google_compute_security_policy.Armor, config));
  const options = (config: Json) => set({ advanced_options_config: [config] });
  const protection = (config: Json) => set({ adaptive_protection_config: { layer_7_ddos_defense_config: config } });
  const json = (...content_types: string[]) =>
    options({ json_parsing: "STANDARD", json_custom_config: { content_types } });
  const key = (redirect_site_key: string) => set({ recaptcha_options_config: { redirect_site_key } });
  const early = (numbers: Json) => protection({ enable: true, threshold_configs: [{ name: "early", ...numbers }] });

  test.each<[string, Json, Json, string]>([
    [
      "JSON parsing is turned on",
      set({}),
      json("application/json"),
      "changed: JSON parsing is now `STANDARD` for `application/json`; previously `DISABLED`",
    ],
    [
      "JSON parsing is turned off",
      json("application/json"),
      options({ json_parsing: "DISABLED" }),
      "changed: JSON parsing is now `DISABLED`; previously `STANDARD` for `application/json`",
    ],
    [
      "other content types are parsed",
      json("text/json"),
      json("text/json", "text/x"),
      "changed: JSON parsing is now `STANDARD` for `text/json` and `text/x`; previously `STANDARD` for `text/json`",
    ],
    [
      "GraphQL is parsed",
      json("text/json"),
      options({ json_parsing: "STANDARD_WITH_GRAPHQL" }),
      "changed: JSON parsing is now `STANDARD_WITH_GRAPHQL`; previously `STANDARD` for `text/json`",
    ],
    [
      "more of a body is inspected",
      set({}),
      options({ request_body_inspection_size: "64KB" }),
      "changed: the inspected part of request bodies is now `64KB`; previously `8KB`",
    ],
    [
      "less of a body is inspected",
      options({ request_body_inspection_size: "64KB" }),
      options({ request_body_inspection_size: "16KB" }),
      "dangerous: the inspected part of request bodies is now `16KB`; previously `64KB`",
    ],
    [
      "more is logged",
      options({ log_level: "NORMAL" }),
      options({ log_level: "VERBOSE" }),
      "changed: the log level is now `VERBOSE`; previously `NORMAL`",
    ],
    [
      "the user's address comes from a header",
      set({}),
      options({ user_ip_request_headers: ["X-A", "X-B"] }),
      "dangerous: the IP address of the user is now that in request header `X-A` or `X-B`; previously that of the connection",
    ],
    [
      "challenges get a key",
      set({}),
      key("a"),
      "changed: the site key of reCAPTCHA challenges is now `a`; previously Google's own",
    ],
    [
      "challenges get Google's key",
      key("a"),
      key(""),
      "changed: the site key of reCAPTCHA challenges is now Google's own; previously `a`",
    ],
    [
      "Adaptive Protection is turned on",
      protection({ enable: false }),
      protection({ enable: true }),
      "added: Adaptive Protection is now on, with rule visibility `STANDARD`; previously off",
    ],
    [
      "Adaptive Protection is turned off",
      protection({ enable: true }),
      set({}),
      "dangerous: Adaptive Protection is now off; previously on, with rule visibility `STANDARD`",
    ],
    [
      "Adaptive Protection logs more",
      protection({ enable: true }),
      protection({ enable: true, rule_visibility: "PREMIUM" }),
      "changed: Adaptive Protection is now on, with rule visibility `PREMIUM`; previously on, with rule visibility `STANDARD`",
    ],
    [
      "rules are deployed",
      protection({ enable: true }),
      early({ auto_deploy_confidence_threshold: 0.9, auto_deploy_expiration_sec: 600 }),
      "changed: Adaptive Protection is now on, with rule visibility `STANDARD`; threshold `early`, deploys rules at confidence 0.9, deploys rules for seconds: 600; previously on, with rule visibility `STANDARD`",
    ],
  ])("are told where %s", (_what, before, after, text) => {
    const [level, ...words] = text.split(": ");
    expect(texts(before, after)).toEqual([`${level}: ${ARMOR}: ${words.join(": ")}`]);
  });

  test("are no change where Google's defaults are written", () => {
    const written = options({ json_parsing: "DISABLED", log_level: "NORMAL" });
    expect([...texts(set({}), written), ...texts(written, set({}))]).toEqual([]);
    expect(
      texts(options({ log_level: "NORMAL", json_parsing: "STANDARD" }), options({ json_parsing: "STANDARD" })),
    ).toEqual([]);
  });
});

describe("rate limits, which each backend service counts in each of its regions", () => {
  const NEG = "google_compute_region_network_endpoint_group";
  const limited = (change: (resource: Json) => void = () => undefined, rule: Json = {}) =>
    changedSite((_, resource) => {
      Object.assign(resource.google_compute_security_policy.Armor.rule[0], {
        action: "throttle",
        rate_limit_options: {
          enforce_on_key: "IP",
          exceed_action: "deny(429)",
          rate_limit_threshold: { count: 100, interval_sec: 60 },
        },
        ...rule,
      });
      change(resource);
    });
  const region = (resource: Json) => {
    resource[NEG].WebEu = { ...resource[NEG].Web, region: "europe-west1", name: "prod-web-neg-eu" };
    resource.google_compute_backend_service.Web.backend.push({ group: `\${${NEG}.WebEu.self_link}` });
  };
  const service = (resource: Json) =>
    (resource.google_compute_backend_service.Admin = { ...resource.google_compute_backend_service.Api, name: "admin" });
  const counted = (before: Json, after: Json) => texts(before, after).filter((text) => text.includes("counted"));
  const told = (is: number, was: number) =>
    `changed: ${ARMOR}: its rate limits are now counted in ${is} places (each backend service, in each of its regions); previously in ${was}${is > was ? `: a client that reaches all of them can send up to ${is} times as many as a limit says` : ""}`;

  test("another region, or another backend service, lets more pass", () => {
    expect(counted(limited(), limited(region))).toEqual([told(3, 2)]);
    expect(counted(limited(), limited(service))).toEqual([told(3, 2)]);
    const ban = { action: "rate_based_ban" };
    expect(counted(limited(region, ban), limited(undefined, ban))).toEqual([told(2, 3)]);
    const alone = (resource: Json) => delete resource.google_compute_backend_service.Api.security_policy;
    expect(counted(limited(), limited(alone))).toEqual([told(1, 2).replace("places", "place")]);
  });

  test("nothing is told where no limit counts, or where it is counted as before", () => {
    expect(
      counted(
        small(),
        changedSite((_, resource) => region(resource)),
      ),
    ).toEqual([]);
    expect(counted(limited(undefined, { preview: true }), limited(region, { preview: true }))).toEqual([]);
    const moved = (resource: Json) => (resource[NEG].Web.region = "europe-west1");
    expect(counted(limited(), limited(moved))).toEqual([]);
    const detach = (resource: Json) =>
      Object.values<Json>(resource.google_compute_backend_service).forEach((each) => delete each.security_policy);
    expect(counted(limited(detach), limited())).toEqual([]);
  });
});
