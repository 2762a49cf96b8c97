/** Mutual TLS: trust configs, server TLS policies, and what services are told about the certificates of clients. */
import {
  CA,
  CLIENT,
  EXPIRED_CA,
  INTERMEDIATE_CA,
  OTHER_CA,
  P521_CA,
  RSA_1024_CA,
  SERVER_CA,
} from "../../client-certificates";
import { P256_KEY } from "../../certificates";
import {
  BACKEND,
  Changes,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED,
  NEG,
  RULE,
  RUN,
  SSL_POLICY,
  URL_MAP,
  backendOf,
  expectFound,
  found,
  listener,
  ref,
  site,
  stackOf,
} from "./site";

const TRUST_CONFIG = "google_certificate_manager_trust_config";
const POLICY = "google_network_security_server_tls_policy";
const NUMBERED = "projects/123/locations/global/trustConfigs/partners";
const IGNORED = { ignore_changes: ["mtls_policy[0].client_validation_trust_config"] };

const pems = (...all: string[]) => all.map((pem_certificate) => ({ pem_certificate }));
const trusting = (config: object) =>
  stackOf({ [TRUST_CONFIG]: { own: { name: "own", location: "global", ...config } } });
const anchors = (...all: string[]) => trusting({ trust_stores: [{ trust_anchors: pems(...all) }] });
const store = (intermediates: readonly string[], count = 1) =>
  trusting({
    trust_stores: [{ trust_anchors: pems(...Array<string>(count).fill(CA)), intermediate_cas: pems(...intermediates) }],
  });
const mtls = (mode?: string, more: object = {}) => ({
  client_validation_mode: mode,
  client_validation_trust_config: NUMBERED,
  ...more,
});
/** The site whose clients need certificates. */
const asking = (policy: object = {}, mode = "REJECT_INVALID", more: Changes = {}): Changes => ({
  [POLICY]: { own: { name: "own", mtls_policy: mtls(mode), ...policy } },
  [HTTPS_PROXY]: { https: { server_tls_policy: ref(POLICY, "own", "id") } },
  ...more,
});
const withHeader = (header: string): Changes => ({ [BACKEND]: { web: { custom_request_headers: [header] } } });
const OPTIONAL = "ALLOW_INVALID_OR_MISSING_CLIENT_CERT";
const VERIFIED = "X-Client-Cert-Chain-Verified: {client_cert_chain_verified}";

test.each([
  ["a trust anchor", anchors(CA)],
  ["two of them, for the time of a change", anchors(CA, OTHER_CA)],
  ["text around the PEM", anchors(`\n${CA}\n`)],
  ["a token", anchors("${var.ca}")],
  ["stores that Terraform makes", trusting({ dynamic: { trust_stores: { for_each: "${var.cas}", content: {} } } })],
  ["an intermediate CA", store([INTERMEDIATE_CA])],
  ["as many CAs as there may be", store(Array<string>(100).fill("${var.ca}"), 100)],
  ["three CAs of one subject and key", store(Array<string>(3).fill(INTERMEDIATE_CA))],
  ["an allowlisted client", trusting({ allowlisted_certificates: pems(CLIENT) })],
  ["as many clients as there may be", trusting({ allowlisted_certificates: pems(...Array<string>(500).fill(CLIENT)) })],
  ["a root with a key of another curve", anchors(P521_CA)],
])("a trust config with %s is in order", (_what, stack) => {
  expect(found(stack)).toEqual([]);
});

