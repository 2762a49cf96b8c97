import { Lazy, TerraformOutput, TerraformVariable } from "cdktf";
import {
  BackendService,
  EnvironmentStack,
  ServerlessKind,
  ServerlessNeg,
  ServerlessNegProps,
  ServerlessTarget,
  Warnings,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_region_network_endpoint_group";
const region = "us-central1";
const target = ServerlessTarget.cloudRun("api");
const token = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", { type: "string" }).stringValue;

const neg = (props: ServerlessNegProps) => (stack: EnvironmentStack) => new ServerlessNeg(stack, "Neg", props);
const nameOf = (props: ServerlessNegProps) => resource(TYPE, neg(props)).name as string;

test("a network endpoint group points to a Cloud Run service of its region", () => {
  expect(resource(TYPE, neg({ region, target }))).toEqual({
    name: "test-neg-115a9cbf",
    region: "us-central1",
    network_endpoint_type: "SERVERLESS",
    cloud_run: { service: "api" },
    lifecycle: { create_before_destroy: true },
  });
});

test("a network endpoint group tells its name, region, platform and self link", () => {
  const json = synthesize((stack) => {
    const { serverlessNegName, region: where, kind, serverlessNegSelfLink } = neg({ region, target })(stack);
    new TerraformOutput(stack, "Told", { value: [serverlessNegName, where, kind, serverlessNegSelfLink] });
  });
  expect(json.output).toMatchObject({
    Told: {
      value: ["test-neg-115a9cbf", "us-central1", "CLOUD_RUN", `\${${TYPE}.Neg_CF2FEA7D.self_link}`],
    },
  });
});

test("the same region and target make the same name", () => {
  expect(nameOf({ region, target: ServerlessTarget.cloudRun("api", { tag: "blue" }) })).toBe(
    nameOf({ region, target: ServerlessTarget.cloudRun("api", { tag: "blue" }) }),
  );
});

test("every input has a name of its own, as each replaces the network endpoint group", () => {
  const names = [
    { region, target },
    { region: "europe-west1", target },
    { region, target: ServerlessTarget.cloudRun("web") },
    { region, target: ServerlessTarget.cloudRun("api", { tag: "blue" }) },
    { region, target: ServerlessTarget.cloudRun("api", { tag: "green" }) },
    { region, target: ServerlessTarget.cloudRunUrlMask("/<service>") },
    { region, target: ServerlessTarget.cloudRunUrlMask("/<service>/<tag>") },
    { region, target: ServerlessTarget.cloudRunUrlMask("/<tag>", { service: "api" }) },
    { region, target: ServerlessTarget.cloudRunUrlMask("/<service>", { tag: "blue" }) },
    { region, target: ServerlessTarget.cloudFunction("api") },
    { region, target: ServerlessTarget.cloudFunctionUrlMask("/<function>") },
    { region, target: ServerlessTarget.appEngine() },
    { region, target: ServerlessTarget.appEngine({ service: "api" }) },
    { region, target: ServerlessTarget.appEngine({ service: "api", version: "blue" }) },
    { region, target: ServerlessTarget.appEngineUrlMask("/<service>") },
  ].map(nameOf);
  expect(new Set(names).size).toBe(15);
});

test("Terraform computes the digest in the name where the service is a token", () => {
  expect(
    resource(TYPE, (stack) => neg({ region, target: ServerlessTarget.cloudRun(token(stack)) })(stack)),
  ).toMatchObject({
    name: 'test-neg-${substr(sha256(join("|", ["us-central1", "CLOUD_RUN", var.Var, "", ""])), 0, 8)}',
    cloud_run: { service: "${var.Var}" },
  });
});

test("a service whose name comes late gives the name that it would give at once", () => {
  const late = ServerlessTarget.cloudRun(Lazy.stringValue({ produce: () => "api" }));
  expect(resource(TYPE, neg({ region, target: late }))).toEqual(resource(TYPE, neg({ region, target })));
});

test("a long path is cut so that the name with its digest has 63 characters at most", () => {
  const name = resource(TYPE, (stack) => new ServerlessNeg(stack, "A".repeat(70), { region, target })).name as string;
  expect(name).toMatch(/^test-a{40}-[0-9a-f]{8}-115a9cbf$/);
  expect(name).toHaveLength(63);
});

test("an existing network endpoint group is taken over by its name", () => {
  expect(nameOf({ region, target, name: "api-neg" })).toBe("api-neg");
});

test("a network endpoint group may have a name that is a token", () => {
  expect(
    resource(TYPE, (stack) => new ServerlessNeg(stack, "Neg", { region, target, name: token(stack) })),
  ).toMatchObject({ name: "${var.Var}" });
});

test("a fixed name is warned of, until it is acknowledged", () => {
  expect(warningsOf(neg({ region, target, name: "api-neg" }))).toEqual([
    expect.stringMatching(/^\[test\/Neg\] NEG-19: name "api-neg" is fixed, .*; remove name, or .*\(https:/),
  ]);
  const silent = warningsOf((stack) =>
    Warnings.of(neg({ region, target, name: "api-neg" })(stack)).acknowledge("NEG-19", "it never changes"),
  );
  expect(silent).toEqual([]);
});

test("a name that Google refuses is refused", () => {
  expect(() => synthesize(neg({ region, target, name: "Api" }))).toThrow(
    /^\[test\/Neg\] NAM-01: name must have 1 to 63 .*, got "Api"; write "api"/,
  );
});

test("two network endpoint groups of one name and region are refused, of two regions not", () => {
  const two = (second: string) => () =>
    synthesize((stack) => {
      new ServerlessNeg(stack, "A", { region, target, name: "api-neg" });
      new ServerlessNeg(stack, "B", { region: second, target, name: "api-neg" });
    });
  expect(two("us-central1")).toThrow(/^\[test\/B\] NAM-02: the name "api-neg" is already used by test\/A; choose/);
  expect(two("us-east1")).not.toThrow();
});

test("a zone is refused as a region", () => {
  expect(() => synthesize(neg({ region: "us-central1-a", target }))).toThrow(
    /^\[test\/Neg\] NEG-05: .* must be in a region of Google Cloud, got "us-central1-a"; this is a zone, so use its region us-central1 \(https:/,
  );
});

test("a region that is a token is refused", () => {
  expect(() => synthesize((stack) => neg({ region: token(stack), target })(stack))).toThrow(
    /^\[test\/Neg\] NEG-05: a region must be known at synth, .*, got "a token"; write the region as/,
  );
});

test("an unknown region is warned of, until it is acknowledged", () => {
  expect(warningsOf(neg({ region: "us-west9", target }))).toEqual([
    expect.stringMatching(
      /^\[test\/Neg\] NEG-05: region us-west9 is not .*; Google Cloud's us-west regions are us-west1,/,
    ),
  ]);
  const silent = warningsOf((stack) =>
    Warnings.of(neg({ region: "us-west9", target })(stack)).acknowledge("NEG-05", "the region is new"),
  );
  expect(silent).toEqual([]);
});

test("a bad region and a bad target are refused in one error", () => {
  expect(() => synthesize(neg({ region: "us", target: ServerlessTarget.cloudRun("Api") }))).toThrow(
    /^\[test\/Neg\] NEG-05: .*\n\[test\/Neg\] RUN-01: /,
  );
});

describe("an existing network endpoint group", () => {
  const SELF_LINK = "projects/p1/regions/europe-west1/networkEndpointGroups/api";
  const FULL = `https://www.googleapis.com/compute/v1/${SELF_LINK}`;

  test("is looked up by name and region", () => {
    const json = synthesize((stack) => {
      const backend = ServerlessNeg.fromServerlessNegName(stack, "Neg", "api", { region });
      new BackendService(stack, "Web", { backends: [backend] });
    });
    expect(json.data).toEqual({ [TYPE]: { Neg_CF2FEA7D: { name: "api", region: "us-central1" } } });
    expect(Object.values(json.resource.google_compute_backend_service)[0]).toMatchObject({
      backend: [{ group: `\${data.${TYPE}.Neg_CF2FEA7D.self_link}` }],
    });
    expect(json.resource[TYPE]).toBeUndefined();
  });

  test.each([[SELF_LINK], [FULL]])("is taken by self link: %s", (serverlessNegSelfLink) => {
    const json = synthesize((stack) => {
      const backend = ServerlessNeg.fromServerlessNegAttributes(stack, "Neg", { serverlessNegSelfLink });
      expect(backend.bind(stack)).toEqual({ group: serverlessNegSelfLink, region: "europe-west1", kind: undefined });
      new BackendService(stack, "Web", { backends: [backend] });
    });
    expect(Object.values(json.resource.google_compute_backend_service)[0]).toMatchObject({
      backend: [{ group: serverlessNegSelfLink }],
    });
  });

  test("tells its platform if that is given", () => {
    synthesize((stack) => {
      const kind = ServerlessKind.APP_ENGINE;
      const attributes = { serverlessNegSelfLink: SELF_LINK, kind };
      expect(ServerlessNeg.fromServerlessNegName(stack, "A", "app", { region, kind }).bind(stack)).toMatchObject({
        kind,
      });
      expect(ServerlessNeg.fromServerlessNegAttributes(stack, "B", attributes).bind(stack)).toMatchObject({ kind });
    });
  });

  test("may have a self link that is a token, if the region is given", () => {
    synthesize((stack) => {
      const attributes = { serverlessNegSelfLink: token(stack), region };
      expect(ServerlessNeg.fromServerlessNegAttributes(stack, "Neg", attributes).bind(stack)).toMatchObject({ region });
    });
  });

  test("with a self link that is a token and no region is refused", () => {
    const build = (stack: EnvironmentStack) =>
      ServerlessNeg.fromServerlessNegAttributes(stack, "Neg", { serverlessNegSelfLink: token(stack) });
    expect(() => synthesize(build)).toThrow(/^\[test\/Neg\] NEG-05: .*, got "a token"; write the region as/);
  });

  test.each([
    ["is a bare name", "api"],
    ["is of a global resource", "projects/p1/global/networkEndpointGroups/api"],
    ["is of a zone", "projects/p1/zones/us-central1-a/networkEndpointGroups/api"],
    ["ends before the name", "projects/p1/regions/us-central1/networkEndpointGroups/"],
  ])("with a self link that %s is refused", (_what, serverlessNegSelfLink) => {
    const message = new RegExp(
      `^\\[test/Neg\\] NAM-05: .*, got "${serverlessNegSelfLink}"; write it like projects/acme-web-prod/regions/us-central1/`,
    );
    [undefined, region].forEach((where) => {
      expect(() =>
        synthesize((stack) => {
          ServerlessNeg.fromServerlessNegAttributes(stack, "Neg", { serverlessNegSelfLink, region: where });
        }),
      ).toThrow(message);
    });
  });

  test("with a region beside its self link that is another one is refused", () => {
    const build = (stack: EnvironmentStack) =>
      ServerlessNeg.fromServerlessNegAttributes(stack, "Neg", { serverlessNegSelfLink: SELF_LINK, region });
    expect(() => synthesize(build)).toThrow(
      /^\[test\/Neg\] NEG-05: region is "us-central1", but the self link is in europe-west1; remove region/,
    );
  });

  test("takes its region from a self link of which the project is a token", () => {
    synthesize((stack) => {
      const serverlessNegSelfLink = `projects/${token(stack)}/regions/us-central1/networkEndpointGroups/api`;
      const attributes = [{ serverlessNegSelfLink }, { serverlessNegSelfLink, region }];
      attributes.forEach((each, index) => {
        const existing = ServerlessNeg.fromServerlessNegAttributes(stack, `Neg${index}`, each);
        expect(existing.bind(stack)).toMatchObject({ region: "us-central1" });
      });
    });
  });

  test("of a zone is refused", () => {
    const build = (stack: EnvironmentStack) =>
      ServerlessNeg.fromServerlessNegName(stack, "Neg", "api", { region: "us-central1-b" });
    expect(() => synthesize(build)).toThrow(/^\[test\/Neg\] NEG-05: .*, got "us-central1-b"; this is a zone/);
  });
});

test.each([
  [
    "a placeholder twice",
    ServerlessTarget.cloudRunUrlMask("<service>.example.com/<service>"),
    "NEG-13: the URL mask .* has <service> twice",
  ],
  [
    "a service that the mask picks too",
    ServerlessTarget.cloudRunUrlMask("/<service>", { service: "api" }),
    "NEG-17: service is set beside a URL mask with <service>",
  ],
  [
    "a tag that the mask picks too",
    ServerlessTarget.cloudRunUrlMask("/<service>/<tag>", { tag: "v1" }),
    "NEG-17: tag is set beside a URL mask with <tag>",
  ],
])("a URL mask with %s is warned of", (_what, maskTarget, text) => {
  expect(warningsOf(neg({ region, target: maskTarget }))).toEqual([
    expect.stringMatching(new RegExp(`^\\[test/Neg\\] ${text}`)),
  ]);
});

test.each([
  ["<service>.example.com/<tag>", {}],
  ["<tag>.example.com", { service: "api" }],
  ["/<service>", { tag: "v1" }],
])("a URL mask %s with %j is not warned of", (mask, options) => {
  expect(warningsOf(neg({ region, target: ServerlessTarget.cloudRunUrlMask(mask, options) }))).toEqual([]);
});

test("the region of an existing network endpoint group is looked at too", () => {
  const named = (where: string) => (stack: EnvironmentStack) =>
    ServerlessNeg.fromServerlessNegName(stack, "Neg", "api", { region: where });
  const linked = (where: string) => (stack: EnvironmentStack) =>
    ServerlessNeg.fromServerlessNegAttributes(stack, "Neg", {
      serverlessNegSelfLink: `projects/p1/regions/${where}/networkEndpointGroups/api`,
    });
  expect([...warningsOf(named(region)), ...warningsOf(linked(region))]).toEqual([]);
  const warning = expect.stringMatching(
    /^\[test\/Neg\] NEG-05: region us-west9 is not .*; Google Cloud's us-west regions are us-west1/,
  );
  expect(warningsOf(named("us-west9"))).toEqual([warning]);
  expect(warningsOf(linked("us-west9"))).toEqual([warning]);
});
