import { Aspects, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  ApplicationLoadBalancer,
  EnvironmentStack,
  GlobalAddress,
  RouteAction,
  SslPolicy,
} from "cdktf-google-serverless-lb";
import { failureOf, synthesizeApp } from "../../synthesized";

const ADDRESS = "google_compute_global_address";
const POLICY = "google_compute_ssl_policy";
const stackIn = (app: Construct, id = "test") => new EnvironmentStack(app, id, { project: "acme-prod" });

test("each resource of a construct waits for each resource of what it depends on, once", () => {
  const { stacks } = synthesizeApp((app) => {
    const stack = stackIn(app);
    const front = new Construct(stack, "Front");
    new GlobalAddress(front, "A");
    new GlobalAddress(front, "B");
    const [policy, other] = ["Tls", "Other"].map((id) => new SslPolicy(stack, id));
    front.node.addDependency(policy, other);
    front.node.addDependency(policy);
  });
  const { resource } = stacks.test;
  const needed = Object.keys(resource[POLICY])
    .map((id) => `${POLICY}.${id}`)
    .sort()
    .reverse();
  expect(Object.values(resource[ADDRESS]).map(({ depends_on }) => depends_on as string[])).toEqual([needed, needed]);
});

test("a circle is refused with both paths, be it direct, by way of others or with a part", () => {
  const said = (build: (stack: EnvironmentStack) => void) => failureOf((app) => build(stackIn(app)));
  const parts = (stack: EnvironmentStack) => ["A", "B", "C"].map((id) => new GlobalAddress(stack, id));
  const direct = said((stack) => {
    const [a, b] = parts(stack);
    a.node.addDependency(b);
    b.node.addDependency(a);
  });
  expect(direct).toContain("[test/A] TF-02: test/A depends on test/B, which depends on test/A itself");
  expect(direct).toContain("[test/B] TF-02: test/B depends on test/A, which depends on test/B itself");
  const byOthers = said((stack) => {
    const [a, b, c] = parts(stack);
    a.node.addDependency(b);
    b.node.addDependency(c);
    c.node.addDependency(a.resource);
  });
  expect(byOthers).toContain("TF-02: test/A depends on test/B");
  const withPart = said((stack) => {
    const [a] = parts(stack);
    a.node.addDependency(a.resource);
  });
  expect(withPart).toContain("TF-02: test/A depends on test/A/Resource, which depends on test/A itself or is a part");
});

test("a dependency on another stack makes the stack wait, and one on what is in none is refused", () => {
  synthesizeApp((app) => {
    const [one, other] = ["one", "other"].map((id) => stackIn(app, id));
    const address = new GlobalAddress(one, "A");
    address.node.addDependency(new GlobalAddress(other, "B"));
    app.synth();
    expect(one.dependencies).toEqual([other]);
  });
  const said = failureOf((app) => new GlobalAddress(stackIn(app), "A").node.addDependency(new Construct(app, "Part")));
  expect(said).toContain('[test/A] TF-02: node.addDependency needs a construct in a stack, got "Part"');
});

test("an aspect of the app visits all that is in its stacks", () => {
  const seen: string[] = [];
  synthesizeApp((app) => {
    Aspects.of(app).add({ visit: ({ node }) => void seen.push(node.path) });
    new GlobalAddress(stackIn(app), "A");
  });
  expect(seen).toEqual(expect.arrayContaining(["test", "test/A", "test/A/Resource"]));
  expect(new Set(seen).size).toBe(seen.length);
});

test("an id that comes after a reference is refused, and one that comes before it is taken", () => {
  const build = (isLate: boolean) => (app: Construct) => {
    const stack = stackIn(app);
    const policy = new SslPolicy(stack, "Tls");
    const rename = (resource: TerraformResource) => resource.overrideLogicalId("old");
    if (!isLate) {
      rename(policy.resource);
    }
    const defaultAction = RouteAction.redirect({ hostRedirect: "www.example.com", stripQuery: true });
    new ApplicationLoadBalancer(stack, "Site", { defaultAction, domains: ["app.example.com"], sslPolicy: policy });
    if (isLate) {
      rename(policy.resource);
    }
  };
  expect(failureOf(build(true))).toContain(
    '[test/Tls/Resource] TF-03: overrideLogicalId("old") has no effect, because other resources already refer to this one as "Tls_',
  );
  expect(Object.keys(synthesizeApp(build(false)).stacks.test.resource.google_compute_ssl_policy)).toEqual(["old"]);
});

test("two resources with one id are refused, and nothing is said of what both would be together", () => {
  const said = failureOf((app) => {
    const stack = stackIn(app);
    const [one, other] = ["One", "Other"].map((id) => new GlobalAddress(stack, id));
    [one, other].forEach(({ resource }) => resource?.overrideLogicalId("ip"));
  });
  expect(said).toContain(
    '[test/Other/Resource] TF-03: the Terraform address "google_compute_global_address.ip" is already used by test/One/Resource, so the two become one resource; give another id to overrideLogicalId',
  );
  expect(said.match(/\[test/g)).toHaveLength(1);
  const build = (app: Construct) => {
    const stack = stackIn(app);
    new GlobalAddress(stack, "Address").resource?.overrideLogicalId("main");
    new SslPolicy(stack, "Tls").resource.overrideLogicalId("main");
  };
  expect(Object.keys(synthesizeApp(build).stacks.test.resource)).toHaveLength(2);
});
