import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { App, Lazy, TerraformOutput, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  EnvironmentStack,
  EnvironmentStackProps,
  GlobalAddress,
  ISslCertificate,
  ManagedSslCertificate,
  RouteAction,
  SecurityPolicy,
  SelfManagedSslCertificate,
  SslCertificate,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { RSA_CERTIFICATE, RSA_KEY } from "../../../certificates";
import { PROVIDER_VERSION } from "../../../provider-version";
import { synthesize, synthesizeApp } from "../../../synthesized";

const ADDRESS = "google_compute_global_address";
const stackWith = (props: Partial<EnvironmentStackProps>, build: (stack: EnvironmentStack) => void = () => undefined) =>
  synthesizeApp((app) => build(new EnvironmentStack(app, "prod", { project: "p1", ...props }))).stacks.prod;
const web = (stack: EnvironmentStack) => BackendService.fromBackendServiceSelfLink(stack, "web", "web");

test("a stack has a provider for its project and keeps its state in a file beside the output", () => {
  expect(stackWith({})).toEqual({
    provider: { google: [{ project: "p1", add_terraform_attribution_label: false }] },
    terraform: {
      backend: { local: { path: "../../../terraform.prod.tfstate" } },
      required_providers: {
        google: { source: expect.stringMatching(/^(hashicorp\/)?google$/) as string, version: PROVIDER_VERSION },
      },
    },
  });
});

test("a stack keeps its state in a bucket, in a folder named after it or another", () => {
  expect(stackWith({ stateBucket: "states" }).terraform.backend).toEqual({ gcs: { bucket: "states", prefix: "prod" } });
  expect(stackWith({ stateBucket: "states", statePrefix: "site/prod" }).terraform.backend).toEqual({
    gcs: { bucket: "states", prefix: "site/prod" },
  });
});

test("a folder of the state without a bucket is refused", () => {
  expect(() => stackWith({ statePrefix: "site/prod" })).toThrow(
    /^\[prod\] NAM-04: statePrefix "site\/prod" is a folder in stateBucket, but stateBucket is not set; set stateBucket/,
  );
});

test("labels are the provider's defaults", () => {
  const labels = { site: "acme-web", empty: "" };
  expect(stackWith({ labels }).provider.google).toMatchObject([{ project: "p1", default_labels: labels }]);
});

test.each([
  ["key", { Site: "a" }, /^\[prod\] LAB-01: a label's key must have .*, got "Site"; choose another key \(https:/],
  ["value", { site: "A" }, /^\[prod\] LAB-01: the value of label site must have .*, got "A"; choose another value/],
])("a label with an illegal %s is refused", (_what, labels, message) => {
  expect(() => stackWith({ labels })).toThrow(message);
});

test("with enableApis every resource waits for the APIs, by their plain addresses", () => {
  const json = stackWith({ enableApis: true }, (stack) => {
    new SecurityPolicy(stack, "Armor");
    const needed = new ComputeGlobalAddress(stack, "first", { name: "first" });
    new ComputeGlobalAddress(stack, "second", { name: "second", dependsOn: [needed] });
  });
  expect(json.resource.google_project_service).toEqual({
    "Api-compute": { service: "compute.googleapis.com", disable_on_destroy: false },
    "Api-run": { service: "run.googleapis.com", disable_on_destroy: false },
  });
  const apis = ["google_project_service.Api-compute", "google_project_service.Api-run"];
  const [armor] = Object.values(json.resource.google_compute_security_policy);
  expect(armor.depends_on).toEqual(apis);
  expect(json.resource[ADDRESS].first.depends_on).toEqual(apis);
  expect(json.resource[ADDRESS].second.depends_on).toEqual([`${ADDRESS}.first`, ...apis]);
});

test("without enableApis nothing waits and no API is switched on", () => {
  const json = stackWith({}, (stack) => new SecurityPolicy(stack, "Armor"));
  expect(JSON.stringify(json)).not.toMatch(/depends_on|google_project_service/);
});

test("project and provider are attributes", () => {
  stackWith({}, (stack) => {
    expect(stack.project).toBe("p1");
    expect(stack.provider.project).toBe("p1");
  });
});

// ---- outputs

test("the outputs are the addresses, the DNS records and the certificates", () => {
  const { output, resource } = stackWith({}, (stack) => {
    new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["a.example.com", "b.example.com"],
      defaultService: web(stack),
    });
  });
  const ip = `\${${ADDRESS}.${Object.keys(resource[ADDRESS])[0]}.address}`;
  const names = Object.values(resource.google_compute_managed_ssl_certificate).map(({ name }) => name as string);
  expect(output).toEqual({
    addresses: { description: "The IP addresses of each load balancer", value: { Lb: { ipv4: ip } } },
    dns_records: {
      description: "The DNS records to create",
      value: [
        { name: "a.example.com.", type: "A", value: ip },
        { name: "b.example.com.", type: "A", value: ip },
      ],
    },
    certificates: {
      description: "The certificates, by name, and the domains that are known",
      value: [
        { name: names[0], domains: ["a.example.com"] },
        { name: names[1], domains: ["b.example.com"] },
      ],
    },
  });
});