test.each([
  [
    "nothing",
    trusting({}),
    "error MTLS-01 prod/own: client authentication needs at least one certificate in trust_anchors or allowlisted_certificates",
  ],
  [
    "an intermediate CA alone",
    trusting({ trust_stores: [{ intermediate_cas: pems(INTERMEDIATE_CA) }] }),
    "error MTLS-01",
  ],
  [
    "a path",
    anchors("ca.pem"),
    "error MTLS-02 prod/own: trust_anchors must be in PEM and begin with -----BEGIN CERTIFICATE-----, got a string of 6 characters",
  ],
  [
    "a private key",
    anchors(P256_KEY),
    "error MTLS-02 prod/own: trust_anchors has a private key, which nobody but its owner may have",
  ],
  [
    "a private key after the certificate",
    trusting({ allowlisted_certificates: pems(CLIENT + P256_KEY) }),
    "error MTLS-02 prod/own: allowlisted_certificates has a private key",
  ],
  [
    "half a certificate",
    anchors(`${CA.slice(0, 200)}\n-----END CERTIFICATE-----\n`),
    "error MTLS-02 prod/own: trust_anchors begins like PEM, but its 227 characters cannot be read",
  ],
  [
    "two in one",
    anchors(CA + OTHER_CA),
    "error MTLS-02 prod/own: each element of trust_anchors must be one certificate, got 2 in one; pass them one by one",
  ],
  [
    "a client's certificate as an anchor",
    anchors(CLIENT),
    "error MTLS-03 prod/own: trust_anchors needs certificates of CAs, but that of O=Acme, CN=partner-1 is none",
  ],
  [
    "a client's certificate as a CA",
    store([CLIENT]),
    "error MTLS-03 prod/own: intermediate_cas needs certificates of CAs",
  ],
  [
    "a CA for servers",
    anchors(SERVER_CA),
    "warning MTLS-04 prod/own: the CA O=Acme, CN=Servers Root CA in trust_anchors issues no client certificates",
  ],
  [
    "an intermediate CA of another curve",
    store([P521_CA]),
    "warning MTLS-04 prod/own: the key of the CA CN=P521 CA in intermediate_cas is ec secp521r1",
  ],
  [
    "an intermediate CA with a short key",
    store([RSA_1024_CA]),
    "warning MTLS-04 prod/own: the key of the CA CN=RSA 1024 CA in intermediate_cas is RSA-1024",
  ],
  [
    "an expired CA",
    anchors(EXPIRED_CA),
    "warning MTLS-04 prod/own: the certificate of the CA CN=Expired Root CA in trust_anchors expired on 2021-01-01; ",
  ],
  [
    "too many CAs",
    store(Array<string>(100).fill("${var.ca}"), 101),
    "error MTLS-05 prod/own: trust_anchors and intermediate_cas together can have at most 200, got 201; remove at least 1",
  ],
  [
    "too many intermediate CAs",
    store(Array<string>(101).fill("${var.ca}")),
    "error MTLS-05 prod/own: intermediate_cas can have at most 100, got 101",
  ],
  [
    "four CAs of one subject and key",
    store(Array<string>(4).fill(INTERMEDIATE_CA)),
    "error MTLS-05 prod/own: intermediate_cas can have at most 3 certificates with the same subject and key, got 4 of O=Acme, CN=Partners Issuing CA",
  ],
  [
    "too many clients",
    trusting({ allowlisted_certificates: pems(...Array<string>(501).fill(CLIENT)) }),
    "error MTLS-05 prod/own: allowlisted_certificates can have at most 500, got 501",
  ],
  [
    "two stores",
    trusting({ trust_stores: [CA, OTHER_CA].map((ca) => ({ trust_anchors: pems(ca) })) }),
    "error MTLS-05 prod/own: trust_stores can have at most 1, got 2",
  ],
])("a trust config with %s is found", (_what, stack, text) => {
  expectFound([stack], text);
});

test("a certificate that is too long is found, and is not shown", () => {
  const [long, longer] = [5120, 5121].map((bytes) => CA.trim().padStart(bytes, "#"));
  expect(found(anchors(`${CA.trim()}${"\n#".repeat(Math.floor((5120 - CA.trim().length) / 2))}`))).toEqual([]);
  expect(found(anchors(`${CA.trim()}\n${longer.replace(/-----[^]*/, "")}`))[0]).toMatch(
    /^error MTLS-02 prod\/own: a certificate in trust_anchors can have at most 5120 bytes, got/,
  );
  expect(found(anchors(long))[0]).not.toContain(CA.slice(30, 60));
});

