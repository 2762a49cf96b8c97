/** The environment in which Terraform's Google provider talks to the simulator and to nothing else. */
export function terraformEnvironment(address: string): { readonly [name: string]: string } {
  return {
    GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${address}/compute/v1/`,
    GOOGLE_CLOUD_RUN_V2_CUSTOM_ENDPOINT: `${address}/v2/`,
    GOOGLE_CERTIFICATE_MANAGER_CUSTOM_ENDPOINT: `${address}/v1/`,
    GOOGLE_DNS_CUSTOM_ENDPOINT: `${address}/cloud-dns/v1/`,
    GOOGLE_SERVICE_USAGE_CUSTOM_ENDPOINT: `${address}/v1/`,
    GOOGLE_RESOURCE_MANAGER_CUSTOM_ENDPOINT: `${address}/v1/`,
    GOOGLE_CLOUD_BILLING_CUSTOM_ENDPOINT: `${address}/v1/`,
    GOOGLE_IAP_CUSTOM_ENDPOINT: `${address}/v1/`,
    GOOGLE_NETWORK_SECURITY_CUSTOM_ENDPOINT: `${address}/v1/`,
    GOOGLE_OAUTH_ACCESS_TOKEN: "anything",
    HTTPS_PROXY: address,
    NO_PROXY: "127.0.0.1",
    CHECKPOINT_DISABLE: "1",
  };
}

/** The environment in which `gcloud` talks to the simulator. The token file may hold anything. */
export function gcloudEnvironment(address: string): { readonly [name: string]: string } {
  return {
    CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${address}/compute/v1/`,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN: `${address}/`,
    CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: "<a file that holds anything>",
    CLOUDSDK_CORE_PROJECT: "<a project id>",
    HTTPS_PROXY: address,
    NO_PROXY: "127.0.0.1",
  };
}

/** What a person types to use the simulator. */
export function howToConnect(address: string): string {
  const exports = (environment: { readonly [name: string]: string }) =>
    Object.entries(environment)
      .map(([name, value]) => `  export ${name}=${value.startsWith("<") ? `"${value}"` : value}`)
      .join("\n");
  return [
    "Terraform (terraform init needs the registry, so set these after it):",
    exports(terraformEnvironment(address)),
    "gcloud:",
    exports(gcloudEnvironment(address)),
  ].join("\n");
}
