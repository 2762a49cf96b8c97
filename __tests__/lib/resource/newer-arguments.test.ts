import { CloudRunV2Service } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeSecurityPolicy } from "@cdktf/provider-google/lib/compute-security-policy";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { withoutNewerArguments, writeNewerArguments } from "../../../lib/resource/newer-arguments";
import { providerVersionOf } from "../../../lib/resource/provider-version";
import { PROVIDER_VERSION } from "../../provider-version";

const RUN = { name: "web", location: "us-central1" };
const stack = () => new TerraformStack(new App(), "test");
const written = (resource: TerraformResource) => {
  const { resource: byType } = resource.toTerraform() as {
    readonly resource: { readonly [type: string]: { readonly [id: string]: { readonly [argument: string]: unknown } } };
  };
  return byType[resource.terraformResourceType][resource.friendlyUniqueId];
};

test("an argument is written at its place, whether or not the bindings know it", () => {
  const containers = [
    { image: "web", readinessProbe: { httpGet: { path: "/ready", port: 8080 }, periodSeconds: 5 } },
    { image: "proxy" },
  ];
  const config = { ...RUN, defaultUriDisabled: true, template: { containers } };
  const service = new CloudRunV2Service(stack(), "Web", config);
  writeNewerArguments(service, config);
  expect(written(service)).toMatchObject({
    default_uri_disabled: true,
    template: {
      containers: [
        { image: "web", readiness_probe: { http_get: { path: "/ready", port: 8080 }, period_seconds: 5 } },
        { image: "proxy" },
      ],
    },
  });
  expect(JSON.stringify(written(service))).not.toContain("iap_enabled");
});

test("a list may grow after the resource is made", () => {
  const containers: object[] = [{ image: "web" }];
  const config = { ...RUN, template: { containers: containers as never } };
  const service = new CloudRunV2Service(stack(), "Web", config);
  writeNewerArguments(service, config);
  service.template.putContainers((containers.push({ image: "b", readinessProbe: { grpc: {} } }), containers) as never);
  expect(written(service).template).toMatchObject({
    containers: [{ image: "web" }, { image: "b", readiness_probe: { grpc: {} } }],
  });
});

test("blocks that a user puts in their place stay as they are", () => {
  const containers = [{ image: "web" }, { image: "b", readinessProbe: { grpc: {} } }];
  const config = { ...RUN, template: { containers } };
  const service = new CloudRunV2Service(stack(), "Web", config);
  writeNewerArguments(service, config);
  service.template.putContainers([{ image: "other" }]);
  expect(written(service).template).toMatchObject({ containers: [{ image: "other" }] });
});

test("a block that is an expression by now stays one", () => {
  class Replaced extends ComputeBackendService {
    protected override synthesizeAttributes(): { [name: string]: unknown } {
      return { ...super.synthesizeAttributes(), log_config: "${var.logs}" };
    }
  }
  const backend = new Replaced(stack(), "Web", { name: "web" });
  writeNewerArguments(backend, { name: "web", logConfig: { requestHeaders: ["X-Device"] } });
  expect(written(backend).log_config).toBe("${var.logs}");
});

test("of a block that the bindings know, nothing is lost that they do not know", () => {
  class Newer extends CloudRunV2Service {
    protected override synthesizeAttributes(): { [name: string]: unknown } {
      const containers = [{ image: "web", readiness_probe: { period_seconds: 5, grpc: undefined } }];
      return { ...super.synthesizeAttributes(), template: { containers } };
    }
  }
  const readinessProbe = { periodSeconds: 5, tcpSocket: { port: 8080 } };
  const config = { ...RUN, template: { containers: [{ image: "web", readinessProbe }] } };
  const service = new Newer(stack(), "Web", config);
  writeNewerArguments(service, config);
  expect(written(service).template).toEqual({
    containers: [{ image: "web", readiness_probe: { period_seconds: 5, tcp_socket: { port: 8080 } } }],
  });
});

test("the keys of a map are the user's own", () => {
  const config = { name: "armor", labels: { costCenter: "web" } };
  const policy = new ComputeSecurityPolicy(stack(), "Armor", { name: "armor" });
  writeNewerArguments(policy, config);
  expect(written(policy).labels).toEqual({ costCenter: "web" });
});

test("overrides of the user come after it", () => {
  const config = { ...RUN, defaultUriDisabled: true, template: {} };
  const service = new CloudRunV2Service(stack(), "Web", config);
  writeNewerArguments(service, config);
  service.addOverride("default_uri_disabled", false);
  expect(written(service).default_uri_disabled).toBe(false);
});

test("a config can be taken without them", () => {
  const config = {
    iapEnabled: true,
    location: "us-central1",
    template: { containers: [{ image: "web", readinessProbe: {} }], timeout: "60s" },
  };
  expect(withoutNewerArguments("google_cloud_run_v2_service", config)).toEqual({
    location: "us-central1",
    template: { containers: [{ image: "web" }], timeout: "60s" },
  });
});

test("the version of the provider is that of the bindings, or what the stack asks for", () => {
  const own = stack();
  expect(providerVersionOf(own)).toBe(PROVIDER_VERSION);
  own.addOverride("terraform.required_providers.google.version", "~> 7.45");
  expect(providerVersionOf(own)).toBe("~> 7.45");
});