test("with IPv6 there is an AAAA record beside each A record", () => {
  const { output } = stackWith({}, (stack) => {
    new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["a.example.com"],
      defaultService: web(stack),
      address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7"),
      ipv6Address: GlobalAddress.fromIpAddress(stack, "Ip6", "2001:db8::1"),
    });
  });
  expect(output.addresses.value).toEqual({ Lb: { ipv4: "203.0.113.7", ipv6: "2001:db8::1" } });
  expect(output.dns_records.value).toEqual([
    { name: "a.example.com.", type: "A", value: "203.0.113.7" },
    { name: "a.example.com.", type: "AAAA", value: "2001:db8::1" },
  ]);
});

test("a domain in two certificates, with and without a final dot, has one DNS record", () => {
  const { output } = stackWith({}, (stack) => {
    const both = new ManagedSslCertificate(stack, "Both", { domains: ["a.example.com.", "b.example.com"] });
    new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["a.example.com"],
      certificates: [
        both,
        SslCertificate.fromSslCertificateSelfLink(stack, "Old", "projects/p1/global/sslCertificates/old"),
      ],
      defaultService: web(stack),
      address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7"),
    });
  });
  expect((output.dns_records.value as { name: string }[]).map(({ name }) => name)).toEqual([
    "a.example.com.",
    "b.example.com.",
  ]);
  expect(output.certificates.value[2]).toEqual({ name: "old", domains: [] });
});

const PEM = { certificate: RSA_CERTIFICATE, privateKey: RSA_KEY };

/** The domains in the output of the DNS records, and those on the page of the review. */
const domainsOf = (build: (stack: EnvironmentStack) => ISslCertificate[], hosts: string[] = []) => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "outputs-"));
  const app = new App({ outdir });
  const stack = new EnvironmentStack(app, "prod", { project: "p1" });
  const loadBalancer = new ApplicationLoadBalancer(stack, "Lb", {
    certificates: build(stack),
    defaultService: web(stack),
    address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7"),
    httpRedirect: false,
  });
  hosts.forEach((host) =>
    loadBalancer.addHostRule({ hosts: [host], defaultAction: RouteAction.redirect({ hostRedirect: "a.example.com" }) }),
  );
  app.synth();
  const [json, page] = ["cdk.tf.json", "review.md"].map((file) =>
    fs.readFileSync(path.join(outdir, "stacks/prod", file), "utf8"),
  );
  fs.rmSync(outdir, { recursive: true });
  const { value } = (JSON.parse(json) as { output: { dns_records: { value: { name: string }[] } } }).output.dns_records;
  const records = /### DNS records to create\n\n([^]*?)(\n\n|$)/.exec(page)?.[1] ?? "";
  return {
    outputs: value.map(({ name }) => name).sort(),
    page: [...records.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name),
  };
};
const own = (stack: EnvironmentStack, domains?: string[]) =>
  new SelfManagedSslCertificate(stack, "Own", {
    certificate: new TerraformVariable(stack, "certificate", {}).stringValue,
    privateKey: new TerraformVariable(stack, "key", { sensitive: true }).stringValue,
    domains,
  });
const existing = (stack: EnvironmentStack, domains?: string[]) =>
  SslCertificate.fromSslCertificateSelfLink(stack, "Old", "projects/p1/global/sslCertificates/old", { domains });
