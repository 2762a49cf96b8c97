import * as fs from "fs";
import * as path from "path";
import { comparePlan, comparisonPage, isPlan } from "../../../lib/review";
import { Json } from "./small";

const plan = (): Json => JSON.parse(fs.readFileSync(path.join(__dirname, "plan.json"), "utf8"));
const texts = (json: Json) => comparePlan(json).changes.map(({ level, text }) => `${level}: ${text}`);

test("a plan says what changes, with the names of what is not made yet", () => {
  expect(texts(plan())).toEqual([
    "dangerous: the IP address changes: `other-address` in place of `address`, `203.0.113.7`. Visitors come to the old one until the DNS records are changed",
    "dangerous: Cloud Run service `old` would be destroyed, which Terraform refuses: its deletion protection is on. Switch that off first, in an apply of its own",
    "changed: `web` no longer adds request header `(sensitive)`",
    "changed: `web` adds request header `(sensitive, changed)`",
    "added: `b.example.com` gets a certificate, `b`",
    "added: `web` is served from region `europe-west1` too, by Cloud Run `web-eu`",
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
  expect(texts(json)).toContain("added: `web` gets a Cloud Armor policy, `company-policy` (existing)");
  expect(texts(json).join()).not.toContain("deletion protection");
});

test("only a plan is a plan", () => {
  expect(isPlan(plan())).toBe(true);
  expect([{}, [], null, "plan", { format_version: "1.0" }, { resource: {} }].map(isPlan)).toEqual(Array(6).fill(false));
});
