import * as fs from "fs";
import * as path from "path";
import { comparePlan, comparisonPage, isPlan } from "../../../lib/review";
import { needsRecord } from "./compare/changes";
import { Json, small } from "./small";

const plan = (): Json => JSON.parse(fs.readFileSync(path.join(__dirname, "plan.json"), "utf8"));
const texts = (json: Json) => comparePlan(json).changes.map(({ level, text }) => `${level}: ${text}`);

test("a plan says what changes, with the names of what is not made yet", () => {
  expect(texts(plan())).toEqual([
    "dangerous: Cloud Run service `old` would be destroyed, but Terraform refuses this because its deletion protection is on. Turn off deletion protection first, in a separate apply",
    "dangerous: the IP address changes: `other-address` instead of `address`, `203.0.113.7`. Visitors are sent to the old address until you change the DNS records",
    "changed: `web` no longer adds request header `(sensitive)`",
    "changed: `web` adds request header `(sensitive, changed)`",
    "added: `b.example.com` gets a certificate, `b`",
    needsRecord("b.example.com", "other-address"),
    "added: `web` now also serves from region `europe-west1`, with Cloud Run `web-eu`",
  ]);
});

test("what is replaced, and why, is the plan's word", () => {
  expect(comparePlan(plan()).replaced.map(({ address, because }) => [address, because])).toEqual([
    ["google_compute_global_address.Address", ["name"]],
    ["google_compute_global_forwarding_rule.Https", ["ip_address", "name"]],
  ]);
});

test("a replacement that was asked for says so", () => {
  const json = plan();
  const address = json.resource_changes.find(({ name }: Json) => name === "Address");
  delete address.change.replace_paths;
  address.action_reason = "replace_by_request";
  expect(comparePlan(json).replaced[0].because).toEqual(["replace_by_request"]);
});

test("sensitive values never show", () => {
  expect(comparisonPage(comparePlan(plan()))).not.toContain("x-secret");
});

test("a plan without changes changes nothing", () => {
  const json = plan();
  for (const resource of json.resource_changes) {
    const { before, after } = resource.change;
    resource.change = { actions: ["no-op"], before: before ?? after, after: before ?? after, after_unknown: {} };
  }
  expect(comparisonPage(comparePlan(json))).toBe("# What changes for visitors\n\nNothing changes for visitors.\n");
});

test("what Terraform forgets stays in Google Cloud, and what it looks up has its name", () => {
  const json = plan();
  const old = json.resource_changes.find(({ name }: Json) => name === "Old");
  old.change.actions = ["forget"];
  const web = json.resource_changes.find(({ name, type }: Json) => name === "Web" && /backend_service/.test(type));
  web.change.after_unknown.security_policy = true;
  json.configuration.root_module.resources[0].expressions.security_policy = {
    references: ["data.google_compute_security_policy.Armor.self_link", "data.google_compute_security_policy.Armor"],
  };
  json.prior_state = {
    values: {
      root_module: {
        resources: [
          { mode: "data", type: "google_compute_security_policy", name: "Armor", values: { name: "company-policy" } },
        ],
      },
    },
  };
  expect(texts(json)).toContain("added: `web` now has Cloud Armor policy `company-policy` (existing)");
  expect(texts(json).join()).not.toContain("deletion protection");
});

test("a service goes without a word of protection if its own is off", () => {
  const json = plan();
  const old = json.resource_changes.find(({ name }: Json) => name === "Old");
  const refused = () => texts(json).filter((text) => text.includes("deletion protection"));
  expect(refused()).toHaveLength(1);
  old.change.before.deletion_protection = false;
  expect(refused()).toEqual([]);
});

test("only a plan is a plan", () => {
  expect(isPlan(plan())).toBe(true);
  expect([{}, [], null, "plan", { format_version: "1.0" }, { resource: {} }].map(isPlan)).toEqual(Array(6).fill(false));
});

const resourceOf = (json: Json, type: string, name: string) =>
  json.resource_changes.find((resource: Json) => resource.type === type && resource.name === name);
const expressionsOf = (json: Json, type: string) =>
  json.configuration.root_module.resources.find((resource: Json) => resource.type === type).expressions;

test("a forwarding rule that loses its reserved address gets another one", () => {
  const json = plan();
  delete expressionsOf(json, "google_compute_global_forwarding_rule").ip_address;
  resourceOf(json, "google_compute_global_address", "Address").change.actions = ["delete"];
  resourceOf(json, "google_compute_global_address", "Address").change.after = null;
  expect(texts(json)[1]).toBe(
    "dangerous: the IP address changes: an address that Google assigns instead of `address`, `203.0.113.7`. Visitors are sent to the old address until you change the DNS records",
  );
  expect(texts(json).join()).not.toContain("for the same address and port");
});

