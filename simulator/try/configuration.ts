import { child, children, isObject, Json, JsonObject, text, without } from "../json";

/** What a provider is told of a real account, or of how to reach Google. */
const REAL =
  /^(credentials|access_token|impersonate_service_account.*|user_project_override|billing_project|.*_custom_endpoint)$/;
const GOOGLE = "google";
/** The source of a provider, without the registry that Terraform takes anyway. */
const SOURCE_OF_GOOGLE = "hashicorp/google";
const BUILT_IN = "terraform";

/** The types of resources that the simulator answers for. */
const SIMULATED: readonly RegExp[] = [
  /^terraform_data$/,
  /^google_compute_(global_)?address$/,
  /^google_compute_backend_bucket(_signed_url_key)?$/,
  /^google_compute_(region_)?backend_service$/,
  /^google_compute_backend_service_signed_url_key$/,
  /^google_compute_(global_)?forwarding_rule$/,
  /^google_compute_region_network_endpoint_group$/,
  /^google_compute_(region_)?security_policy(_rule)?$/,
  /^google_compute_(managed_|region_)?ssl_(certificate|policy)$/,
  /^google_compute_(region_)?target_https?_proxy$/,
  /^google_compute_(region_)?url_map$/,
  /^google_cloud_run_v2_service(_iam_(binding|member|policy))?$/,
  /^google_certificate_manager_(certificate|certificate_map|certificate_map_entry|dns_authorization|trust_config)$/,
  /^google_dns_(managed_zone|record_set)$/,
  /^google_iap_web(_backend_service|_cloud_run_service)?_iam_(binding|member|policy)$/,
  /^google_iap_settings$/,
  /^google_network_security_server_tls_policy$/,
  /^google_project_service$/,
];
/** The data sources that are answered besides those of the resources. */
const LOOKED_UP: readonly RegExp[] = [/^google_(client_config|iam_policy|project)$/];

/** A block with its address in Terraform. */
export interface Addressed {
  readonly type: string;
  readonly address: string;
  readonly block: JsonObject;
}

/** What of a configuration cannot be tried, by name, and why. */
export function refusedIn(json: JsonObject): string[] {
  const resources = blocksOf(json, "resource");
  const looked = blocksOf(json, "data");
  return [
    ...otherProviders(json),
    ...resources
      .filter(({ type }) => providerOf(type) === GOOGLE || providerOf(type) === BUILT_IN)
      .filter(({ type }) => !isOneOf(SIMULATED, type))
      .map(({ address, type }) => `${address}: the simulated cloud has no ${type}`),
    ...resources
      .filter(({ block }) => block.provisioner !== undefined)
      .map(({ address }) => `${address}: it has a provisioner, which would run a command on this machine`),
    ...looked.flatMap(({ address, type }) => lookUpProblem(address, type)),
  ];
}

function lookUpProblem(address: string, type: string): string[] {
  if (type === "terraform_remote_state") {
    return [`${address}: it reads the state of another stack, which the simulated cloud does not have`];
  }
  if (providerOf(type) !== GOOGLE || isOneOf(LOOKED_UP, type) || isOneOf(SIMULATED, type)) return [];
  return [`${address}: the simulated cloud cannot answer a ${type}`];
}

/** The providers besides Google's, with what needs them. */
function otherProviders(json: JsonObject): string[] {
  const required = terraformBlocks(json).flatMap((block) => listed(block.required_providers));
  const sources = Object.fromEntries(
    required.flatMap((block) =>
      Object.entries(block).map(([name, value]) => [name, isObject(value) ? text(value, "source") || name : name]),
    ),
  );
  const used = [...blocksOf(json, "resource"), ...blocksOf(json, "data")];
  const names = new Set([...Object.keys(sources), ...used.map(({ type }) => providerOf(type))]);
  return [...names]
    .filter((name) => name !== BUILT_IN && !isGoogle(sources[name] ?? name))
    .map((name) => {
      const users = used.filter(({ type }) => providerOf(type) === name).map(({ address }) => address);
      const needed = users.length === 0 ? "" : `, which ${users.join(", ")} ${users.length === 1 ? "needs" : "need"}`;
      return `the provider ${sources[name] ?? name}${needed}: only ${SOURCE_OF_GOOGLE} has a simulated cloud`;
    });
}

/** Whether a source is that of Google's provider. */
export function isGoogle(source: string): boolean {
  return [GOOGLE, SOURCE_OF_GOOGLE].includes(source.replace(/^registry\.(terraform\.io|opentofu\.org)\//, ""));
}

/** The configuration with its state beside it, and without a real account. */
export function detached(json: JsonObject): JsonObject {
  const own = terraformBlocks(json).map((block) => without(block, "backend", "cloud"));
  const google = listed(child(json, "provider")?.[GOOGLE]).map((block) =>
    Object.fromEntries(Object.entries(block).filter(([argument]) => !REAL.test(argument))),
  );
  const terraform = { ...Object.assign({}, ...own), backend: { local: { path: "terraform.tfstate" } } } as JsonObject;
  return { ...json, terraform, provider: { ...child(json, "provider"), [GOOGLE]: google } };
}

/** The configuration of a site that stands already: what it imported is its own. */
export function withoutImports(json: JsonObject): JsonObject {
  return without(json, "import");
}

function terraformBlocks(json: JsonObject): JsonObject[] {
  return listed(json.terraform);
}

/** The resources or the data sources of a configuration. */
export function blocksOf(json: JsonObject, kind: "resource" | "data"): Addressed[] {
  return listed(json[kind]).flatMap((types) =>
    Object.entries(types).flatMap(([type, named]) =>
      listed(named).flatMap((blocks) =>
        Object.entries(blocks).flatMap(([name, block]) =>
          listed(block).map((each) => ({
            type,
            address: `${kind === "data" ? "data." : ""}${type}.${name}`,
            block: each,
          })),
        ),
      ),
    ),
  );
}

/** An object, or several in a list, which is the same to Terraform. */
function listed(value: Json | undefined): JsonObject[] {
  return isObject(value) ? [value] : children({ value }, "value");
}

function providerOf(type: string): string {
  return type.split("_")[0];
}

function isOneOf(patterns: readonly RegExp[], type: string): boolean {
  return patterns.some((pattern) => pattern.test(type));
}
