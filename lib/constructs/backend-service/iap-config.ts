import { ComputeBackendService, ComputeBackendServiceIap } from "@cdktf/provider-google/lib/compute-backend-service";
import { IapWebBackendServiceIamBinding } from "@cdktf/provider-google/lib/iap-web-backend-service-iam-binding";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { makeResource } from "../../resource/make-resource";
import { Iap, isEnabled, letMembersPass } from "../iap";

/** Renders it. Off is written out: left out, it would stay on where it was on before. */
export function renderIap(iap: Iap | undefined): ComputeBackendServiceIap {
  return iap === undefined
    ? { enabled: false }
    : {
        enabled: isEnabled(iap),
        oauth2ClientId: iap._client?.clientId,
        oauth2ClientSecret: iap._client?.clientSecret,
      };
}

/** Lets the members of Identity-Aware Proxy use a backend service. */
export function bindMembers(
  scope: Construct,
  { name, project }: ComputeBackendService,
  iap: Iap,
): ITerraformDependable[] {
  return letMembersPass(scope, iap, {
    settingsName: `projects/${project}/iap_web/compute/services/${name}`,
    bind: (config) =>
      makeResource(IapWebBackendServiceIamBinding, scope, { webBackendService: name, ...config }, "IapMembers"),
  });
}
