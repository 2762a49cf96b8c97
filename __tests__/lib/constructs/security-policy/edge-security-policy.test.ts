import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  BackendBucket,
  BackendService,
  CdnPolicy,
  DenyStatus,
  EdgeSecurityPolicy,
  EdgeSecurityPolicyProps,
  EnvironmentStack,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRule,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, synthesizeApp } from "../../../synthesized";

const TYPE = "google_compute_security_policy";
const NAME = "test-edge-4253597c";
const DEFAULT_RULE = {
  action: "allow",
  priority: 2147483647,
  description: "default rule",
  match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } },
};

const policy = (props: EdgeSecurityPolicyProps) => (stack: EnvironmentStack) =>
  new EdgeSecurityPolicy(stack, "Edge", props);
const match = SecurityMatch.ipRanges(["203.0.113.0/24"]);
const deny = (priority?: number) => SecurityRule.deny({ match, priority });

test("an edge policy lets everybody in, by a default rule, and has no settings of backend policies", () => {
  expect(resource(TYPE, (stack) => new EdgeSecurityPolicy(stack, "Edge"))).toEqual({
    name: NAME,
    type: "CLOUD_ARMOR_EDGE",
    rule: [DEFAULT_RULE],
    lifecycle: { create_before_destroy: true },
  });
});

test("an edge policy takes rules, a default, a description and the name of an existing one", () => {
  const regional = SecurityRule.allow({
    match: SecurityMatch.expression("origin.region_code == 'DE'"),
    description: "Germany",
    preview: true,
  });
  const props = {
    rules: [deny(), regional],
    defaultAction: SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND),
    description: "keeps them out",
    name: "company-edge",
  };
  expect(resource(TYPE, policy(props))).toMatchObject({
    name: "company-edge",
    description: "keeps them out",
    rule: [
      { action: "deny(403)", priority: 1000, preview: false },
      {
        action: "allow",
        priority: 1100,
        preview: true,
        description: "Germany",
        match: { expr: { expression: "origin.region_code == 'DE'" } },
      },
      { ...DEFAULT_RULE, action: "deny(404)" },
    ],
  });
});

test("an edge policy takes labels, from a version of the provider on", () => {
  expect(resource(TYPE, policy({ labels: { team: "web" } }), "7.3.0")).toMatchObject({ labels: { team: "web" } });
  expect(() => resource(TYPE, policy({ labels: { team: "web" } }), "~> 7.2")).toThrow("NAM-09: labels exists since");
  expect(() => resource(TYPE, policy({ labels: { Team: "web" } }), "7.3.0")).toThrow("LAB-01: a label's key must");
});

test("rules that are added later stand before the default rule, with priorities that go on", () => {
  const build = (stack: EnvironmentStack) => {
    const edge = policy({ rules: [deny()] })(stack);
    [deny(50), deny()].forEach((rule) => edge.addRule(rule));
  };
  expect(resource(TYPE, build)).toMatchObject({
    rule: [{ priority: 1000 }, { priority: 50 }, { priority: 150 }, DEFAULT_RULE],
  });
});

