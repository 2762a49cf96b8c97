import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_BUCKET, SIGNED_URL_KEYS } from "../../app/types";
import { isExpression } from "../../app/values";
import { Arguments } from "../arguments";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { CACHES, isOff } from "./caches";

/** The most keys of a backend service or bucket. */
export const MAX_SIGNED_URL_KEYS = 3;

/** A key, and the names of the keys that exist already. */
interface AddedKey {
  readonly owner: string;
  readonly name: unknown;
  readonly present: readonly string[];
}

/** A key that cannot be added. */
export function addedKey({ owner, name, present: names }: AddedKey): Text[] {
  if (isExpression(name)) {
    return [
      text`the name of a signed URL key becomes part of a construct id, so it must be known at synth, got ${given(name)}; write the name as plain text`,
    ];
  }
  return [
    ...countedKeys(owner, names.length + 1),
    ...(names.includes(String(name))
      ? [text`the signed URL key ${given(name)} exists already; choose another name`]
      : []),
  ];
}

function countedKeys(owner: string, count: number): Text[] {
  return count > MAX_SIGNED_URL_KEYS
    ? [text`a ${owner} takes at most ${MAX_SIGNED_URL_KEYS} signed URL keys, got ${count}; remove an old key first`]
    : [];
}

/** More keys than a backend service or bucket takes. */
export function tooManyKeys(app: SynthesizedApp): Found[] {
  return app
    .ofType(...CACHES)
    .flatMap((cache) => countedKeys(nounOf(cache), keysOf(app, cache).length).map((found) => about(cache, found)));
}

function keysOf(app: SynthesizedApp, cache: Resource): readonly Resource[] {
  return app.users(cache, ...SIGNED_URL_KEYS);
}

function nounOf({ type }: Resource): string {
  return type === BACKEND_BUCKET ? "backend bucket" : "backend service";
}

/** A key that is not valid. Its value is never shown. */
export function keyValue({ key_value: value }: Arguments<(typeof SIGNED_URL_KEYS)[number]>): Text[] {
  return typeof value === "string" && !isExpression(value) && !/^[A-Za-z0-9_-]{22}(==)?$/.test(value)
    ? [
        text`a signed URL key must be 16 random bytes, encoded as base64url, got a different string of ${value.length} characters; generate 16 random bytes and encode them`,
      ]
    : [];
}

/** A key that everybody who reads the code knows. */
export function keyInCode({ name, key_value }: Arguments<(typeof SIGNED_URL_KEYS)[number]>): Text[] {
  return typeof key_value === "string" && !isExpression(key_value)
    ? [text`the value of signed URL key ${String(name)} is written in the code; pass a sensitive variable`]
    : [];
}

/** Keys while nothing is cached. */
export function idleKeys(app: SynthesizedApp): Found[] {
  return app
    .ofType(...CACHES)
    .filter((cache) => isOff(cache.config.enable_cdn) && keysOf(app, cache).length > 0)
    .map((cache) =>
      about(
        cache,
        text`the signed URL keys of this ${nounOf(cache)} have no effect while Cloud CDN is off; set cdnPolicy, or remove the keys`,
      ),
    );
}
