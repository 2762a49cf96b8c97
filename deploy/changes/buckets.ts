import {
  BackendBucket,
  BackendBucketProps,
  CdnPolicy,
  CompressionMode,
  EdgeSecurityPolicy,
  EnvironmentStack,
  IRouteTarget,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityRule,
} from "cdktf-google-serverless-lb";
import { backend, balancer, existing, site } from "./builders";
import { AnySite, BACKEND_BUCKETS, Change, EVERYTHING, URL_MAP, change, inPlace } from "./change";

const FIRST_KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";
const SECOND_KEY = "ZmVkY2JhOTg3NjU0MzIxMA==";

/** What stands behind the paths below /assets; nothing if they go where all others go. */
type Assets = (stack: EnvironmentStack) => IRouteTarget | undefined;

/** A bucket with an id of its own. */
const bucket =
  (props: Partial<BackendBucketProps> = {}, id = "Assets") =>
  (stack: EnvironmentStack) =>
    new BackendBucket(stack, id, { bucketName: "acme-assets", ...props });

/** A site with a backend service, and assets below one path. */
function withAssets(assets: Assets, otherPaths: readonly string[] = []): AnySite {
  return site((stack) => {
    const web = backend(stack, "Web", existing(stack, "web1"));
    const target = assets(stack);
    const paths = ["/assets", "/assets/*", ...otherPaths];
    const routes = target && Routes.byPath([{ paths, action: RouteAction.forward(target) }]);
    balancer(stack, web, { routes });
  });
}

/** A site of which everything goes to one target. */
function withDefault(make: (stack: EnvironmentStack) => IRouteTarget): AnySite {
  return site((stack) => void balancer(stack, make(stack)));
}

/** A site of which a share of the requests goes to a bucket. */
function withShare(weight: number): AnySite {
  return withDefaultAction((web, assets) =>
    RouteAction.split([
      { service: assets, weight },
      { service: web, weight: 100 - weight },
    ]),
  );
}

function withDefaultAction(action: (web: IRouteTarget, assets: IRouteTarget) => RouteAction): AnySite {
  return site((stack) => {
    const web = backend(stack, "Web", existing(stack, "web1"));
    const defaultAction = action(web, bucket()(stack));
    balancer(stack, web, { hostRules: [{ hosts: ["app.example.com"], defaultAction }] });
  });
}

/** A bucket behind an edge policy that denies some addresses. */
const guarded =
  (id: string, ipRange = "192.0.2.0/24"): Assets =>
  (stack) => {
    const rules = [SecurityRule.deny({ match: SecurityMatch.ipRanges([ipRange]) })];
    return bucket({ edgeSecurityPolicy: new EdgeSecurityPolicy(stack, id, { rules }) })(stack);
  };

/** A bucket with keys for signed URLs, by name. */
const signed =
  (keys: { readonly [name: string]: string }, id = "Assets", isRenamed = false): Assets =>
  (stack) => {
    if (isRenamed) stack.renamed({ formerPath: "Assets", path: id });
    const made = bucket({ cdnPolicy: CdnPolicy.cacheAllStatic() }, id)(stack);
    Object.entries(keys).forEach(([name, key]) => made.addSignedUrlKey(name, key));
    return made;
  };

/** A service of its own for the assets. */
const fromService: Assets = (stack) => backend(stack, "AssetsService", existing(stack, "web2"));
const looked: Assets = (stack) => backend(stack, "Files", existing(stack, "web2"));
const nothing: Assets = () => undefined;

const PLAIN = withAssets(bucket());
const CACHED = withAssets(bucket({ cdnPolicy: CdnPolicy.cacheAllStatic() }));
const SIGNED = withAssets(signed({ first: FIRST_KEY }));

