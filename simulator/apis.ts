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
import { Schema } from "./schema/messages";
import { Route, routesOf } from "./schema/routes";
import { serviceUsage } from "./service-usage/handlers";

/** One of Google's APIs: where its URLs begin, and who answers. */
export interface Api {
  readonly prefix: string;
  readonly routes: readonly Route[];
  readonly handle: Handler;
}

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
      routes: routesOf(Schema.ofLibrary("compute"), "google.cloud.compute.v1", computeServices),
      handle: (call: Call) => {
        checkRegion(call.path);
        return compute(call);
      },
    },
    {
      prefix: "/v2/",
      routes: routesOf(Schema.ofLibrary("run"), "google.cloud.run.v2", runServices),
      handle: (call: Call) => {
        checkRegion(call.path);
        return run(call);
      },
    },
    {
      prefix: "/v1/",
      routes: routesOf(Schema.ofLibrary("service-usage"), "google.api.serviceusage.v1", ["ServiceUsage"]),
      handle: serviceUsage,
    },
    {
      prefix: "/v1/",
      routes: routesOf(
        Schema.ofLibrary("certificate-manager").withFields("google.cloud.certificatemanager.v1.TrustConfig", {
          allowlistedCertificates: { type: "TrustConfig.TrustAnchor", rule: "repeated" },
        }),
        "google.cloud.certificatemanager.v1",
        ["CertificateManager"],
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
