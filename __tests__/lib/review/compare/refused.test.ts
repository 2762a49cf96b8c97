import { Json, changedSite, small } from "../small";
import { changesOf, texts } from "./changes";

const rules = (resource: Json) => resource.google_compute_security_policy.Armor.rule;
const REFUSED = /refuses/;

const ALL = { config: { src_ip_ranges: ["*"] }, versioned_expr: "SRC_IPS_V1" };
const limit = {
  conform_action: "allow",
  exceed_action: "deny(429)",
  rate_limit_threshold: { count: 100, interval_sec: 60 },
};
const KINDS: Json = {
  deny: { action: "deny(403)", match: ALL },
  throttle: { action: "throttle", match: ALL, rate_limit_options: limit },
  ban: { action: "rate_based_ban", match: ALL, rate_limit_options: { ...limit, ban_duration_sec: 60 } },
  redirect: { action: "redirect", match: ALL, redirect_options: { type: "GOOGLE_RECAPTCHA" } },
};
const withRule = (kind: Json, priority = 1000) =>
  changedSite((_, resource) => (rules(resource)[0] = { ...(KINDS[kind] ?? kind), priority }));

test.each([
  ["throttle", "deny", true],
  ["ban", "throttle", true],
  ["redirect", "deny", true],
  ["ban", "deny", true],
  ["deny", "throttle", false],
  ["throttle", "ban", false],
])("an Armor rule at one priority, %s to %s, is refused: %s", (from, to, isRefused) => {
  const refused = texts(withRule(from), withRule(to)).filter((text) => REFUSED.test(text));
  expect(refused).toHaveLength(isRefused ? 1 : 0);
  expect(texts(withRule(from), withRule(to, 1001)).filter((text) => REFUSED.test(text))).toEqual([]);
});

test("the way out of an Armor rule of another kind is another priority", () => {
  expect(texts(withRule("throttle"), withRule("deny"))).toContain(
    "dangerous: Cloud Armor policy `prod-armor`: rule 1000 becomes `deny(403)` instead of `throttle` at the same priority, which Google refuses, because the provider cannot remove the options of the old rule. Give the rule another priority: then the new rule exists before the old one is deleted",
  );
});

test("exclusions and a ban's own threshold cannot be taken from a rule", () => {
  const ban = (more: Json) => ({ ...KINDS.ban, rate_limit_options: { ...KINDS.ban.rate_limit_options, ...more } });
  const lost = texts(withRule(ban({ ban_threshold: { count: 1000, interval_sec: 60 } })), withRule(ban({})));
  expect(lost).toContain(
    "dangerous: Cloud Armor policy `prod-armor`: rule 1000 loses `ban_threshold`, but the provider cannot remove it, and every plan shows the same change again. Give the rule another priority: then the new rule exists before the old one is deleted",
  );
  const waf = { ...KINDS.deny, preconfigured_waf_config: { exclusion: [{ target_rule_set: "sqli-v33-stable" }] } };
  expect(texts(withRule(waf), withRule("deny")).join()).toContain("loses `preconfigured_waf_config`");
});

test("a load balancing scheme cannot change in use, except at the end of Google's migration", () => {
  const classic = (more: Json = {}) =>
    changedSite((_, resource) =>
      Object.assign(resource.google_compute_backend_service.Web, { load_balancing_scheme: "EXTERNAL", ...more }),
    );
  const what = "`prod-web`: `load_balancing_scheme` is now `EXTERNAL_MANAGED`; previously `EXTERNAL`";
  expect(texts(classic(), small())).toEqual([
    `dangerous: ${what}; Google refuses this in use, although the plan changes it in place. Create a second load balancer, change the DNS records, then remove the old one; or first use Google's migration states, each in a separate apply`,
  ]);
  const both = classic();
  both.resource.google_compute_backend_service.Api.load_balancing_scheme = "EXTERNAL";
  expect(texts(both, small())).toEqual([
    expect.stringMatching(/^dangerous: `prod-api` and `prod-web`: `load_balancing_scheme` is now `EXTERNAL_MANAGED`/),
  ]);
  const ready = { external_managed_migration_state: "TEST_ALL_TRAFFIC" };
  const after = small();
  Object.assign(after.resource.google_compute_backend_service.Web, ready);
  expect(texts(classic(ready), after)).toEqual([`changed: ${what}`]);
  const rule = (_: Json, resource: Json) =>
    delete resource.google_compute_global_forwarding_rule.Https.load_balancing_scheme;
  expect(changesOf(rule)[0]).toContain(
    "`load_balancing_scheme` is now `EXTERNAL`; previously `EXTERNAL_MANAGED`; Google refuses",
  );
});

test("a resource in use is not replaced under its own name, and two do not swap names", () => {
  const region = (_: Json, resource: Json) =>
    (resource.google_compute_region_network_endpoint_group.Web.cloud_run = { service: "other" });
  expect(changesOf(region)).toContain(
    "dangerous: `google_compute_region_network_endpoint_group` `prod-web-neg` is replaced under the same name while other resources use it, which Google refuses. Give it another name: then the new one is created first",
  );
  const swap = (_: Json, resource: Json) => {
    resource.google_compute_region_network_endpoint_group.Web.name = "prod-api-neg";
    resource.google_compute_region_network_endpoint_group.Api.name = "prod-web-neg";
  };
  expect(changesOf(swap)).toContain(
    "dangerous: `prod-api-neg` and `prod-web-neg` swap their names, and each name is in use when the other should get it: Google refuses this. Give one of them a third name first, in a separate apply",
  );
});

test("a migration from the classic load balancer begins with PREPARE", () => {
  const inState = (external_managed_migration_state?: string) =>
    changedSite((_, resource) =>
      Object.assign(resource.google_compute_backend_service.Web, {
        external_managed_migration_state,
        load_balancing_scheme: "EXTERNAL",
      }),
    );
  const what = (is: string, was: string) =>
    `\`prod-web\`: \`external_managed_migration_state\` is now ${is}; previously ${was}`;
  const wayOut = "Google refuses this, because a migration begins with `PREPARE`. Set that first, in a separate apply";
  expect(texts(inState(), inState("TEST_ALL_TRAFFIC"))).toEqual([
    `dangerous: ${what("`TEST_ALL_TRAFFIC`", "not set")}; ${wayOut}`,
  ]);
  expect(texts(inState(), inState("TEST_BY_PERCENTAGE"))).toEqual([expect.stringContaining(wayOut)]);
  expect(texts(inState(), inState("PREPARE"))).toEqual([`changed: ${what("`PREPARE`", "not set")}`]);
  expect(texts(inState("PREPARE"), inState("TEST_ALL_TRAFFIC"))).toEqual([
    `changed: ${what("`TEST_ALL_TRAFFIC`", "`PREPARE`")}`,
  ]);
  expect(texts(inState("TEST_ALL_TRAFFIC"), inState("PREPARE"))).toHaveLength(1);
});

test("what Google refuses comes before what else is dangerous", () => {
  const former = changedSite(
    (_, resource) => (resource.google_compute_backend_service.Web.load_balancing_scheme = "EXTERNAL"),
  );
  const present = changedSite((_, resource) => {
    resource.google_compute_managed_ssl_certificate = {};
    resource.google_compute_target_https_proxy.Https.ssl_certificates = [];
  });
  expect(texts(former, present)).toEqual([
    expect.stringContaining("Google refuses this in use"),
    "dangerous: `a.example.com` no longer has a certificate: visitors get a certificate error",
  ]);
});
