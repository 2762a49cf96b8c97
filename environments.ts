import { SiteProps } from "./site";

/** The bucket for the Terraform state. Change it before the first deploy. */
const stateBucket = "acme-tfstate";

/** The environments. Change project and domains before the first deploy. */
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
    deletionProtection: true,
  },
} satisfies { [environment: string]: SiteProps };
