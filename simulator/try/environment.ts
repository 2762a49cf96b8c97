import { terraformEnvironment } from "../how-to-connect";

/** What could lead Terraform to a real account, past the simulator, or change what its commands do. */
const NOT_PASSED_ON = /^(GOOGLE_|GCLOUD_|CLOUDSDK_|TF_)|_PROXY$/i;

/** The environment in which Terraform and `cdktf` reach the simulator at an address and nothing else. */
export function simulatedEnvironment(address: string): NodeJS.ProcessEnv {
  return { ...cleanEnvironment(), ...terraformEnvironment(address), TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}

/** The environment of this process, without what could lead past the simulator. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name)));
}

/** The environment in which `terraform init` finds the provider as it always does: registry, mirror or local folder. */
export function initEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}
