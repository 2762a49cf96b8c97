import { invalidField } from "../errors";
import { JsonObject, text, texts } from "../json";
import { Change, Collection } from "./collection";

const modern = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
];
const older = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
];
const oldest = [
  "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_256_CBC_SHA",
  "TLS_RSA_WITH_AES_256_GCM_SHA384",
];

const features: { readonly [profile: string]: readonly string[] } = {
  COMPATIBLE: [...modern, ...older, ...oldest],
  MODERN: [...modern, ...older],
  RESTRICTED: modern,
  FIPS_202205: modern.filter((cipher) => !cipher.includes("CHACHA20")),
};

/** Every feature that a CUSTOM policy may name. */
export const availableFeatures: readonly string[] = features.COMPATIBLE;

/** SSL policies. */
export const sslPolicies: Collection = {
  name: "sslPolicies",
  noun: "ssl_policy",
  kind: "compute#sslPolicy",
  fingerprint: "required",
  immutable: ["name"],
  complete,
  check: ({ resource }) => check(resource),
};

function complete({ resource }: Change): void {
  resource.profile ??= "COMPATIBLE";
  resource.minTlsVersion ??= "TLS_1_0";
  const custom = text(resource, "profile") === "CUSTOM";
  const enabled = custom ? texts(resource, "customFeatures") : features[text(resource, "profile")];
  resource.enabledFeatures = [...(enabled ?? [])];
}

function check(policy: JsonObject): void {
  const profile = text(policy, "profile");
  const version = text(policy, "minTlsVersion");
  const custom = texts(policy, "customFeatures");
  if (profile === "CUSTOM" && custom.length === 0) {
    throw invalidField("resource.customFeatures", "", "Custom features must be specified with the CUSTOM profile.");
  }
  if (profile !== "CUSTOM" && custom.length > 0) {
    throw invalidField("resource.customFeatures", custom.join(), "Custom features need the CUSTOM profile.");
  }
  const unknown = custom.find((feature) => !availableFeatures.includes(feature));
  if (unknown !== undefined) throw invalidField("resource.customFeatures", unknown, "Unsupported feature.");
  if (version === "TLS_1_3" && profile !== "RESTRICTED") {
    throw invalidField("resource.minTlsVersion", version, "TLS 1.3 needs the RESTRICTED profile.");
  }
  if (profile === "FIPS_202205" && version !== "TLS_1_2") {
    throw invalidField("resource.minTlsVersion", version, "The FIPS_202205 profile needs TLS 1.2.");
  }
}
