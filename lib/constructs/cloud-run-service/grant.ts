import { CloudRunV2ServiceIamMember } from "@cdktf/provider-google/lib/cloud-run-v2-service-iam-member";
import { judge } from "../../resource/findings";
import { makeResource } from "../../resource/make-resource";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import type { ICloudRunService } from "./props";

const INVOKER_ROLE = "roles/run.invoker";

/** Lets a member call a service. */
export function grant(service: ICloudRunService, id: string, member: string): CloudRunV2ServiceIamMember {
  judge(service, ["CloudRunService.grantInvoke", { member }]);
  return makeResource(
    CloudRunV2ServiceIamMember,
    service,
    {
      name: service.cloudRunServiceName,
      location: service.region,
      role: INVOKER_ROLE,
      member,
      lifecycle: CREATE_BEFORE_DESTROY,
    },
    id,
  );
}
