import {
  CacheAllStaticOptions,
  CacheKeyQueryString,
  CdnPolicy,
  CdnPolicyOptions,
  CloudRunIngress,
  CloudRunProbe,
  DenyStatus,
  EnforceOnKey,
  HeaderAction,
  HeaderMatch,
  LogOptionalMode,
  NegativeCaching,
  OutlierDetection,
  PathMatch,
  PathRewrite,
  QueryParameterMatch,
  RetryCondition,
  RouteAction,
  RouteOptions,
  Routes,
  RouteTest,
  RuleVisibility,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityPolicyProps,
  SecurityRule,
  SslPolicy,
  SslPolicyProps,
  SslProfile,
  TlsVersion,
  TrafficTarget,
  VpcAccess,
  VpcEgress,
} from "cdktf-google-serverless-lb";
import { backend, balancer, existing, site, withBackend, withFrontEnd, withRoutes, withService } from "./builders";
import { BACKEND_SERVICES, EVERYTHING, SERVICES, URL_MAP, AnySite, inPlace } from "./change";

const OF_ALL_MODES: CdnPolicyOptions = {
  cacheKeyPolicy: {
    includeHost: false,
    includeProtocol: false,
    queryString: CacheKeyQueryString.whitelist(["page"]),
    includeHttpHeaders: ["X-Device"],
    includeNamedCookies: ["shop"],
  },
  negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec: 60 }]),
  serveWhileStaleSec: 60,
  bypassCacheOnRequestHeaders: ["X-Preview"],
  signedUrlCacheMaxAgeSec: 600,
  requestCoalescing: false,
};
const OF_STATIC: CacheAllStaticOptions = { ...OF_ALL_MODES, defaultTtlSec: 60, clientTtlSec: 30, maxTtlSec: 90 };

const HEADERS: HeaderAction = {
  requestHeadersToAdd: [{ headerName: "X-Site", headerValue: "acme", replace: false }],
  requestHeadersToRemove: ["X-Debug"],
  responseHeadersToAdd: [{ headerName: "X-Frame-Options", headerValue: "DENY" }],
  responseHeadersToRemove: ["X-Powered-By"],
};
const ROUTE_OPTIONS: RouteOptions = {
  urlRewrite: { hostRewrite: "internal.example.com", pathRewrite: PathRewrite.prefix("/v2/") },
  timeoutSec: 2.5,
  headerAction: HEADERS,
  retryPolicy: { retryConditions: [RetryCondition.SERVER_ERROR_5XX], numRetries: 3, perTryTimeoutSec: 1.5 },
  corsPolicy: {
    allowOrigins: ["https://www.example.com"],
    allowMethods: ["GET"],
    allowHeaders: ["X-Site"],
    exposeHeaders: ["X-Site"],
    maxAgeSec: 600,
    allowCredentials: true,
  },
  faultInjectionPolicy: {
    abort: { httpStatus: 500, percentage: 1 },
    delay: { fixedDelaySec: 2, percentage: 1 },
  },
};

const byPath = (options: RouteOptions) =>
  withRoutes((_web, api) => ({
    routes: Routes.byPath([{ paths: Routes.pathAndBelow("/api"), action: RouteAction.forward(api, options) }]),
  }));
const inOrder = (options: RouteOptions) =>
  withRoutes((_web, api) => ({
    routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/api/") }, action: RouteAction.forward(api, options) }]),
  }));
const byDefault = (options: RouteOptions) =>
  withRoutes((_web, api) => ({
    hostRules: [
      {
        hosts: ["api.example.com"],
        defaultAction: RouteAction.forward(api, options),
        headerAction: options.headerAction,
      },
    ],
  }));

const armored = (props: SecurityPolicyProps): AnySite =>
  site((stack) => {
    const rules = [
      SecurityRule.deny({ match: SecurityMatch.ipRanges(["192.0.2.0/24"]), priority: 1000 }),
      SecurityRule.allow({ match: SecurityMatch.all(), priority: 2000 }),
    ];
    const securityPolicy = new SecurityPolicy(stack, "Armor", { rules, ...props });
    balancer(stack, backend(stack, "Web", existing(stack, "web1"), { securityPolicy }));
  });

const tls = (props: SslPolicyProps) => withFrontEnd((stack) => ({ sslPolicy: new SslPolicy(stack, "Tls", props) }));

