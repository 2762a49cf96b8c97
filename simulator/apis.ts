import { Call, Handler } from "./call";
import { certificateManager } from "./certificate-manager/handlers";
import { compute } from "./compute/handlers";
import { computeServices } from "./compute/collections";
import { checkRegion } from "./compute/regions";
import { cloudDns } from "./dns/handlers";
import { dnsSchema, dnsServices } from "./dns/schema";
import { identityAwareProxy } from "./iap/handlers";
import { iapSchema, iapServices } from "./iap/schema";
import { networkSecurity } from "./network-security/handlers";
import { networkSecuritySchema, networkSecurityServices } from "./network-security/schema";
import { run, runServices } from "./run/handlers";
import { text } from "./schema/by-hand";
import { Schema } from "./schema/messages";
import { Route, routesOf } from "./schema/routes";
import { serviceUsage } from "./service-usage/handlers";

/** One of Google's APIs: where its URLs begin, and who answers. */
export interface Api {
  readonly prefix: string;
  readonly routes: readonly Route[];
  readonly handle: Handler;
}

/** The APIs of which Google's client libraries have the schema, by library: the package, and the services that are used. */
export const LIBRARIES = {
  compute: { name: "google.cloud.compute.v1", services: computeServices },
  run: { name: "google.cloud.run.v2", services: runServices },
  "service-usage": { name: "google.api.serviceusage.v1", services: ["ServiceUsage"] },
  "certificate-manager": { name: "google.cloud.certificatemanager.v1", services: ["CertificateManager"] },
} as const;

let loaded: readonly Api[] | undefined;

/** The APIs that are simulated. Google's schema of them is read once. */
export function apis(): readonly Api[] {
  loaded ??= load();
  return loaded;
}

function load(): Api[] {
  return [
    {
      prefix: "/compute/v1/",
      routes: routesOfLibrary("compute", (schema) =>
        schema
          .withFields("google.cloud.compute.v1.RegexRewrite", { pathPattern: text, pathSubstitution: text })
          .withFields("google.cloud.compute.v1.UrlRewrite", { regexRewrite: { type: "RegexRewrite" } }),
      ),
      handle: (call: Call) => {
        checkRegion(call.path);
        return compute(call);
      },
    },
    {
      prefix: "/v2/",
      routes: routesOfLibrary("run"),
      handle: (call: Call) => {
        checkRegion(call.path);
        return run(call);
      },
    },
    {
      prefix: "/v1/",
      routes: routesOfLibrary("service-usage"),
      handle: serviceUsage,
    },
    {
      prefix: "/v1/",
      routes: routesOfLibrary("certificate-manager", (schema) =>
        schema.withFields("google.cloud.certificatemanager.v1.TrustConfig", {
          allowlistedCertificates: { type: "TrustConfig.TrustAnchor", rule: "repeated" },
        }),
      ),
      handle: certificateManager,
    },
    {
      prefix: "/v1/",
      routes: routesOf(iapSchema, "google.cloud.iap.v1", iapServices),
      handle: identityAwareProxy,
    },
    {
      prefix: "/v1/",
      routes: routesOf(networkSecuritySchema, "google.cloud.networksecurity.v1", networkSecurityServices),
      handle: networkSecurity,
    },
    {
      prefix: "/dns/v1/",
      routes: routesOf(dnsSchema, "google.cloud.dns.v1", dnsServices),
      handle: cloudDns,
    },
  ];
}

function routesOfLibrary(
  library: keyof typeof LIBRARIES,
  complete: (schema: Schema) => Schema = (schema) => schema,
): Route[] {
  const { name, services } = LIBRARIES[library];
  return routesOf(complete(Schema.ofLibrary(library)), name, services);
}
