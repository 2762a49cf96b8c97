export type { CacheKeyPart } from "./cache-key";
export { type CacheDecision, type CacheReason, type CacheRequest, type CacheResponse, cacheDecision } from "./decision";
export { CACHE_FACTS, type CacheFact, type CacheFactId } from "./facts";
export type { Headers } from "./headers";