const lookedUp = (stack: EnvironmentStack, domains: string[]) =>
  SslCertificate.fromSslCertificateName(stack, "Named", "named", { domains });

test.each<[string, (stack: EnvironmentStack) => ISslCertificate[], string[], string[]]>([
  ["managed", (s) => [new ManagedSslCertificate(s, "A", { domains: ["a.example.com."] })], [], ["a.example.com."]],
  ["own and read", (s) => [new SelfManagedSslCertificate(s, "A", PEM)], [], ["www.example.com."]],
  ["own, in variables", (s) => [own(s)], [], []],
  ["own, with domains", (s) => [own(s, ["A.example.com.", "*.example.com"])], [], ["*.example.com.", "a.example.com."]],
  ["existing, and a host of a route", (s) => [existing(s)], ["b.example.com"], ["b.example.com."]],
  [
    "existing, with domains",
    (s) => [existing(s, ["a.example.com"]), lookedUp(s, ["B.example.com"])],
    [],
    ["a.example.com.", "b.example.com."],
  ],
])("outputs and review have the same DNS records: %s", (_what, build, hosts, expected) => {
  expect(domainsOf(build, hosts)).toEqual({ outputs: expected, page: expected });
});

test("with a certificate map the outputs name no certificate that visitors do not get", () => {
  const { output } = stackWith({}, (stack) => {
    const loadBalancer = new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["a.example.com"],
      defaultService: web(stack),
    });
    loadBalancer.targetHttpsProxy?.addOverride(
      "certificate_map",
      "//certificatemanager.googleapis.com/projects/p1/locations/global/certificateMaps/m",
    );
  });
  expect([output.certificates.value, output.dns_records.value]).toEqual([[], []]);
});

test("each load balancer has its addresses under its path", () => {
  const { output } = stackWith({}, (stack) => {
    const address = (ip: string) => GlobalAddress.fromIpAddress(stack, ip, ip);
    const props = { defaultService: web(stack) };
    const site = new Construct(stack, "Site");
    new ApplicationLoadBalancer(site, "Lb", { ...props, domains: ["a.com"], address: address("203.0.113.7") });
    new ApplicationLoadBalancer(stack, "Lb", { ...props, domains: ["b.com"], address: address("203.0.113.8") });
  });
  expect(output.addresses.value).toEqual({ "Site/Lb": { ipv4: "203.0.113.7" }, Lb: { ipv4: "203.0.113.8" } });
});

test("without a load balancer there are no outputs", () => {
  expect(stackWith({}, (stack) => new GlobalAddress(stack, "Ip"))).not.toHaveProperty("output");
});

const siteOf = (stack: EnvironmentStack, props: Partial<ApplicationLoadBalancerProps> = {}) =>
  new ApplicationLoadBalancer(stack, "Lb", {
    domains: ["a.example.com"],
    defaultService: web(stack),
    address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7"),
    ...props,
  });
const RECORD = { name: "a.example.com.", type: "A", value: "203.0.113.7" };

test.each<[string, (stack: EnvironmentStack) => unknown]>([
  ["a variable", (stack) => new TerraformVariable(stack, "certificates", { type: "string" })],
  ["a construct", (stack) => new Construct(stack, "addresses")],
  [
    "all kinds of things",
    (stack) => ["addresses", "dns_records", "certificates"].map((id) => new TerraformVariable(stack, id, {})),
  ],
])("the outputs keep their names beside %s of the same id", (_what, build) => {
  const json = stackWith({}, (stack) => {
    build(stack);
    siteOf(stack);
  });
  expect(json.output).toEqual(stackWith({}, siteOf).output);
});

test("an output of one's own takes the place of that of its name, and of no other", () => {
  const { output } = stackWith({}, (stack) => {
    siteOf(stack);
    new TerraformOutput(stack, "addresses", { value: "mine" });
    new TerraformOutput(new Construct(stack, "Mine"), "Certificates", { value: "mine" }).overrideLogicalId(
      "certificates",
    );
  });
  expect(output).toEqual({
    addresses: { value: "mine" },
    certificates: { value: "mine" },
    dns_records: expect.objectContaining({ value: [RECORD] }) as unknown,
  });
});

