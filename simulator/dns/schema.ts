import { ProtoField, ProtoMethod, ProtoNode, Schema } from "../schema/messages";

const text: ProtoField = { type: "string" };
const texts: ProtoField = { type: "string", rule: "repeated" };
const whole: ProtoField = { type: "int32" };
/** What is kept as it comes, and that no visitor sees. */
const kept: ProtoField = { type: "google.protobuf.Struct" };
const place = { project: text, managedZone: text };

const zones = "/dns/v1/projects/{project}/managedZones";
const zone = `${zones}/{managed_zone}`;

function method(requestType: string, binding: { readonly [verb: string]: string }): ProtoMethod {
  return { requestType, parsedOptions: [{ "(google.api.http)": binding }] };
}

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
        labels: { type: "string", keyType: "string" },
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
        isServing: { type: "bool" },
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
export const dnsSchema = new Schema({
  nested: {
    google: {
      nested: {
        cloud: { nested: { dns: { nested: { v1 } } } },
        protobuf: { nested: { Struct: {} } },
      },
    },
  },
});
