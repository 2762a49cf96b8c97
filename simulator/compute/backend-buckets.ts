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
    checkPolicyType(change, "edgeSecurityPolicy", "CLOUD_ARMOR_EDGE");
    checkCdnPolicy(change.resource);
    delete change.resource.enableCDN;
  },
};