test("the outputs follow what is added between two syntheses", () => {
  const json = stackWith({}, (stack) => {
    const loadBalancer = siteOf(stack);
    App.of(stack).synth();
    loadBalancer.addDomain("b.example.com");
  });
  expect(json.output.dns_records.value).toEqual([RECORD, { ...RECORD, name: "b.example.com." }]);
  expect(json.output.certificates.value).toHaveLength(2);
});

test("the name of a certificate from a sensitive variable is no secret", () => {
  const { output, resource } = stackWith({}, (stack) => {
    const [certificate, privateKey] = ["certificate", "key"].map(
      (id) => new TerraformVariable(stack, id, { type: "string", sensitive: true }).stringValue,
    );
    siteOf(stack, { certificates: [new SelfManagedSslCertificate(stack, "Tls", { certificate, privateKey })] });
  });
  const address = `google_compute_ssl_certificate.${Object.keys(resource.google_compute_ssl_certificate)[0]}`;
  expect(output.certificates.value).toContainEqual({
    name: `\${nonsensitive(sensitive(${address}.name))}`,
    domains: [],
  });
});

test("domains that only Terraform knows have no DNS records", () => {
  const { output } = stackWith({}, (stack) => {
    const domains = new TerraformVariable(stack, "domains", { type: "list(string)" }).listValue;
    class Own extends Construct implements ISslCertificate {
      public readonly sslCertificateSelfLink = "projects/p1/global/sslCertificates/own";
      public readonly sslCertificateName = "own";
      public readonly domains = domains;
    }
    siteOf(stack, { certificates: [new Own(stack, "Own")] });
  });
  expect(output.dns_records.value).toEqual([RECORD]);
  expect(output.certificates.value).toContainEqual({ name: "own", domains: "${var.domains}" });
});

// ---- renamed

const lbAt = (path: string[], before: (stack: EnvironmentStack) => void = () => undefined) =>
  stackWith({ enableApis: true }, (stack) => {
    before(stack);
    const scope = path.slice(0, -1).reduce<Construct>((parent, id) => new Construct(parent, id), stack);
    new ApplicationLoadBalancer(scope, path[path.length - 1], {
      domains: ["a.example.com"],
      ipv6: true,
      defaultService: BackendService.fromBackendServiceName(scope, "web", "web"),
    });
  });

test.each([
  ["to another id", ["Old"], ["New"]],
  ["to deeper", ["Old"], ["Site", "Edge", "New"]],
  ["from deeper", ["Very", "Much", "Deeper", "Old"], ["New"]],
  ["between parents", ["A", "Old"], ["B", "New"]],
])("renamed keeps addresses, names and outputs of all below: %s", (_what, from, to) => {
  // what stands beside the load balancer moves with its parent
  const rename = (stack: EnvironmentStack) => {
    const [fromParent, toParent] = [from, to].map((path) => [...path.slice(0, -1), "web"].join("/"));
    stack.renamed({ formerPath: from.join("/"), path: to.join("/") });
    if (fromParent !== toParent) {
      stack.renamed({ formerPath: fromParent, path: toParent });
    }
  };
  expect(lbAt(to, rename)).toEqual(lbAt(from));
  expect(lbAt(to)).not.toEqual(lbAt(from));
});

test("renamed is about whole ids and not about parts of them", () => {
  const build = (rename: boolean) =>
    synthesize((stack) => {
      if (rename) {
        stack.renamed({ formerPath: "Old", path: "New" });
      }
      new Construct(stack, "New");
      new GlobalAddress(stack, "Newer");
      new GlobalAddress(new Construct(stack, "Site"), "New");
    });
  expect(build(true)).toEqual(build(false));
});

test.each([
  [
    "a construct that is never made",
    { formerPath: "Old", path: "Nwe" },
    /\[test\] NAM-02: the call of renamed has no effect, because no construct .* "Nwe"; correct/,
  ],
  [
    "a former path with the stack's id",
    { formerPath: "test/Old", path: "New" },
    /NAM-02: .* not begin with the stack's id, got "test\/Old"; remove test\//,
  ],
  [
    "a new path with the stack's id",
    { formerPath: "Old", path: "test/New" },
    /NAM-02: .* not begin with the stack's id, got "test\/New"; remove test\//,
  ],
])("renamed with %s is refused", (_what, options, message) => {
  const build = () =>
    synthesize((stack) => {
      stack.renamed(options);
      new GlobalAddress(stack, "New");
    });
  expect(build).toThrow(message);
});

