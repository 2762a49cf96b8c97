import { DataGoogleProject } from "@cdktf/provider-google/lib/data-google-project";
import { IapSettings } from "@cdktf/provider-google/lib/iap-settings";
import { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { IAP_ACCESSOR_ROLE, iapServiceAgentOf } from "../google/iap";
import { makeResource } from "../resource/make-resource";
import { CREATE_BEFORE_DESTROY } from "../resource/replacement";

/** Where the project is looked up, once for each stack. */
const PROJECT = "$project";

/** What lets members pass: the same for whatever Identity-Aware Proxy stands before. */
interface MembersConfig {
  readonly role: string;
  readonly members: string[];
  readonly lifecycle: typeof CREATE_BEFORE_DESTROY;
}

/** What Identity-Aware Proxy stands before. */
interface Protected {
  /** What its settings are called, from `projects/` on. */
  readonly settingsName: string;
  /** Makes the binding for the members. */
  readonly bind: (config: MembersConfig) => ITerraformDependable;
}

/** Options of `Iap.googleManagedClient`: who passes Identity-Aware Proxy. */
export interface IapOptions {
  /**
   * The members that pass Identity-Aware Proxy, such as `"group:staff@example.com"`, `"user:jane@example.com"` or
   * `"domain:example.com"`. They get the role `roles/iap.httpsResourceAccessor` on the backend service or the Cloud Run
   * service. This list is the whole list: Terraform removes members of this role that others added there.
   */
  readonly members: string[];
  /**
   * Whether visitors must sign in. With false, members and the service agent get their grants, but everybody can still reach
   * the service: set this for one apply before you turn on Identity-Aware Proxy for a service in use.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Whether CORS preflight requests (`OPTIONS`) pass without a sign-in, so that pages of other origins can call an API. The
   * service must answer them. If you set this to true, the backend service gets IAP settings of its own, which replace
   * those that others made for this backend service. Not available for the `iap` of a `CloudRunService`.
   *
   * @default false
   */
  readonly allowsCorsPreflights?: boolean;
  /**
   * The number of the project, such as `"123456789012"`, from which the email address of the service agent is made.
   *
   * @default - Terraform looks up the number of the provider's project, with the Cloud Resource Manager API.
   */
  readonly projectNumber?: string;
  /**
   * The email address of the service agent of Identity-Aware Proxy, if you know it from elsewhere. Do not set
   * `projectNumber` too.
   *
   * @default - The service agent is `service-<project number>@gcp-sa-iap.iam.gserviceaccount.com`.
   */
  readonly iapServiceAgent?: string;
}

/** Options of `Iap.oauthClient`: an OAuth client, and who passes Identity-Aware Proxy. */
export interface IapOauthClientOptions extends IapOptions {
  /** The id of the OAuth client, such as `"123456789012-abc.apps.googleusercontent.com"`. */
  readonly clientId: string;
  /** The secret of the OAuth client. It is stored in Terraform's state, so pass a sensitive variable. */
  readonly clientSecret: string;
}

/**
 * Identity-Aware Proxy (IAP): visitors must sign in with a Google account, and only the members that you list pass.
 *
 * Identity-Aware Proxy calls Cloud Run as its own service agent. Each Cloud Run service of the backend service gets one
 * grant for it. The service agent must exist: create it once for each project with
 * `gcloud beta services identity create --service=iap.googleapis.com --project=PROJECT_ID`.
 *
 * Set it either on the backend service, for all services behind it, or on a Cloud Run service, for all ways to it; not on
 * both.
 *
 * A backend service with Identity-Aware Proxy cannot have Cloud CDN or outlier detection. To turn Identity-Aware Proxy off
 * again, remove the prop; one apply is enough.
 *
 * @see https://docs.cloud.google.com/iap/docs/enabling-cloud-run
 */
export class Iap {
  /** Visitors sign in with the OAuth client that Google manages. Only users of your own organization can sign in. */
  public static googleManagedClient(options: IapOptions): Iap {
    return new Iap(options);
  }

  /**
   * Visitors sign in with an OAuth client that you created in the Google Cloud console. Users outside your organization
   * can sign in too, if the consent screen of the client is for external users.
   *
   * @see https://docs.cloud.google.com/iap/docs/custom-oauth-configuration
   */
  public static oauthClient(options: IapOauthClientOptions): Iap {
    const { clientId, clientSecret } = options;
    return new Iap(options, { clientId, clientSecret });
  }

  private constructor(
    /** @internal */
    public readonly _options: IapOptions,
    /** @internal */
    public readonly _client?: Pick<IapOauthClientOptions, "clientId" | "clientSecret">,
  ) {}
}

/** Whether visitors must sign in. */
export function isEnabled({ _options: { enabled } }: Iap): boolean {
  return enabled ?? true;
}

/** Lets the members pass, and CORS preflights where that is asked for: what must exist before requests arrive. */
export function letMembersPass(
  scope: Construct,
  { _options: { members, allowsCorsPreflights = false } }: Iap,
  { settingsName, bind }: Protected,
): ITerraformDependable[] {
  const lifecycle = CREATE_BEFORE_DESTROY;
  const settings = () =>
    makeResource(
      IapSettings,
      scope,
      { name: settingsName, accessSettings: { corsSettings: { allowHttpOptions: true } }, lifecycle },
      "IapSettings",
    );
  return [
    ...(members.length === 0 ? [] : [bind({ role: IAP_ACCESSOR_ROLE, members, lifecycle })]),
    ...(allowsCorsPreflights ? [settings()] : []),
  ];
}

/** The service agent as which Identity-Aware Proxy calls services, as a member. */
export function iapMember(scope: Construct, { _options: { projectNumber, iapServiceAgent } }: Iap): string {
  return `serviceAccount:${iapServiceAgent ?? iapServiceAgentOf(projectNumber ?? projectNumberOf(scope))}`;
}

/** The number of the provider's project, which is looked up once for each stack. */
function projectNumberOf(scope: Construct): string {
  const stack = TerraformStack.of(scope);
  const home = stack.node.tryFindChild(PROJECT) ?? new Construct(stack, PROJECT);
  const present = home.node.defaultChild as DataGoogleProject | undefined;
  return (present ?? new DataGoogleProject(home, "Resource", {})).number;
}
