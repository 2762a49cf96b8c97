/**
 * Who may call a Cloud Run service once a request has reached it.
 *
 * The load balancer does not authenticate itself to Cloud Run, so a public site needs a service that anybody may call;
 * that only the load balancer reaches it is what `CloudRunIngress` is for.
 *
 * @see https://docs.cloud.google.com/run/docs/securing/managing-access
 */
export class CloudRunInvoker {
  /**
   * Anybody, without a look at IAM. Works under domain restricted sharing; the organization policy
   * `run.managed.requireInvokerIam` forbids it.
   */
  public static withoutIamCheck(): CloudRunInvoker {
    return new CloudRunInvoker(true, []);
  }

  /**
   * Anybody, by a grant to `allUsers`. Domain restricted sharing forbids it.
   *
   * A service in use that was `withoutIamCheck` takes two applies, because its check comes back before a new grant can
   * be made: first `service.grantInvoke("Invoker-allUsers", "allUsers")`, then this instead.
   */
  public static allUsers(): CloudRunInvoker {
    return new CloudRunInvoker(false, ["allUsers"]);
  }

  /**
   * Only these, such as `"group:staff@example.com"`; they must send an ID token with every request, also through the
   * load balancer. A member that is a token needs an id: use `grantInvoke`.
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
