/** Constructs that put Cloud Run, Cloud Functions and App Engine behind a Google Cloud Application Load Balancer. */
export * from "./stacks/environment-stack";
export * from "./application-load-balancer";
export * from "./url-map";
export * from "./backend-service";
export * from "./cloud-run-service";
export * from "./serverless-neg";
export * from "./security-policy";
export * from "./managed-ssl-certificate";
export * from "./self-managed-ssl-certificate";
export * from "./ssl-certificate";
export * from "./ssl-policy";
export { GlobalAddress, type GlobalAddressProps, type IGlobalAddress, IpVersion } from "./global-address";
export * from "./backend";
export * from "./warnings";
