import { Reference, alternativesOf } from "../../app/expressions";
import { forwardingRulesOf } from "../../app/load-balancers";
import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, STORAGE_BUCKET, URL_MAP } from "../../app/types";
import { Block, isExpression, isOn, knownText, texts } from "../../app/values";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { storageBucketName } from "../storage-bucket-names";
import { Text, argument, given, text } from "../text";
import { linksOf } from "../url-maps/links";

type Bucket = Arguments<typeof BACKEND_BUCKET>;

/** The one scheme that a backend bucket can have. */
const INTERNAL = "INTERNAL_MANAGED";
/** Arguments of a backend bucket that are the link to it. */
const LINKS = ["id", "self_link"];

/** A Cloud Storage bucket that is not given by its name. */
export function bucketName({ bucket_name: name }: Bucket): Text[] {
  const what = argument("bucket_name");
  const wrong = alternatives(name)
    .filter(({ type, attribute = "" }) => isOtherValue(type, attribute))
    .map(({ type, id, attribute }) => `${type}.${id}.${attribute}`);
  return [
    ...storageBucketName(what, name),
    ...wrong.map(
      (reference) => text`${what} must be the name of a Cloud Storage bucket, got ${reference}; use the bucket's name`,
    ),
  ];
}

/** Whether an attribute is certainly not the name of a Cloud Storage bucket. */
function isOtherValue(type: string, attribute: string): boolean {
  const isBucket = type === STORAGE_BUCKET && ["url", "self_link"].includes(attribute);
  return isBucket || (type.startsWith("google_compute_") && attribute !== "bucket_name");
}

/** A scheme, which only internal load balancers have. */
export function scheme({ load_balancing_scheme, enable_cdn }: Bucket): Text[] {
  const value = knownText({ load_balancing_scheme }, "load_balancing_scheme");
  if (value === undefined) {
    return [];
  }
  if (value !== INTERNAL) {
    return [
      text`the backend bucket of an external load balancer has no load_balancing_scheme, got ${given(value)}; remove it`,
    ];
  }
  return isOn({ enable_cdn }, "enable_cdn")
    ? [text`a backend bucket with load_balancing_scheme ${given(value)} cannot use Cloud CDN; remove the scheme`]
    : [];
}

/** Backend buckets of internal load balancers behind an external one. */
export function otherScheme(app: SynthesizedApp): Found[] {
  return app
    .ofType(BACKEND_BUCKET)
    .filter(({ config }) => config.load_balancing_scheme === INTERNAL && !isOn(config, "enable_cdn"))
    .flatMap((bucket) =>
      forwardingRulesOf(app, bucket)
        .filter(({ config }) => /^EXTERNAL/.test(knownText(config, "load_balancing_scheme") ?? ""))
        .slice(0, 1)
        .map((rule) =>
          about(
            bucket,
            text`load_balancing_scheme is ${given(INTERNAL)}, but forwarding rule ${paths([rule])} is of an external load balancer; remove load_balancing_scheme`,
          ),
        ),
    );
}

/** Links of which the provider makes links to a backend service. */
export function wrongLinks(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    [...new Set(linksOf(urlMap.config).flatMap(texts))].filter(isOtherLink).map((link) => {
      const [bucket] = app.referred(urlMap, link, BACKEND_BUCKET);
      return about(
        urlMap,
        text`the provider takes ${given(link)} for the name of a backend service, so it does not find the backend bucket${bucket === undefined ? "" : ` ${paths([bucket])}`}; use the bucket's id`,
      );
    }),
  );
}

/** Whether a value is a backend bucket, and neither its id nor its self link. */
function isOtherLink(link: string): boolean {
  if (!isExpression(link)) {
    return /(^|\/)backendBuckets\//.test(link) && !/^(https:\/\/|projects\/)/.test(link);
  }
  return (
    link.includes(BACKEND_BUCKET) &&
    alternatives(link).some(({ type, attribute = "" }) => type === BACKEND_BUCKET && !LINKS.includes(attribute))
  );
}

/** Requests that are copied to a backend bucket. */
export function mirrored(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    mirrorsIn(urlMap.config)
      .flatMap((mirror) => app.referred(urlMap, mirror.backend_service, BACKEND_BUCKET))
      .map((bucket) =>
        about(
          urlMap,
          text`requests can be mirrored only to a backend service, but ${paths([bucket])} is a backend bucket; remove request_mirror_policy`,
        ),
      ),
  );
}

function mirrorsIn(block: Block): Block[] {
  return Object.entries(block).flatMap(([name, value]) =>
    name === "request_mirror_policy" ? blocks(value) : name === "//" ? [] : blocks(value).flatMap(mirrorsIn),
  );
}

function alternatives(value: unknown): Reference[] {
  return typeof value === "string"
    ? alternativesOf(value).flatMap((each) => (each !== "unknown" && "reference" in each ? [each.reference] : []))
    : [];
}
