import {
  AdaptiveProtection,
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendBucket,
  BackendBucketProps,
  BackendLogConfig,
  BackendServiceProps,
  CacheAllStaticOptions,
  CacheKeyPolicy,
  CacheKeyQueryString,
  CdnPolicy,
  CdnPolicyOptions,
  CertificateMap,
  CertificateMapProps,
  ClientAuthentication,
  ClientAuthenticationProps,
  ClientValidationMode,
  CloudRunExecutionEnvironment,
  CloudRunGpu,
  CloudRunGpuOptions,
  CloudRunIngress,
  CloudRunInvoker,
  CloudRunProbe,
  CloudRunServiceProps,
  CloudRunSidecar,
  CloudRunVolume,
  CloudStorageVolumeOptions,
  CompressionMode,
  CorsPolicy,
  DeletionPolicy,
  DenyStatus,
  DirectVpcEgressOptions,
  EdgeSecurityPolicy,
  EdgeSecurityPolicyProps,
  EnforceOnKey,
  EnvironmentStack,
  ExceedAction,
  ForceCacheAllOptions,
  GlobalAddress,
  GlobalAddressProps,
  HeaderAction,
  HttpGetProbeOptions,
  Iap,
  InMemoryVolumeOptions,
  JsonParsing,
  LogOptionalMode,
  NegativeCaching,
  NfsVolumeOptions,
  OutlierDetection,
  OutlierDetectionOptions,
  PostQuantumKeyExchange,
  PathMatch,
  PathRewrite,
  QuicOverride,
  RetryCondition,
  RetryPolicy,
  RouteAction,
  RouteOptions,
  Routes,
  RuleVisibility,
  SecretVolumeOptions,
  SecurityExpressionOptions,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityPolicyLogLevel,
  SecurityPolicyProps,
  SecurityRule,
  SslPolicy,
  SslPolicyProps,
  SslProfile,
  StandardJsonParsingOptions,
  ThrottleOptions,
  TlsVersion,
  TrafficTarget,
  UrlMap,
  VpcAccess,
  VpcEgress,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { HELLO, backend, balancer, existing, service, site } from "./builders";
import { pem } from "../neighbours";
import { KnownType, NewerArgument, sinceOf } from "../../lib/app/arguments";
import { AnySite, Change, change } from "./change";

/** The props of a struct that may be left out. */
type Optional<Props> = { [Prop in keyof Props]-?: object extends Pick<Props, Prop> ? Prop : never }[keyof Props];
/** A value for every prop that may be left out, but for those whose taking away is a row of its own, or another change. */
type Values<Props, Not extends keyof Props = never> = {
  readonly [Prop in Exclude<Optional<Props>, Not>]: Props[Prop];
};

const OF_ALL_MODES: Values<CdnPolicyOptions> = {
  bypassCacheOnRequestHeaders: ["X-Preview"],
  cacheKeyPolicy: { includeHost: false },
  negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec: 60 }]),
  requestCoalescing: false,
  serveWhileStaleSec: 60,
  signedUrlCacheMaxAgeSec: 600,
};
const OF_STATIC: Values<CacheAllStaticOptions> = {
  ...OF_ALL_MODES,
  defaultTtlSec: 60,
  clientTtlSec: 30,
  maxTtlSec: 90000,
};
const OF_EVERYTHING: Values<ForceCacheAllOptions> = { ...OF_ALL_MODES, defaultTtlSec: 60, clientTtlSec: 30 };
const OF_CACHE_KEY: Values<CacheKeyPolicy> = {
  includeHost: false,
  includeHttpHeaders: ["X-Device"],
  includeNamedCookies: ["shop"],
  includeProtocol: false,
  queryString: CacheKeyQueryString.whitelist(["page"]),
};
const OF_BUCKET_STATIC: Values<CacheAllStaticOptions> = {
  ...OF_STATIC,
  cacheKeyPolicy: { includeHttpHeaders: ["X-Device"] },
};
const OF_BUCKET_ALL: Values<ForceCacheAllOptions> = {
  ...OF_EVERYTHING,
  cacheKeyPolicy: { includeHttpHeaders: ["X-Device"] },
};
const OF_OUTLIERS: Values<OutlierDetectionOptions> = {
  baseEjectionTimeSec: 99,
  consecutiveErrors: 9,
  consecutiveGatewayFailure: 9,
  enforcingConsecutiveErrors: 50,
  enforcingConsecutiveGatewayFailure: 50,
  intervalSec: 7,
  maxEjectionPercent: 80,
};
const OF_BACKEND: Values<BackendServiceProps, "backends" | "edgeSecurityPolicy" | "iap" | "name" | "securityPolicy"> = {
  cdnPolicy: CdnPolicy.cacheAllStatic(),
  compressionMode: CompressionMode.AUTOMATIC,
  customRequestHeaders: ["X-Region: {client_region}"],
  customResponseHeaders: ["X-Served-By: acme"],
  description: "the site",
  logConfig: { sampleRate: 0.5 },
  outlierDetection: OutlierDetection.custom({ consecutiveErrors: 2 }),
};
const OF_BUCKET: Values<BackendBucketProps, "edgeSecurityPolicy" | "name"> = {
  cdnPolicy: CdnPolicy.cacheAllStatic(),
  compressionMode: CompressionMode.AUTOMATIC,
  customResponseHeaders: ["X-Served-By: acme"],
  description: "the assets",
};
const OF_BUCKET_KEY: Values<CacheKeyPolicy, "includeHost" | "includeNamedCookies" | "includeProtocol"> = {
  includeHttpHeaders: ["X-Device"],
  queryString: CacheKeyQueryString.whitelist(["page"]),
};
const OF_LOGS: Values<BackendLogConfig, keyof typeof OF_NEWER_LOGS> = {
  enable: false,
  optionalFields: ["tls.cipher"],
  optionalMode: LogOptionalMode.INCLUDE_ALL_OPTIONAL,
  sampleRate: 0.5,
};
const OF_STARTUP: Values<HttpGetProbeOptions> = {
  failureThreshold: 7,
  initialDelaySec: 3,
  path: "/up",
  periodSec: 5,
  port: 9000,
  timeoutSec: 2,
};
/** What another pipeline writes has rows of its own, and a container waits only for another one. */
type OfContainer = "dependsOn" | "ignoreImageChanges";
/** What older versions of the provider do not have has rows of its own. */
type NewerOfService = "defaultUriDisabled" | "iap" | "readinessProbe";
const FILES = CloudRunVolume.inMemory("files", { sizeLimit: "64Mi" });
const OF_NEWER_SERVICE: Values<Pick<CloudRunServiceProps, NewerOfService>> = {
  defaultUriDisabled: true,
  iap: Iap.googleManagedClient({ members: ["user:one@example.com"] }),
  readinessProbe: CloudRunProbe.httpGet({ path: "/ready" }),
};
const OF_SERVICE: Values<CloudRunServiceProps, "name" | "serviceAccount" | OfContainer | NewerOfService> = {
  args: ["--verbose"],
  command: ["/server"],
  containerName: "web",
  cpuIdle: false,
  customAudiences: ["https://shop.example.com"],
  description: "the shop",
  executionEnvironment: CloudRunExecutionEnvironment.SECOND_GENERATION,
  gpu: CloudRunGpu.nvidiaL4({ zonalRedundancy: false }),
  sessionAffinity: true,
  sidecars: [{ name: "proxy", image: HELLO }],
  startupCpuBoost: true,
  volumeMounts: { "/mnt/files": FILES },
  workingDir: "/srv",
  containerPort: 9000,
  cpu: "2",
  deletionProtection: false,
  env: { GREETING: "hello" },
  ingress: CloudRunIngress.ALL,
  invoker: CloudRunInvoker.members(["user:one@example.com"]),
  labels: { team: "web" },
  livenessProbe: CloudRunProbe.httpGet({ path: "/alive" }),
  maxInstanceCount: 9,
  maxInstanceRequestConcurrency: 11,
  memory: "1Gi",
  minInstanceCount: 2,
  secretEnv: { KEY: { secret: "key", version: "3" } },
  startupProbe: CloudRunProbe.httpGet(),
  timeoutSec: 77,
  traffic: [TrafficTarget.latest(100, { tag: "next" })],
  vpcAccess: VpcAccess.directEgress({ network: "net" }),
};
/** A startup probe of a sidecar stays when it is taken out. */
const OF_SIDECAR: Values<CloudRunSidecar, "startupProbe" | OfContainer> = {
  args: ["--verbose"],
  command: ["/proxy"],
  cpu: "2",
  env: { GREETING: "hello" },
  gpu: CloudRunGpu.nvidiaL4(),
  livenessProbe: CloudRunProbe.httpGet({ port: 9001 }),
  memory: "1Gi",
  secretEnv: { KEY: { secret: "key" } },
  volumeMounts: { "/mnt/files": FILES },
  workingDir: "/srv",
};
const OF_SECRET: Values<SecretVolumeOptions> = {
  items: [{ path: "token", version: "3", mode: 0o400 }],
  defaultMode: 0o400,
};
const OF_MEMORY: Values<InMemoryVolumeOptions> = { sizeLimit: "64Mi" };
const OF_BUCKET_FILES: Values<CloudStorageVolumeOptions> = { readOnly: true };
const OF_SHARE: Values<NfsVolumeOptions> = { readOnly: true };
const OF_GPU: Values<CloudRunGpuOptions> = { zonalRedundancy: false };
const OF_LIVENESS: Values<HttpGetProbeOptions, "path"> = { ...OF_STARTUP, periodSec: 20, initialDelaySec: 4 };
const OF_VPC: Values<DirectVpcEgressOptions, "network" | "subnetwork"> = {
  egress: VpcEgress.ALL_TRAFFIC,
  tags: ["web"],
};
const OF_HEADERS: Values<HeaderAction> = {
  requestHeadersToAdd: [{ headerName: "X-Site", headerValue: "acme", replace: false }],
  requestHeadersToRemove: ["X-Debug"],
  responseHeadersToAdd: [{ headerName: "X-Frame-Options", headerValue: "DENY" }],
  responseHeadersToRemove: ["X-Powered-By"],
};
const OF_CORS: Values<CorsPolicy> = {
  allowCredentials: true,
  allowHeaders: ["X-Site"],
  allowMethods: ["PUT"],
  allowOrigins: ["https://www.example.com"],
  exposeHeaders: ["X-Site"],
  maxAgeSec: 600,
};
const RETRY = { retryConditions: [RetryCondition.SERVER_ERROR_5XX] };
const OF_RETRY: Values<RetryPolicy> = { numRetries: 3, perTryTimeoutSec: 1.5 };
const OF_ROUTE: Values<RouteOptions, "cachePolicy" | "customErrorResponsePolicy"> = {
  corsPolicy: OF_CORS,
  faultInjectionPolicy: { abort: { httpStatus: 500, percentage: 1 } },
  headerAction: OF_HEADERS,
  retryPolicy: { retryConditions: [RetryCondition.SERVER_ERROR_5XX], numRetries: 3 },
  timeoutSec: 2.5,
  urlRewrite: { hostRewrite: "internal.example.com", pathRewrite: PathRewrite.prefix("/v2/") },
};
/** Only a backend has an age of responses to signed URLs. */
const OF_ROUTE_CACHE = { ...OF_STATIC, signedUrlCacheMaxAgeSec: undefined };
/** What is there, and says nothing. */
const OF_NOTHING: RouteOptions = { corsPolicy: {}, faultInjectionPolicy: {}, headerAction: {}, urlRewrite: {} };
/** A site key has rows of its own. */
const OF_POLICY: Values<
  SecurityPolicyProps,
  "name" | "recaptchaRedirectSiteKey" | "rules" | "requestBodyInspectionSize" | keyof typeof OF_NEWER_POLICY
