import { BACKEND_BUCKET } from "../../app/types";
import { aboveQuota } from "../quotas";
import { Rules, onApp, onResource } from "../rule";
import { bucketName, mirrored, otherScheme, scheme, wrongLinks } from "./buckets";
import { needlessKeys, preventedGrants, unreadable } from "./readers";

const SIGNED = "cdn/docs/using-signed-urls";
const URL_MAPS = "load-balancing/docs/url-map-concepts";

/** Backend buckets. */
export const BACKEND_BUCKETS = {
  "BB-01": {
    says: "A backend bucket has the name of a Cloud Storage bucket, without gs://.",
    checks: [onResource("error", BACKEND_BUCKET, bucketName)],
    otherwise: "Google refuses it at apply.",
    page: "storage/docs/buckets",
  },
  "BB-02": {
    says: "The objects of a backend bucket can be read by everybody, or by Cloud CDN for visitors with signed URLs.",
    checks: [onApp("warning", unreadable)],
    otherwise: "Visitors get 403.",
  },
  "BB-03": {
    says: "A Cloud Storage bucket that prevents public access grants nothing to everybody.",
    checks: [onApp("error", preventedGrants)],
    otherwise: "Google refuses the grant at apply.",
    page: "storage/docs/public-access-prevention",
  },
  "BB-04": {
    says: "A backend bucket whose objects everybody can read needs no keys for signed URLs.",
    checks: [onApp("warning", needlessKeys)],
    otherwise: "Visitors see the objects without a signature.",
    page: SIGNED,
  },
  "BB-05": {
    says: "A backend bucket of an external load balancer has no load balancing scheme.",
    isPrevented: true,
    checks: [onResource("error", BACKEND_BUCKET, scheme), onApp("error", otherScheme)],
    otherwise: "Google refuses it at apply.",
  },
  "BB-06": {
    says: "A project has a quota of backend buckets.",
    checks: [onApp("warning", aboveQuota(BACKEND_BUCKET, 75, "backend buckets"))],
    otherwise: "The apply stops in the middle.",
    page: "load-balancing/docs/quotas",
  },
  "BB-07": {
    says: "A URL map refers to a backend bucket by its id or its self link.",
    isPrevented: true,
    checks: [onApp("error", wrongLinks)],
    otherwise: "The provider asks Google for a backend service of that name, and the apply fails.",
    page: URL_MAPS,
  },
  "BB-08": {
    says: "Requests are mirrored to a backend service, not to a backend bucket.",
    checks: [onApp("error", mirrored)],
    otherwise: "Google refuses it at apply.",
    page: URL_MAPS,
  },
} as const satisfies Rules;
