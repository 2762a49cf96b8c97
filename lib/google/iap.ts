/** Identity-Aware Proxy: who calls services on its behalf, and what lets people pass it. */

/** The role on a backend service that lets a member pass. */
export const IAP_ACCESSOR_ROLE = "roles/iap.httpsResourceAccessor";
/** The domain of the service agents of Identity-Aware Proxy. */
export const IAP_AGENT_DOMAIN = "gcp-sa-iap.iam.gserviceaccount.com";
/** The command that creates the service agent, which Terraform's provider cannot. */
export const CREATE_IAP_AGENT = "gcloud beta services identity create --service=iap.googleapis.com --project=";

/** The service agent of a project. */
export function iapServiceAgentOf(projectNumber: string): string {
  return `service-${projectNumber}@${IAP_AGENT_DOMAIN}`;
}
