import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendBucketProps,
  BackendService,
  CdnPolicy,
  CloudRunService,
  CompressionMode,
  EdgeSecurityPolicy,
  EnvironmentStack,
  IRouteTarget,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityRule,
} from "cdktf-google-serverless-lb";
import { synthesize } from "../../../synthesized";
import { Json } from "../small";
import { texts } from "./changes";

const KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

type Make = (stack: EnvironmentStack) => IRouteTarget | undefined;

const service = (stack: EnvironmentStack, id: string) =>
  new BackendService(stack, id, {
    backends: [
      CloudRunService.fromCloudRunServiceAttributes(stack, `${id}Service`, {
        cloudRunServiceName: id.toLowerCase(),
        region: "us-central1",
      }),
    ],
  });

/** A site with what stands below /assets. */
const site = (make: Make): Json =>
  synthesize((stack) => {
    const target = make(stack);
    new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["app.example.com"],
      defaultService: service(stack, "Web"),
      routes: target && Routes.byPath([{ paths: ["/assets", "/assets/*"], action: RouteAction.forward(target) }]),
    });
  });
const bucket =
  (props: Partial<BackendBucketProps> = {}, keys: readonly string[] = []): Make =>
  (stack) => {
    const made = new BackendBucket(stack, "Assets", { bucketName: "acme-assets", ...props });
    keys.forEach((key) => made.addSignedUrlKey(key, KEY));
    return made;
  };
const edge =
  (ipRange = "192.0.2.0/24"): Make =>
  (stack) => {
    const rules = [SecurityRule.deny({ match: SecurityMatch.ipRanges([ipRange]) })];
    return bucket({ edgeSecurityPolicy: new EdgeSecurityPolicy(stack, "Edge", { rules }) })(stack);
  };
const compared = (before: Make, after: Make) => texts(site(before), site(after));
const CACHED = CdnPolicy.cacheAllStatic();

const PATHS = "`https://app.example.com/assets`, `https://app.example.com/assets/*`";
const STATIC = "CACHE_ALL_STATIC, default TTL 3600 s, client TTL 3600 s, max TTL 86400 s, serve while stale 86400 s";

test.each<[string, Make, Make, string[]]>([
  ["added", () => undefined, bucket(), [`added: ${PATHS}: new route: now \`test-assets\`; previously \`test-web\``]],
  [
    "removed",
    bucket(),
    () => undefined,
    [`changed: ${PATHS}: the target changes: now \`test-web\`; previously \`test-assets\``],
  ],
  [
    "used instead of a backend service",
    (stack) => service(stack, "Files"),
    bucket(),
    [`changed: ${PATHS}: the target changes: now \`test-assets\`; previously \`test-files\``],
  ],
  [
    "no longer used, but a backend service",
    bucket(),
    (stack) => service(stack, "Files"),
    [`changed: ${PATHS}: the target changes: now \`test-files\`; previously \`test-assets\``],
  ],
  [
    "given another Cloud Storage bucket",
    bucket(),
    bucket({ bucketName: "acme-next" }),
    [
      "changed: `test-assets` now sends requests to Cloud Storage bucket `acme-next`; previously to Cloud Storage bucket `acme-assets`",
    ],
  ],
  [
    "given a response header",
    bucket(),
    bucket({ customResponseHeaders: ["X-A: b"] }),
    ["changed: `test-assets` adds response header `X-A: b`"],
  ],
  [
    "compressed",
    bucket(),
    bucket({ compressionMode: CompressionMode.AUTOMATIC }),
    ["changed: `test-assets`: `compression_mode` is now `AUTOMATIC`; previously not set (default `DISABLED`)"],
  ],
  ["cached", bucket(), bucket({ cdnPolicy: CACHED }), [`changed: \`test-assets\`: Cloud CDN is turned on (${STATIC})`]],
  [
    "no longer cached",
    bucket({ cdnPolicy: CACHED }),
    bucket(),
    [`changed: \`test-assets\`: Cloud CDN is turned off; previously ${STATIC}`],
  ],
  [
    "cached as a whole, which is no danger",
    bucket({ cdnPolicy: CACHED }),
    bucket({ cdnPolicy: CdnPolicy.forceCacheAll() }),
    [
      `changed: \`test-assets\`: Cloud CDN is now FORCE_CACHE_ALL, default TTL 3600 s, client TTL 3600 s, max TTL 0 s, serve while stale 86400 s; previously ${STATIC}`,
    ],
  ],
  ["given another name", bucket(), bucket({ name: "company" }), []],
  ["described", bucket(), bucket({ description: "the assets" }), []],
  [
    "protected",
    bucket(),
    edge(),
    [expect.stringMatching(/^added: `test-assets` now has Cloud Armor edge policy /) as string],
  ],
  [
    "no longer protected",
    edge(),
    bucket(),
    [expect.stringMatching(/^dangerous: `test-assets` no longer has Cloud Armor edge policy /) as string],
  ],
  [
    "less protected",
    edge(),
    edge("198.51.100.0/24"),
    [expect.stringMatching(/^dangerous: Cloud Armor policy .*rule 1000/) as string],
  ],
  [
    "given another key",
    bucket({ cdnPolicy: CACHED }, ["a"]),
    bucket({ cdnPolicy: CACHED }, ["b"]),
    [
      "dangerous: `test-assets` no longer has signed URL key `a`: URLs signed with it stop working",
      "added: `test-assets` has the new signed URL key `b`",
    ],
  ],
])("a backend bucket that is %s is one fact", (_what, before, after, expected) => {
  expect(compared(before, after)).toEqual(expected);
});

test("a backend service without a policy instead of a protected bucket stands at the top", () => {
  const [first] = compared(edge(), (stack) => service(stack, "Files"));
  expect(first).toMatch(/^dangerous: /);
});