test.each<[string, Changes]>([
  ["that rejects others", asking()],
  ["that nobody uses", { [POLICY]: { own: { name: "own" } } }],
  ["with a mode that Terraform knows", asking({}, "${var.mode}")],
  [
    "that exists already",
    { [HTTPS_PROXY]: { https: { server_tls_policy: "projects/p1/locations/global/serverTlsPolicies/own" } } },
  ],
  ["that asks and lets all in, where the service looks", asking({}, OPTIONAL, withHeader(VERIFIED))],
  ["that may have any header", asking({}, OPTIONAL, withHeader("${var.header}"))],
  [
    "that lets all in without a trust config",
    asking({ mtls_policy: { client_validation_mode: OPTIONAL } }, "", withHeader(VERIFIED)),
  ],
])("a server TLS policy %s is in order", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test.each<[string, Changes, string]>([
  [
    "of a region",
    asking({ location: "europe-west1" }),
    'error MTLS-06 prod/own: the server TLS policy of a global load balancer must be global, got the location "europe-west1"',
  ],
  [
    "of a region, outside the app",
    { [HTTPS_PROXY]: { https: { server_tls_policy: "projects/p1/locations/europe-west1/serverTlsPolicies/own" } } },
    "error MTLS-06 prod/https: a global target proxy needs a global server TLS policy",
  ],
  [
    "that allows connections without TLS",
    asking({ allow_open: true }),
    "error MTLS-06 prod/own: the server TLS policy of a load balancer cannot have allow_open",
  ],
  [
    "with a server certificate",
    asking({ server_certificate: { grpc_endpoint: { target_uri: "unix:a" } } }),
    "error MTLS-06 prod/own: the server TLS policy of a load balancer cannot have server_certificate",
  ],
  [
    "with a CA of a mesh",
    asking({
      mtls_policy: mtls("REJECT_INVALID", { client_validation_ca: { grpc_endpoint: { target_uri: "unix:a" } } }),
    }),
    "error MTLS-06 prod/own: the server TLS policy of a load balancer cannot have mtls_policy.client_validation_ca",
  ],
  [
    "without a mode",
    asking({ mtls_policy: undefined }),
    "error MTLS-06 prod/own: the server TLS policy of a load balancer needs client_validation_mode",
  ],
  [
    "without a trust config",
    asking({ mtls_policy: { client_validation_mode: "REJECT_INVALID" } }),
    "error MTLS-06 prod/own: REJECT_INVALID needs client_validation_trust_config",
  ],
  [
    "that nothing tells the service of",
    asking({}, OPTIONAL),
    "warning MTLS-08 prod/web: prod/https also lets in clients without a valid certificate, and no request header tells this service whether a certificate is valid",
  ],
  [
    "with another header alone",
    asking({}, OPTIONAL, withHeader("X-Region: {client_region}")),
    "warning MTLS-08 prod/web",
  ],
])("a server TLS policy %s is found", (_what, changes, text) => {
  expectFound([site(changes)], text);
});

test("a policy of a mesh is none of our business", () => {
  const mesh = {
    name: "mesh",
    location: "europe-west1",
    allow_open: true,
    mtls_policy: { client_validation_ca: [{}] },
  };
  expect(found(stackOf({ [POLICY]: { mesh } }))).toEqual([]);
});

test.each<[string, object, object, boolean]>([
  ["by the id of the resource", { client_validation_trust_config: ref(TRUST_CONFIG, "own", "id") }, {}, true],
  ["by the id of the project", { client_validation_trust_config: NUMBERED.replace("123", "p1") }, {}, true],
  ["by the number", {}, {}, false],
  [
    "by the id, which is ignored",
    { client_validation_trust_config: ref(TRUST_CONFIG, "own", "id") },
    { lifecycle: IGNORED },
    false,
  ],
  [
    "by a text with a variable",
    { client_validation_trust_config: NUMBERED.replace("123", "${var.number}") },
    {},
    false,
  ],
])("a trust config %s in a policy", (_what, inMtls, more, isFound) => {
  const trusted = { own: { name: "own", location: "global", trust_stores: [{ trust_anchors: pems(CA) }] } };
  const changes = asking({ mtls_policy: mtls("REJECT_INVALID", inMtls), ...more }, "", { [TRUST_CONFIG]: trusted });
  expectFound(
    [site(changes)],
    ...(isFound ? ["warning MTLS-07 prod/own: Google answers with the number of the project"] : []),
  );
});

test("a header about certificates is empty where nobody asks for one", () => {
  const inUrlMap: Changes = {
    [URL_MAP]: {
      main: {
        header_action: {
          request_headers_to_add: [{ header_name: "X-Cert", header_value: "{client_cert_leaf}", replace: true }],
        },
      },
    },
  };
  expectFound(
    [site(withHeader(VERIFIED))],
    "warning MTLS-09 prod/web: the header variable {client_cert_chain_verified} is empty",
  );
  expectFound([site(inUrlMap)], "warning MTLS-09 prod/main: the header variable {client_cert_leaf} is empty");
  // a certificate that anybody made has such values too
  expectFound([site(asking({}, OPTIONAL, inUrlMap))], "warning MTLS-08 prod/web: ");
  expect(found(site({ ...withHeader(VERIFIED), ...asking() }))).toEqual([]);
  // nobody knows who uses the backend service
  const unreached = { ...withHeader(VERIFIED), [RULE]: { https: undefined, http: undefined } };
  expect(found(site(unreached)).filter((each) => each.includes("MTLS"))).toEqual([]);
});

/** Another load balancer beside that which asks for certificates. */
const beside = (service: string, more: Changes = {}, proxy: object = {}): Changes => ({
  ...asking(),
  ...more,
  [URL_MAP]: { public: { name: "public", default_service: ref(BACKEND, service) } },
  google_compute_global_address: { public: { name: "public-ip" } },
  [HTTPS_PROXY]: {
    https: { server_tls_policy: ref(POLICY, "own", "id") },
    public: {
      name: "public",
      url_map: ref(URL_MAP, "public"),
      ssl_certificates: [ref(MANAGED, "public")],
      ssl_policy: ref(SSL_POLICY, "tls"),
      ...proxy,
    },
  },
  [MANAGED]: { public: { name: "public", managed: { domains: ["public.example.com"] } } },
  [RULE]: {
    public: {
      ...listener("public", HTTPS_PROXY, "443"),
      ip_address: ref("google_compute_global_address", "public", "address"),
    },
  },
});
const OTHER_BACKEND: Changes = { [BACKEND]: { other: { ...backendOf("web"), name: "other" } } };
const OTHER_SERVICE: Changes = {
  [RUN]: {
    other: {
      name: "other",
      location: "us-central1",
      ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
      invoker_iam_disabled: true,
    },
  },
  [NEG]: {
    other: {
      name: "other",
      region: "us-central1",
      network_endpoint_type: "SERVERLESS",
      cloud_run: { service: ref(RUN, "other", "name") },
    },
  },
  [BACKEND]: { other: { ...backendOf("other") } },
};
const mine = (stack: Changes) => found(site(stack)).filter((each) => each.includes("MTLS"));

test("a second way to a service without a certificate is found", () => {
  const what = (service: string) =>
    `warning MTLS-10 prod/public: prod/${service} is reached here without a client certificate, but clients of prod/https need one for the same service; ask for certificates here too`;
  expect(mine(beside("web"))).toEqual([expect.stringContaining(what("web"))]);
  expect(mine(beside("other", OTHER_BACKEND))).toEqual([expect.stringContaining(what("other"))]);
});

test("a service of its own, another policy or Identity-Aware Proxy is no second way", () => {
  const iap = { [BACKEND]: { other: { ...OTHER_BACKEND[BACKEND].other, iap: { enabled: true } } } };
  expect(mine(beside("other", OTHER_SERVICE))).toEqual([]);
  expect(mine(beside("web", {}, { server_tls_policy: ref(POLICY, "own", "id") }))).toEqual([]);
  expect(mine(beside("other", iap))).toEqual([]);
});

test("the site that is served without encryption, too, is a second way", () => {
  const unencrypted: Changes = { ...asking(), [HTTP_PROXY]: { http: { url_map: ref(URL_MAP, "main") } } };
  expect(mine(unencrypted)).toEqual([
    expect.stringContaining(
      "warning MTLS-10 prod/http: prod/web is reached here without a client certificate, but clients of prod/https need one for the same service; redirect HTTP to HTTPS here",
    ),
  ]);
});
