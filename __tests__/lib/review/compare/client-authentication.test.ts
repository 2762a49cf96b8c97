import { CA, CLIENT, INTERMEDIATE_CA, OTHER_CA } from "../../../client-certificates";
import { reviewPage } from "../../../../lib/review";
import { Json, small } from "../small";
import { texts } from "./changes";

const POLICY = "google_network_security_server_tls_policy";
const TRUST_CONFIG = "google_certificate_manager_trust_config";
const [STRICT, LAX] = ["REJECT_INVALID", "ALLOW_INVALID_OR_MISSING_CLIENT_CERT"];

interface Trusted {
  readonly anchors?: readonly string[];
  readonly intermediates?: readonly string[];
  readonly allowlisted?: readonly string[];
}

const pems = (all: readonly string[] = []) => all.map((pem_certificate) => ({ pem_certificate }));

/** A site that asks clients for certificates. */
function site(mode: string, { anchors = [CA], intermediates, allowlisted }: Trusted = {}): Json {
  const json = small();
  json.resource[TRUST_CONFIG] = {
    Own: {
      name: "partners",
      location: "global",
      trust_stores: [{ trust_anchors: pems(anchors), intermediate_cas: pems(intermediates) }],
      allowlisted_certificates: pems(allowlisted),
    },
  };
  json.resource[POLICY] = {
    Own: {
      name: "mtls",
      mtls_policy: [{ client_validation_mode: mode, client_validation_trust_config: `\${${TRUST_CONFIG}.Own.id}` }],
    },
  };
  json.resource.google_compute_target_https_proxy.Https.server_tls_policy = `\${${POLICY}.Own.id}`;
  return json;
}

const ROOT = /`Partners Root CA` \(SHA-256 [0-9A-F:]{11}…\)/;
const WHERE = "target proxy `prod-https-proxy`";

test("a weaker check of clients, or none, is dangerous", () => {
  expect(texts(site(STRICT), site(LAX))).toEqual([
    `dangerous: ${WHERE} no longer requires a valid client certificate: clients without one get in, and the services must check it`,
  ]);
  expect(texts(site(LAX), site(STRICT))).toEqual([
    `changed: ${WHERE} now requires a valid client certificate: clients without one can no longer connect`,
  ]);
  expect(texts(site(STRICT), small())[0]).toMatch(
    /^dangerous: target proxy `prod-https-proxy` no longer asks clients for a certificate, so everybody can connect; previously required, issued by `Partners Root CA`/,
  );
  expect(texts(site(STRICT), site("${var.mode}"))).toEqual([
    expect.stringContaining(
      "dangerous: target proxy `prod-https-proxy`: whether clients need a certificate is now decided by policy `mtls`",
    ),
  ]);
});

test("a check that is new shuts clients out, or only asks them", () => {
  expect(texts(small(), site(STRICT))[0]).toMatch(
    /^dangerous: target proxy `prod-https-proxy` now asks clients for a certificate: required, issued by .*; clients without one can no longer connect$/,
  );
  expect(texts(small(), site(LAX))[0]).toMatch(
    /^added: target proxy `prod-https-proxy` now asks clients for a certificate: asked for, but \*\*not required\*\*/,
  );
});

test("who gets in by a certificate, and who no longer does, is told", () => {
  const [one, both, other] = [[CA], [CA, OTHER_CA], [OTHER_CA]].map((anchors) => site(STRICT, { anchors }));
  expect(texts(one, both)).toEqual([
    expect.stringMatching(
      /^dangerous: target proxy `prod-https-proxy` also lets in clients with certificates issued by `Partners Root CA 2` \(/,
    ),
  ]);
  expect(texts(both, other)).toEqual([
    expect.stringMatching(
      /^dangerous: target proxy `prod-https-proxy` no longer lets in clients with certificates issued by `Partners Root CA` \(/,
    ),
  ]);
  expect(texts(one, one)).toEqual([]);
  expect(texts(one, site(STRICT, { intermediates: [INTERMEDIATE_CA], allowlisted: [CLIENT] }))).toEqual([
    expect.stringMatching(/^dangerous: .* also lets in clients with the certificate `partner-1` \(/),
    expect.stringMatching(/^changed: .* also knows the intermediate CA `Partners Issuing CA` \(/),
  ]);
});

test("the page says who is asked for a certificate", () => {
  const page = reviewPage(site(STRICT, { allowlisted: [CLIENT] }));
  expect(page).toMatch(/client certificate/);
  expect(page).toMatch(ROOT);
  expect(page).toMatch(
    /- Clients of target proxy `prod-https-proxy` are asked for a certificate: required, issued by .*, or itself in the list `partner-1`/,
  );
  expect(reviewPage(small())).not.toMatch(/client certificate/);
});
