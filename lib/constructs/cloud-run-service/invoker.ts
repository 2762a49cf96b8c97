/**
 * Who can call a Cloud Run service after a request has reached it.
 *
 * The load balancer does not authenticate itself to Cloud Run, so everybody must be allowed to call the service of a
 * public site. `CloudRunIngress.INTERNAL_LOAD_BALANCER` makes sure that requests from the internet come through the
 * load balancer only.
 *
 * @see https://docs.cloud.google.com/run/docs/securing/managing-access
 */
export class CloudRunInvoker {
  /**
   * Lets everybody call the service, because Cloud Run does not check IAM. This also works in an organization with
   * domain restricted sharing, but not with the organization policy `run.managed.requireInvokerIam`.
   */
  public static withoutIamCheck(): CloudRunInvoker {
    return new CloudRunInvoker(true, []);
  }

  /**
   * Lets everybody call the service, with an IAM grant to `allUsers`. An organization with domain restricted sharing
   * does not allow this grant.
   *
   * To change a service in use from `withoutIamCheck` to `allUsers`, make two applies, because Cloud Run checks IAM
   * again before Terraform can create the new grant. First apply `service.grantInvoke("Invoker-allUsers", "allUsers")`;
   * then replace this call with `CloudRunInvoker.allUsers()`.
   */
  public static allUsers(): CloudRunInvoker {
    return new CloudRunInvoker(false, ["allUsers"]);
  }

  /**
   * Lets only these members call the service, such as `"group:staff@example.com"`. The members must send an ID token
   * with every request, also through the load balancer. If a member is a CDKTF token (a value that only Terraform
   * knows), use `CloudRunService.grantInvoke` instead, to which you pass a construct id.
   */
  public static members(members: string[]): CloudRunInvoker {
    return new CloudRunInvoker(false, members);
  }

  private constructor(
    /** @internal */
    public readonly _iamDisabled: boolean,
    /** @internal */
    public readonly _members: readonly string[],
  ) {}
}