> = {
  adaptiveProtection: { ruleVisibility: RuleVisibility.PREMIUM },
  defaultAction: SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND),
  description: "keeps them out",
  jsonParsing: JsonParsing.standardWithGraphql(),
  logLevel: SecurityPolicyLogLevel.VERBOSE,
  userIpRequestHeaders: ["True-Client-IP"],
};
const OF_EDGE: Values<EdgeSecurityPolicyProps, "name" | "rules" | keyof typeof OF_NEWER_POLICY> = {
  defaultAction: SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND),
  description: "keeps them out",
};
const OF_ADAPTIVE_PROTECTION: Values<AdaptiveProtection, "thresholds"> = { ruleVisibility: RuleVisibility.PREMIUM };
const OF_RULE: Values<ThrottleOptions, "match" | "priority"> = {
  description: "first look",
  exceedAction: ExceedAction.deny(DenyStatus.FORBIDDEN),
  preview: true,
  requestHeadersToAdd: [{ headerName: "X-Limited", headerValue: "yes" }],
};
const OF_JSON: Values<StandardJsonParsingOptions> = { contentTypes: ["application/vnd.api+json"] };
/** What looks at both kinds of tokens. */
const TOKENS = "token.recaptcha_action.score < 0.5 && token.recaptcha_session.score < 0.5";
const OF_EXPRESSION: Values<SecurityExpressionOptions> = {
  actionTokenSiteKeys: ["action-key"],
  sessionTokenSiteKeys: ["session-key"],
};
/** What makes or takes away parts of a load balancer has rows of its own. */
const OF_FRONT: Pick<
  Values<ApplicationLoadBalancerProps>,
  "description" | "httpKeepAliveTimeoutSec" | "labels" | "quicOverride"