test.each<[string, EdgeSecurityPolicyProps, RegExp]>([
  ["a name", { name: "Edge" }, /^\[test\/Edge\] NAM-01: name must have 1 to 63 .*, got "Edge"; write "edge"/],
  ["a long description", { description: "x".repeat(2049) }, /^\[test\/Edge\] ARM-29: description must have 0 to 2048/],
  [
    "a priority twice",
    { rules: [deny(7), deny(7)] },
    /^\[test\/Edge\] ARM-04: rule 1 of the list \(deny\(403\)\) and rule 2 of the list \(deny\(403\)\) have the same priority, 7;/,
  ],
  [
    "an address of no network",
    { rules: [SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/33"]) })] },
    /^\[test\/Edge\] ARM-07: an IP range must be an IPv4 or IPv6 address/,
  ],
  [
    "an expression of no language",
    { rules: [SecurityRule.deny({ match: SecurityMatch.expression("origin.ip in ['a']") })] },
    /^\[test\/Edge\] ARM-19: Cloud Armor's rules language does not support in,/,
  ],
])("%s that Google refuses is refused", (_what, props, message) => {
  expect(() => synthesize(policy(props))).toThrow(message);
});

test("an edge policy takes values that only Terraform knows", () => {
  const build = (stack: EnvironmentStack) => {
    const { stringValue } = new TerraformVariable(stack, "Var", { type: "string" });
    policy({
      description: stringValue,
      rules: [SecurityRule.deny({ match: SecurityMatch.expression(stringValue) })],
    })(stack);
  };
  expect(resource(TYPE, build)).toMatchObject({
    description: "${var.Var}",
    rule: [{ match: { expr: { expression: "${var.Var}" } } }, DEFAULT_RULE],
  });
});

test("no setting of an edge policy gets into its name: all are changed in place", () => {
  const nameOf = (props: EdgeSecurityPolicyProps) => resource(TYPE, policy(props)).name as string;
  expect(nameOf({ rules: [deny()] })).toBe(NAME);
  expect(nameOf({ defaultAction: SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND), description: "a" })).toBe(NAME);
});

test("an edge policy has another name than a backend policy, so that the one can take the other's place", () => {
  expect(NAME).not.toBe(resource(TYPE, (stack) => new SecurityPolicy(stack, "Edge")).name);
});

test("an edge policy has its self link, name and resource as attributes", () => {
  const json = synthesize((stack) => {
    const edge = new EdgeSecurityPolicy(stack, "Edge");
    new TerraformOutput(stack, "Told", { value: edge.edgeSecurityPolicySelfLink });
    expect(edge.edgeSecurityPolicyName).toBe(NAME);
    expect(edge.node.defaultChild).toBe(edge.resource);
  });
  expect(json.output.Told.value).toBe(`\${${TYPE}.${Object.keys(json.resource[TYPE])[0]}.self_link}`);
});

test("backend services and buckets of one app have one edge policy", () => {
  const json = synthesize((stack) => {
    const edgeSecurityPolicy = new EdgeSecurityPolicy(stack, "Edge", { rules: [deny()] });
    const target = ServerlessTarget.cloudRun("web");
    const neg = new ServerlessNeg(stack, "Neg", { region: "us-central1", target });
    new BackendService(stack, "Web", { backends: [neg], cdnPolicy: CdnPolicy.useOriginHeaders(), edgeSecurityPolicy });
    new BackendBucket(stack, "Assets", { bucketName: "assets", edgeSecurityPolicy });
  });
  const attached = ["google_compute_backend_service", "google_compute_backend_bucket"].flatMap((type) =>
    Object.values(json.resource[type]).map(({ edge_security_policy }) => edge_security_policy as string),
  );
  const link = `\${${TYPE}.${Object.keys(json.resource[TYPE])[0]}.self_link}`;
  expect(attached).toEqual([link, link]);
});

test("an existing edge policy is looked up by name, and attached by its self link", () => {
  const json = synthesize((stack) => {
    const edgeSecurityPolicy = EdgeSecurityPolicy.fromEdgeSecurityPolicyName(stack, "Edge", "company-edge");
    new BackendBucket(stack, "Assets", { bucketName: "assets", edgeSecurityPolicy });
  });
  const [[id, data]] = Object.entries(json.data[TYPE] as object);
  expect(data).toEqual({ name: "company-edge" });
  expect(Object.values(json.resource.google_compute_backend_bucket)).toEqual([
    expect.objectContaining({ edge_security_policy: `\${data.${TYPE}.${id}.self_link}` }),
  ]);
});

test("a name of an existing edge policy that Google refuses is refused", () => {
  expect(() => synthesize((stack) => EdgeSecurityPolicy.fromEdgeSecurityPolicyName(stack, "Edge", "Company"))).toThrow(
    /^\[test\/Edge\] NAM-01: edgeSecurityPolicyName must have 1 to 63 /,
  );
});

test("an edge policy of another stack is attached", () => {
  const { stacks } = synthesizeApp((app) => {
    const platform = new EnvironmentStack(app, "platform", { project: "p1" });
    const edgeSecurityPolicy = new EdgeSecurityPolicy(platform, "Edge");
    const shop = new EnvironmentStack(app, "shop", { project: "p1" });
    new BackendBucket(shop, "Assets", { bucketName: "assets", edgeSecurityPolicy });
  });
  const [bucket] = Object.values(stacks.shop.resource.google_compute_backend_bucket) as {
    edge_security_policy: string;
  }[];
  expect(bucket.edge_security_policy).toMatch(/^\$\{data\.terraform_remote_state\..*\}$/);
});
