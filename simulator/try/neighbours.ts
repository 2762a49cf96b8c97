import { isObject, Json, JsonObject, child, children, text } from "../json";
import { blocksOf } from "./configuration";
import { domainOfZone, hostsIn, textsUnder } from "./hosts";
import { Simulation } from "./simulation";

/** What stands outside of a site, as far as the configurations tell. */
interface Surroundings {
  readonly simulation: Simulation;
  readonly configurations: readonly JsonObject[];
}

/** Where something stands. */
interface Place {
  readonly project: string;
  /** `global`, `regions/<region>` or `locations/<location>`; empty for a DNS zone. */
  readonly scope: string;
  readonly name: string;
}

/** One kind of what a site may name without making it. */
interface Kind {
  /** The types of resources that make one. */
  readonly types: RegExp;
  readonly make: (place: Place, surroundings: Surroundings) => Promise<void>;
}

/** What Terraform's values of a resource name by its name alone. */
interface ByName {
  readonly types: RegExp;
  readonly collection: string;
  readonly nameIn: (values: JsonObject) => string;
  readonly scopeIn: (values: JsonObject) => string;
}

const REGION = "us-central1";
const STAND_IN = "simulated";

/** By the name of the collection in paths. */
const KINDS: { readonly [collection: string]: Kind } = {
  services: {
    types: /^google_cloud_run_v2_service$/,
    make: ({ project, scope, name }, { simulation }) => simulation.makeService(project, scope.split("/")[1], name),
  },
  managedZones: {
    types: /^google_dns_managed_zone$/,
    make: ({ project, name }, { simulation, configurations }) =>
      simulation.makeZone(project, name, domainOfZone(name, configurations)),
  },
  addresses: { types: /^google_compute_(global_)?address$/, make: compute("addresses", () => ({})) },
  securityPolicies: {
    types: /^google_compute_(region_)?security_policy$/,
    make: compute("securityPolicies", ({ name }, { configurations }) => ({
      type: isAtEdge(name, configurations) ? "CLOUD_ARMOR_EDGE" : "CLOUD_ARMOR",
    })),
  },
  sslPolicies: {
    types: /^google_compute_(region_)?ssl_policy$/,
    make: compute("sslPolicies", () => ({ profile: "MODERN", minTlsVersion: "TLS_1_2" })),
  },
  sslCertificates: {
    types: /^google_compute_(managed_|region_)?ssl_certificate$/,
    make: compute("sslCertificates", (_, { configurations }) => ({
      type: "MANAGED",
      managed: { domains: knownHosts(configurations) },
    })),
  },
  backendBuckets: {
    types: /^google_compute_backend_bucket$/,
    make: compute("backendBuckets", ({ name }) => ({ bucketName: name })),
  },
  networkEndpointGroups: {
    types: /^google_compute_region_network_endpoint_group$/,
    make: async (place, surroundings) => {
      await ensure(
        `projects/${place.project}/locations/${place.scope.split("/")[1]}/services/${STAND_IN}`,
        surroundings,
      );
      const body = { networkEndpointType: "SERVERLESS", cloudRun: { service: STAND_IN } };
      return compute("networkEndpointGroups", () => body)(place, surroundings);
    },
  },
  backendServices: {
    types: /^google_compute_(region_)?backend_service$/,
    make: async (place, surroundings) => {
      const group = `projects/${place.project}/regions/${REGION}/networkEndpointGroups/${STAND_IN}`;
      await ensure(group, surroundings);
      const body = { loadBalancingScheme: "EXTERNAL_MANAGED", backends: [{ group }] };
      return compute("backendServices", () => body)(place, surroundings);
    },
  },
  urlMaps: {
    types: /^google_compute_(region_)?url_map$/,
    make: async (place, surroundings) => {
      const defaultService = `projects/${place.project}/global/backendServices/${STAND_IN}`;
      await ensure(defaultService, surroundings);
      return compute("urlMaps", () => ({ defaultService }))(place, surroundings);
    },
  },
  certificateMaps: { types: /^google_certificate_manager_certificate_map$/, make: makeCertificateMap },
  certificates: {
    types: /^google_certificate_manager_certificate$/,
    make: ({ project, name }, surroundings) => makeCertificate(project, name, surroundings),
  },
  trustConfigs: {
    types: /^google_certificate_manager_trust_config$/,
    make: ({ project, scope, name }, { simulation }) =>
      simulation.make(`/v1/projects/${project}/${scope}/trustConfigs?trustConfigId=${name}`, {}),
  },
  serverTlsPolicies: {
    types: /^google_network_security_server_tls_policy$/,
    make: ({ project, scope, name }, { simulation }) =>
      simulation.make(`/v1/projects/${project}/${scope}/serverTlsPolicies?serverTlsPolicyId=${name}`, {
        mtlsPolicy: { clientValidationMode: "ALLOW_INVALID_OR_MISSING_CLIENT_CERT" },
      }),
  },
};

const always = (scope: string) => () => scope;
const argument = (name: string) => (values: JsonObject) => text(values, name);

