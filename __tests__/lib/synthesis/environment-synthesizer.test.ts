import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import {
  Annotations,
  App,
  AppConfig,
  Aspects,
  AssetType,
  IAspect,
  TerraformAsset,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  GlobalAddress,
  SslPolicy,
  Warnings,
} from "cdktf-google-serverless-lb";
import { Construct, IConstruct } from "constructs";
import { StackCommentJson, TerraformJson } from "../../../lib/app/terraform-json";
import { failureOf, readOutput, synthesizeApp } from "../../synthesized";

const ADDRESS = "google_compute_global_address";
const folders: string[] = [];
const newFolder = () => {
  folders.push(fs.mkdtempSync(path.join(os.tmpdir(), "environment-")));
  return folders[folders.length - 1];
};
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

const stackOf = (app: App, id: string) => new EnvironmentStack(app, id, { project: "p1" });
const because = (...errors: string[]) =>
  ["synthesis failed, no file was written:", ...errors.map((error) => `  ${error}`)].join("\n");
const failing = (scope: Construct, id: string, ...errors: string[]) =>
  new Construct(scope, id).node.addValidation({ validate: () => errors });
function synthesizeTo(outdir: string, build: (app: App) => void, options: AppConfig = {}): void {
  const app = new App({ outdir, ...options });
  build(app);
  app.synth();
}
/** Every file below a folder, with its content. */
const filesIn = (folder: string): { [file: string]: string } =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => fs.statSync(path.join(folder, file)).isFile())
      .sort()
      .map((file) => [file, fs.readFileSync(path.join(folder, file), "utf8")]),
  );
/** Three environments with a load balancer each, and warnings. */
function threeStacks(app: App): void {
  ["dev", "staging", "prod"].forEach((id) => {
    const stack = stackOf(app, id);
    const defaultService = BackendService.fromBackendServiceSelfLink(stack, "web", "web");
    new ApplicationLoadBalancer(stack, "Lb", { defaultService, httpOnly: true });
    Annotations.of(stack).addWarning("look here");
  });
}

test("a failing validation in the last stack leaves the files of all stacks as they were", () => {
  const outdir = newFolder();
  synthesizeTo(outdir, threeStacks);
  const before = filesIn(outdir);
  expect(Object.keys(before)).toEqual([
    "manifest.json",
    ...["dev", "prod", "staging"].flatMap((id) =>
      ["cdk.tf.json", "review.md"].map((file) => path.join("stacks", id, file)),
    ),
  ]);
  const broken = (app: App) => {
    ["dev", "staging"].forEach((id) => new GlobalAddress(stackOf(app, id), "Changed"));
    failing(stackOf(app, "prod"), "Broken", "something is wrong");
  };
  expect(() => synthesizeTo(outdir, broken)).toThrow(
    "synthesis failed, no file was written:\n  [prod/Broken] something is wrong",
  );
  expect(filesIn(outdir)).toEqual(before);
});

