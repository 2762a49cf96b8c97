import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { App, TerraformStack } from "cdktf";
import { EnvironmentStack, GlobalAddress, Warnings } from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import * as rules from "../../../lib/rules";
import { SynthesizedApp } from "../../../lib/app/synthesized-app";
import { failureOf, synthesizeApp } from "../../synthesized";

jest.mock("../../../lib/rules", () => ({
  ...jest.requireActual<typeof rules>("../../../lib/rules"),
  runRules: jest.fn(() => []),
}));
const runRules = jest.mocked(rules.runRules);
beforeEach(() => {
  runRules.mockReset().mockReturnValue([]);
});

type Finding = rules.Finding;
const finding =
  (severity: Finding["severity"]) =>
  (rule: string, about: Finding["about"], text: string): Finding => ({
    severity,
    rule,
    about,
    text: { strings: [text], facts: [] },
  });
const [error, warning] = [finding("error"), finding("warning")];

const LINK = "https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts";
const PAGE = `(${LINK})`;
/** A finding for every address of a stack. */
const ofAddresses =
  (severity: "error" | "warning") =>
  (app: SynthesizedApp): rules.Finding[] =>
    app
      .ofType("google_compute_global_address")
      .map((address) => (severity === "error" ? error("FE-05", address, "no") : warning("FE-13", address, "no")));
const stackOf = (app: App, id: string) => new EnvironmentStack(app, id, { project: "p1" });

test("what rules find as errors stops the synth, together with what is invalid, at the constructs the user wrote", () => {
  runRules.mockImplementation(ofAddresses("error"));
  const build = (app: App) => {
    const [prod, dev] = [stackOf(app, "prod"), stackOf(app, "dev")];
    new GlobalAddress(prod, "Ip");
    new Construct(prod, "Jp").node.addValidation({ validate: () => ["invalid"] });
    new ComputeGlobalAddress(dev, "Raw", { name: "raw" });
  };
  expect(failureOf(build)).toBe(
    [
      "synthesis failed, no file was written:",
      `  [dev/Raw] FE-05: no ${PAGE}`,
      `  [prod/Ip] FE-05: no ${PAGE}`,
      "  [prod/Jp] invalid",
    ].join("\n"),
  );
});

test("what rules find as warnings is raised at the constructs the user wrote, and can be acknowledged there", () => {
  runRules.mockImplementation(ofAddresses("warning"));
  const { warnings } = synthesizeApp((app) => {
    const stack = stackOf(app, "dev");
    new GlobalAddress(stack, "Ip");
    Warnings.of(new GlobalAddress(stack, "Jp")).acknowledge("FE-13", "it is meant");
  });
  expect(warnings).toEqual([expect.stringMatching(/^\[dev\/Ip\] FE-13: no \(/)]);
});

test("a finding of no construct is the app's, and one of a stack is the stack's", () => {
  runRules.mockReturnValue([error("FE-05", { path: "dev" }, "no"), error("NAM-02", { path: "" }, "twice")]);
  expect(failureOf((app) => stackOf(app, "dev"))).toMatch(
    /^synthesis failed, no file was written:\n {2}NAM-02: twice \(\S+\)\n {2}\[dev\] FE-05: no \(\S+\)$/,
  );
});

test("rules get every environment stack, and may speak of a construct of any", () => {
  runRules.mockImplementation((app) => ofAddresses("error")(app).filter(({ about }) => about.path.startsWith("prod")));
  const build = (app: App) => {
    ["dev", "prod"].forEach((id) => new GlobalAddress(stackOf(app, id), "Ip"));
    new TerraformStack(app, "plain");
  };
  expect(() => synthesizeApp(build)).toThrow(`synthesis failed, no file was written:\n  [prod/Ip] FE-05: no ${PAGE}`);
  expect([...runRules.mock.calls[0][0].stacks.keys()]).toEqual(["dev", "prod"]);
});

test("a finding that names a stack is the stack's, wherever that stands", () => {
  runRules.mockReturnValue([warning("FE-13", { path: "Group/dev" }, "look here")]);
  const build = (app: App) => {
    const group = new Construct(app, "Group");
    new EnvironmentStack(group, "dev", { project: "p1" });
  };
  expect(synthesizeApp(build).warnings).toEqual([expect.stringMatching(/^\[Group\/dev\] FE-13: look here \(/)]);
});

test("what a raw override adds is told by its stack", () => {
  const { runRules: realRules } = jest.requireActual<typeof rules>("../../../lib/rules");
  runRules.mockImplementation(realRules);
  const { warnings } = synthesizeApp((app) => {
    const map = { name: "raw", default_url_redirect: { https_redirect: true, strip_query: false } };
    const proxy = { name: "raw", url_map: "${google_compute_url_map.raw.id}" };
    const stack = stackOf(app, "dev");
    stack.addOverride("resource.google_compute_url_map.raw", map);
    stack.addOverride("resource.google_compute_url_map.idle", { ...map, name: "idle" });
    stack.addOverride("resource.google_compute_target_http_proxy.raw", proxy);
  });
  expect(warnings).toEqual([expect.stringMatching(/^\[dev\] UM-20: no target proxy uses this URL map/)]);
});

test("what an escape hatch makes of a resource is what the rules see", () => {
  synthesizeApp((app) => new GlobalAddress(stackOf(app, "dev"), "Ip").resource.addOverride("description", "seen"));
  const [[seen]] = runRules.mock.calls;
  expect(seen.ofType("google_compute_global_address")[0].config.description).toBe("seen");
  expect(seen.providers()[0].config.project).toBe("p1");
});

test("skipValidation runs no rule", () => {
  synthesizeApp((app) => {
    Object.assign(app, { skipValidation: true });
    stackOf(app, "dev");
  });
  expect(runRules).not.toHaveBeenCalled();
});
