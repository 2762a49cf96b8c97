import { TerraformStack, TerraformVariable } from "cdktf";
import { BackendService, CloudRunInvoker, CloudRunService, EnvironmentStack } from "cdktf-google-serverless-lb";
import { resource, synthesize, synthesizeApp, warningsOf } from "../../../synthesized";

const MEMBER = "google_cloud_run_v2_service_iam_member";
const region = "us-central1";
const STAFF = "group:staff@example.com";
const JOB = "serviceAccount:job@p1.iam.gserviceaccount.com";

const api = (stack: EnvironmentStack, invoker?: CloudRunInvoker) =>
  new CloudRunService(stack, "Api", { image: "hello", region, invoker });
const grantTo = (member: string) => ({
  name: "${google_cloud_run_v2_service.Api_F70053CD.name}",
  location: "us-central1",
  role: "roles/run.invoker",
  member,
  lifecycle: { create_before_destroy: true },
});
const modeOf = (invoker?: CloudRunInvoker) => {
  const json = synthesize((stack) => api(stack, invoker));
  const [service] = Object.values(json.resource.google_cloud_run_v2_service) as { invoker_iam_disabled: boolean }[];
  return [service.invoker_iam_disabled, json.resource[MEMBER]];
};

test.each([
  ["by default", undefined],
  ["without an IAM check", CloudRunInvoker.withoutIamCheck()],
])("anybody may call a service %s, without a grant", (_what, invoker) => {
  expect(modeOf(invoker)).toEqual([true, undefined]);
});

test("anybody may call a service by a grant to all users", () => {
  expect(modeOf(CloudRunInvoker.allUsers())).toEqual([false, { "Api_Invoker-allUsers_6B34CF41": grantTo("allUsers") }]);
});

test("only members may call a service, each by a grant", () => {
  const [iamDisabled, grants] = modeOf(CloudRunInvoker.members([STAFF, JOB]));
  expect(iamDisabled).toBe(false);
  expect(Object.values(grants as object)).toEqual([grantTo(STAFF), grantTo(JOB)]);
});

test("a member is allowed to call a service later", () => {
  expect(resource(MEMBER, (stack) => api(stack).grantInvoke("Job", JOB))).toEqual(grantTo(JOB));
});

test("a member that is a token is allowed to call a service", () => {
  const build = (stack: EnvironmentStack) =>
    api(stack).grantInvoke("Job", new TerraformVariable(stack, "Var", { type: "string" }).stringValue);
  expect(resource(MEMBER, build)).toEqual(grantTo("${var.Var}"));
});

test("a member is allowed to call an existing service", () => {
  const build = (stack: EnvironmentStack) =>
    CloudRunService.fromCloudRunServiceAttributes(stack, "Api", { cloudRunServiceName: "api", region }).grantInvoke(
      "Job",
      JOB,
    );
  expect(resource(MEMBER, build)).toEqual({ ...grantTo(JOB), name: "api" });
});

test("a member that stands twice is refused", () => {
  expect(() => synthesize((stack) => api(stack, CloudRunInvoker.members([STAFF, STAFF])))).toThrow(
    /^\[test\/Api\] RUN-05: a member may appear only once, got "group:staff@example.com"; list it only once/,
  );
});

