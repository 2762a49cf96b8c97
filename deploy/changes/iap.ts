import { CloudRunInvoker, EnvironmentStack, Iap, IapOptions, IBackend, Warnings } from "cdktf-google-serverless-lb";
import { sinceOf } from "../../lib/app/arguments";
import { backend, balancer, existing, service, site, withTwo } from "./builders";
import { AnySite, BACKEND_SERVICES, Change, careless, change, inPlace, staged } from "./change";

const STAFF = "group:staff@acme.example";
const ANNA = "user:anna@acme.example";
const MEMBERS = /^google_iap_web_backend_service_iam_binding\./;
const OPEN = CloudRunInvoker.withoutIamCheck();

const managed = (options: Partial<IapOptions> = {}) => Iap.googleManagedClient({ members: [STAFF], ...options });
const ownClient = (clientSecret: string) =>
  Iap.oauthClient({ members: [STAFF], clientId: "1-a.apps.googleusercontent.com", clientSecret });

/** A site with one backend service, with Identity-Aware Proxy or without. */
const guarded = (iap: Iap | undefined, make: (stack: EnvironmentStack) => IBackend = own()): AnySite =>
  site((stack) => {
    Warnings.of(stack).acknowledge("BS-32", "on the way to Identity-Aware Proxy");
    balancer(stack, backend(stack, "Web", make(stack), { iap }));
  });
function own(invoker?: CloudRunInvoker) {
  return (stack: EnvironmentStack) => service(stack, "Site", { invoker });
}
const NOT_OURS = (stack: EnvironmentStack) => existing(stack, "web1");

/** A site with one or two backend services before the same service. */
const shared = (isShared: boolean): AnySite =>
  withTwo((stack) => {
    const web = service(stack, "Site");
    const byDefault = backend(stack, "Web", web, { iap: managed() });
    return { byDefault, api: isShared ? backend(stack, "Api", web, { iap: managed({ members: [ANNA] }) }) : byDefault };
  });

/** A site whose backend service has a construct id, which it once had not. */
const identified = (id: string, isRenamed: boolean): AnySite =>
  site((stack) => {
    if (isRenamed) stack.renamed({ formerPath: "Web", path: id });
    balancer(stack, backend(stack, id, service(stack, "Site"), { iap: managed() }));
  });
const named = (name: string): AnySite =>
  site((stack) => void balancer(stack, backend(stack, "Web", service(stack, "Site"), { iap: managed(), name })));

/** A site whose Cloud Run service has Identity-Aware Proxy itself, or not. */
const guardedItself = (iap?: Iap): AnySite =>
  site((stack) => void balancer(stack, backend(stack, "Web", service(stack, "Site", { iap }))));
const ofService = (made: Change): Change => ({ ...made, since: sinceOf("google_cloud_run_v2_service", "iap_enabled") });

/** The binding of the members refers to the backend service, so it comes after the proxy is on, unless it is made before. */
const waiting = (made: Change): Change => ({ ...made, breaks: "outage" });

/** Identity-Aware Proxy: who gets in, and who does for a moment. */
export const iapChanges: readonly Change[] = [
  ofService(
    staged(
      "Identity-Aware Proxy of an open Cloud Run service: first the grants, then the proxy",
      guardedItself(),
      { site: guardedItself(managed({ enabled: false })) },
      { site: guardedItself(managed()) },
    ),
  ),
  ofService(
    waiting(
      change("Identity-Aware Proxy of an open Cloud Run service, at once", guardedItself(), guardedItself(managed())),
    ),
  ),
  ofService(change("Identity-Aware Proxy is taken off a Cloud Run service", guardedItself(managed()), guardedItself())),
  ofService(
    change(
      "another member passes Identity-Aware Proxy of a Cloud Run service",
      guardedItself(managed()),
      guardedItself(managed({ members: [STAFF, ANNA] })),
    ),
  ),
  waiting(
    staged(
      "Identity-Aware Proxy for an open service: first the proxy, then the IAM check",
      guarded(undefined),
      { site: guarded(managed(), own(OPEN)) },
      { site: guarded(managed()) },
    ),
  ),
  staged(
    "Identity-Aware Proxy for an open service: first the grants, then the proxy, then the IAM check",
    guarded(undefined),
    { site: guarded(managed({ enabled: false })) },
    { site: guarded(managed(), own(OPEN)) },
    { site: guarded(managed()) },
  ),
  careless("Identity-Aware Proxy for an open service, in one step", "outage", guarded(undefined), guarded(managed())),
  change("Identity-Aware Proxy is turned off", guarded(managed()), guarded(undefined)),
  waiting(
    change("Identity-Aware Proxy for an existing service", guarded(undefined, NOT_OURS), guarded(managed(), NOT_OURS)),
  ),
  staged(
    "Identity-Aware Proxy for an existing service: first the grants, then the proxy",
    guarded(undefined, NOT_OURS),
    { site: guarded(managed({ enabled: false }), NOT_OURS) },
    { site: guarded(managed(), NOT_OURS) },
  ),
  change(
    "Identity-Aware Proxy for an existing service is turned off",
    guarded(managed(), NOT_OURS),
    guarded(undefined, NOT_OURS),
  ),
  inPlace("a member is added", MEMBERS, guarded(managed()), guarded(managed({ members: [STAFF, ANNA] }))),
  inPlace("a member is removed", MEMBERS, guarded(managed({ members: [STAFF, ANNA] })), guarded(managed())),
  change(
    "a second backend service with Identity-Aware Proxy for the same service is added",
    shared(false),
    shared(true),
  ),
  change(
    "a second backend service with Identity-Aware Proxy for the same service is removed",
    shared(true),
    shared(false),
  ),
  inPlace(
    "the client that Google manages replaces an OAuth client",
    BACKEND_SERVICES,
    guarded(ownClient("a")),
    guarded(managed()),
  ),
  inPlace(
    "an OAuth client replaces the one that Google manages",
    BACKEND_SERVICES,
    guarded(managed()),
    guarded(ownClient("a")),
  ),
  inPlace(
    "the secret of an OAuth client is changed",
    BACKEND_SERVICES,
    guarded(ownClient("a")),
    guarded(ownClient("b")),
  ),
  change("CORS preflights are let in", guarded(managed()), guarded(managed({ allowsCorsPreflights: true }))),
  change(
    "CORS preflights are not let in any more",
    guarded(managed({ allowsCorsPreflights: true })),
    guarded(managed()),
  ),
  change(
    "a backend service with Identity-Aware Proxy gets another id, with renamed",
    identified("Web", false),
    identified("Admin", true),
  ),
  change("a backend service with Identity-Aware Proxy gets another name", guarded(managed()), named("admin")),
];
