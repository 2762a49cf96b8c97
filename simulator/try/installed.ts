import { initEnvironment } from "./environment";
import { start } from "./process";

/** Says that Terraform cannot be run here, why, and what to install. */
export class Unavailable extends Error {}

/** Makes sure that Terraform is there. */
export async function checkTerraform(cwd: string): Promise<void> {
  const { code } = await start("terraform", ["version"], { cwd, env: initEnvironment() }).ended;
  if (code === 0) return;
  throw new Unavailable(
    "Terraform cannot be run: `terraform` is not on the PATH, or does not run.\n" +
      "Install Terraform 1.5 or later (https://developer.hashicorp.com/terraform/install) and run this again.",
  );
}

/** Initializes Terraform in a folder, with the provider from where this machine has it. */
export async function initialize(cwd: string, dataDir: string): Promise<void> {
  const env = { ...initEnvironment(), TF_DATA_DIR: dataDir };
  const { code, output } = await start("terraform", ["init", "-input=false", "-no-color"], { cwd, env }).ended;
  if (code === 0) return;
  throw new Unavailable(
    `terraform init cannot get the provider hashicorp/google:\n\n${output.trim()}\n\n` +
      "It needs registry.terraform.io, or the provider in a mirror that Terraform is configured for\n" +
      "(https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation).",
  );
}
