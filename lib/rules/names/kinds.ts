/** What references lead to, by the collections in which Google keeps resources. */
import { collectionOf } from "../../app/collections";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import {
  BACKEND_BUCKET,
  BACKEND_SERVICE,
  CERTIFICATE_MANAGER_CERTIFICATE,
  CERTIFICATE_MAP_ENTRY,
  FORWARDING_RULE,
  HTTPS_PROXY,
  HTTP_PROXY,
  SECURITY_POLICY_RULE,
  URL_MAP,
} from "../../app/types";
import { Block, isExpression, texts } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { given, text } from "../text";
import { linksOf } from "../url-maps/links";

/** An argument that refers to resources. */
interface Slot {
  readonly argument: string;
  readonly collections: readonly string[];
  /** Where the resource must be. A backend bucket has no region. */
  readonly place: "global" | "regional" | "anywhere";
  /** Whether the argument is judged at all. */
  readonly isJudged?: (config: Block) => boolean;
  readonly valuesOf: (config: Block) => unknown;
}

const BUCKETS = "backendBuckets";
const ROUTED: Slot = {
  argument: "a service of a URL map",
  collections: ["backendServices", BUCKETS],
  place: "global",
  valuesOf: linksOf,
};
const PROXIES = [
  "targetHttpsProxies",
  "targetHttpProxies",
  "targetTcpProxies",
  "targetSslProxies",
  "targetGrpcProxies",
];
/** What else a forwarding rule of a region may lead to. */
const REGIONAL_TARGETS = ["targetPools", "targetInstances", "targetVpnGateways", "serviceAttachments"];
const SLOTS: { readonly [type: string]: readonly Slot[] } = {
  [BACKEND_BUCKET]: [slot("edge_security_policy", "securityPolicies")],
  [BACKEND_SERVICE]: [
    slot("security_policy", "securityPolicies"),
    slot("edge_security_policy", "securityPolicies"),
    {
      argument: "the group of a backend",
      collections: ["networkEndpointGroups", "instanceGroups"],
      place: "anywhere",
      valuesOf: ({ backend }) => blocks(backend).map(({ group }) => group),
    },
  ],
  [CERTIFICATE_MANAGER_CERTIFICATE]: [
    {
      argument: "dns_authorizations",
      collections: ["dnsAuthorizations"],
      place: "anywhere",
      valuesOf: ({ managed }) => blocks(managed).flatMap(({ dns_authorizations }) => texts(dns_authorizations)),
    },
  ],
  [CERTIFICATE_MAP_ENTRY]: [
    { ...slot("certificates", "certificates"), place: "anywhere" },
    slot("map", "certificateMaps"),
  ],
  [FORWARDING_RULE]: [slot("target", ...PROXIES)],
  [HTTPS_PROXY]: [
    slot("url_map", "urlMaps"),
    slot("certificate_map", "certificateMaps"),
    slot("ssl_certificates", "sslCertificates"),
    slot("ssl_policy", "sslPolicies"),
  ],
  [HTTP_PROXY]: [slot("url_map", "urlMaps")],
  [SECURITY_POLICY_RULE]: [slot("security_policy", "securityPolicies")],
  [URL_MAP]: [ROUTED],
  google_compute_forwarding_rule: [
    // the classic load balancer has such rules in the Standard tier
    { ...regional("target", ...PROXIES, ...REGIONAL_TARGETS), isJudged: (config) => !isClassic(config) },
    regional("ip_address", "addresses"),
  ],
  google_compute_region_target_http_proxy: [regional("url_map", "urlMaps")],
  google_compute_region_target_https_proxy: [regional("url_map", "urlMaps")],
  google_compute_region_url_map: [{ ...ROUTED, place: "regional" }],
};
/** What rules of their own say more of. */
const SAID_ELSEWHERE = [
  ...["google_compute_region_ssl_policy", "google_compute_region_network_endpoint_group"],
  ...["google_cloud_run_service", "google_cloud_run_v2_service", "google_cloudfunctions_function"],
  "google_cloudfunctions2_function",
];

/** References to resources of another kind than the argument is for, or of a region where it is for global ones. */
export function wrongKinds(app: SynthesizedApp): Found[] {
  return app
    .ofType(...Object.keys(SLOTS))
    .flatMap((resource) => SLOTS[resource.type].flatMap((each) => wrongIn(app, resource, each)));
}

function slot(argument: string, ...collections: string[]): Slot {
  return { argument, collections, place: "global", valuesOf: (config) => config[argument] };
}

function regional(argument: string, ...collections: string[]): Slot {
  return { ...slot(argument, ...collections), place: "regional" };
}

function isClassic({ load_balancing_scheme: scheme }: Block): boolean {
  return scheme === undefined || scheme === "EXTERNAL" || isExpression(scheme);
}

function wrongIn(
  app: SynthesizedApp,
  resource: Resource,
  { argument, collections, place, valuesOf, isJudged = () => true }: Slot,
): Found[] {
  const values = isJudged(resource.config) ? [...new Set(texts(valuesOf(resource.config)))] : [];
  const meanings = values.map((value) => app.meaningOf(resource, value));
  const isThere = (isGlobal: boolean) => place === "anywhere" || isGlobal === (place === "global");
  const isFitting = (collection: string, isGlobal: boolean) =>
    collections.includes(collection) && (collection === BUCKETS || isThere(isGlobal));
  const others = [...new Set(meanings.flatMap((meaning) => meaning.resources))].filter(({ type }) => {
    const found = SAID_ELSEWHERE.includes(type) ? undefined : collectionOf(type);
    return found !== undefined && !isFitting(found.collection, found.placeArgument === undefined);
  });
  const strange = meanings
    .flatMap((meaning) => meaning.links)
    .filter(({ collection, place: at }) => !isFitting(collection, at === "global"));
  if (others.length === 0 && strange.length === 0) {
    return [];
  }
  const resources = others.map((found) => text`${paths([found])}, which is a ${found.type}`);
  const links = strange.map(({ place: at, collection, name }) =>
    given(at === "global" ? `global/${collection}/${name}` : `${at}/${collection}/${name}`),
  );
  const kind = `${place === "anywhere" ? "a" : `a ${place}`} resource of ${collections.slice(0, 2).join(" or ")}`;
  const wayOut = place === "regional" ? `, or ${globalType(resource.type)} for a global load balancer` : "";
  return [...resources, ...links].map((found) =>
    about(resource, text`${argument} must be ${kind}, got ${found}; use a resource of that kind${wayOut}`),
  );
}

/** The type of the same resource without a region. */
function globalType(type: string): string {
  return type.replace("_region_", "_").replace("google_compute_forwarding", "google_compute_global_forwarding");
}
