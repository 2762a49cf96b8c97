import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { ManagedSslCertificate } from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import * as fc from "fast-check";
import { PhysicalNameOptions, fitted, kebabCase, physicalName, rename } from "../../../lib/resource/names";
import { warningsOf } from "../../synthesized";

const NEG = "google_compute_region_network_endpoint_group";
const URL_MAP = "google_compute_url_map";
const RUN = "google_cloud_run_v2_service";

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "names-"));
afterAll(() => fs.rmSync(outdir, { recursive: true }));
const newStack = (id = "test") => new TerraformStack(new App({ outdir }), id);
/** The construct at a path below a stack, made where it is not there. */
function at(stack: Construct, ...ids: string[]): Construct {
  return ids.reduce<Construct>((scope, id) => scope.node.tryFindChild(id) ?? new Construct(scope, id), stack);
}
const nameOf = (ids: string[], options: Partial<PhysicalNameOptions> = {}, stack = newStack()) =>
  physicalName(at(stack, ...ids), { type: URL_MAP, ...options });

test.each([
  ["Web", "web"],
  ["WebBackend", "web-backend"],
  ["ApiV1", "api-v1"],
  ["api.v1", "api-v1"],
  ["HTTPRedirect", "http-redirect"],
  ["Certificate-app.example.com", "certificate-app-example-com"],
  ["a__b  c", "a-b-c"],
  ["-a-", "a"],
  ["été", "t"],
  ["", ""],
])("%j in kebab case is %j", (text, kebab) => {
  expect(kebabCase(text)).toBe(kebab);
});

test("a text that fits is kept, and a longer one is cut and told apart by a digest", () => {
  expect(fitted("a".repeat(20), 20)).toBe("a".repeat(20));
  expect(fitted("a".repeat(21), 20)).toMatch(/^a{11}-[0-9a-f]{8}$/);
  expect(fitted(`${"a".repeat(21)}b`, 20)).not.toBe(fitted("a".repeat(21), 20));
  expect(fitted(`${"a".repeat(10)}-${"b".repeat(10)}`, 20)).toMatch(/^a{10}-[0-9a-f]{8}$/);
});

test("a physical name is the stack's id and the construct's path in kebab case", () => {
  expect(nameOf(["Site", "WebBackend"])).toBe("test-site-web-backend");
});

test("the ids Resource and Default stand in no name", () => {
  expect(nameOf(["Site", "Default", "Map", "Resource"])).toBe("test-site-map");
});

test("the id of a resource below its construct ends the name", () => {
  expect(nameOf(["Lb"], { id: "HttpRedirect" })).toBe("test-lb-http-redirect");
});

test("what replaces a resource is part of its name as a digest", () => {
  expect(nameOf(["Neg"], { replacedWith: ["us-central1", "web"] })).toMatch(/^test-neg-[0-9a-f]{8}$/);
  expect(nameOf(["Neg"], { replacedWith: ["a"] })).not.toBe(nameOf(["Neg"], { replacedWith: ["b"] }));
});

test("a name that the user fixed stays as it is", () => {
  expect(nameOf(["Map"], { name: "company-map", replacedWith: ["a"] })).toBe("company-map");
});

test("a name may be a token", () => {
  const stack = newStack();
  const name = new TerraformVariable(stack, "name", { type: "string" }).stringValue;
  expect(nameOf(["Map"], { name }, stack)).toBe(name);
});

