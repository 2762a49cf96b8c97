import {
  BackendBucket,
  CdnPolicy,
  DenyStatus,
  EdgeSecurityPolicy,
  EnvironmentStack,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRule,
} from "cdktf-google-serverless-lb";
import { backend, balancer, existing, site } from "./builders";
import { AnySite, Change, EVERYTHING, inPlace } from "./change";

/** The backend service with a cache and the bucket. */
const CACHES = /^google_compute_backend_(service|bucket)\./;

const ABROAD = SecurityMatch.expression("origin.region_code != 'DE' && !inIpRange(origin.ip, '192.0.2.0/24')");
const abroad = (options: { readonly status?: DenyStatus; readonly preview?: boolean } = {}) =>
  SecurityRule.deny({ match: ABROAD, priority: 1000, ...options });
const abuse = SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]), priority: 900 });

/** A site with an edge policy, or none, on a backend service with a cache and on a bucket. */
function edged(make: (stack: EnvironmentStack) => EdgeSecurityPolicy | undefined): AnySite {
  return site((stack) => {
    const edgeSecurityPolicy = make(stack);
    const bucket = new BackendBucket(stack, "Assets", { bucketName: "acme-assets", edgeSecurityPolicy });
    const web = backend(stack, "Web", existing(stack, "web1"), {
      cdnPolicy: CdnPolicy.useOriginHeaders(),
      edgeSecurityPolicy,
    });
    balancer(stack, web, {
      routes: Routes.byPath([{ paths: Routes.pathAndBelow("/assets"), action: RouteAction.forward(bucket) }]),
    });
  });
}
const without = edged(() => undefined);
const edge = (id: string, rules: SecurityRule[], defaultAction?: SecurityPolicyDefault) =>
  edged((stack) => new EdgeSecurityPolicy(stack, id, { rules, defaultAction }));
const one = edge("Edge", [abroad()]);

/** A site with one policy of the same construct id on a backend service with a cache: at the edge, or behind the cache. */
const armored = (isAtEdge: boolean) =>
  site((stack) => {
    const rules = [abroad()];
    balancer(
      stack,
      backend(stack, "Web", existing(stack, "web1"), {
        cdnPolicy: CdnPolicy.useOriginHeaders(),
        ...(isAtEdge
          ? { edgeSecurityPolicy: new EdgeSecurityPolicy(stack, "Armor", { rules }) }
          : { securityPolicy: new SecurityPolicy(stack, "Armor", { rules }) }),
      }),
    );
  });

/** Edge policies of a backend service with a cache and of a bucket. */
export const edgeChanges: readonly Change[] = [
  inPlace("an edge policy is attached", CACHES, without, one),
  inPlace("an edge policy is removed", CACHES, one, without),
  inPlace("an edge policy is renamed", CACHES, one, edge("Border", [abroad()])),
  inPlace("an edge policy is replaced with another one", CACHES, one, edge("Border", [abroad(), abuse])),
  inPlace("a rule is added to an edge policy", EVERYTHING, one, edge("Edge", [abroad(), abuse])),
  inPlace("a rule is removed from an edge policy", EVERYTHING, edge("Edge", [abroad(), abuse]), one),
  inPlace(
    "a rule of an edge policy is changed",
    EVERYTHING,
    one,
    edge("Edge", [abroad({ status: DenyStatus.NOT_FOUND })]),
  ),
  inPlace("a rule of an edge policy is only logged", EVERYTHING, one, edge("Edge", [abroad({ preview: true })])),
  inPlace(
    "an edge policy denies by default",
    EVERYTHING,
    one,
    edge("Edge", [abroad()], SecurityPolicyDefault.deny(DenyStatus.FORBIDDEN)),
  ),
  inPlace("a policy becomes an edge policy, with the same id", CACHES, armored(false), armored(true)),
  inPlace("an edge policy becomes a backend policy, with the same id", CACHES, armored(true), armored(false)),
];
