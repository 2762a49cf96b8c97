import { CloudRunV2Service } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { IapWebCloudRunServiceIamBinding } from "@cdktf/provider-google/lib/iap-web-cloud-run-service-iam-binding";
import { ITerraformDependable } from "cdktf";
import { makeResource } from "../../resource/make-resource";
import { Iap, iapMember, letMembersPass } from "../iap";
import { IInvocable, grantIap } from "../invocable";

/** Lets the members of Identity-Aware Proxy use a service, and Identity-Aware Proxy call it. */
export function bindMembers(service: IInvocable, resource: CloudRunV2Service, iap: Iap): ITerraformDependable[] {
  const { name, location, project } = resource;
  const members = letMembersPass(service, iap, {
    settingsName: `projects/${project}/iap_web/cloud_run-${location}/services/${name}`,
    bind: (config) =>
      makeResource(
        IapWebCloudRunServiceIamBinding,
        service,
        { cloudRunServiceName: name, location, ...config },
        "IapMembers",
      ),
  });
  return [grantIap(service, service, iapMember(service, iap)), ...members];
}
