import {
  BackendService,
  CdnPolicy,
  CloudRunService,
  Iap,
  IapOptions,
  OutlierDetection,
} from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { Specimen, left, oneWild } from "../specimen";

interface Proxy extends IapOptions {
  readonly client?: { readonly clientId: string; readonly clientSecret: string };
  readonly beside?: "cdn" | "outlierDetection";
}

const member = fc.constantFrom(
  "user:anna@acme.example",
  "group:staff@acme.example",
  "domain:acme.example",
  "serviceAccount:job@acme.iam.gserviceaccount.com",
);
const anyMember = fc.oneof(member, fc.constantFrom("anna@acme.example", "group:", "groups:staff@acme.example", ""));

/** A backend service with Identity-Aware Proxy and a Cloud Run service of its own. */
export const iap: Specimen<Proxy> = {
  part: "Identity-Aware Proxy",
  values: oneWild<Proxy>(
    {
      members: fc.uniqueArray(member, { minLength: 1, maxLength: 3 }),
      allowsCorsPreflights: fc.constantFrom(undefined, false, true),
      projectNumber: left,
      iapServiceAgent: left,
      client: fc.constantFrom(undefined, { clientId: "1-a.apps.googleusercontent.com", clientSecret: "secret" }),
      beside: left,
    },
    {
      members: fc.uniqueArray(anyMember, { minLength: 1, maxLength: 3 }),
      projectNumber: fc.constantFrom("123456789012", "acme", "12 3"),
      iapServiceAgent: fc.constantFrom(
        "service-123456789012@gcp-sa-iap.iam.gserviceaccount.com",
        "service-acme@gcp-sa-iap.iam.gserviceaccount.com",
        "iap@gcp-sa-iap.iam.gserviceaccount.com",
      ),
      client: fc.constantFrom({ clientId: "1-a.apps.googleusercontent.com", clientSecret: "" }),
      beside: fc.constantFrom("cdn", "outlierDetection"),
    },
  ),
  build: (scope, { client, beside, ...options }) => {
    const service = new CloudRunService(scope, "Service", {
      image: "us-docker.pkg.dev/cloudrun/container/hello",
      region: "us-central1",
    });
    new BackendService(scope, "Backend", {
      backends: [service],
      iap: client ? Iap.oauthClient({ ...options, ...client }) : Iap.googleManagedClient(options),
      cdnPolicy: beside === "cdn" ? CdnPolicy.cacheAllStatic() : undefined,
      outlierDetection: beside === "outlierDetection" ? OutlierDetection.custom({ consecutiveErrors: 5 }) : undefined,
    });
  },
};