/** Options that were given, and are taken out of the code again: nothing of them may stay. */
export const optionChanges = [
  inPlace(
    "all options of a backend service",
    BACKEND_SERVICES,
    withBackend({
      description: "the site",
      customRequestHeaders: ["X-Region: {client_region}"],
      customResponseHeaders: ["X-Served-By: acme"],
      logConfig: { sampleRate: 0.5, optionalFields: ["tls.cipher"] },
      outlierDetection: OutlierDetection.custom({ consecutiveErrors: 2, intervalSec: 7, maxEjectionPercent: 80 }),
    }),
    withBackend({}),
  ),
  inPlace(
    "the settings of outlier detection",
    BACKEND_SERVICES,
    withBackend({
      outlierDetection: OutlierDetection.custom({ consecutiveErrors: 2, baseEjectionTimeSec: 99, intervalSec: 7 }),
    }),
    withBackend({ outlierDetection: OutlierDetection.custom({}) }),
  ),
  inPlace(
    "the optional fields of the logs",
    BACKEND_SERVICES,
    withBackend({ logConfig: { optionalMode: LogOptionalMode.INCLUDE_ALL_OPTIONAL, sampleRate: 0.1 } }),
    withBackend({}),
  ),
  inPlace("that there are no logs", BACKEND_SERVICES, withBackend({ logConfig: { enable: false } }), withBackend({})),
  inPlace(
    "all options of the cache of static content",
    BACKEND_SERVICES,
    withBackend({ cdnPolicy: CdnPolicy.cacheAllStatic(OF_STATIC) }),
    withBackend({ cdnPolicy: CdnPolicy.cacheAllStatic() }),
  ),
  inPlace(
    "all options of the cache of everything",
    BACKEND_SERVICES,
    withBackend({ cdnPolicy: CdnPolicy.forceCacheAll({ ...OF_ALL_MODES, defaultTtlSec: 60, clientTtlSec: 30 }) }),
    withBackend({ cdnPolicy: CdnPolicy.forceCacheAll() }),
  ),
  inPlace(
    "all options of the cache by the origin's headers",
    BACKEND_SERVICES,
    withBackend({ cdnPolicy: CdnPolicy.useOriginHeaders(OF_ALL_MODES) }),
    withBackend({ cdnPolicy: CdnPolicy.useOriginHeaders() }),
  ),
  inPlace(
    "all options of a Cloud Run service but the service account",
    SERVICES,
    withService({
      containerPort: 9000,
      env: { GREETING: "hello", COLOUR: "blue" },
      secretEnv: { KEY: { secret: "key", version: "3" } },
      cpu: "2",
      memory: "1Gi",
      startupProbe: CloudRunProbe.httpGet({
        path: "/up",
        initialDelaySec: 3,
        periodSec: 5,
        timeoutSec: 2,
        failureThreshold: 7,
      }),
      livenessProbe: CloudRunProbe.httpGet({ path: "/alive", periodSec: 20, timeoutSec: 4 }),
      minInstanceCount: 2,
      maxInstanceCount: 9,
      maxInstanceRequestConcurrency: 11,
      timeoutSec: 77,
      vpcAccess: VpcAccess.directEgress({ network: "net", tags: ["web"], egress: VpcEgress.ALL_TRAFFIC }),
      labels: { team: "web" },
      ingress: CloudRunIngress.ALL,
      traffic: [TrafficTarget.latest(100, { tag: "next" })],
    }),
    withService({}),
  ),
  inPlace("all options of a route by path", URL_MAP, byPath(ROUTE_OPTIONS), byPath({})),
  inPlace("all options of a route in order", URL_MAP, inOrder(ROUTE_OPTIONS), inOrder({})),
  inPlace("all options of a default action", URL_MAP, byDefault(ROUTE_OPTIONS), byDefault({})),
  inPlace(
    "the headers and parameters that a route matches",
    URL_MAP,
    withRoutes((_web, api) => ({
      routes: Routes.inOrder([
        {
          match: {
            path: PathMatch.prefix("/api/", { ignoreCase: true }),
            headers: [HeaderMatch.exact("x-canary", "always", { invertMatch: true }), HeaderMatch.present("x-site")],
            queryParameters: [QueryParameterMatch.exact("version", "2")],
          },
          action: RouteAction.forward(api),
        },
      ]),
    })),
    inOrder({}),
  ),
  inPlace(
    "tests of routes",
    URL_MAP,
    withRoutes((web) => ({
      routeTests: [RouteTest.forward("https://app.example.com/", web, { headers: { a: "b" } })],
    })),
    withRoutes(() => ({})),
  ),
  inPlace(
    "all options of an Armor policy but the thresholds",
    EVERYTHING,
    armored({
      description: "keeps them out",
      defaultAction: SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND),
      adaptiveProtection: { ruleVisibility: RuleVisibility.PREMIUM },
      userIpRequestHeaders: ["True-Client-IP"],
    }),
    armored({}),
  ),
  inPlace(
    "a preview and a description of an Armor rule",
    EVERYTHING,
    armored({
      rules: [
        SecurityRule.throttle({
          count: 10,
          intervalSec: 60,
          enforceOnKey: EnforceOnKey.combined([EnforceOnKey.IP, EnforceOnKey.httpHeader("x-api-key")]),
          preview: true,
          description: "first look",
          priority: 1000,
        }),
      ],
    }),
    armored({
      rules: [
        SecurityRule.throttle({
          count: 10,
          intervalSec: 60,
          enforceOnKey: EnforceOnKey.httpCookie("s"),
          priority: 1000,
        }),
      ],
    }),
  ),
  inPlace(
    "all options of an SSL policy",
    EVERYTHING,
    tls({
      profile: SslProfile.custom(["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]),
      minTlsVersion: TlsVersion.TLS_1_1,
    }),
    tls({}),
  ),
];
