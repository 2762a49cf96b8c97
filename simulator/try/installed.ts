import { initEnvironment } from "./environment";
import { start } from "./process";

/** Says that Terraform cannot be run here, why, and what to install. */
export class Unavailable extends Error {}

/** What is run: Terraform, or OpenTofu in its place. */
export type Program = "terraform" | "tofu";

/** What a program is called, and where it is to be had. */
const PROGRAMS: { readonly [program in Program]: readonly [name: string, install: string] } = {
  terraform: ["Terraform", "Terraform 1.5 or later (https://developer.hashicorp.com/terraform/install)"],
  tofu: ["OpenTofu", "OpenTofu 1.10 or later (https://opentofu.org/docs/intro/install/)"],
};

/** Makes sure that Terraform is there. */
export async function checkTerraform(cwd: string, program: Program = "terraform"): Promise<void> {
  const { code } = await start(program, ["version"], { cwd, env: initEnvironment() }).ended;
  if (code === 0) return;
  const [name, install] = PROGRAMS[program];
  throw new Unavailable(
    `${name} cannot be run: \`${program}\` is not on the PATH, or does not run.\n` +
      `Install ${install} and run this again.`,
  );
}

/** Initializes Terraform in a folder, with the provider from where this machine has it. */
export async function initialize(cwd: string, dataDir: string, program: Program = "terraform"): Promise<void> {
  const env = { ...initEnvironment(), TF_DATA_DIR: dataDir };
  const { code, output } = await start(program, ["init", "-input=false", "-no-color"], { cwd, env }).ended;
  if (code === 0) return;
  throw new Unavailable(
    `${program} init cannot get the provider hashicorp/google:\n\n${output.trim()}\n\n` +
      "It needs the registry of Terraform or OpenTofu, or the provider in a mirror that Terraform is configured for\n" +
      "(https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation).",
  );
}
