import { invalidField } from "../errors";
import { JsonObject, text } from "../json";
import { checkCustomHeaders } from "./backend-service-features";
import { checkCdnPolicy, completeCdnPolicy } from "./cdn-policy";
import { Collection } from "./collection";
import { checkPolicyType } from "./security-policies";

/** Backend buckets. */
export const backendBuckets: Collection = {
  name: "backendBuckets",
  noun: "backend_bucket",
  kind: "compute#backendBucket",
  references: { edgeSecurityPolicy: ["securityPolicies"] },
  required: ["bucketName"],
  immutable: ["name"],
  keptByUpdate: ["edgeSecurityPolicy"],
  complete: (change) => {
    change.resource.enableCdn ??= false;
    // the field is spelt differently from that of a backend service
    change.resource.enableCDN = change.resource.enableCdn;
    completeCdnPolicy(change);
  },
  check: (change) => {
    checkBucketName(text(change.resource, "bucketName"));
    checkScheme(change.resource);
    checkCustomHeaders(change.resource);
    checkPolicyType(change, "edgeSecurityPolicy", "CLOUD_ARMOR_EDGE");
    checkCdnPolicy(change.resource);
    delete change.resource.enableCDN;
  },
};

/** Refuses what cannot be the name of a Cloud Storage bucket. Whether the bucket exists is not asked. */
function checkBucketName(name: string): void {
  const parts = name.split(".");
  const fits = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name) && parts.every((part) => part.length <= 63);
  if (!fits) throw invalidField("resource.bucketName", name, "Must be the name of a Cloud Storage bucket.");
}

/** External load balancers take buckets without a scheme alone. */
function checkScheme(bucket: JsonObject): void {
  const scheme = text(bucket, "loadBalancingScheme");
  if (scheme === "") return;
  const field = "resource.loadBalancingScheme";
  if (scheme !== "INTERNAL_MANAGED") throw invalidField(field, scheme, "Must be INTERNAL_MANAGED or not set.");
  if (bucket.enableCDN === true) throw invalidField(field, scheme, "Cloud CDN is not supported with this scheme.");
}
