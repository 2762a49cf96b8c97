import { SUBJECTS, supports } from "../../../../deploy/arguments/subjects";
import { ARGUMENTS, argumentsOf } from "../../../../lib/app/arguments";
import { compare, comparisonPage } from "../../../../lib/review";
import { RAW } from "./raw-arguments";
import { Json } from "../small";

/** An argument of the table that is changed once. */
interface Row {
  readonly type: string;
  readonly path: string;
  readonly from: Json;
  readonly to: Json;
  readonly others: Json;
}

const rows = Object.keys(ARGUMENTS).flatMap((type) =>
  argumentsOf(type).map(([path]): Row => {
    const { base, cases }: Json = (SUBJECTS as Json)[type] ?? { base: {}, cases: {} };
    const { from, to, others } = cases[path] ?? RAW[type]?.[path] ?? {};
    return { type, path, from, to, others: merged(base, others ?? {}) };
  }),
);

function merged(one: Json, other: Json): Json {
  return { ...one, ...other };
}

/** The resource with a value at a path of blocks. */
function withValue(config: Json, [key, ...rest]: readonly string[], value: Json): Json {
  if (rest.length === 0) {
    return { ...config, [key]: value };
  }
  const inner = Array.isArray(config[key]) ? config[key][0] : config[key];
  return { ...config, [key]: withValue(inner ?? {}, rest, value) };
}

const SERVER_TLS_POLICY = "google_network_security_server_tls_policy";
const TRUST_CONFIG = "google_certificate_manager_trust_config";

/** A load balancer in front of the resource, with two of all that it may refer to. */
function stackOf({ type, path, others }: Row, value: Json): Json {
  const own = withValue({ name: "own", ...others }, path.split("."), value);
  const ref = (of: string) =>
    type === `google_compute_${of}` ? `\${${type}.Own.id}` : `\${google_compute_${of}.a.id}`;
  const resource: Json = {};
  for (const id of ["a", "b"]) {
    supports(id).forEach(([kind, own, config]) => ((resource[kind] ??= {})[own] = config));
  }
  resource.google_compute_region_network_endpoint_group.b.cloud_run = { service: "web2" };
  resource.google_compute_target_https_proxy = {
    a: {
      name: "proxy",
      url_map: ref("url_map"),
      ssl_policy: ref("ssl_policy"),
      ssl_certificates: [
        type === "google_compute_managed_ssl_certificate" ? ref("managed_ssl_certificate") : ref("ssl_certificate"),
      ],
      server_tls_policy: `\${google_network_security_server_tls_policy.${type === SERVER_TLS_POLICY ? "Own" : "a"}.id}`,
    },
  };
  if (type === TRUST_CONFIG) {
    resource[SERVER_TLS_POLICY].a = {
      name: "a",
      mtls_policy: {
        client_validation_mode: "REJECT_INVALID",
        client_validation_trust_config: `\${${TRUST_CONFIG}.Own.id}`,
      },
    };
  }
  const isAddress = type === "google_compute_global_address";
  resource.google_compute_global_forwarding_rule = {
    a: {
      name: "rule",
      ip_address: `\${google_compute_global_address.${isAddress ? "Own" : "b"}.address}`,
      load_balancing_scheme: "EXTERNAL_MANAGED",
      port_range: "443",
      target: ref(type === "google_compute_target_http_proxy" ? "target_http_proxy" : "target_https_proxy"),
    },
  };
  (resource[type] ??= {}).Own = own;
  return { "//": { metadata: { stackName: "prod" } }, provider: { google: [{ project: "p1" }] }, resource };
}

/** The words of a value in a sentence: a name of what it refers to, or the text itself. */
function words(value: Json): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).flatMap(words);
  }
  const id = /^(?:\/\/[a-z.]+\/)?\$\{google_[a-z_]+\.((?:edge_)?[ab])\..*\}$/.exec(String(value))?.[1];
  return [id?.replace("_", "-") ?? String(value)];
}

/** Values that are said in other words. */
const SAID: Json = {
  1: "0.99 %",
  2: "1.96 %",
  0.5: "50 %",
  0.7: "70 %",
  292: "secret `a`",
  DISABLED: " off",
  EXECUTION_ENVIRONMENT_GEN1: "first generation",
  EXECUTION_ENVIRONMENT_GEN2: "second generation",
  MEMORY: "memory",
  PREMIUM: "all details in the logs",
  STANDARD: " on",
  TLS_1_1: "TLS 1.1",
  TLS_1_2: "TLS 1.2",
  INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER: "load balancers and the project's own networks",
  INGRESS_TRAFFIC_INTERNAL_ONLY: "the project's own networks only",
  ALLOW_INTERNAL_AND_GCLB: "load balancers and the project's own networks",
  ALLOW_INTERNAL_ONLY: "the project's own networks only",
};
const SECRETS = ["private_key", "private_key_wo", "key_value"];
/** Certificates are told by their subjects. */
const CERTIFICATES = ["allowlisted_certificates", "trust_stores"];

/** A long value, such as a certificate, is shortened. */
function isSaid(page: string, word: string): boolean {
  const given = [word, SAID[word] ?? word].map((each) => each.replace(/\s+/g, " ").slice(0, 100));
  return given.some((each) => page.includes(each));
}

test(`each of the ${rows.length} arguments of the table, changed once, is named with what it had and has`, () => {
  const unsaid = rows.flatMap((row) => {
    const { type, path, from, to } = row;
    const where = `${type} ${path}`;
    if (from === undefined) {
      return [`${where}: no value`];
    }
    const [before, after] = [stackOf(row, from), stackOf(row, to)];
    const comparison = compare({ json: before }, { json: after });
    const page = comparisonPage(comparison);
    const [was, is] = [words(from), words(to)];
    const differing = [...was.filter((word) => !is.includes(word)), ...is.filter((word) => !was.includes(word))];
    const isTold = differing.filter((word) => !["true", "false"].includes(word)).every((word) => isSaid(page, word));
    const isNamed = comparison.changes.length + comparison.replaced.length > 0;
    return isNamed && (isTold || [...SECRETS, ...CERTIFICATES].includes(path)) ? [] : [`${where}: ${page.slice(40)}`];
  });
  expect(unsaid).toEqual([]);
});

test("what did not change is never named", () => {
  const invented = rows
    .filter(({ from }) => from !== undefined)
    .flatMap((row) => {
      const json = stackOf(row, row.from);
      const { changes, replaced } = compare({ json }, { json: structuredClone(json) });
      return [...changes.map(({ text }) => text), ...replaced.map(({ address }) => address)];
    });
  expect(invented).toEqual([]);
});
