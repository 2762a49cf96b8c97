import { SiteProps } from "./site";

/** The bucket for the Terraform state. */
const stateBucket = "acme-tfstate";

/**
 * The environments. Before the first deploy, change the bucket above and each project, domain and bucket here: nothing
 * else in this repository must change.
 */
export const environments = {
  dev: {
    project: "acme-web-dev",
    domains: ["dev.example.com"],
    stateBucket,
    regions: ["us-central1"],
    maxInstanceCount: 2,
    cdn: false,
    armorPreview: true,
    deletionProtection: false,
  },
  staging: {
    project: "acme-web-staging",
    domains: ["staging.example.com"],
    stateBucket,
    regions: ["us-central1", "europe-west1"],
    maxInstanceCount: 2,
    cdn: true,
    armorPreview: false,
    errorPages: "acme-web-staging-error-pages",
    deletionProtection: false,
  },
  prod: {
    project: "acme-web-prod",
    domains: ["www.example.com", "example.com"],
    stateBucket,
    regions: ["us-central1", "europe-west1"],
    minInstanceCount: 1,
    maxInstanceCount: 100,
    cdn: true,
    armorPreview: false,
    errorPages: "acme-web-prod-error-pages",
    deletionProtection: true,
  },
} satisfies { [environment: string]: SiteProps };
