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
import { Block, texts } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { given, text } from "../text";
import { linksOf } from "../url-maps/links";

/** An argument that refers to resources. */
interface Slot {
  readonly argument: string;
  readonly collections: readonly string[];
  /** Whether the resource may be in a region or zone. */
  readonly isAnywhere?: true;
  readonly valuesOf: (config: Block) => unknown;
}

const ROUTED: Slot = {
  argument: "a service of a URL map",
  collections: ["backendServices", "backendBuckets"],
  valuesOf: linksOf,
};
const SLOTS: { readonly [type: string]: readonly Slot[] } = {
  [BACKEND_BUCKET]: [slot("edge_security_policy", "securityPolicies")],
  [BACKEND_SERVICE]: [
    slot("security_policy", "securityPolicies"),
    slot("edge_security_policy", "securityPolicies"),
    {
      argument: "the group of a backend",
      collections: ["networkEndpointGroups", "instanceGroups"],
      isAnywhere: true,
      valuesOf: ({ backend }) => blocks(backend).map(({ group }) => group),
    },
  ],
  [CERTIFICATE_MANAGER_CERTIFICATE]: [
    {
      argument: "dns_authorizations",
      collections: ["dnsAuthorizations"],
      isAnywhere: true,
      valuesOf: ({ managed }) => blocks(managed).flatMap(({ dns_authorizations }) => texts(dns_authorizations)),
    },
  ],
  [CERTIFICATE_MAP_ENTRY]: [
    { ...slot("certificates", "certificates"), isAnywhere: true },
    slot("map", "certificateMaps"),
  ],
  [FORWARDING_RULE]: [
    slot(
      "target",
      "targetHttpsProxies",
      "targetHttpProxies",
      "targetTcpProxies",
      "targetSslProxies",
      "targetGrpcProxies",
    ),
  ],
  [HTTPS_PROXY]: [
    slot("url_map", "urlMaps"),
    slot("certificate_map", "certificateMaps"),
    slot("ssl_certificates", "sslCertificates"),
    slot("ssl_policy", "sslPolicies"),
  ],
  [HTTP_PROXY]: [slot("url_map", "urlMaps")],
  [SECURITY_POLICY_RULE]: [slot("security_policy", "securityPolicies")],
  [URL_MAP]: [ROUTED],
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
  return { argument, collections, valuesOf: (config) => config[argument] };
}

function wrongIn(
  app: SynthesizedApp,
  resource: Resource,
  { argument, collections, isAnywhere, valuesOf }: Slot,
): Found[] {
  const meanings = texts(valuesOf(resource.config)).map((value) => app.meaningOf(resource, value));
  const isFitting = (collection: string, isGlobal: boolean) =>
    collections.includes(collection) && (isGlobal || isAnywhere === true);
  const resources = meanings
    .flatMap((meaning) => meaning.resources)
    .filter(({ type }) => {
      const found = SAID_ELSEWHERE.includes(type) ? undefined : collectionOf(type);
      return found !== undefined && !isFitting(found.collection, found.placeArgument === undefined);
    })
    .map((found) => text`${paths([found])}, which is a ${found.type}`);
  const links = meanings
    .flatMap((meaning) => meaning.links)
    .filter(({ collection, place }) => !isFitting(collection, place === "global"))
    .map(({ place, collection, name }) =>
      given(place === "global" ? `global/${collection}/${name}` : `${place}/${collection}/${name}`),
    );
  const kind = `${isAnywhere ? "a" : "a global"} resource of ${collections.slice(0, 2).join(" or ")}`;
  return [...resources, ...links].map((found) =>
    about(resource, text`${argument} must be ${kind}, got ${found}; use a resource of that kind`),
  );
}
