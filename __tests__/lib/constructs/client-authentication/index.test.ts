import { Fn, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  ClientAuthentication,
  ClientAuthenticationProps,
  ClientValidationMode,
  CloudRunService,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";
import { P256_KEY } from "../../../certificates";
import { CA, CLIENT, INTERMEDIATE_CA, OTHER_CA } from "../../../client-certificates";
import { Synthesized, failureOf, resource, synthesize, synthesizeApp } from "../../../synthesized";

const TRUST_CONFIG = "google_certificate_manager_trust_config";
const POLICY = "google_network_security_server_tls_policy";
const PROXY = "google_compute_target_https_proxy";
const IGNORED = "mtls_policy[0].client_validation_trust_config";

type Named = { readonly name: string };

function only(json: Synthesized, type: string): Named {
  const found = Object.values(json.resource[type]) as Named[];
  expect(found).toHaveLength(1);
  return found[0];
}

function made(props: Partial<ClientAuthenticationProps> = {}, labels?: { [key: string]: string }) {
  const { test: json } = synthesizeApp((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "acme", labels });
    new ClientAuthentication(stack, "Partners", { trustAnchors: [CA], ...props });
  }).stacks;
  return { trustConfig: only(json, TRUST_CONFIG), policy: only(json, POLICY) };
}

test("clients without a valid certificate are rejected by default", () => {
  const json = synthesize((stack) => new ClientAuthentication(stack, "Partners", { trustAnchors: [CA] }));
  expect(only(json, TRUST_CONFIG)).toEqual({
    name: expect.stringMatching(/^test-partners-trust-config-[0-9a-f]{8}$/),
    location: "global",
    trust_stores: [{ trust_anchors: [{ pem_certificate: CA }] }],
    lifecycle: { create_before_destroy: true },
  });
  expect(only(json, POLICY)).toEqual({
    name: expect.stringMatching(/^test-partners-[0-9a-f]{8}$/),
    mtls_policy: {
      client_validation_mode: "REJECT_INVALID",
      client_validation_trust_config: expect.stringMatching(/^\$\{google_certificate_manager_trust_config\..*\.id\}$/),
    },
    lifecycle: { create_before_destroy: true, ignore_changes: [IGNORED] },
  });
});

test("all options are written", () => {
  const { trustConfig, policy } = made({
    intermediateCas: [INTERMEDIATE_CA],
    allowlistedCertificates: [CLIENT],
    clientValidationMode: ClientValidationMode.ALLOW_INVALID_OR_MISSING_CLIENT_CERT,
    description: "the partners",
    name: "partners",
  });
  expect(trustConfig).toMatchObject({
    name: "partners",
    description: "the partners",
    trust_stores: [
      { trust_anchors: [{ pem_certificate: CA }], intermediate_cas: [{ pem_certificate: INTERMEDIATE_CA }] },
    ],
    allowlisted_certificates: [{ pem_certificate: CLIENT }],
  });
  expect(policy).toMatchObject({
    name: "partners",
    mtls_policy: { client_validation_mode: "ALLOW_INVALID_OR_MISSING_CLIENT_CERT" },
  });
});

test("allowlisted certificates are enough", () => {
  const { trustConfig } = made({ trustAnchors: [], allowlistedCertificates: [CLIENT] });
  expect(trustConfig).not.toHaveProperty("trust_stores");
});

test.each<[string, Partial<ClientAuthenticationProps>]>([
  ["the last allowlisted certificate", { allowlistedCertificates: [CLIENT] }],
  ["the description", { description: "the partners" }],
])("a trust config without %s is another one: the provider does not take it away", (_what, props) => {
  const [before, after] = [made(props), made()];
  expect(after.trustConfig.name).not.toBe(before.trustConfig.name);
  expect(after.policy.name).not.toBe(before.policy.name);
});

test("what is changed in place keeps the names", () => {
  const before = made({ allowlistedCertificates: [CLIENT], description: "one" });
  const after = made({
    trustAnchors: [CA, OTHER_CA],
    intermediateCas: [INTERMEDIATE_CA],
    allowlistedCertificates: [OTHER_CA],
    description: "two",
  });
  expect(after.trustConfig.name).toBe(before.trustConfig.name);
  expect(after.policy.name).toBe(before.policy.name);
});

