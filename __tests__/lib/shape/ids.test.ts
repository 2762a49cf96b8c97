import { App, GcsBackend } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  GlobalAddress,
} from "cdktf-google-serverless-lb";
import { synthesize, synthesizeApp } from "../../synthesized";

test.each(["backend", "addresses", "certificates", "dns_records", "provider", "terraform"])(
  "a construct may be called %s",
  (id) => {
    const { output, resource } = synthesize((stack) => {
      const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
        cloudRunServiceName: "web",
        region: "us-central1",
      });
      const defaultService = new BackendService(stack, id, { backends: [web] });
      new ApplicationLoadBalancer(stack, "Site", { defaultService, domains: ["app.example.com"] });
    });
    expect(Object.keys(output as object).sort()).toEqual(["addresses", "certificates", "dns_records"]);
    expect(Object.keys(resource.google_compute_backend_service)).toEqual([expect.stringMatching(`^${id}`)]);
  },
);

test("a backend that the user makes takes the place of the stack's own", () => {
  const { terraform } = synthesize((stack) => {
    new GcsBackend(stack, { bucket: "states", prefix: "web" });
  });
  expect(terraform).toMatchObject({ backend: { gcs: { bucket: "states", prefix: "web" } } });
  expect(Object.keys((terraform as { backend: object }).backend)).toEqual(["gcs"]);
});

test("an id that another construct of the scope has is refused with path, rule and owner", () => {
  const twice = (id: string) => () =>
    synthesize((stack) => {
      new GlobalAddress(stack, "Ip");
      new BackendService(stack, id);
    });
  expect(twice("Ip")).toThrow(
    '[test] SHAPE-05: the id of BackendService must be another one than "Ip", which the GlobalAddress in the same scope has; choose an id that no other',
  );
  expect(twice("Google")).toThrow(
    '[test] SHAPE-05: the id of BackendService must be another one than "Google", which the GoogleProvider in the same scope has',
  );
});

test("two stacks of one id, imports and parts that are added by id are refused likewise", () => {
  const two = () =>
    synthesizeApp((app: App) => ["a", "a"].forEach((id) => new EnvironmentStack(app, id, { project: "acme-prod" })));
  expect(two).toThrow(/SHAPE-05: the id of EnvironmentStack must be another one than "a", which the EnvironmentStack/);
  const imported = () =>
    synthesize((stack) => [1, 2].forEach(() => GlobalAddress.fromGlobalAddressName(stack, "Ip", "site")));
  expect(imported).toThrow('SHAPE-05: the id of GlobalAddress must be another one than "Ip"');
  const added = () =>
    synthesize((stack) => {
      const defaultService = new BackendService(stack, "Web");
      const site = new ApplicationLoadBalancer(stack, "Site", { defaultService, domains: ["app.example.com"] });
      site.addForwardingRule("HttpsForwardingRule", { port: 8443 });
    });
  expect(added).toThrow('[test/Site] SHAPE-05: id must be another one than "HttpsForwardingRule"');
});