describe("a backend service", () => {
  const dependenciesOf = (build: (stack: EnvironmentStack) => CloudRunService) =>
    (
      resource("google_compute_backend_service", (stack) => {
        new BackendService(stack, "Web", { backends: [build(stack)] });
      }) as { depends_on?: string[] }
    ).depends_on;

  test("waits for the grant to all users", () => {
    expect(dependenciesOf((stack) => api(stack, CloudRunInvoker.allUsers()))).toEqual([
      `${MEMBER}.Api_Invoker-allUsers_6B34CF41`,
    ]);
  });

  test("waits for each grant, later ones too", () => {
    const waited = dependenciesOf((stack) => {
      const service = api(stack, CloudRunInvoker.members([STAFF]));
      service.grantInvoke("Job", JOB);
      return service;
    });
    expect(waited).toEqual([
      expect.stringMatching(/^google_cloud_run_v2_service_iam_member\.Api_Invoker-groupstaffexamplecom_[0-9A-F]{8}$/),
      expect.stringMatching(/^google_cloud_run_v2_service_iam_member\.Api_Job_[0-9A-F]{8}$/),
    ]);
  });

  test("waits for a grant that is made after the service became its backend", () => {
    const { depends_on: waited } = resource("google_compute_backend_service", (stack) => {
      const service = api(stack);
      new BackendService(stack, "Web", { backends: [service] });
      service.grantInvoke("Job", JOB);
    }) as { depends_on?: string[] };
    expect(waited).toEqual([expect.stringMatching(/^google_cloud_run_v2_service_iam_member\.Api_Job_[0-9A-F]{8}$/)]);
  });

  test.each<[string, (service: CloudRunService, site: EnvironmentStack) => void]>([
    [
      "before",
      (service, site) => {
        service.grantInvoke("Job", JOB);
        new BackendService(site, "Web", { backends: [service] });
      },
    ],
    [
      "after",
      (service, site) => {
        new BackendService(site, "Web", { backends: [service] });
        service.grantInvoke("Job", JOB);
      },
    ],
  ])("waits for a grant of another stack, made %s, by the order of the stacks", (_when, build) => {
    let order: TerraformStack[] = [];
    const { stacks } = synthesizeApp((app) => {
      const [shared, site] = ["shared", "site"].map((id) => new EnvironmentStack(app, id, { project: "p1" }));
      build(api(shared), site);
      order = site.dependencies;
    });
    expect(Object.values(stacks.site.resource.google_compute_backend_service)[0]).not.toHaveProperty("depends_on");
    expect(Object.keys(stacks.shared.resource[MEMBER])).toHaveLength(1);
    expect(order.map(({ node }) => node.id)).toEqual(["shared"]);
  });

  test("waits for what a backend of one's own needs of another stack", () => {
    let order: TerraformStack[] = [];
    const { stacks } = synthesizeApp((app) => {
      const [shared, site] = ["shared", "site"].map((id) => new EnvironmentStack(app, id, { project: "p1" }));
      const group = "projects/p1/regions/us-central1/networkEndpointGroups/own";
      const dependsOn = [api(shared).resource];
      new BackendService(site, "Web", { backends: [{ bind: () => ({ group, region: "us-central1", dependsOn }) }] });
      order = site.dependencies;
    });
    expect(Object.values(stacks.site.resource.google_compute_backend_service)[0]).not.toHaveProperty("depends_on");
    expect(order.map(({ node }) => node.id)).toEqual(["shared"]);
  });

  test("waits for nothing where IAM is not asked", () => {
    expect(dependenciesOf((stack) => api(stack))).toBeUndefined();
  });
});

test.each<[string, (variable: TerraformVariable) => string[]]>([
  ["a token", (variable) => [STAFF, variable.stringValue]],
  ["a list that is a token", (variable) => variable.listValue],
])("members by %s are refused, and granted by grantInvoke", (_what, members) => {
  const variable = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", {});
  expect(() => synthesize((stack) => api(stack, CloudRunInvoker.members(members(variable(stack)))))).toThrow(
    /^\[test\/Api\] RUN-04: an IAM member here must be plain text, because the construct id of the grant is made from it, but it is a CDKTF token \(a value that only Terraform knows\); call grantInvoke/,
  );
  const granted = resource(MEMBER, (stack) => api(stack).grantInvoke("Staff", variable(stack).stringValue));
  expect(granted).toMatchObject({ member: "${var.Var}" });
});

test.each([
  ["the members alone", CloudRunInvoker.members([STAFF])],
  ["nobody", CloudRunInvoker.members([])],
])("a service without a load balancer may be for %s", (_what, invoker) => {
  expect(warningsOf((stack) => api(stack, invoker))).toEqual([]);
});