test("another mode, or other labels of the stack, make another policy and no other trust config", () => {
  const clientValidationMode = ClientValidationMode.ALLOW_INVALID_OR_MISSING_CLIENT_CERT;
  const all = [made(), made({ clientValidationMode }), made({}, { team: "web" }), made({}, { team: "api" })];
  expect(new Set(all.map(({ policy }) => policy.name)).size).toBe(4);
  expect(new Set(all.map(({ trustConfig }) => trustConfig.name)).size).toBe(1);
});

test("a certificate can be a token", () => {
  const json = synthesize((stack) => {
    const variable = new TerraformVariable(stack, "ca", { type: "string" });
    new ClientAuthentication(stack, "Partners", { trustAnchors: [variable.stringValue] });
  });
  expect(only(json, TRUST_CONFIG)).toMatchObject({
    trust_stores: [{ trust_anchors: [{ pem_certificate: "${var.ca}" }] }],
  });
});

function balancer(stack: EnvironmentStack, props: object) {
  const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Api", {
    cloudRunServiceName: "api",
    region: "us-central1",
  });
  return new ApplicationLoadBalancer(stack, "LoadBalancer", {
    defaultService: new BackendService(stack, "Backend", { backends: [web] }),
    ...props,
  });
}

test("a load balancer asks for the certificates, with a policy that is created here or exists", () => {
  const domains = ["api.example.com"];
  const proxyWith = (make: (stack: EnvironmentStack) => object) =>
    resource(PROXY, (stack) => balancer(stack, { domains, clientAuthentication: make(stack) }));
  expect(proxyWith((stack) => new ClientAuthentication(stack, "Partners", { trustAnchors: [CA] }))).toMatchObject({
    server_tls_policy: expect.stringMatching(/^\$\{google_network_security_server_tls_policy\..*\.id\}$/),
  });
  const id = "projects/acme/locations/global/serverTlsPolicies/partners";
  expect(proxyWith((stack) => ClientAuthentication.fromServerTlsPolicyId(stack, "Partners", id))).toMatchObject({
    server_tls_policy: id,
  });
});

test("a load balancer for HTTP alone cannot ask for certificates", () => {
  expect(() =>
    synthesize((stack) => {
      const clientAuthentication = new ClientAuthentication(stack, "Partners", { trustAnchors: [CA] });
      return balancer(stack, { httpOnly: true, clientAuthentication });
    }),
  ).toThrow(/FE-13: clientAuthentication is for HTTPS, but httpOnly is true/);
});

test("a list of certificates must be known at synth", () => {
  const trustAnchors = Fn.tolist("${var.roots}");
  expect(() => synthesize((stack) => new ClientAuthentication(stack, "Partners", { trustAnchors }))).toThrow(
    /MTLS-01: trustAnchors must be a list that is known at synth, got "a token"; write the list out/,
  );
});

test("client authentication without any certificate is refused", () => {
  expect(() => synthesize((stack) => new ClientAuthentication(stack, "Partners", { trustAnchors: [] }))).toThrow(
    /^\[test\/Partners\] MTLS-01: client authentication needs at least one certificate in trustAnchors or allowlistedCertificates; add/,
  );
});

test.each(["partners", "projects/acme/locations/europe-west1/serverTlsPolicies/partners"])(
  "an existing policy is not named %s",
  (id) => {
    expect(() => synthesize((stack) => ClientAuthentication.fromServerTlsPolicyId(stack, "Partners", id))).toThrow(
      /^\[test\/Partners\] MTLS-06: serverTlsPolicyId must be the id of a global server TLS policy, got "/,
    );
  },
);

test("a private key is refused and not shown", () => {
  const said = failureOf((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "acme" });
    new ClientAuthentication(stack, "Partners", { trustAnchors: [P256_KEY] });
  });
  expect(said).toMatch(/^\[test\/Partners\] MTLS-02: trustAnchors has a private key, which nobody but its owner/);
  expect(P256_KEY.split("\n").filter((line) => line !== "" && said.includes(line))).toEqual([]);
});