/** Backend buckets. */
export const bucketChanges: readonly Change[] = [
  inPlace("a bucket is added", URL_MAP, withAssets(nothing), PLAIN),
  inPlace("a bucket is removed", URL_MAP, PLAIN, withAssets(nothing)),
  inPlace("a route to a bucket gets another path", URL_MAP, PLAIN, withAssets(bucket(), ["/img/*"])),
  inPlace(
    "a bucket serves another Cloud Storage bucket",
    EVERYTHING,
    PLAIN,
    withAssets(bucket({ bucketName: "acme-next" })),
  ),
  inPlace("a bucket is renamed", URL_MAP, PLAIN, withAssets(bucket({}, "Files"))),
  change(
    "a bucket is renamed, with renamed",
    PLAIN,
    withAssets((stack) => {
      stack.renamed({ formerPath: "Assets", path: "Files" });
      return bucket({}, "Files")(stack);
    }),
  ),
  inPlace("a bucket gets another name in Google Cloud", URL_MAP, PLAIN, withAssets(bucket({ name: "company-assets" }))),
  inPlace("a bucket instead of a backend service", URL_MAP, withAssets(fromService), PLAIN),
  inPlace("a backend service instead of a bucket", URL_MAP, PLAIN, withAssets(fromService)),
  inPlace(
    "a backend service instead of a bucket, with the same id",
    URL_MAP,
    withAssets(bucket({}, "Files")),
    withAssets(looked),
  ),
  inPlace(
    "a bucket instead of a backend service by default",
    URL_MAP,
    withDefault((stack) => backend(stack, "Web", existing(stack, "web1"))),
    withDefault(bucket()),
  ),
  inPlace(
    "a backend service instead of a bucket by default",
    URL_MAP,
    withDefault(bucket()),
    withDefault((stack) => backend(stack, "Web", existing(stack, "web1"))),
  ),
  inPlace("a bucket gets a larger share of the requests", EVERYTHING, withShare(5), withShare(50)),
  inPlace(
    "a bucket gets all requests of a host",
    EVERYTHING,
    withShare(50),
    withDefaultAction((_, assets) => RouteAction.forward(assets)),
  ),
  inPlace("the cache of a bucket is turned on", EVERYTHING, PLAIN, CACHED),
  inPlace("the cache of a bucket is turned off", EVERYTHING, CACHED, PLAIN),
  inPlace(
    "a bucket caches everything",
    EVERYTHING,
    CACHED,
    withAssets(bucket({ cdnPolicy: CdnPolicy.forceCacheAll() })),
  ),
  inPlace(
    "a bucket compresses and adds headers",
    EVERYTHING,
    PLAIN,
    withAssets(bucket({ compressionMode: CompressionMode.AUTOMATIC, customResponseHeaders: ["X-Site: acme"] })),
  ),
  inPlace("an edge policy is attached to a bucket", BACKEND_BUCKETS, PLAIN, withAssets(guarded("Edge"))),
  inPlace(
    "an edge policy of a bucket is renamed",
    BACKEND_BUCKETS,
    withAssets(guarded("Edge")),
    withAssets(guarded("Shield")),
  ),
  inPlace(
    "an edge policy of a bucket is replaced with another one",
    BACKEND_BUCKETS,
    withAssets(guarded("Edge")),
    withAssets(guarded("Shield", "198.51.100.0/24")),
  ),
  inPlace("an edge policy of a bucket is removed", BACKEND_BUCKETS, withAssets(guarded("Edge")), PLAIN),
  change("a bucket gets a second key", SIGNED, withAssets(signed({ first: FIRST_KEY, second: SECOND_KEY }))),
  change(
    "the first key of a bucket is removed",
    withAssets(signed({ first: FIRST_KEY, second: SECOND_KEY })),
    withAssets(signed({ second: SECOND_KEY })),
  ),
  change("a key of a bucket is rotated in one step", SIGNED, withAssets(signed({ second: SECOND_KEY }))),
  change("a key of a bucket gets another value", SIGNED, withAssets(signed({ first: SECOND_KEY }))),
  change("a bucket with a key is renamed", SIGNED, withAssets(signed({ first: FIRST_KEY }, "Files"))),
  change(
    "a bucket with a key is renamed, with renamed",
    SIGNED,
    withAssets(signed({ first: FIRST_KEY }, "Files", true)),
  ),
];