test.each(["1prod", "_", "日本"])("the stack's id %j cannot begin names and is refused", (id) => {
  expect(() => synthesizeApp((app) => new EnvironmentStack(app, id, { project: "p1" }))).toThrow(
    `[${id}] NAM-01: a stack's id must begin with a letter, because the names of its resources begin with it, got "${id}"; choose`,
  );
});

test.each(["", "My Site", "Acme", "acme_web", "123456789012"])("the project %j is refused", (project) => {
  expect(() => synthesizeApp((app) => new EnvironmentStack(app, "test", { project }))).toThrow(
    `[test] NAM-01: project must be the project's id, not its name or number, got ${JSON.stringify(project)}; write it like`,
  );
});

test("a project's id has at most 30 characters, without the domain that it may belong to", () => {
  const build = (project: string) => () => synthesizeApp((app) => new EnvironmentStack(app, "test", { project }));
  expect(build("acme-web-production-environment")).toThrow(
    '[test] NAM-01: a project\'s id has at most 30 characters, got "acme-web-production-environment", which has 31; ',
  );
  expect(build("acme-web-production-environmen")).not.toThrow();
  expect(build("example.com:acme-web-production-environmen")).not.toThrow();
});

test("a project that is missing is refused", () => {
  const project = process.env.A_VARIABLE_THAT_NOBODY_HAS as string;
  expect(() => synthesizeApp((app) => new EnvironmentStack(app, "test", { project }))).toThrow(
    /^\[test\] SHAPE-01: project is required; pass a string/,
  );
});

test.each(["gs://states", "states/prod", ""])("the bucket %j is refused", (stateBucket) => {
  expect(() => synthesizeApp((app) => new EnvironmentStack(app, "test", { project: "p1", stateBucket }))).toThrow(
    `[test] NAM-01: stateBucket must be the name of a bucket, got ${JSON.stringify(stateBucket)}; write the name without gs://`,
  );
});

test.each(["Acme_TF State", "ab", "-states", "states_", "a".repeat(64), `${"a.".repeat(111)}b`, "états"])(
  "the bucket %j, which nobody can have, is refused",
  (stateBucket) => {
    expect(() => synthesizeApp((app) => new EnvironmentStack(app, "test", { project: "p1", stateBucket }))).toThrow(
      `[test] NAM-01: the name of a bucket must have 3 to 63 lowercase letters, digits and -_., and begin and end with a letter or digit, got ${JSON.stringify(stateBucket)}; write`,
    );
  },
);

test.each([
  "abc",
  "acme_tf-1",
  "1-tf",
  "a".repeat(63),
  `${"a".repeat(63)}.example.com`,
  Lazy.stringValue({ produce: () => "${var.bucket}" }),
])("the bucket %j is taken", (stateBucket) => {
  expect(() => synthesizeApp((app) => new EnvironmentStack(app, "test", { project: "p1", stateBucket }))).not.toThrow();
});

test.each(["p1", "acme-web-prod", "example.com:acme-web"])("the project %j is taken", (project) => {
  expect(() => synthesizeApp((app) => new EnvironmentStack(app, "test", { project }))).not.toThrow();
});

test("a chain of renamings leads back to the first id", () => {
  const chained = synthesize((stack) => {
    stack.renamed({ formerPath: "A", path: "B" });
    stack.renamed({ formerPath: "B", path: "C" });
    new GlobalAddress(stack, "C");
  });
  expect(chained).toEqual(synthesize((stack) => new GlobalAddress(stack, "A")));
});

test("a parent and its child can both be renamed", () => {
  const both = synthesize((stack) => {
    stack.renamed({ formerPath: "Old", path: "New" });
    stack.renamed({ formerPath: "New/Ip", path: "New/Address" });
    new GlobalAddress(new Construct(stack, "New"), "Address");
  });
  expect(both).toEqual(synthesize((stack) => new GlobalAddress(new Construct(stack, "Old"), "Ip")));
});