> = {
  description: "the site",
  httpKeepAliveTimeoutSec: 700,
  labels: { team: "web" },
  quicOverride: QuicOverride.ENABLE,
};
/** Another IP version is another address, and a description stays as it was first; newer providers have a deletion policy. */
const OF_ADDRESS: Values<GlobalAddressProps, keyof typeof OF_NEWER_ADDRESS | "description" | "ipVersion" | "name"> = {
  labels: { team: "web" },
  preventDestroy: true,
};
const OF_TLS: Values<SslPolicyProps, "name" | "description" | keyof typeof OF_NEWER_TLS> = {
  minTlsVersion: TlsVersion.TLS_1_1,
  profile: SslProfile.custom(["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]),
};

/** Domains, zones and the kind of the authorizations have rows of their own. */
const OF_MAP: Values<CertificateMapProps, "dnsAuthorizationType" | "dnsZones" | "domains" | "name"> = {
  description: "all certificates",
  labels: { team: "web" },
  preventDestroy: true,
};

const [CA, CA_2] = ["partners-ca.pem", "partners-ca-2.pem"].map(pem);
const OF_CLIENTS: Values<ClientAuthenticationProps, "name"> = {
  allowlistedCertificates: [CA_2],
  clientValidationMode: ClientValidationMode.ALLOW_INVALID_OR_MISSING_CLIENT_CERT,
  description: "the partners",
  intermediateCas: [CA_2],
};

/** What only newer providers have; how much of a body is inspected stays when it is taken out. */
const OF_NEWER_LOGS = { requestHeaders: ["X-Request-Id"], responseHeaders: ["X-Cache"] } satisfies BackendLogConfig;
const OF_NEWER_POLICY = { labels: { team: "web" } } satisfies SecurityPolicyProps & EdgeSecurityPolicyProps;
const OF_NEWER_ADDRESS = { deletionPolicy: DeletionPolicy.PREVENT } satisfies GlobalAddressProps;
const OF_NEWER_TLS = { postQuantumKeyExchange: PostQuantumKeyExchange.ENABLED } satisfies SslPolicyProps;

/** Makes a construct per option: with it, or without. */
type MakeEach = (stack: EnvironmentStack, isGiven: boolean) => void;

function each<Props>(
  id: string,
  values: Partial<Props>,
  make: (stack: EnvironmentStack, id: string, props: Partial<Props>) => void,
): MakeEach {
  return (stack, isGiven) =>
    Object.entries(values).forEach(([prop, value]) =>
      make(stack, `${id}-${prop}`, isGiven ? ({ [prop]: value } as Partial<Props>) : {}),
    );
}

/** A site with all of these constructs, beside one that serves. */
function withEach(isGiven: boolean, ...all: readonly MakeEach[]): AnySite {
  return site((stack) => {
    balancer(stack, backend(stack, "Front", existing(stack, "web1")));
    all.forEach((makeEach) => makeEach(stack, isGiven));
  });
}

/** The same of what the provider has only from the version on that has an argument. */
function takenOfNewer<Type extends KnownType>(
  type: Type,
  argument: NewerArgument<Type> & string,
  what: string,
  ...all: readonly MakeEach[]
): Change {
  return { ...taken(`${what} of newer providers`, ...all), since: sinceOf(type, argument) };
}

function taken(what: string, ...all: readonly MakeEach[]): Change {
  return change(`${what}, one by one`, withEach(true, ...all), withEach(false, ...all));
}

const makeBackend = (stack: EnvironmentStack, id: string, props: Partial<BackendServiceProps>) =>
  void backend(stack, id, existing(new Construct(stack, `Of-${id}`), "app"), props);
const makeCache =
  (policyOf: (options: object) => CdnPolicy) => (stack: EnvironmentStack, id: string, options: object) =>
    makeBackend(stack, id, { cdnPolicy: policyOf(options) });
const makeBucket = (stack: EnvironmentStack, id: string, props: Partial<BackendBucketProps>) =>
  void new BackendBucket(stack, id, { bucketName: "acme-assets", ...props });
const makeBucketCache =
  (policyOf: (options: object) => CdnPolicy) => (stack: EnvironmentStack, id: string, options: object) =>
    makeBucket(stack, id, { cdnPolicy: policyOf(options) });
const makeService = (stack: EnvironmentStack, id: string, props: Partial<CloudRunServiceProps>) =>
  void backend(stack, `Of-${id}`, service(stack, id, props));
const makeVolume =
  (volumeOf: (options: object) => CloudRunVolume) => (stack: EnvironmentStack, id: string, options: object) =>
    makeService(stack, id, { volumeMounts: { "/mnt/files": volumeOf(options) } });
const makeRoute =
  (optionsOf: (part: object) => RouteOptions) => (stack: EnvironmentStack, id: string, part: object) => {
    const front = backend(stack, `For-${id}`, existing(new Construct(stack, `Of-${id}`), "app"));
    new ApplicationLoadBalancer(stack, id, {
      domains: [`${id.toLowerCase()}.example.com`],
      defaultService: front,
      routes: Routes.byPath([
        { paths: Routes.pathAndBelow("/api"), action: RouteAction.forward(front, optionsOf(part)) },
      ]),
    });
  };
const makeCachedRoute = (policyOf: (options: object) => CdnPolicy) =>
  makeRoute((options) => ({ cachePolicy: Object.keys(options).length === 0 ? undefined : policyOf(options) }));
/** Cache policies in all places that have one, also of a route to a backend bucket. */
const makeCachedPlaces: MakeEach = (stack, isGiven) => {
  const front = backend(stack, "For-Places", existing(new Construct(stack, "Of-Places"), "app"));
  const bucket = new BackendBucket(stack, "Bucket-Places", { bucketName: "acme-assets" });
  const cacheKeyPolicy = { queryString: CacheKeyQueryString.whitelist(["page"]) };
  const options = { cachePolicy: isGiven ? CdnPolicy.forceCacheAll({ cacheKeyPolicy }) : undefined };
  const action = RouteAction.forward(front, options);
  new ApplicationLoadBalancer(stack, "Places", {
    domains: ["places.example.com", "rules.example.com"],
    urlMap: new UrlMap(stack, "Map-Places", {
      defaultAction: action,
      hostRules: [
        {
          hosts: ["places.example.com"],
          defaultAction: action,
          routes: Routes.byPath([
            { paths: ["/a"], action },
            { paths: ["/b"], action: RouteAction.forward(bucket, options) },
          ]),
        },
        {
          hosts: ["rules.example.com"],
          routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/a") }, action }]),
        },
      ],
    }),
  });
};
const makePolicy = (stack: EnvironmentStack, id: string, props: Partial<SecurityPolicyProps>) => {
  const rules = [SecurityRule.deny({ match: SecurityMatch.ipRanges(["192.0.2.0/24"]), priority: 1000 })];
  const securityPolicy = new SecurityPolicy(stack, id, { rules, ...props });
  makeBackend(stack, `For-${id}`, { securityPolicy });
};
const makeEdge = (stack: EnvironmentStack, id: string, props: Partial<EdgeSecurityPolicyProps>) => {
  const edgeSecurityPolicy = new EdgeSecurityPolicy(stack, id, props);
  makeBucket(stack, `Of-${id}`, { edgeSecurityPolicy });
  makeBackend(stack, `For-${id}`, { edgeSecurityPolicy, cdnPolicy: CdnPolicy.cacheAllStatic() });
};
const makeFront = (stack: EnvironmentStack, id: string, props: Partial<ApplicationLoadBalancerProps>) => {
  const front = backend(stack, `For-${id}`, existing(new Construct(stack, `Of-${id}`), "app"));
  new ApplicationLoadBalancer(stack, id, {
    domains: [`${id.toLowerCase()}.example.com`],
    defaultService: front,
    ...props,
  });
};

/** Each option, given to a construct of its own, and taken out of the code again: nothing of it may stay. */
export const eachOptionChanges: readonly Change[] = [
  taken(
    "options of backend services",
    each<BackendServiceProps>("Web", OF_BACKEND, makeBackend),
    each("Logs", OF_LOGS, (stack, id, logConfig) => makeBackend(stack, id, { logConfig })),
    each("Outliers", OF_OUTLIERS, (stack, id, options) =>
      makeBackend(stack, id, { outlierDetection: OutlierDetection.custom(options) }),
    ),
  ),
  taken(
    "options of caches",
    each(
      "Static",
      OF_STATIC,
      makeCache((options) => CdnPolicy.cacheAllStatic(options)),
    ),
    each(
      "All",
      OF_EVERYTHING,
      makeCache((options) => CdnPolicy.forceCacheAll(options)),
    ),
    each(
      "Origin",
      OF_ALL_MODES,
      makeCache((options) => CdnPolicy.useOriginHeaders(options)),
    ),
    each(
      "Key",
      OF_CACHE_KEY,
      makeCache((cacheKeyPolicy) => CdnPolicy.useOriginHeaders({ cacheKeyPolicy })),
    ),
  ),
  taken(
    "options of backend buckets",
    each<BackendBucketProps>("Bucket", OF_BUCKET, makeBucket),
    each(
      "BucketStatic",
      OF_BUCKET_STATIC,
      makeBucketCache((options) => CdnPolicy.cacheAllStatic(options)),
    ),
    each(
      "BucketAll",
      OF_BUCKET_ALL,
      makeBucketCache((options) => CdnPolicy.forceCacheAll(options)),
    ),
    each(
      "BucketKey",
      OF_BUCKET_KEY,
      makeBucketCache((cacheKeyPolicy) => CdnPolicy.useOriginHeaders({ cacheKeyPolicy })),
    ),
  ),
  taken(
    "options of Cloud Run services",
    each("Run", OF_SERVICE, makeService),
    each("Startup", OF_STARTUP, (stack, id, options) =>
      makeService(stack, id, { startupProbe: CloudRunProbe.httpGet(options) }),
    ),
    each("Liveness", OF_LIVENESS, (stack, id, options) =>
      makeService(stack, id, { livenessProbe: CloudRunProbe.httpGet(options) }),
    ),
    each("Vpc", OF_VPC, (stack, id, options) =>
      makeService(stack, id, { vpcAccess: VpcAccess.directEgress({ network: "net", subnetwork: "sub", ...options }) }),
    ),
    each("Sidecar", OF_SIDECAR, (stack, id, options) =>
      makeService(stack, id, { sidecars: [{ name: "proxy", image: HELLO, ...options }] }),
    ),
    each("Gpu", OF_GPU, (stack, id, options) => makeService(stack, id, { gpu: CloudRunGpu.nvidiaL4(options) })),
    each(
      "Secret",
      OF_SECRET,
      makeVolume((options) => CloudRunVolume.secret("files", { secret: "key", ...options })),
    ),
    each(
      "Memory",
      OF_MEMORY,
      makeVolume((options) => CloudRunVolume.inMemory("files", options)),
    ),
    each(
      "Objects",
      OF_BUCKET_FILES,
      makeVolume((options) => CloudRunVolume.cloudStorage("files", "acme-files", options)),
    ),
    each(
      "Share",
      OF_SHARE,
      makeVolume((options) => CloudRunVolume.nfs("files", { server: "10.0.0.2", path: "/share", ...options })),
    ),
  ),
  taken(
    "options of routes",
    each(
      "Route",
      OF_ROUTE,
      makeRoute((options) => options),
    ),
    each(
      "Empty",
      OF_NOTHING,
      makeRoute((options) => options),
    ),
    each(
      "Headers",
      OF_HEADERS,
      makeRoute((headerAction) => ({ headerAction })),
    ),
    each(
      "Cors",
      OF_CORS,
      makeRoute((part) => ({ corsPolicy: { allowOrigins: ["https://a.example.com"], ...part } })),
    ),
    each(
      "Retry",
      OF_RETRY,
      makeRoute((part) => ({ retryPolicy: { ...RETRY, ...part } })),
    ),
  ),
  taken(
    "options of Cloud Armor policies and of their rules",
    each("Policy", OF_POLICY, makePolicy),
    each("Edge", OF_EDGE, makeEdge),
    each("Adaptive", OF_ADAPTIVE_PROTECTION, (stack, id, adaptiveProtection) =>
      makePolicy(stack, id, { adaptiveProtection }),
    ),
    each("Rule", OF_RULE, (stack, id, options) =>
      makePolicy(stack, id, {
        rules: [
          SecurityRule.throttle({
            count: 10,
            intervalSec: 60,
            enforceOnKey: EnforceOnKey.IP,
            priority: 1000,
            ...options,
          }),
        ],
      }),
    ),
    each("Json", OF_JSON, (stack, id, options) =>
      makePolicy(stack, id, { jsonParsing: JsonParsing.standard(options) }),
    ),
    each("Tokens", OF_EXPRESSION, (stack, id, options) =>
      makePolicy(stack, id, {
        rules: [SecurityRule.deny({ match: SecurityMatch.expression(TOKENS, options), priority: 1000 })],
      }),
    ),
  ),
  taken(
    "options of load balancers, addresses and SSL policies",
    each("Front", OF_FRONT, makeFront),
    each("Address", OF_ADDRESS, (stack, id, props) =>
      makeFront(stack, id, { address: new GlobalAddress(stack, `Ip-${id}`, props) }),
    ),
    each("Tls", OF_TLS, (stack, id, props) =>
      makeFront(stack, id, { sslPolicy: new SslPolicy(stack, `Policy-${id}`, props) }),
    ),
  ),
  takenOfNewer(
    "google_cloud_run_v2_service",
    "iap_enabled",
    "options of Cloud Run services",
    each<CloudRunServiceProps>("Newer", OF_NEWER_SERVICE, makeService),
  ),
  takenOfNewer(
    "google_compute_backend_service",
    "log_config.request_headers",
    "logged headers",
    each("NewerLogs", OF_NEWER_LOGS, (stack, id, logConfig) => makeBackend(stack, id, { logConfig })),
  ),
  takenOfNewer(
    "google_compute_url_map",
    "path_matcher.path_rule.route_action.cache_policy",
    "cache policies of routes",
    each(
      "NewerStatic",
      OF_ROUTE_CACHE,
      makeCachedRoute((options) => CdnPolicy.cacheAllStatic(options)),
    ),
    each(
      "NewerAll",
      { defaultTtlSec: 0, clientTtlSec: 0 },
      makeCachedRoute((options) => CdnPolicy.forceCacheAll(options)),
    ),
    each(
      "NewerKey",
      OF_CACHE_KEY,
      makeCachedRoute((cacheKeyPolicy) => CdnPolicy.useOriginHeaders({ cacheKeyPolicy })),
    ),
    makeCachedPlaces,
  ),
  takenOfNewer(
    "google_compute_global_address",
    "deletion_policy",
    "deletion policies of addresses",
    each("NewerAddress", OF_NEWER_ADDRESS, (stack, id, props) =>
      makeFront(stack, id, { address: new GlobalAddress(stack, `Ip-${id}`, props) }),
    ),
  ),
  takenOfNewer(
    "google_compute_security_policy",
    "labels",
    "labels of Cloud Armor policies",
    each("NewerPolicy", OF_NEWER_POLICY, makePolicy),
    each("NewerEdge", OF_NEWER_POLICY, makeEdge),
  ),
  takenOfNewer(
    "google_compute_ssl_policy",
    "post_quantum_key_exchange",
    "options of SSL policies",
    each("NewerTls", OF_NEWER_TLS, (stack, id, props) =>
      makeFront(stack, id, { sslPolicy: new SslPolicy(stack, `Policy-${id}`, props) }),
    ),
  ),
  taken(
    "options of certificate maps",
    each("Map", OF_MAP, (stack, id, props) => {
      const domains = [`${id.toLowerCase()}.example.com`];
      const certificateMap = new CertificateMap(stack, `Map-${id}`, { ...props, domains });
      makeFront(stack, id, { domains: undefined, certificateMap });
    }),
  ),
  taken(
    "options of client authentication",
    each<ClientAuthenticationProps>("Clients", OF_CLIENTS, (stack, id, props) => {
      const clientAuthentication = new ClientAuthentication(stack, `By-${id}`, { trustAnchors: [CA], ...props });
      makeFront(stack, id, { clientAuthentication });
    }),
  ),
];
