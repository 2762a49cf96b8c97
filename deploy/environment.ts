import { terraformEnvironment } from "../simulator/how-to-connect";

/** What could lead Terraform to a real account, past the simulator, or change what its commands do. */
const NOT_PASSED_ON = /^(GOOGLE_|GCLOUD_|CLOUDSDK_|TF_)|_PROXY$/i;

/** The environment in which Terraform and `cdktf` reach the simulator at an address and nothing else. */
export function simulatedEnvironment(address: string): NodeJS.ProcessEnv {
  return { ...cleanEnvironment(), ...terraformEnvironment(address), TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}

/** The environment in which `gcloud` reaches the simulator and nothing else, and keeps what it writes in a folder. */
export function gcloudIn(folder: string, connection: { readonly [name: string]: string }): NodeJS.ProcessEnv {
  return {
    ...cleanEnvironment(),
    // gcloud may need it to start at all
    CLOUDSDK_PYTHON: process.env.CLOUDSDK_PYTHON,
    ...connection,
    CLOUDSDK_CONFIG: folder,
    CLOUDSDK_CORE_DISABLE_PROMPTS: "1",
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "1",
    CLOUDSDK_CORE_DISABLE_FILE_LOGGING: "1",
  };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name)));
}

/** The environment in which `terraform init` finds the provider as it always does: registry, mirror or local folder. */
export function initEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}
