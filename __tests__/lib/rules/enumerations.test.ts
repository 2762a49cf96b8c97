/** Arguments that have a fixed set of values. */
import { NEXT_MAJOR } from "../../provider-version";
import { ENUMERATIONS, IN_ANY_CASE } from "../../../lib/google/enumerations";
import { BACKEND, Changes, NEG, POLICY, RUN, SSL_POLICY, expectFound, found, ref, site, stackOf } from "./site";

const ALL = Object.entries(ENUMERATIONS).flatMap(([type, byPath]) =>
  Object.entries(byPath).map(([argument, values]): [string, string, readonly string[]] => [type, argument, values]),
);
/** A resource alone, with a value of one argument. */
const alone = (type: string, argument: string, value: unknown) =>
  stackOf({
    [type]: {
      a: argument
        .split(".")
        .reverse()
        .reduce<unknown>((inner, name) => ({ [name]: inner }), value) as object,
    },
  });
const isInAnyCase = (type: string) => IN_ANY_CASE.includes(type);
const saidOf = (type: string, argument: string, value: unknown) =>
  found(alone(type, argument, value)).filter((each) => each.includes(JSON.stringify(value)));

test.each(ALL)("%s: %s has one of its values, spelled like this", (type, argument, values) => {
  expect(
    values.flatMap((value) => found(alone(type, argument, value)).filter((each) => each.includes("NAM-06"))),
  ).toEqual([]);
  const [first] = values;
  const wrong = `${first.toLowerCase()}`;
  expect(saidOf(type, argument, wrong)).toEqual(isInAnyCase(type) ? [] : [expect.stringMatching(/^error /)]);
  expect(saidOf(type, argument, "none of them")).toEqual([expect.stringMatching(/^error /)]);
});

test.each(ALL)("%s: %s may be empty, or known to Terraform alone", (type, argument) => {
  const said = ["", "${var.a}", null].flatMap((value) => found(alone(type, argument, value)));
  expect(said.filter((each) => each.includes("NAM-06"))).toEqual([]);
});

test.each<[string, Changes, string]>([
  [
    "an execution environment of the other version of the API",
    { [RUN]: { web: { template: { containers: [{ image: "gcr.io/acme/web" }], execution_environment: "gen2" } } } },
    'error NAM-06 prod/web: execution_environment of google_cloud_run_v2_service must be one of EXECUTION_ENVIRONMENT_GEN1, EXECUTION_ENVIRONMENT_GEN2, got "gen2"; did you mean EXECUTION_ENVIRONMENT_GEN2?',
  ],
  [
    "a profile in lower case",
    { [SSL_POLICY]: { tls: { profile: "modern" } } },
    'error NAM-06 prod/tls: profile of google_compute_ssl_policy must be one of COMPATIBLE, MODERN, RESTRICTED, CUSTOM, FIPS_202205, got "modern"; did you mean MODERN?',
  ],
  [
    "a scheme in lower case, which is not said to be another one",
    { [BACKEND]: { web: { load_balancing_scheme: "external_managed" } } },
    'error NAM-06 prod/web: load_balancing_scheme of google_compute_backend_service must be one of EXTERNAL, EXTERNAL_MANAGED, INTERNAL_MANAGED, INTERNAL_SELF_MANAGED, got "external_managed"; did you mean EXTERNAL_MANAGED?',
  ],
  [
    "a protocol of which another rule says more",
    { [BACKEND]: { web: { protocol: "https" } } },
    'error BS-06 prod/web: a backend service for serverless backends must use HTTP or HTTPS, got "https"; use HTTPS',
  ],
  [
    "a type of endpoints of which another rule says more",
    { [NEG]: { web: { network_endpoint_type: "serverless" } } },
    'error NEG-01 prod/web: cloud_run is for network endpoint groups of type SERVERLESS, but network_endpoint_type is "serverless"; remove network_endpoint_type',
  ],
])("%s is refused once", (_what, changes, said) => {
  expectFound([site(changes)], said);
});

test("a value of another type is refused once", () => {
  const cdn_policy = { cache_mode: "CACHE_ALL_STATIC", default_ttl: "5m", signed_url_cache_max_age_sec: 0 };
  expectFound(
    [site({ [BACKEND]: { web: { enable_cdn: true, cdn_policy } } })],
    'error CDN-04 prod/web: default_ttl must be a whole number from 0 to 31622400, got "5m"; choose one in that range',
  );
});

test("an argument that the bindings do not know has its values too", () => {
  const tls = (post_quantum_key_exchange: string) => site({ [SSL_POLICY]: { tls: { post_quantum_key_exchange } } });
  expectFound([tls("DEFERRED")]);
  expectFound(
    [tls("enabled")],
    'error NAM-06 prod/tls: post_quantum_key_exchange of google_compute_ssl_policy must be one of DEFERRED, DEFAULT, ENABLED, got "enabled"; did you mean ENABLED?',
  );
});

test("what a newer provider may have is only warned of", () => {
  const json = site({ [RUN]: { web: { launch_stage: "PREVIEW" } } });
  expectFound([json], "error NAM-06 prod/web: launch_stage of ");
  const terraform = { required_providers: { google: { version: `~> ${NEXT_MAJOR}.2` } } };
  expectFound([{ ...json, terraform }], "warning NAM-06 prod/web: launch_stage of ");
});

test("a block that Terraform makes at plan is looked at too", () => {
  const rule = [{ for_each: "${var.a}", content: { match: { versioned_expr: "SRC_IPS" } } }];
  const policy = { [POLICY]: { p: { name: "p", dynamic: { rule } } } };
  expect(found(site({ ...policy, [BACKEND]: { web: { security_policy: ref(POLICY, "p") } } }))).toEqual(
    expect.arrayContaining([expect.stringContaining('got "SRC_IPS"; did you mean SRC_IPS_V1?')]),
  );
});
