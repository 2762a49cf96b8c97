import { flag, kept, labels, method, schemaOf, text, texts, whole } from "../schema/by-hand";
import { ProtoNode } from "../schema/messages";

const place = { project: text, managedZone: text };

const zones = "/dns/v1/projects/{project}/managedZones";
const zone = `${zones}/{managed_zone}`;

/** Google publishes no schema of this API as of the others: this is its reference, for what is simulated. */
const v1: ProtoNode = {
  nested: {
    ManagedZones: {
      methods: {
        Create: method("ZoneRequest", { post: zones, body: "managedZone" }),
        List: method("ListRequest", { get: zones }),
        Get: method("GetRequest", { get: zone }),
        Update: method("ZoneRequest", { put: zone, body: "managedZone" }),
        Patch: method("ZoneRequest", { patch: zone, body: "managedZone" }),
        Delete: method("GetRequest", { delete: zone }),
      },
    },
    ResourceRecordSets: {
      methods: {
        List: method("ListRequest", { get: `${zone}/rrsets` }),
        Get: method("GetRequest", { get: `${zone}/rrsets/{name}/{type}` }),
      },
    },
    Changes: {
      methods: {
        Create: method("ChangeRequest", { post: `${zone}/changes`, body: "change" }),
        Get: method("GetRequest", { get: `${zone}/changes/{change_id}` }),
      },
    },
    ZoneRequest: { fields: { project: text, managedZone: { type: "ManagedZone" } } },
    ChangeRequest: { fields: { ...place, change: { type: "Change" } } },
    GetRequest: { fields: { ...place, name: text, type: text, changeId: text } },
    ListRequest: {
      fields: { ...place, name: text, type: text, dnsName: text, filter: text, maxResults: whole, pageToken: text },
    },
    ManagedZone: {
      fields: {
        kind: text,
        id: { type: "uint64" },
        name: text,
        dnsName: text,
        description: text,
        creationTime: text,
        nameServers: texts,
        nameServerSet: text,
        visibility: text,
        labels,
        dnssecConfig: kept,
        privateVisibilityConfig: kept,
        forwardingConfig: kept,
        peeringConfig: kept,
        cloudLoggingConfig: kept,
        reverseLookupConfig: kept,
        serviceDirectoryConfig: kept,
      },
    },
    Change: {
      fields: {
        kind: text,
        id: text,
        startTime: text,
        status: text,
        isServing: flag,
        additions: { type: "ResourceRecordSet", rule: "repeated" },
        deletions: { type: "ResourceRecordSet", rule: "repeated" },
      },
    },
    ResourceRecordSet: {
      fields: {
        kind: text,
        name: text,
        type: text,
        ttl: whole,
        rrdatas: texts,
        signatureRrdatas: texts,
        routingPolicy: kept,
      },
    },
  },
};

/** The services of the schema. */
export const dnsServices = ["ManagedZones", "ResourceRecordSets", "Changes"];

/** The schema of Cloud DNS. */
export const dnsSchema = schemaOf("dns", v1);
