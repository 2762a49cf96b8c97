/** Constructs that put Cloud Run, Cloud Functions and App Engine behind a Google Cloud Application Load Balancer. */
import { guard } from "./shape/guard";

export * from "./constructs/environment-stack";
export * from "./constructs/application-load-balancer";
export * from "./constructs/url-map";
export * from "./constructs/backend-service";
export * from "./constructs/backend-bucket";
export * from "./constructs/cache-policy";
export * from "./constructs/cloud-run-service";
export * from "./constructs/serverless-neg";
export * from "./constructs/security-policy";
export * from "./constructs/ssl-certificate/managed-ssl-certificate";
export * from "./constructs/ssl-certificate/self-managed-ssl-certificate";
export * from "./constructs/ssl-certificate";
export * from "./constructs/ssl-policy";
export * from "./constructs/certificate-map";
export * from "./constructs/client-authentication";
export * from "./constructs/dns-zone";
export {
  DeletionPolicy,
  GlobalAddress,
  type GlobalAddressProps,
  type IGlobalAddress,
  IpVersion,
} from "./constructs/global-address";
export { Iap, type IapOauthClientOptions, type IapOptions } from "./constructs/iap";
export * from "./constructs/backend";
export { type IInvocable } from "./constructs/invocable";
export * from "./constructs/route-target";
export * from "./resource/warnings";

// every factory and method looks at what it is given
guard(module.exports as object);