test("an import has zeros where nothing is written, and they are no change", () => {
  const json = plan();
  for (const resource of json.resource_changes) {
    const { before, after } = resource.change;
    resource.change = { actions: ["no-op"], before: before ?? after, after: before ?? after, after_unknown: {} };
  }
  const { change } = resourceOf(json, "google_compute_backend_service", "Web");
  const group = change.before.backend[0].group;
  const zeros = { capacity_scaler: 1, max_connections: 0, max_rate: 0, max_utilization: 0, preference: "" };
  change.before = {
    ...change.before,
    affinity_cookie_ttl_sec: 0,
    backend: [{ group, ...zeros }],
    consistent_hash: [{ minimum_ring_size: 0, http_cookie: [] }],
    enable_cdn: false,
    iap: [{ enabled: false, oauth2_client_id: "", oauth2_client_secret: "" }],
  };
  change.after = { ...change.before, affinity_cookie_ttl_sec: null, consistent_hash: [], enable_cdn: null, iap: [] };
  change.after.backend = [{ group, capacity_scaler: 1, max_connections: null, max_rate: null, max_utilization: null }];
  change.actions = ["update"];
  expect(comparePlan(json).changes).toEqual([]);
  change.before.backend[0].max_connections = 10;
  expect(texts(json)).toEqual(["changed: `web`: `backend.max_connections` is now not set; previously `10`"]);
});

const LINK = "https://www.googleapis.com/compute/v1/projects/p1/global/sslCertificates/";
const certificates = (expression: Json) => {
  const json = plan();
  const { change } = resourceOf(json, "google_compute_target_https_proxy", "Https");
  resourceOf(json, "google_compute_managed_ssl_certificate", "A").change.after.self_link = `${LINK}a`;
  change.before.ssl_certificates.push(`${LINK}own`);
  change.after.ssl_certificates = [...change.before.ssl_certificates, null];
  change.after_unknown = { ssl_certificates: [false, false, true] };
  expressionsOf(json, "google_compute_target_https_proxy").ssl_certificates = expression;
  return texts(json).filter((text) => /certificate/.test(text));
};
const [A, B] = ["A", "B"].map((id) => `google_compute_managed_ssl_certificate.${id}.self_link`);

test("a new certificate beside one that is written out", () => {
  const fresh = ["added: `b.example.com` gets a certificate, `b`"];
  const references = [A, "google_compute_managed_ssl_certificate.A", B, "google_compute_managed_ssl_certificate.B"];
  expect(certificates({ constant_value: [`\${${A}}`, `${LINK}own`, `\${${B}}`], references })).toEqual(fresh);
  expect(certificates({ constant_value: [`\${${B}}`, `\${${A}}`, `${LINK}own`], references })).toEqual(fresh);
  expect(certificates({ references })).toEqual(fresh);
});

test("which of two certificates is new may not be known", () => {
  const [either] = certificates({ references: [B, "google_compute_managed_ssl_certificate.C.self_link"] });
  expect(either).toBe(
    `added: certificate \`\${${B}} or \${google_compute_managed_ssl_certificate.C.self_link}\` is new; the domains that it covers are unknown in this stack`,
  );
});

test("a list that is not known at all has each of its references", () => {
  const json = plan();
  expressionsOf(json, "google_compute_target_https_proxy").ssl_certificates = { references: [A, B] };
  expect(texts(json)).toContain("added: `b.example.com` gets a certificate, `b`");
});

/** The small site as a plan, in which some resources change in place. */
const planned = (change: (resource: Json) => void, before: (resource: Json) => void = () => undefined): Json => {
  const [was, is] = [small().resource, small().resource];
  before(was);
  before(is);
  change(is);
  const resource_changes = Object.entries<Json>(is).flatMap(([type, resources]) =>
    Object.entries<Json>(resources).map(([name, after]) => ({
      type,
      name,
      mode: "managed",
      change: { actions: ["update"], before: was[type][name], after, after_unknown: {} },
    })),
  );
  return { format_version: "1.2", resource_changes };
};

