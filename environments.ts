import { SiteProps } from "./site";

/** The label of every resource, and the bucket for the Terraform state. */
const common = { site: "acme-web", stateBucket: "acme-tfstate" };

/**
 * The environments, one stack each. Before the first deploy, change the values above and each project, domain and bucket
 * here, and add or remove environments. main.ts and site.ts stay as they are; docs/environments.md says what else names
 * the environments.
 */
export const environments = {
  dev: {
    ...common,
    project: "acme-web-dev",
    domains: ["dev.example.com"],
    regions: ["us-central1"],
    maxInstanceCount: 2,
    cdn: false,
    armorPreview: true,
    deletionProtection: false,
  },
  staging: {
    ...common,
    project: "acme-web-staging",
    domains: ["staging.example.com"],
    regions: ["us-central1", "europe-west1"],
    maxInstanceCount: 2,
    cdn: true,
    armorPreview: false,
    errorPages: "acme-web-staging-error-pages",
    deletionProtection: false,
  },
  prod: {
    ...common,
    project: "acme-web-prod",
    domains: ["www.example.com", "example.com"],
    regions: ["us-central1", "europe-west1"],
    minInstanceCount: 1,
    maxInstanceCount: 100,
    cdn: true,
    armorPreview: false,
    errorPages: "acme-web-prod-error-pages",
    deletionProtection: true,
  },
} satisfies { [environment: string]: SiteProps };