test("a review stands beside each stack, with what its neighbours make for it and the warnings of it", () => {
  const outdir = newFolder();
  synthesizeTo(outdir, (app) => {
    const platform = stackOf(app, "platform");
    const sslPolicy = new SslPolicy(platform, "Tls");
    const shop = stackOf(app, "shop");
    const web = CloudRunService.fromCloudRunServiceAttributes(shop, "Web", {
      cloudRunServiceName: "web",
      region: "us-central1",
    });
    new ApplicationLoadBalancer(shop, "LoadBalancer", {
      domains: ["shop.example.com"],
      sslPolicy,
      defaultService: new BackendService(shop, "Backend", { backends: [web] }),
    });
    warning(shop, "A", "CDN-16", "look here");
  });
  const files = filesIn(outdir);
  expect(files["stacks/shop/review.md"]).toContain(
    "TLS 1.2 or later, profile MODERN, policy `platform-tls` (of stack platform)",
  );
  expect(files["stacks/shop/review.md"]).toContain("### Open\n\n- **CDN-16** at `shop/A`: look here\n");
  expect(files["stacks/platform/review.md"]).toMatch(/^# Review of `platform`\n/);
});

test("a failing validation of the app itself leaves the files as they were, too", () => {
  const outdir = newFolder();
  synthesizeTo(outdir, threeStacks);
  const before = filesIn(outdir);
  const broken = (app: App) => {
    new GlobalAddress(stackOf(app, "dev"), "Changed");
    app.node.addValidation({ validate: () => ["something is wrong"] });
  };
  expect(() => synthesizeTo(outdir, broken)).toThrow("synthesis failed, no file was written:\n  something is wrong");
  expect(filesIn(outdir)).toEqual(before);
});

test.each([
  ["where nobody else prints them", {}, 1],
  ["but not under CDKTF's CLI, which prints them", { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" }, 0],
  ["but not in tests", { NODE_ENV: "test" }, 0],
])("warnings are printed %s", (_what, env, count) => {
  const before = process.env;
  const printed = jest.spyOn(console, "error").mockImplementation();
  process.env = { ...before, NODE_ENV: "production", ...env };
  try {
    synthesizeApp((app) => Annotations.of(new Construct(stackOf(app, "dev"), "A")).addWarning("look"));
    expect(printed.mock.calls).toEqual(
      Array<unknown>(count).fill([
        expect.stringMatching(/^warning: \[dev\/A\] look\n {4}made at __tests__\/\S+:\d+:\d+$/),
      ]),
    );
  } finally {
    process.env = before;
    printed.mockRestore();
  }
});

/** What is printed where nobody else prints warnings, and whether the synth fails. */
function printedBy(build: (app: App) => void): string[] {
  const before = process.env;
  const lines: string[] = [];
  const printed = jest.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  process.env = { ...before, NODE_ENV: "production" };
  try {
    synthesizeApp(build);
  } catch {
    lines.push("it fails");
  } finally {
    process.env = before;
    printed.mockRestore();
  }
  return lines;
}

test("a warning that several constructs have is printed once, with their paths, over all stacks", () => {
  const build = (app: App) =>
    ["dev", "prod"].forEach((id) => {
      const stack = stackOf(app, id);
      ["A", "B"].forEach((child) => Annotations.of(new Construct(stack, child)).addWarning("look here"));
      Annotations.of(stack).addWarning(`only ${id}`);
    });
  const line = String.raw`\n {4}made at __tests__/\S+:\d+:\d+`;
  expect(printedBy(build)).toEqual([
    expect.stringMatching(new RegExp(String.raw`^warning: \[dev\] only dev${line}$`)),
    // one line of code made all four
    expect.stringMatching(new RegExp(String.raw`^warning: \[dev/A, dev/B, prod/A, prod/B\] look here${line}$`)),
    expect.stringMatching(new RegExp(String.raw`^warning: \[prod\] only prod${line}$`)),
  ]);
  expect(synthesizeApp(build).warnings).toHaveLength(6);
});

test("an info is printed as such, apart from a warning of the same words", () => {
  const build = (app: App) => {
    const annotations = Annotations.of(stackOf(app, "dev"));
    annotations.addInfo("just so you know");
    annotations.addWarning("just so you know");
  };
  expect(printedBy(build)).toEqual([
    expect.stringMatching(/^info: \[dev\] just so you know\n/),
    expect.stringMatching(/^warning: \[dev\] just so you know\n/),
  ]);
});

test("nothing is printed of a synth that fails but its errors", () => {
  const build = (app: App) => {
    Annotations.of(stackOf(app, "dev")).addWarning("look here");
    failing(stackOf(app, "prod"), "Broken", "something is wrong");
  };
  expect(printedBy(build)).toEqual(["it fails"]);
});

test("a failing validation writes no stack into an empty folder", () => {
  const outdir = newFolder();
  const broken = (app: App) => {
    new GlobalAddress(stackOf(app, "dev"), "Ip");
    failing(stackOf(app, "prod"), "Broken", "something is wrong");
  };
  expect(() => synthesizeTo(outdir, broken)).toThrow();
  expect(filesIn(outdir)).toEqual({});
});

test("the errors of all stacks are reported together", () => {
  const broken = (app: App) => {
    const [dev, prod] = [stackOf(app, "dev"), stackOf(app, "prod")];
    failing(dev, "A", "one", "two");
    Annotations.of(new Construct(prod, "B")).addError("three");
    failing(prod, "C", "four");
  };
  expect(failureOf(broken)).toBe(because("[dev/A] one", "[dev/A] two", "[prod/B] three", "[prod/C] four"));
});

test("the errors are sorted by the paths of their constructs, those of one construct stay in order", () => {
  const broken = (app: App) => {
    const [prod, dev] = [stackOf(app, "prod"), stackOf(app, "dev")];
    failing(prod, "B", "two", "one");
    failing(dev, "Z", "one");
    failing(prod, "A", "one");
    app.node.addValidation({ validate: () => ["of the app"] });
  };
  expect(failureOf(broken)).toBe(because("of the app", "[dev/Z] one", "[prod/A] one", "[prod/B] two", "[prod/B] one"));
});

test("an error is told of the stack that holds the construct, once, also where one stack stands in another", () => {
  const broken = (app: App) =>
    failing(new EnvironmentStack(stackOf(app, "outer"), "inner", { project: "p1" }), "A", "no");
  expect(failureOf(broken)).toBe(because("[outer/inner/A] no"));
});

test("an error annotation alone fails the synthesis, other annotations do not", () => {
  const annotated = (level: "addError" | "addWarning" | "addInfo") => () =>
    synthesizeApp((app) => Annotations.of(stackOf(app, "dev"))[level]("look here"));
  expect(annotated("addError")).toThrow("synthesis failed, no file was written:\n  [dev] look here");
  expect(annotated("addWarning")().warnings).toEqual(["[dev] look here"]);
  expect(annotated("addInfo")().warnings).toEqual(["[dev] look here"]);
});

test("skipValidation writes in spite of errors and decides no warnings", () => {
  const outdir = newFolder();
  const build = (app: App) => {
    const stack = stackOf(app, "dev");
    failing(stack, "Broken", "something is wrong");
    Warnings.of(stack)._addAtSynth("FE-13", () => "look here");
    new GlobalAddress(stack, "Ip");
  };
  synthesizeTo(outdir, build, { skipValidation: true });
  expect(Object.keys(readOutput(outdir).stacks.dev.resource)).toEqual([ADDRESS]);
  expect(readOutput(outdir).warnings).toEqual([]);
});

test("an app may hold a plain stack too", () => {
  const { stacks } = synthesizeApp((app) => {
    new TerraformOutput(new TerraformStack(app, "plain"), "answer", { value: 42 });
    new GlobalAddress(stackOf(app, "dev"), "Ip");
  });
  expect(stacks.plain.output.answer.value).toBe(42);
  expect(Object.keys(stacks.dev.resource)).toEqual([ADDRESS]);
});

// ---- aspects

class Visits implements IAspect {
  public readonly paths: string[] = [];
  public visit(construct: IConstruct): void {
    this.paths.push(construct.node.path);
    if (TerraformResource.isTerraformResource(construct)) {
      construct.addOverride("description", "seen");
    }
  }
}

test("an aspect visits each construct once, wherever it was added, and counts in the output", () => {
  const visits = new Visits();
  const { stacks } = synthesizeApp((app) => {
    const stack = stackOf(app, "dev");
    const ip = new GlobalAddress(stack, "Ip");
    [stack, stack, ip].forEach((construct) => Aspects.of(construct).add(visits));
    new GlobalAddress(stackOf(app, "prod"), "Ip");
  });
  expect(visits.paths.filter((path) => path.startsWith("dev/Ip")).sort()).toEqual(["dev/Ip", "dev/Ip/Resource"]);
  expect(new Set(visits.paths).size).toBe(visits.paths.length);
  expect(Object.values(stacks.dev.resource[ADDRESS])[0].description).toBe("seen");
  expect(Object.values(stacks.prod.resource[ADDRESS])[0]).not.toHaveProperty("description");
});

test("the aspects of a parent come before those of the construct itself", () => {
  const order: string[] = [];
  synthesizeApp((app) => {
    const stack = stackOf(app, "dev");
    const inner = new Construct(stack, "Inner");
    Aspects.of(inner).add({ visit: () => order.push("inner") });
    Aspects.of(stack).add({ visit: (construct) => construct === inner && order.push("stack") });
  });
  expect(order).toEqual(["stack", "inner"]);
});

test("an error that an aspect adds fails the synthesis", () => {
  const forbidden: IAspect = {
    visit: (construct) => construct.node.id === "Ip" && Annotations.of(construct).addError("not in prod"),
  };
  const build = (app: App) => {
    const stack = stackOf(app, "prod");
    new GlobalAddress(stack, "Ip");
    Aspects.of(stack).add(forbidden);
  };
  expect(() => synthesizeApp(build)).toThrow("synthesis failed, no file was written:\n  [prod/Ip] not in prod");
});

// ---- what the stack keeps of its warnings

/** The comment of each stack, as it was written. */
function commentsOf(build: (app: App) => void): { [stack: string]: StackCommentJson } {
  const outdir = newFolder();
  synthesizeTo(outdir, build);
  return Object.fromEntries(
    fs.readdirSync(path.join(outdir, "stacks")).map((id) => {
      const json = fs.readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8");
      return [id, (JSON.parse(json) as TerraformJson)["//"] ?? {}];
    }),
  );
}
const warning = (scope: Construct, id: string, rule: string, text: string) => {
  const construct = new Construct(scope, id);
  Warnings.of(construct)._addAtSynth(rule, () => text);
  return construct;
};

test("a stack keeps its warnings, sorted, and why they are all right", () => {
  const { dev, prod } = commentsOf((app) => {
    const stack = stackOf(app, "dev");
    warning(stack, "B", "CDN-16", "two");
    const a = warning(stack, "A", "CDN-16", "two");
    Warnings.of(a)._addAtSynth("CDN-12", () => "one");
    Warnings.of(a).acknowledge("CDN-16", "it is meant");
    new GlobalAddress(stackOf(app, "prod"), "Ip");
  });
  expect(dev.warnings).toEqual([
    { id: "CDN-12", path: "dev/A", text: "one" },
    { id: "CDN-16", path: "dev/A", text: "two", acknowledged: "it is meant" },
    { id: "CDN-16", path: "dev/B", text: "two" },
  ]);
  expect(dev.unusedAcknowledgements).toBeUndefined();
  expect(Object.keys(prod).sort()).toEqual(["metadata", "outputs"]);
});

test("the nearest acknowledgement is the one that counts", () => {
  const { dev } = commentsOf((app) => {
    const stack = stackOf(app, "dev");
    Warnings.of(app).acknowledge("CDN-16", "so it is everywhere");
    Warnings.of(stack).acknowledge("CDN-16", "so it is in dev");
    warning(stack, "A", "CDN-16", "look here");
  });
  expect(dev.warnings).toEqual([{ id: "CDN-16", path: "dev/A", text: "look here", acknowledged: "so it is in dev" }]);
});

test("an acknowledgement that no stack needs is told, one that another stack needs is not", () => {
  const comments = commentsOf((app) =>
    ["dev", "prod"].forEach((id) => {
      const stack = stackOf(app, id);
      const a = id === "prod" ? warning(stack, "A", "CDN-16", "look here") : new Construct(stack, "A");
      Warnings.of(a).acknowledge("CDN-16", "shared by both");
      Warnings.of(a).acknowledge("CDN-12", "once it was so");
    }),
  );
  const unused = (path: string) => [{ id: "CDN-12", path, reason: "once it was so" }];
  expect(comments.dev.unusedAcknowledgements).toEqual(unused("dev/A"));
  expect(comments.prod.unusedAcknowledgements).toEqual(unused("prod/A"));
});

test("the text of a warning holds no token", () => {
  const { dev } = commentsOf((app) => {
    const stack = stackOf(app, "dev");
    warning(stack, "A", "CDN-16", `of ${new TerraformVariable(stack, "name", {}).stringValue}`);
  });
  expect(dev.warnings).toEqual([{ id: "CDN-16", path: "dev/A", text: "of ${var.name}" }]);
});

test("HCL has the warnings in its metadata", () => {
  const outdir = newFolder();
  synthesizeTo(outdir, (app) => warning(stackOf(app, "dev"), "A", "CDN-16", "look here"), { hclOutput: true });
  const metadata = JSON.parse(filesIn(outdir)["stacks/dev/metadata.json"]) as TerraformJson;
  expect(metadata["//"]?.warnings).toEqual([{ id: "CDN-16", path: "dev/A", text: "look here" }]);
  expect(metadata["//"]?.metadata?.stackName).toBe("dev");
});

// ---- files

test("a second synthesis of the same app writes the same files", () => {
  const outdir = newFolder();
  const app = new App({ outdir });
  new GlobalAddress(new EnvironmentStack(app, "apis", { project: "p1", enableApis: true }), "Ip");
  threeStacks(app);
  app.synth();
  const before = filesIn(outdir);
  app.synth();
  expect(filesIn(outdir)).toEqual(before);
});

test("one app in two folders gives the same files, and none holds an absolute path, in spite of warnings", () => {
  const [first, second] = [newFolder(), newFolder()];
  [first, second].forEach((outdir) => synthesizeTo(outdir, threeStacks));
  expect(filesIn(first)).toEqual(filesIn(second));
  expect(readOutput(first).warnings).toHaveLength(6);
  const text = JSON.stringify(filesIn(first));
  [process.cwd(), os.tmpdir(), os.homedir(), "node_modules"].forEach((place) => expect(text).not.toContain(place));
});

test("the files of an asset are copied", () => {
  const [outdir, source] = [newFolder(), newFolder()];
  fs.writeFileSync(path.join(source, "openapi.yaml"), "openapi: 3.0.0\n");
  synthesizeTo(outdir, (app) => {
    const stack = stackOf(app, "dev");
    const file = { path: path.join(source, "openapi.yaml"), type: AssetType.FILE };
    new TerraformOutput(stack, "file", { value: new TerraformAsset(stack, "Spec", file).path });
  });
  const file = readOutput(outdir).stacks.dev.output.file.value as string;
  expect(path.isAbsolute(file)).toBe(false);
  expect(fs.readFileSync(path.join(outdir, "stacks/dev", file), "utf8")).toBe("openapi: 3.0.0\n");
});

test("the output can be HCL, with the annotations in the manifest", () => {
  const outdir = newFolder();
  synthesizeTo(
    outdir,
    (app) => {
      const stack = stackOf(app, "dev");
      new GlobalAddress(stack, "Ip");
      Annotations.of(stack).addWarning("look here");
    },
    { hclOutput: true },
  );
  const files = filesIn(outdir);
  expect(Object.keys(files).sort()).toEqual([
    "manifest.json",
    "stacks/dev/cdk.tf",
    "stacks/dev/metadata.json",
    "stacks/dev/review.md",
  ]);
  expect(files["stacks/dev/cdk.tf"]).toMatch(
    /resource "google_compute_global_address" "Ip_\w+" \{\n[^}]*name = "dev-ip"/,
  );
  expect(files["manifest.json"]).toContain("look here");
});

test("the environment asks for HCL with SYNTH_HCL_OUTPUT", () => {
  const outdir = newFolder();
  process.env.SYNTH_HCL_OUTPUT = "true";
  try {
    synthesizeTo(outdir, (app) => new GlobalAddress(stackOf(app, "dev"), "Ip"));
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
  expect(fs.readFileSync(path.join(outdir, "stacks/dev/cdk.tf"), "utf8")).toContain(`resource "${ADDRESS}"`);
});
