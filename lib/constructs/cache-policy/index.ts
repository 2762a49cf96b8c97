export { type CacheKeyPolicy, CacheKeyQueryString } from "./cache-key-policy";
export { type CacheAllStaticOptions, CdnPolicy, type CdnPolicyOptions, type ForceCacheAllOptions } from "./cdn-policy";
export * from "./negative-caching";
export * from "./compression-mode";
