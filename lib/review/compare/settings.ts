import { argumentsOf } from "../../app/arguments";
import { blocks } from "../../app/terraform-json";
import { testPattern } from "../../routing/derive";
import { ArmorTopic, armorSetting } from "../armor-settings";
import { Target, cdnWords, iapWords, loggingWords, outlierWords, targetsOf } from "../backends";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { SECURITY_POLICY, URL_MAP } from "../../app/types";
import { Block, text } from "../../app/values";
import { byText } from "../values";
import { Change, Pair, changed, dangerous, unnoticed } from "./change";
import { Versions, resolved } from "./context";
import { Setting, differingSettings, settingWords } from "./defaults";
import { sameAddress } from "./replaced";

/** How other sentences describe an argument: their words, or "all" if they describe all of it. */
type Described = ((resource: Resource) => string) | "all";

/** The arguments of each type that have their own sentences, or that visitors cannot notice. */
const DESCRIBED_ELSEWHERE = new Map<string, { readonly [argument: string]: Described }>(
  Object.entries<{ readonly [argument: string]: Described }>({
    google_certificate_manager_certificate_map_entry: { certificates: "all" },
    google_certificate_manager_trust_config: { allowlisted_certificates: "all", trust_stores: "all" },
    google_network_security_server_tls_policy: { mtls_policy: "all" },
    google_dns_record_set: { managed_zone: "all", project: "all", rrdatas: "all", type: "all" },
    google_app_engine_service_network_settings: { network_settings: "all", service: "all" },
    google_cloud_run_service: { location: "all", template: "all", traffic: "all" },
    google_cloud_run_v2_service: {
      deletion_protection: "all",
      iap_enabled: "all",
      ingress: "all",
      invoker_iam_disabled: "all",
      location: "all",
      template: "all",
      traffic: "all",
    },
    google_cloudfunctions_function: { ingress_settings: "all", region: "all" },
    google_cloudfunctions2_function: { location: "all" },
    google_compute_backend_bucket: {
      bucket_name: "all",
      cdn_policy: cdnWords,
      custom_response_headers: "all",
      edge_security_policy: "all",
      enable_cdn: "all",
    },
    google_compute_backend_service: {
      backend: targetWords,
      cdn_policy: cdnWords,
      custom_request_headers: "all",
      custom_response_headers: "all",
      edge_security_policy: "all",
      enable_cdn: "all",
      external_managed_migration_state: "all",
      iap: iapWords,
      load_balancing_scheme: "all",
      log_config: loggingWords,
      outlier_detection: outlierWords,
      security_policy: "all",
    },
    google_compute_global_address: { address: "all", ip_version: "all" },
    google_compute_global_forwarding_rule: {
      external_managed_backend_bucket_migration_state: "all",
      ip_address: "all",
      ip_version: "all",
      load_balancing_scheme: "all",
      port_range: "all",
      target: "all",
    },
    google_compute_security_policy: {
      adaptive_protection_config: armorWords("Adaptive Protection"),
      advanced_options_config: armorWords(
        "JSON parsing",
        "the inspected part of request bodies",
        "the log level",
        "the IP address of the user",
      ),
      recaptcha_options_config: armorWords("the site key of reCAPTCHA challenges"),
      rule: "all",
    },
    google_compute_ssl_policy: { min_tls_version: "all", post_quantum_key_exchange: "all", profile: "all" },
    google_compute_target_http_proxy: { url_map: "all" },
    google_compute_target_https_proxy: {
      certificate_manager_certificates: "all",
      certificate_map: "all",
      server_tls_policy: "all",
      ssl_certificates: "all",
      ssl_policy: "all",
      url_map: "all",
    },
    google_compute_url_map: {
      default_custom_error_response_policy: "all",
      default_route_action: "all",
      default_service: "all",
      default_url_redirect: "all",
      dynamic: "all",
      header_action: "all",
      host_rule: "all",
      path_matcher: "all",
    },
  }),
);

/** What Terraform keeps for itself, and what makes a resource another one. */
const BOOKKEEPING = [
  "//",
  "depends_on",
  "effective_labels",
  "lifecycle",
  "name",
  "project",
  "terraform_labels",
  "timeouts",
];
/** The arguments that no visitor notices. */
const UNNOTICED = [
  "annotations",
  "deletion_policy",
  "deletion_protection",
  "description",
  "disable_on_destroy",
  "labels",
  "test",
];
/** Parts of a block that other sentences describe, or that visitors cannot notice. */
const QUIET_PARTS = [
  "backend.description",
  "backend.group",
  // Google's default key, written, is no key of its own
  "cdn_policy.cache_key_policy",
  "metadata.annotations.run.googleapis.com/ingress",
  "metadata.annotations.run.googleapis.com/invoker-iam-disabled",
  "metadata.labels",
  "service_config.ingress_settings",
];

/** Changed settings that no other sentence describes: the argument with its old and new value. */
export function compareSettings(versions: Versions): Change[] {
  return knownPairs(versions).flatMap((match) => {
    // it is unknown whether rules that Terraform generates at plan time are weaker
    const isArmor = ({ path }: Setting) => match.after.type === SECURITY_POLICY && path.startsWith("dynamic.");
    const described = DESCRIBED_ELSEWHERE.get(match.after.type) ?? {};
    return argumentsIn(versions, match).flatMap((argument) => {
      const words = Object.hasOwn(described, argument) ? described[argument] : undefined;
      if (words === "all") {
        return [];
      }
      if (argument === "test" && hasSeveralTests(match)) {
        return otherTests(match);
      }
      const level = UNNOTICED.includes(argument) ? unnoticed : changed;
      return settingsOf(match, argument)
        .filter(({ path }) => !QUIET_PARTS.some((part) => path === part || path.startsWith(`${part}.`)))
        .filter(({ path }) => words === undefined || isNotDescribed(words, match, argument, path))
        .map((setting) =>
          (isArmor(setting) ? dangerous : level)(`${code(match.after.name)}: ${settingWords(setting)}`),
        );
    });
  });
}

