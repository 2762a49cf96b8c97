import { flag, kept, method, schemaOf, text, texts } from "../schema/by-hand";

/** The services of the schema. */
export const iapServices = ["IdentityAwareProxyAdminService"];

/** The schema of Identity-Aware Proxy, after its reference, for what is simulated. */
export const iapSchema = schemaOf("iap", {
  nested: {
    IdentityAwareProxyAdminService: {
      methods: {
        GetIamPolicy: method("PolicyRequest", { post: "/v1/{resource=projects/**}:getIamPolicy", body: "*" }),
        SetIamPolicy: method("PolicyRequest", { post: "/v1/{resource=projects/**}:setIamPolicy", body: "*" }),
        GetIapSettings: method("SettingsRequest", { get: "/v1/{name=projects/**}:iapSettings" }),
        UpdateIapSettings: method("SettingsRequest", {
          patch: "/v1/{iap_settings.name=projects/**}:iapSettings",
          body: "iap_settings",
        }),
      },
    },
    PolicyRequest: { fields: { resource: text, policy: kept, options: kept, updateMask: text } },
    SettingsRequest: { fields: { name: text, iapSettings: { type: "IapSettings" }, updateMask: text } },
    IapSettings: {
      fields: {
        name: text,
        accessSettings: { type: "AccessSettings" },
        applicationSettings: { type: "ApplicationSettings" },
      },
    },
    AccessSettings: {
      fields: {
        gcipSettings: kept,
        corsSettings: { type: "CorsSettings" },
        oauthSettings: kept,
        reauthSettings: kept,
        allowedDomainsSettings: kept,
        workforceIdentitySettings: kept,
        identitySources: texts,
      },
    },
    CorsSettings: { fields: { allowHttpOptions: flag } },
    ApplicationSettings: {
      fields: {
        csmSettings: kept,
        accessDeniedPageSettings: kept,
        cookieDomain: text,
        attributePropagationSettings: kept,
      },
    },
  },
});