test.each([
  [
    "Map",
    URL_MAP,
    "a".repeat(64),
    /^\[test\/X\] NAM-01: name must have 1 to 63 .*, got "a{64}"; choose another name \(/,
  ],
  ["capital", URL_MAP, "Web", /NAM-01: name must .*, got "Web"/],
  ["digit first", URL_MAP, "1web", /NAM-01: name must .*, got "1web"/],
  ["hyphen last", URL_MAP, "web-", /NAM-01: name must .*, got "web-"/],
  ["underscore", URL_MAP, "my_web", /NAM-01: name must .*, got "my_web"/],
  ["nothing", URL_MAP, "", /NAM-01: name must .*, got ""/],
  [
    "Cloud Run",
    RUN,
    "a".repeat(50),
    /^\[test\/X\] RUN-01: name must have 1 to 49 .*, got "a{50}"; choose another name/,
  ],
])("an illegal name is refused: %s", (_what, type, name, message) => {
  expect(() => nameOf(["X"], { type, name })).toThrow(message);
});

test.each([
  [URL_MAP, "a".repeat(63)],
  [URL_MAP, "a"],
  [URL_MAP, "a-1"],
  [RUN, "a".repeat(49)],
])("a legal name of %s is taken", (type, name) => {
  expect(nameOf(["X"], { type, name })).toBe(name);
});

test("a stack whose id begins with a digit gives no legal name", () => {
  expect(() => nameOf(["Map"], {}, newStack("1st"))).toThrow(
    /^\[1st\/Map\] NAM-01: the name that is made from the construct's path must .*, got "1st-map"; choose another name \(https:/,
  );
});

test.each([
  [["Api", "V1"], ["ApiV1"]],
  [["Api-V1"], ["Api.v1"]],
  [["Site", "Resource"], ["Site"]],
])("two paths that give one name, %j and %j, are refused", (first, second) => {
  const stack = newStack();
  const name = nameOf(first, {}, stack);
  expect(() => nameOf(second, {}, stack)).toThrow(
    `[test/${second.join("/")}] NAM-02: the name "${name}" is already used by test/${first.join("/")}; choose another construct id or another name (https:`,
  );
});

test("a fixed name that another resource of the type has is refused", () => {
  const stack = newStack();
  nameOf(["A"], { name: "shared" }, stack);
  expect(() => nameOf(["B"], { name: "shared" }, stack)).toThrow(
    /^\[test\/B\] NAM-02: the name "shared" is already used by test\/A/,
  );
});

test("one name may stand in two types, in two stacks, and in two regions of one type", () => {
  const stack = newStack();
  expect(nameOf(["A"], { name: "web" }, stack)).toBe("web");
  expect(nameOf(["B"], { name: "web", type: RUN, region: "us-central1" }, stack)).toBe("web");
  expect(nameOf(["C"], { name: "web", type: RUN, region: "europe-west1" }, stack)).toBe("web");
  expect(nameOf(["A"], { name: "web" })).toBe("web");
});

test("one name in one region for two resources of a type is refused", () => {
  const stack = newStack();
  nameOf(["A"], { name: "web", type: RUN, region: "us-central1" }, stack);
  expect(() => nameOf(["B"], { name: "web", type: RUN, region: "us-central1" }, stack)).toThrow(
    /^\[test\/B\] NAM-02: the name "web" is already used by test\/A/,
  );
});

test("a name below a renamed construct is the one it had", () => {
  const stack = newStack();
  rename(stack, { from: ["Old"], to: ["Site", "New"] });
  expect(nameOf(["Site", "New", "Map"], {}, stack)).toBe("test-old-map");
  expect(nameOf(["Site", "Newer"], {}, stack)).toBe("test-site-newer");
});

test("the name of a renamed resource is the one it had, where the construct has several of a type", () => {
  const stack = newStack();
  rename(stack, { from: ["Lb", "Next"], to: ["Lb", "HttpsForwardingRule"] });
  expect(nameOf(["Lb"], { id: "HttpsForwardingRule" }, stack)).toBe("test-lb-next");
  expect(nameOf(["Lb"], { id: "HttpForwardingRule" }, stack)).toBe("test-lb-http-forwarding-rule");
});

test("a fixed name of a certificate is warned of, because a certificate can only be replaced", () => {
  expect(
    warningsOf((stack) => new ManagedSslCertificate(stack, "Tls", { domains: ["a.example.com"], name: "tls" })),
  ).toEqual([
    expect.stringMatching(
      /^\[test\/Tls\] NEG-19: name "tls" is fixed, but this resource can only be replaced: .*; remove/,
    ),
  ]);
  expect(warningsOf((stack) => new ManagedSslCertificate(stack, "Tls", { domains: ["a.example.com"] }))).toEqual([]);
});

// ---- properties, over all ids that a construct may have

const id = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."aB1-_."), minLength: 1, maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(..."abcXYZ019-_."), minLength: 1, maxLength: 200 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
);
// constructs has no room for ids like "constructor"
const ids = fc.array(
  id.filter((text) => !(text in {})),
  { minLength: 1, maxLength: 4 },
);
const shape = fc.record({
  type: fc.constantFrom(URL_MAP, NEG, RUN),
  replacedWith: fc.option(fc.array(fc.string(), { minLength: 1, maxLength: 3 }), { nil: undefined }),
  id: fc.option(fc.constantFrom("HttpsProxy", "Resource"), { nil: undefined }),
});
const legal = (type: string) => new RegExp(`^[a-z]([-a-z0-9]{0,${type === RUN ? 47 : 61}}[a-z0-9])?$`);

test("every path gives a legal name, and the same name each time", () => {
  fc.assert(
    fc.property(ids, shape, (there, options) => {
      const name = nameOf(there, options);
      expect(name).toMatch(legal(options.type));
      expect(nameOf(there, options)).toBe(name);
    }),
  );
});

test("two paths give two names, or the second is refused", () => {
  fc.assert(
    fc.property(ids, ids, shape, (first, second, options) => {
      const stack = newStack();
      fc.pre(at(stack, ...first) !== at(stack, ...second));
      const name = nameOf(first, options, stack);
      try {
        expect(nameOf(second, options, stack)).not.toBe(name);
      } catch (error) {
        expect(String(error)).toContain("NAM-02: ");
        expect(String(error)).toContain(`the name "${name}" is already used by `);
      }
    }),
  );
});

test("what replaces a resource changes the end of its name and nothing else", () => {
  fc.assert(
    fc.property(ids, shape, fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 }), (there, options, [a, b]) => {
      const before = nameOf(there, { ...options, replacedWith: [a] });
      const after = nameOf(there, { ...options, replacedWith: [b] });
      expect(after).not.toBe(before);
      expect(after.slice(0, -8)).toBe(before.slice(0, -8));
    }),
  );
});

test("a digest that Terraform makes has room in every name", () => {
  fc.assert(
    fc.property(ids, shape, (there, options) => {
      const stack = newStack();
      const token = new TerraformVariable(stack, "token-of-the-test", { type: "string" }).stringValue;
      const name = nameOf(there, { ...options, replacedWith: [token] }, stack);
      const [kept, rest] = name.split(/-(?=\$\{TfToken)/);
      expect(rest).toMatch(/^\$\{TfToken\[TOKEN\.\d+\]\}$/);
      expect(`${kept}-01234567`).toMatch(legal(options.type));
    }),
  );
});

test("a fixed name is taken if it is legal and refused if not", () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."ab1-"), maxLength: 66 }),
    fc.string({ unit: fc.constantFrom(..."aB1-_."), maxLength: 5 }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(URL_MAP, RUN), (name, type) => {
      const synth = () => nameOf(["X"], { name, type });
      if (legal(type).test(name)) {
        expect(synth()).toBe(name);
      } else {
        expect(synth).toThrow(/^\[test\/X\] (NAM|RUN)-01: name must have 1 to /);
      }
    }),
  );
});
