import { Cloud } from "../cloud";
import { child, JsonObject, text, texts } from "../json";
import { checkCertificate, checkDnsAuthorization, checkEntry } from "./rules";
import { checkTrustConfig } from "./trust-configs";

/** One kind of Certificate Manager resource. */
export interface Kind {
  /** As in the names of the methods: `CreateCertificateMap`. */
  readonly name: string;
  /** As in URLs. */
  readonly collection: string;
  /** The query parameter that names a new resource. */
  readonly idParameter: string;
  /** Fields that an update may not change. */
  readonly immutable: readonly string[];
  /** Refuses what Google refuses, and fills in what it fills in. */
  readonly prepare: (cloud: Cloud, path: string, resource: JsonObject) => void;
  /** The paths that a resource references. */
  readonly references: (resource: JsonObject) => string[];
}

/** Every kind that is simulated. */
export const kinds: readonly Kind[] = [
  {
    name: "Certificate",
    collection: "certificates",
    idParameter: "certificateId",
    immutable: ["managed", "scope"],
    prepare: checkCertificate,
    references: (resource) => texts(child(resource, "managed"), "dnsAuthorizations"),
  },
  {
    name: "CertificateMap",
    collection: "certificateMaps",
    idParameter: "certificateMapId",
    immutable: [],
    prepare: () => undefined,
    references: () => [],
  },
  {
    name: "CertificateMapEntry",
    collection: "certificateMapEntries",
    idParameter: "certificateMapEntryId",
    immutable: ["hostname", "matcher"],
    prepare: checkEntry,
    references: (resource) => [
      ...texts(resource, "certificates"),
      text(resource, "name").split("/certificateMapEntries/")[0],
    ],
  },
  {
    name: "DnsAuthorization",
    collection: "dnsAuthorizations",
    idParameter: "dnsAuthorizationId",
    immutable: ["domain", "type"],
    prepare: checkDnsAuthorization,
    references: () => [],
  },
  {
    name: "TrustConfig",
    collection: "trustConfigs",
    idParameter: "trustConfigId",
    immutable: [],
    prepare: checkTrustConfig,
    references: () => [],
  },
];