describe("what can only fail is told of a plan too", () => {
  const rule = (resource: Json) => resource.google_compute_security_policy.Armor.rule[0];
  const throttle = {
    action: "throttle",
    rate_limit_options: {
      conform_action: "allow",
      exceed_action: "deny(429)",
      rate_limit_threshold: { count: 100, interval_sec: 60 },
    },
  };

  test("a rule of another kind at the same priority", () => {
    const change = (resource: Json) => Object.assign(rule(resource), { action: "allow", rate_limit_options: [] });
    expect(texts(planned(change, (resource) => Object.assign(rule(resource), throttle)))).toContain(
      "dangerous: Cloud Armor policy `prod-armor`: rule 1000 becomes `allow` instead of `throttle` at the same priority, which Google refuses, because the provider cannot remove the options of the old rule. Give the rule another priority: then the new rule exists before the old one is deleted",
    );
  });

  const scheme = (load_balancing_scheme: string, external_managed_migration_state: string | null) => (resource: Json) =>
    Object.assign(resource.google_compute_backend_service.Web, {
      load_balancing_scheme,
      external_managed_migration_state,
    });

  test.each<[string, string | null, boolean]>([
    ["a scheme in use", null, true],
    ["a step of the migration that is skipped", "PREPARE", true],
    ["the last step of the migration", "TEST_ALL_TRAFFIC", false],
  ])("%s", (_, state, isRefused) => {
    const refused = texts(planned(scheme("EXTERNAL_MANAGED", state), scheme("EXTERNAL", state))).filter((text) =>
      text.includes("Google refuses"),
    );
    expect(refused).toHaveLength(isRefused ? 1 : 0);
  });

  test("a resource in use that is replaced under its own name", () => {
    const json = planned((resource) => (resource.google_compute_ssl_policy.Tls.profile = "RESTRICTED"));
    const policy = json.resource_changes.find(({ type }: Json) => type === "google_compute_ssl_policy");
    policy.change.actions = ["delete", "create"];
    policy.change.replace_paths = [["profile"]];
    expect(texts(json)).toContain(
      "dangerous: `google_compute_ssl_policy` `modern-tls` is replaced under the same name while other resources use it, which Google refuses. Give it another name: then the new one is created first",
    );
  });
});

test("a plan names no host or path that nobody wrote", () => {
  const json = planned((resource) => {
    const { Map: map } = resource.google_compute_url_map;
    map.path_matcher[0].path_rule[0].paths = ["/v2/*"];
    map.test = [{ host: "any-host.example", path: "/any-path", service: map.default_service }];
  });
  expect(texts(json)).toEqual([
    "changed: `https://a.example.com/api`, `https://a.example.com/api/*`: the target changes: now `prod-web`; previously `prod-api`",
    "added: `https://a.example.com/v2/*`: new route: now `prod-api`; previously `prod-web`",
    'unnoticed: `prod-map`: `test` is now `{"host":"*","path":"/*","service":"prod-web"}`; previously not set',
  ]);
});

test("a description that changes is all that is told", () => {
  const describe = (value: string) => (resource: Json) => {
    Object.values<Json>(resource)
      .flatMap((resources) => Object.values<Json>(resources))
      .forEach((each) => (each.description = value));
    resource.google_compute_security_policy.Armor.rule.forEach((each: Json) => (each.description = value));
    const { Map: map } = resource.google_compute_url_map;
    map.host_rule[0].description = value;
    map.path_matcher[0].description = value;
    resource.google_compute_backend_service.Web.backend[0].description = value;
  };
  const { changes, replaced } = comparePlan(planned(describe("second"), describe("first")));
  expect(replaced).toEqual([]);
  expect(
    changes.filter(
      ({ level, text }) => level !== "unnoticed" || !/`description` is now `second`; previously `first`$/.test(text),
    ),
  ).toEqual([]);
  expect(changes.length).toBeGreaterThan(5);
});

test("the region of a group that is created elsewhere is in its link", () => {
  const own = small().resource.google_compute_backend_service.Web.backend[0].group;
  const group = (link: string) => (resource: Json) =>
    (resource.google_compute_backend_service.Web.backend[0].group = link);
  const link = "https://www.googleapis.com/compute/v1/projects/p1/regions/us-central1/networkEndpointGroups/old";
  expect(texts(planned(group(own), group(link)))).toEqual([
    "changed: `prod-web` now sends requests in `us-central1` to Cloud Run `web`; previously to backend `old` (existing, not in this stack, in project `p1`)",
  ]);
  const everywhere = "projects/p1/global/networkEndpointGroups/old";
  expect(texts(planned(group(own), group(everywhere)))).toEqual([
    "changed: `prod-web` now serves from `us-central1`, with Cloud Run `web`; previously from global",
  ]);
});

