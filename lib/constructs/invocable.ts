import { CloudRunV2ServiceIamMember } from "@cdktf/provider-google/lib/cloud-run-v2-service-iam-member";
import { TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { judge } from "../resource/findings";
import { isKnown } from "../resource/known";
import { makeResource } from "../resource/make-resource";
import { isMarked } from "../resource/mark";
import { CREATE_BEFORE_DESTROY } from "../resource/replacement";
import { elementOf } from "../resource/tokens";

const INVOKER_ROLE = "roles/run.invoker";
/** The id of the grant to Identity-Aware Proxy, which no other grant has. */
const IAP = "$iap";
/** Where the grants on services are that this stack does not make. */
const ELSEWHERE = "$invocables";

/** A Cloud Run service, as far as grants to call it are concerned. */
export interface IInvocable extends IConstruct {
  /** The name of the Cloud Run service in Google Cloud. */
  readonly cloudRunServiceName: string;
  /** The region of the Cloud Run service. */
  readonly region: string;

  /**
   * Lets a member call the service. The member must send an ID token with every request.
   *
   * @param id A construct id for this grant, unique in the service. It is not made from `member`, because the member
   * can be a CDKTF token (a value that only Terraform knows).
   * @param member The IAM member, such as `"serviceAccount:scheduler@acme.iam.gserviceaccount.com"`.
   */
  grantInvoke(id: string, member: string): void;
}

/** A Cloud Run service that is made here, by a construct of its own. */
interface MadeService extends Construct {
  /** Notes a backend service that sends requests to it. */
  _usedBy(backendService: Construct): void;
}

/** Lets a member call a service. The grant stands below the service, or where it is told to. */
export function grant(
  service: IInvocable,
  id: string,
  member: string,
  home: IConstruct = service,
): CloudRunV2ServiceIamMember {
  judge(service, ["CloudRunService.grantInvoke", { member }]);
  return makeResource(
    CloudRunV2ServiceIamMember,
    home as Construct,
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

/**
 * Lets Identity-Aware Proxy call a service by a grant of which there is one for each service of a stack, whoever asks
 * for it. The address of the grant hangs on the service alone: a grant that moved would be deleted after it was made anew.
 */
export function grantIap(scope: Construct, service: IInvocable, member: string): CloudRunV2ServiceIamMember {
  const home = homeOf(scope, service);
  const present = home.node.tryFindChild(IAP) as CloudRunV2ServiceIamMember | undefined;
  judge(scope, ["Iap.serviceAgent", { member, present: present?.memberInput }]);
  return present ?? grant(service, IAP, member, home);
}

/** The construct of the Cloud Run service that a name refers to. */
export function madeServiceOf(scope: Construct, cloudRunServiceName: string): MadeService | undefined {
  const owner = elementOf(scope, cloudRunServiceName)?.node.scope;
  return isMarked(owner, "CloudRunService") ? (owner as MadeService) : undefined;
}

/** Where a grant on a service stands: below the service that the stack makes itself, else by its region and name. */
function homeOf(scope: Construct, service: IInvocable): Construct {
  const { cloudRunServiceName, region } = service;
  const stack = TerraformStack.of(scope);
  const owner = madeServiceOf(scope, cloudRunServiceName);
  if (owner && TerraformStack.of(owner) === stack) {
    return owner;
  }
  const key = isKnown(cloudRunServiceName)
    ? `${region}-${cloudRunServiceName}`
    : elementOf(scope, cloudRunServiceName)?.node.path;
  if (key === undefined) {
    return TerraformStack.of(service) === stack ? service : scope;
  }
  return childOf(childOf(stack, ELSEWHERE), key.replaceAll("/", "-"));
}

function childOf(scope: Construct, id: string): Construct {
  return scope.node.tryFindChild(id) ?? new Construct(scope, id);
}

/** The service that a network endpoint group leads to, for grants on it. */
export class InvocableTarget extends Construct implements IInvocable {
  public constructor(
    scope: Construct,
    public readonly cloudRunServiceName: string,
    public readonly region: string,
  ) {
    super(scope, "Invocable");
  }

  /** Lets a member call the service. */
  public grantInvoke(id: string, member: string): void {
    grant(this, id, member);
  }
}
