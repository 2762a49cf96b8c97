import { flag, kept, labels, method, schemaOf, text, whole } from "../schema/by-hand";

const all = "/v1/{parent=projects/*/locations/*}/serverTlsPolicies";
const one = "projects/*/locations/*/serverTlsPolicies/*";

/** The services of the schema. */
export const networkSecurityServices = ["NetworkSecurity"];

/** The schema of Network Security, after its reference, for what is simulated. */
export const networkSecuritySchema = schemaOf("networksecurity", {
  nested: {
    NetworkSecurity: {
      methods: {
        ListServerTlsPolicies: method("ListRequest", { get: all }),
        GetServerTlsPolicy: method("GetRequest", { get: `/v1/{name=${one}}` }),
        CreateServerTlsPolicy: method("PolicyRequest", { post: all, body: "server_tls_policy" }),
        UpdateServerTlsPolicy: method("PolicyRequest", {
          patch: `/v1/{server_tls_policy.name=${one}}`,
          body: "server_tls_policy",
        }),
        DeleteServerTlsPolicy: method("GetRequest", { delete: `/v1/{name=${one}}` }),
      },
    },
    ListRequest: { fields: { parent: text, pageSize: whole, pageToken: text } },
    GetRequest: { fields: { name: text } },
    PolicyRequest: {
      fields: { parent: text, serverTlsPolicyId: text, updateMask: text, serverTlsPolicy: { type: "ServerTlsPolicy" } },
    },
    ServerTlsPolicy: {
      fields: {
        name: text,
        description: text,
        createTime: text,
        updateTime: text,
        labels,
        allowOpen: flag,
        serverCertificate: kept,
        mtlsPolicy: { type: "MtlsPolicy" },
      },
    },
    MtlsPolicy: {
      fields: {
        clientValidationMode: { type: "ClientValidationMode" },
        clientValidationCa: { type: "google.protobuf.Struct", rule: "repeated" },
        clientValidationTrustConfig: text,
      },
    },
    ClientValidationMode: {
      values: {
        CLIENT_VALIDATION_MODE_UNSPECIFIED: 0,
        ALLOW_INVALID_OR_MISSING_CLIENT_CERT: 1,
        REJECT_INVALID: 2,
      },
    },
  },
});