const BY_NAME: readonly ByName[] = [
  {
    types: /^google_compute_region_network_endpoint_group$/,
    collection: "services",
    nameIn: (values) => text(children(values, "cloud_run")[0], "service"),
    // one that is there already has the link of its region
    scopeIn: (values) => `locations/${text(values, "region").split("/").at(-1)}`,
  },
  {
    types: /^google_cloud_run_v2_service_iam_/,
    collection: "services",
    nameIn: argument("name"),
    scopeIn: (values) => `locations/${text(values, "location")}`,
  },
  {
    types: /^google_dns_record_set$/,
    collection: "managedZones",
    nameIn: argument("managed_zone"),
    scopeIn: always(""),
  },
  {
    types: /^google_iap_web_backend_service_iam_/,
    collection: "backendServices",
    nameIn: argument("web_backend_service"),
    scopeIn: always("global"),
  },
  {
    types: /^google_compute_backend_service_signed_url_key$/,
    collection: "backendServices",
    nameIn: argument("backend_service"),
    scopeIn: always("global"),
  },
  {
    types: /^google_compute_backend_bucket_signed_url_key$/,
    collection: "backendBuckets",
    nameIn: argument("backend_bucket"),
    scopeIn: always("global"),
  },
  {
    types: /^google_compute_security_policy_rule$/,
    collection: "securityPolicies",
    nameIn: argument("security_policy"),
    scopeIn: always("global"),
  },
  {
    types: /^google_certificate_manager_certificate_map_entry$/,
    collection: "certificateMaps",
    nameIn: argument("map"),
    scopeIn: always("locations/global"),
  },
];

/** A resource as a plan has it. */
interface Planned {
  readonly type: string;
  readonly values: JsonObject;
}

/** The paths of what the resources of a plan name, and that none of them makes. */
export function namedIn(plan: JsonObject, project: string): string[] {
  const planned = plannedIn(child(child(plan, "planned_values"), "root_module"));
  const own = new Set(planned.map(({ type, values }) => `${collectionOf(type)} ${text(values, "name")}`));
  const linked = planned.flatMap(({ values }) => textsIn(values)).flatMap((value) => pathIn(value) ?? []);
  const named = planned.flatMap(({ type, values }) =>
    BY_NAME.filter(({ types }) => types.test(type)).flatMap(({ collection, nameIn, scopeIn }) => {
      const name = nameIn(values).split("/").at(-1) ?? "";
      const home = text(values, "project") || project;
      return name === "" ? [] : [pathOf({ project: home, scope: scopeIn(values), name }, collection)];
    }),
  );
  return [...new Set([...linked, ...named])].filter((path) => {
    const [collection, name] = path.split("/").slice(-2);
    return !own.has(`${collection} ${name}`);
  });
}

/** Makes what is not there yet, where it is of a kind that can be made, and returns the paths. */
export async function makeAll(paths: readonly string[], surroundings: Surroundings): Promise<string[]> {
  const made: string[] = [];
  for (const path of paths) if (await ensure(path, surroundings)) made.push(path);
  return made;
}

async function ensure(path: string, surroundings: Surroundings): Promise<boolean> {
  const [collection, name] = path.split("/").slice(-2);
  const kind = KINDS[collection];
  if (kind === undefined || surroundings.simulation.cloud.store.has(path)) return false;
  const [, project, ...rest] = path.split("/");
  await kind.make({ project, scope: rest.slice(0, -2).join("/"), name }, surroundings);
  return true;
}

function compute(collection: string, bodyOf: (place: Place, surroundings: Surroundings) => JsonObject): Kind["make"] {
  return (place, surroundings) =>
    surroundings.simulation.make(`/compute/v1/projects/${place.project}/${place.scope}/${collection}`, {
      name: place.name,
      ...bodyOf(place, surroundings),
    });
}

/** A map with one certificate for all hosts that are known. */
async function makeCertificateMap({ project, name }: Place, surroundings: Surroundings): Promise<void> {
  const parent = `projects/${project}/locations/global`;
  await makeCertificate(project, name, surroundings);
  await surroundings.simulation.make(`/v1/${parent}/certificateMaps?certificateMapId=${name}`, {});
  const entry = { matcher: "PRIMARY", certificates: [`${parent}/certificates/${name}`] };
  const entries = `/v1/${parent}/certificateMaps/${name}/certificateMapEntries`;
  await surroundings.simulation.make(`${entries}?certificateMapEntryId=${name}`, entry);
}

async function makeCertificate(project: string, name: string, { simulation, configurations }: Surroundings) {
  await simulation.make(`/v1/projects/${project}/locations/global/certificates?certificateId=${name}`, {
    managed: { domains: knownHosts(configurations).slice(0, 5) },
  });
}

function knownHosts(configurations: readonly JsonObject[]): string[] {
  const hosts = hostsIn(configurations);
  return hosts.length === 0 ? ["www.example.com"] : hosts;
}

/** Whether a policy is one that is checked before the cache. */
function isAtEdge(name: string, configurations: readonly JsonObject[]): boolean {
  return configurations.some((json) => {
    const used = textsUnder(json, (argument) => argument === "edge_security_policy");
    const lookedUp = blocksOf(json, "data").filter(({ block }) => block.name === name);
    return used.some(
      (value) => value.split("/").at(-1) === name || lookedUp.some(({ address }) => value.includes(`${address}.`)),
    );
  });
}

function plannedIn(module: JsonObject | undefined): Planned[] {
  const own = children(module, "resources")
    .filter((resource) => resource.mode === "managed")
    .map((resource) => ({ type: text(resource, "type"), values: child(resource, "values") ?? {} }));
  return [...own, ...children(module, "child_modules").flatMap(plannedIn)];
}

function collectionOf(type: string): string | undefined {
  return Object.keys(KINDS).find((collection) => KINDS[collection].types.test(type));
}

/** The path in a link to something of a kind that is known. */
function pathIn(value: string): string | undefined {
  const place =
    /^(?:(?:https:)?\/\/[^/]+\/(?:.*\/)?)?(projects\/[^/]+\/(?:global|(?:regions|locations)\/[^/]+)\/(\w+)\/[^/]+)$/;
  const [, path, collection] = place.exec(value) ?? [];
  return path !== undefined && collection in KINDS ? path : undefined;
}

function pathOf({ project, scope, name }: Place, collection: string): string {
  return ["projects", project, ...(scope === "" ? [] : [scope]), collection, name].join("/");
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