test("a renamed L1 keeps its Terraform address", () => {
  const json = synthesize((stack) => {
    stack.renamed({ formerPath: "old", path: "new" });
    new ComputeGlobalAddress(stack, "new", { name: "ip" });
  });
  expect(Object.keys(json.resource[ADDRESS])).toEqual(["old"]);
});

test.each([
  [
    "Old",
    'the formerPath "Old" must be free, but a construct with this path exists; give that construct another id, or remove the call of renamed (https:',
  ],
  [
    "New",
    'renamed must be called before the construct is created, but "New" already exists; move the call before the line that creates it (https:',
  ],
])("renamed after %s is made is refused", (id, message) => {
  const build = (stack: EnvironmentStack) => {
    new GlobalAddress(stack, id);
    stack.renamed({ formerPath: "Old", path: "New" });
  };
  expect(() => synthesize(build)).toThrow(`[test] NAM-02: ${message}`);
});

test("a former id that is used again is refused", () => {
  const ofL2 = (stack: EnvironmentStack) => {
    stack.renamed({ formerPath: "Old", path: "New" });
    new GlobalAddress(stack, "New");
    new GlobalAddress(stack, "Old");
  };
  const ofL1 = (stack: EnvironmentStack) => {
    stack.renamed({ formerPath: "old", path: "new" });
    new ComputeGlobalAddress(stack, "new", { name: "a" });
    new ComputeGlobalAddress(stack, "old", { name: "b" });
  };
  expect(() => synthesize(ofL2)).toThrow(/^\[test\/Old\] NAM-02: the name "test-old" is already used by test\/New/);
  expect(() => synthesize(ofL1)).toThrow(
    /^\[test\/old\] NAM-02: the Terraform address ".*\.old" is already used by test\/new/,
  );
});

// ---- two for one

test("two paths that give one name are refused", () => {
  const build = (stack: EnvironmentStack) => {
    new GlobalAddress(new Construct(stack, "Api"), "V1");
    new GlobalAddress(stack, "ApiV1");
  };
  expect(() => synthesize(build)).toThrow(
    /^\[test\/ApiV1\] NAM-02: the name "test-api-v1" is already used by test\/Api\/V1; choose another construct id/,
  );
});

test("two ids that give one Terraform address are refused", () => {
  const build = (stack: EnvironmentStack) => {
    new ComputeGlobalAddress(stack, "web.ip", { name: "a" });
    new ComputeGlobalAddress(stack, "webip", { name: "b" });
  };
  expect(() => synthesize(build)).toThrow(
    /^\[test\/webip\] NAM-02: the Terraform address "google_compute_global_address.webip" is already used by test\/web.ip; choose/,
  );
});

test("one id in two stacks is legal", () => {
  const { stacks } = synthesizeApp((app) =>
    ["dev", "prod"].forEach((id) => new GlobalAddress(new EnvironmentStack(app, id, { project: "p1" }), "Ip")),
  );
  const names = [stacks.dev, stacks.prod].map((json) => Object.values(json.resource[ADDRESS])[0].name as string);
  expect(names).toEqual(["dev-ip", "prod-ip"]);
});

// ---- from one stack to another

test("a stack reads from another through the state in the bucket", () => {
  const { stacks } = synthesizeApp((app) => {
    const props = { project: "p1", stateBucket: "states" };
    const shared = new GlobalAddress(new EnvironmentStack(app, "shared", props), "Ip");
    new TerraformOutput(new EnvironmentStack(app, "prod", props), "ip", { value: shared.ipAddress });
  });
  const [[outputId, output]] = Object.entries(stacks.shared.output as { [id: string]: { value: string } });
  expect(output.value).toBe(`\${${ADDRESS}.${Object.keys(stacks.shared.resource[ADDRESS])[0]}.address}`);
  const [[stateId, state]] = Object.entries(stacks.prod.data.terraform_remote_state as object);
  expect(state).toEqual({
    backend: "gcs",
    config: { bucket: "states", prefix: "shared" },
    workspace: "${terraform.workspace}",
  });
  expect(stacks.prod.output.ip.value).toBe(`\${data.terraform_remote_state.${stateId}.outputs.${outputId}}`);
});
