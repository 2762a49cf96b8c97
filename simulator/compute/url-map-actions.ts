import { invalidField } from "../errors";
import { checkCachePolicy } from "./cdn-policy";
import { child, children, JsonObject, number, text, texts } from "../json";

const retryConditions = [
  "5xx",
  "gateway-error",
  "connect-failure",
  "retriable-4xx",
  "refused-stream",
  "cancelled",
  "deadline-exceeded",
  "internal",
  "resource-exhausted",
  "unavailable",
];

/** Refuses what Google refuses of a route action: weights, rewrites, retries. */
export function checkAction(action: JsonObject | undefined, at: string): void {
  if (!action) return;
  checkWeights(action, `${at}.weightedBackendServices`);
  checkRewrite(child(action, "urlRewrite"), `${at}.urlRewrite`);
  checkRetries(child(action, "retryPolicy"), `${at}.retryPolicy`);
  checkMirror(child(action, "requestMirrorPolicy"), `${at}.requestMirrorPolicy`);
  checkCachePolicy(child(action, "cachePolicy"), `${at}.cachePolicy`);
}

/** Refuses what Google refuses of a redirect. */
export function checkUrlRedirect(redirect: JsonObject | undefined, at: string): void {
  if (!redirect) return;
  if (text(redirect, "pathRedirect") !== "" && text(redirect, "prefixRedirect") !== "") {
    throw invalidField(at, "", "Only one of pathRedirect and prefixRedirect may be set.");
  }
  checkLength(redirect, "hostRedirect", 255, at);
  for (const field of ["pathRedirect", "prefixRedirect"]) checkLength(redirect, field, 1024, at);
}

function checkWeights(action: JsonObject, at: string): void {
  const weights = children(action, "weightedBackendServices").map((entry) => number(entry, "weight") ?? 0);
  if (weights.some((weight) => weight < 0 || weight > 1000)) {
    throw invalidField(at, "", "Weights must be between 0 and 1000.");
  }
  if (weights.length > 0 && weights.every((weight) => weight === 0)) {
    throw invalidField(at, "", "At least one weight must not be 0.");
  }
}

function checkRewrite(rewrite: JsonObject | undefined, at: string): void {
  if (!rewrite) return;
  if (text(rewrite, "pathPrefixRewrite") !== "" && text(rewrite, "pathTemplateRewrite") !== "") {
    throw invalidField(at, "", "Only one of pathPrefixRewrite and pathTemplateRewrite may be set.");
  }
  checkLength(rewrite, "hostRewrite", 255, at);
  checkLength(rewrite, "pathPrefixRewrite", 1024, at);
}

function checkRetries(policy: JsonObject | undefined, at: string): void {
  const wrong = texts(policy, "retryConditions").find((condition) => !retryConditions.includes(condition));
  if (wrong !== undefined) throw invalidField(`${at}.retryConditions`, wrong, "Unsupported retry condition.");
  if (number(policy, "numRetries") === 0) throw invalidField(`${at}.numRetries`, "0", "Must be greater than 0.");
}

function checkMirror(policy: JsonObject | undefined, at: string): void {
  const mirror = text(policy, "backendService");
  if (!mirror.includes("/backendBuckets/")) return;
  throw invalidField(`${at}.backendService`, mirror, "Must be a backend service.");
}

function checkLength(object: JsonObject, field: string, most: number, at: string): void {
  const value = text(object, field);
  if (value.length > most) throw invalidField(`${at}.${field}`, value, `Must have at most ${most} characters.`);
}