/** The settings that differ although nothing that visitors notice does, such as a proxy with another, equal SSL policy. */
export function unnoticedSettings(versions: Versions): Change[] {
  return knownPairs(versions).flatMap((match) => {
    const described = DESCRIBED_ELSEWHERE.get(match.after.type) ?? {};
    return (
      argumentsIn(versions, match)
        .filter((argument) => Object.hasOwn(described, argument) && described[argument] === "all")
        // what a URL map or a policy does is compared, not how it is written
        .filter(() => match.after.type !== URL_MAP && match.after.type !== SECURITY_POLICY)
        .flatMap((argument) => settingsOf(match, argument, versions))
        .map((setting) => unnoticed(`${code(match.after.name)}: ${settingWords(setting)}`))
    );
  });
}

/** Several route tests, which synth writes from the routes: these have their own sentences, so the number is enough. */
function otherTests(match: Pair<Resource>): Change[] {
  const [was, is] = [match.before, match.after].map(({ config }) => blocks(config.test).length);
  return settingsOf(match, "test").length === 0
    ? []
    : [unnoticed(`${code(match.after.name)}: other route tests (${code("test")}): now ${is}; previously ${was}`)];
}

function hasSeveralTests({ before, after }: Pair<Resource>): boolean {
  return after.type === URL_MAP && [before, after].some(({ config }) => blocks(config.test).length > 1);
}

function knownPairs({ before, after }: Versions): Pair<Resource>[] {
  return sameAddress(before, after).filter(
    ({ after: { type } }) => DESCRIBED_ELSEWHERE.has(type) || argumentsOf(type).length > 0,
  );
}

/** The arguments of a resource that can differ. Those that replace it are in the table of replaced resources. */
function argumentsIn({ replaced }: Versions, { before, after }: Pair<Resource>): string[] {
  const because = replaced.find((replacement) => replacement.after === after)?.because ?? [];
  return [...new Set([...Object.keys(before.config), ...Object.keys(after.config)])]
    .filter((argument) => !BOOKKEEPING.includes(argument) && !because.includes(argument))
    .sort();
}

/** The settings of an argument that differ; with the versions, another name of the same resource is no difference. */
function settingsOf({ before, after }: Pair<Resource>, argument: string, versions?: Versions): Setting[] {
  const [was, is] = [
    versions ? renamed(versions, valueOf(before, argument)) : valueOf(before, argument),
    valueOf(after, argument),
  ];
  return differingSettings(after.type, argument, was, is);
}

/** A value in which every name of the old version is that of the new one. */
function renamed({ before, after }: Versions, value: unknown): unknown {
  const names = new Map(sameAddress(before, after).map((match) => [match.before.name, match.after.name]));
  const present = (inner: unknown): unknown =>
    Array.isArray(inner)
      ? inner.map(present)
      : typeof inner === "object" && inner !== null
        ? Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, present(item)]))
        : typeof inner === "string"
          ? (names.get(inner) ?? inner)
          : inner;
  return present(value);
}

/** Whether the words for an argument say nothing of a setting that differs: alone it does not change them. */
function isNotDescribed(
  words: (resource: Resource) => string,
  { before, after }: Pair<Resource>,
  argument: string,
  path: string,
): boolean {
  const [was, is] = [words(before), words(after)];
  if (was === is) {
    return is !== "off";
  }
  const [, key] = path.split(".");
  // another OAuth client has another secret
  if (path === "iap.oauth2_client_secret") {
    return false;
  }
  const [former, present] = [before, after].map(({ config }) => blocks(config[argument])[0]);
  if (was === "off" || is === "off" || key === undefined || former === undefined || present === undefined) {
    return false;
  }
  const wordsWith = (resource: Resource, block: Block, other: Block) =>
    words({ ...resource, config: { ...resource.config, [argument]: [{ ...block, [key]: other[key] }] } });
  return wordsWith(before, former, present) === was && wordsWith(after, present, former) === is;
}

/**
 * The value of an argument with its references by name, with the targets of a backend service in a fixed order, and with
 * route tests as patterns: those that synth writes have hosts and paths that nobody uses.
 */
function valueOf(resource: Resource, argument: string): unknown {
  const value = resolved(resource.owner, resource.config[argument]);
  if (resource.type === URL_MAP && argument === "test" && blocks(value).length > 0) {
    return blocks(value).map((test) => ({
      ...test,
      host: testPattern(text(test.host) ?? ""),
      path: testPattern(text(test.path) ?? ""),
    }));
  }
  if (argument !== "backend" || text(value) !== undefined) {
    return value;
  }
  const targets = targetsOf(resource).map(targetName);
  return blocks(value)
    .map((backend, index) => ({ backend, name: targets[index] ?? "" }))
    .sort((one, other) => byText(one.name, other.name))
    .map(({ backend }) => backend);
}

function targetWords(backend: Resource): string {
  return targetsOf(backend).map(targetName).sort().join();
}

function targetName({ region, platform, identity }: Target): string {
  return `${region} ${platform} ${identity}`;
}

/** The words for some settings of a policy. */
function armorWords(...topics: readonly ArmorTopic[]): (policy: Resource) => string {
  return (policy) => topics.map((topic) => armorSetting(policy, topic)).join();
}