test("the address of a rule is the new one, although the provider keeps the old value in the plan", () => {
  const json = plan();
  const { change } = resourceOf(json, "google_compute_global_forwarding_rule", "Https");
  const other =
    "dangerous: the IP address changes: `other-address` instead of `address`, `203.0.113.7`. Visitors are sent to the old address until you change the DNS records";
  change.actions = ["update"];
  change.after.ip_address = "203.0.113.7";
  change.after_unknown = {};
  expect(texts(json)[1]).toBe(other);
});

const imports = (...names: string[]) => {
  const json = plan();
  for (const resource of json.resource_changes) {
    resource.change.actions = ["no-op"];
    resource.change.before ??= resource.change.after;
    resource.change.after ??= resource.change.before;
  }
  const web = resourceOf(json, "google_compute_backend_service", "Web");
  web.change.importing = { id: "web" };
  const created = names.map((name) => ({
    type: "google_compute_url_map",
    name: "LoadBalancer_HttpsRedirect_0A1B2C3D",
    change: { actions: ["create"], before: null, after: { name }, after_unknown: {} },
  }));
  json.resource_changes.push(...created);
  return { json, web, said: () => texts(json).filter((text) => text.includes("import")) };
};

test("a resource that a plan of imports creates under a fixed name was perhaps forgotten", () => {
  const { web, said } = imports("site-https-redirect");
  expect(said()).toEqual([
    "dangerous: the plan imports resources, but it creates `google_compute_url_map` `site-https-redirect`. If it exists already, import it too, or Google refuses the name (409)",
  ]);
  delete web.change.importing;
  expect(said()).toEqual([]);
});

test("several such resources are one sentence; names that synth makes, and grants, are none of them", () => {
  expect(imports("one", "two").said()).toEqual([
    "dangerous: the plan imports resources, but it creates `google_compute_url_map` `one` and `google_compute_url_map` `two`. If one of them exists already, import it too, or Google refuses the name (409)",
  ]);
  expect(imports("prod-load-balancer-https-redirect", "site-0a1b2c3d").said()).toEqual([]);
  const { json, said } = imports("web");
  json.resource_changes.at(-1).type = "google_cloud_run_v2_service_iam_member";
  expect(said()).toEqual([]);
});

test("a plan that is not complete says so first", () => {
  const json = { ...plan(), complete: false };
  expect(texts(json)[0]).toBe(
    "dangerous: the plan is not complete: it was made with `-target`, or Terraform leaves some changes for another plan. This review does not have those changes",
  );
  expect(texts({ ...json, complete: true })).toEqual(texts(plan()));
});

test("a certificate that a proxy uses is not replaced under its own name", () => {
  const json = plan();
  const { change } = resourceOf(json, "google_compute_managed_ssl_certificate", "A");
  const refused = () => texts(json).filter((text) => text.includes("under the same name"));
  expect(refused()).toEqual([]);
  change.actions = ["delete", "create"];
  change.after = { managed: [{ domains: ["a.example.com", "b.example.com"] }], name: "a" };
  change.replace_paths = [["managed", 0, "domains"]];
  expect(refused()).toEqual([
    "dangerous: `google_compute_managed_ssl_certificate` `a` is replaced under the same name while other resources use it, which Google refuses. Give it another name: then the new one is created first",
  ]);
  const proxy = resourceOf(json, "google_compute_target_https_proxy", "Https");
  proxy.change.before.ssl_certificates = [`${LINK}other`];
  expect(refused()).toEqual([]);
});

test("a grant has the name of what it is for, whether the plan writes its path or not", () => {
  const json = plan();
  const name = "projects/p1/locations/us-central1/services/old";
  json.resource_changes.push({
    type: "google_cloud_run_v2_service_iam_member",
    name: "Everybody",
    change: { actions: ["delete"], before: { name, member: "allUsers" }, after: null, after_unknown: {} },
  });
  expect(comparisonPage(comparePlan(json))).toContain("- destroyed: `google_cloud_run_v2_service_iam_member` `old`\n");
});

test("new certificates instead of one that a plan does not have are an outage", () => {
  const json = plan();
  const { change } = resourceOf(json, "google_compute_target_https_proxy", "Https");
  change.before.ssl_certificates = [`${LINK}own`];
  change.after_unknown = { ssl_certificates: [true] };
  expressionsOf(json, "google_compute_target_https_proxy").ssl_certificates = { references: [B] };
  expect(texts(json).filter((text) => text.includes("certificate"))).toEqual([
    expect.stringMatching(
      /^dangerous: certificate `own` .* is removed, and `b.example.com` only gets `b`: visitors get a certificate error until/,
    ),
  ]);
});
