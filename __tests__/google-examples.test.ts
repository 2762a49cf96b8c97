/** What Google's documentation shows as examples, as sites: no rule may refuse one, and none may warn for nothing. */
import {
  ApplicationLoadBalancer,
  BackendService,
  CacheKeyQueryString,
  CdnPolicy,
  CloudRunService,
  EnforceOnKey,
  DenyStatus,
  EnvironmentStack,
  ExceedAction,
  HeaderMatch,
  HostRule,
  NegativeCaching,
  PathMatch,
  PathRedirect,
  PathRewrite,
  QueryParameterMatch,
  RedirectResponseCode,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRedirect,
  SecurityRule,
  ServerlessNeg,
  ServerlessTarget,
  SslPolicy,
  SslProfile,
  TlsVersion,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { synthesizeApp } from "./synthesized";

const region = "us-central1";
type Build = (stack: EnvironmentStack) => void;

const backend = (stack: EnvironmentStack, id: string, props = {}) =>
  new BackendService(stack, id, {
    backends: [
      CloudRunService.fromCloudRunServiceAttributes(stack, `${id}Service`, {
        cloudRunServiceName: id.toLowerCase(),
        region,
      }),
    ],
    ...props,
  });
const site = (
  stack: EnvironmentStack,
  domain: string,
  hostRules: HostRule[] = [],
  defaultService = backend(stack, "Web"),
) => new ApplicationLoadBalancer(stack, "LoadBalancer", { domains: [domain], defaultService, hostRules });
/** A site whose host rule has routes made of some services. */
const routed =
  (hosts: string[], routes: (service: (id: string) => BackendService) => Routes): Build =>
  (stack) => {
    site(stack, hosts[0], [{ hosts, routes: routes((id) => backend(stack, id)) }]);
  };
const armored =
  (...rules: SecurityRule[]): Build =>
  (stack) => {
    const securityPolicy = new SecurityPolicy(stack, "Policy", { rules });
    site(stack, "app.example.com", [], backend(stack, "Web", { securityPolicy }));
  };
const masked =
  (domains: string[], target: ServerlessTarget): Build =>
  (stack) => {
    const defaultService = new BackendService(stack, "Web", {
      backends: [new ServerlessNeg(stack, "Neg", { region, target })],
    });
    new ApplicationLoadBalancer(stack, "LoadBalancer", { domains, defaultService });
  };
const cached =
  (cdnPolicy: CdnPolicy): Build =>
  (stack) => {
    site(stack, "app.example.com", [], backend(stack, "Web", { cdnPolicy }));
  };
const throttled = (enforceOnKey: EnforceOnKey, match = SecurityMatch.all()) =>
  SecurityRule.throttle({
    match,
    count: 100,
    intervalSec: 60,
    enforceOnKey,
    exceedAction: ExceedAction.TOO_MANY_REQUESTS,
  });

const EXAMPLES: readonly (readonly [page: string, build: Build])[] = [
  [
    "URL maps: two kinds of videos below /video",
    routed(["example.net"], (service) =>
      Routes.byPath([
        { paths: ["/video/hd", "/video/hd/*"], action: RouteAction.forward(service("Hd")) },
        { paths: ["/video/sd", "/video/sd/*"], action: RouteAction.forward(service("Sd")) },
        { paths: ["/video", "/video/*"], action: RouteAction.forward(service("Video")) },
      ]),
    ),
  ],
  [
    "URL maps: headers and a query decide",
    routed(["example.net"], (service) =>
      Routes.inOrder([
        {
          match: {
            path: PathMatch.prefix("/"),
            headers: [HeaderMatch.exact("abtest", "a")],
            queryParameters: [QueryParameterMatch.exact("ABTest", "A")],
          },
          action: RouteAction.forward(service("TestA")),
        },
        { match: { path: PathMatch.prefix("/video") }, action: RouteAction.forward(service("Video")) },
      ]),
    ),
  ],
  [
    "URL maps: a path template with a rewrite",
    routed(["example.net"], (service) =>
      Routes.inOrder([
        {
          match: { path: PathMatch.template("/xyzwebservices/v2/xyz/users/{username=*}/carts/{cartid=**}") },
          action: RouteAction.forward(service("Cart"), {
            urlRewrite: { pathRewrite: PathRewrite.template("/{username}-{cartid}/") },
          }),
        },
        {
          match: { path: PathMatch.template("/xyzwebservices/v2/xyz/users/*/accountinfo/*") },
          action: RouteAction.forward(service("User")),
        },
      ]),
    ),
  ],
  [
    "Traffic management: 95 to 5",
    routed(["example.net"], (service) =>
      Routes.inOrder([
        {
          match: { path: PathMatch.prefix("/") },
          action: RouteAction.split([
            { service: service("Main"), weight: 95 },
            { service: service("Canary"), weight: 5 },
          ]),
        },
      ]),
    ),
  ],
  [
    "Traffic management: redirects of host and path",
    (stack) => {
      site(stack, "example.net", [
        {
          hosts: ["example.net"],
          routes: Routes.byPath([
            {
              paths: ["/old", "/old/*"],
              action: RouteAction.redirect({
                pathRedirect: PathRedirect.prefix("/new/"),
                redirectResponseCode: RedirectResponseCode.FOUND,
                stripQuery: false,
              }),
            },
          ]),
        },
      ]);
    },
  ],
  [
    "Traffic management: a rewrite of host and prefix",
    routed(["example.net"], (service) =>
      Routes.byPath([
        {
          paths: ["/service", "/service/*"],
          action: RouteAction.forward(service("Api"), { urlRewrite: { hostRewrite: "api.example.net" } }),
        },
      ]),
    ),
  ],
  [
    "HTTP to HTTPS, with a map of its own for everything else",
    (stack) => {
      const urlMap = new UrlMap(stack, "Map", { defaultService: backend(stack, "Web") });
      new ApplicationLoadBalancer(stack, "LoadBalancer", { domains: ["www.example.com"], urlMap });
    },
  ],
  [
    "Serverless NEGs: the service in the host",
    masked(
      ["login-home.example.com", "pay-home.example.com"],
      ServerlessTarget.cloudRunUrlMask("<service>-home.example.com"),
    ),
  ],
  [
    "Serverless NEGs: the service in the path",
    masked(["example.com"], ServerlessTarget.cloudRunUrlMask("example.com/<service>")),
  ],
  ["Serverless NEGs: no host", masked(["example.com"], ServerlessTarget.cloudRunUrlMask("/<service>"))],
  [
    "Serverless NEGs: tag and service",
    masked(
      ["v1.login.example.com", "v2.login.example.com"],
      ServerlessTarget.cloudRunUrlMask("<tag>.<service>.example.com"),
    ),
  ],
  [
    "Serverless NEGs: tag in the path",
    masked(["example.com"], ServerlessTarget.cloudRunUrlMask("/home/<service>/<tag>")),
  ],
  [
    "Serverless NEGs: a function in the path",
    masked(["example.com"], ServerlessTarget.cloudFunctionUrlMask("/<function>")),
  ],
  [
    "Serverless NEGs: an App Engine service and version",
    masked(
      ["web-v1.example.com", "web-v2.example.com"],
      ServerlessTarget.appEngineUrlMask("<service>-<version>.example.com"),
    ),
  ],
  ["Cloud CDN: static content", cached(CdnPolicy.cacheAllStatic())],
  [
    "Cloud CDN: TTLs",
    cached(
      CdnPolicy.cacheAllStatic({
        defaultTtlSec: 3600,
        clientTtlSec: 3600,
        maxTtlSec: 86_400,
        serveWhileStaleSec: 86_400,
      }),
    ),
  ],
  [
    "Cloud CDN: negative caching",
    cached(
      CdnPolicy.useOriginHeaders({
        negativeCaching: NegativeCaching.custom([
          { code: 404, ttlSec: 60 },
          { code: 301, ttlSec: 300 },
        ]),
      }),
    ),
  ],
  [
    "Cloud CDN: cache keys",
    cached(
      CdnPolicy.useOriginHeaders({
        cacheKeyPolicy: { includeHost: false, queryString: CacheKeyQueryString.whitelist(["user", "time"]) },
      }),
    ),
  ],
  ["Rate limiting: per address", armored(throttled(EnforceOnKey.IP))],
  ["Rate limiting: per header", armored(throttled(EnforceOnKey.httpHeader("x-api-key")))],
  [
    "Rate limiting: a ban",
    armored(
      SecurityRule.rateBasedBan({
        match: SecurityMatch.ipRanges(["1.2.3.0/24"]),
        count: 50,
        intervalSec: 120,
        banDurationSec: 300,
        banThreshold: { count: 1000, intervalSec: 600 },
        enforceOnKey: EnforceOnKey.httpHeader("x-forwarded-host"),
      }),
    ),
  ],
  [
    "Rate limiting: address and header together",
    armored(throttled(EnforceOnKey.combined([EnforceOnKey.IP, EnforceOnKey.httpHeader("user-agent")]))),
  ],
  [
    "Security policies: some addresses",
    armored(SecurityRule.deny({ match: SecurityMatch.ipRanges(["192.0.2.0/24"]) })),
  ],
  [
    "Security policies: a country",
    armored(SecurityRule.deny({ match: SecurityMatch.expression("origin.region_code == 'AU'") })),
  ],
  [
    "Security policies: countries and a range",
    armored(
      SecurityRule.deny({
        match: SecurityMatch.expression("origin.region_code == 'AU' && !inIpRange(origin.ip, '1.2.3.0/24')"),
      }),
    ),
  ],
  [
    "Security policies: a cookie",
    (stack) => {
      const match = SecurityMatch.expression(
        "has(request.headers['cookie']) && request.headers['cookie'].contains('80=BLAH')",
      );
      const securityPolicy = new SecurityPolicy(stack, "Policy", {
        rules: [SecurityRule.allow({ match })],
        defaultAction: SecurityPolicyDefault.deny(DenyStatus.FORBIDDEN),
      });
      site(stack, "app.example.com", [], backend(stack, "Web", { securityPolicy }));
    },
  ],
  [
    "Security policies: the decoded path",
    armored(SecurityRule.deny({ match: SecurityMatch.expression("request.path.lower().urlDecode().contains('%00')") })),
  ],
  [
    "Security policies: SQL injection",
    armored(SecurityRule.deny({ match: SecurityMatch.preconfiguredWaf("sqli-v33-stable", { sensitivity: 1 }) })),
  ],
  [
    "Security policies: a redirect to reCAPTCHA",
    armored(
      SecurityRule.redirect({
        match: SecurityMatch.expression("request.path.matches('/login.html')"),
        redirect: SecurityRedirect.googleRecaptcha(),
      }),
    ),
  ],
  [
    "SSL policies: some ciphers",
    (stack) => {
      const profile = SslProfile.custom([
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      ]);
      new ApplicationLoadBalancer(stack, "LoadBalancer", {
        domains: ["app.example.com"],
        defaultService: backend(stack, "Web"),
        sslPolicy: new SslPolicy(stack, "Policy", { profile, minTlsVersion: TlsVersion.TLS_1_2 }),
      });
    },
  ],
  [
    "Custom headers: where the client is",
    (stack) => {
      const customRequestHeaders = ["X-Client-Geo-Location:{client_region},{client_city}", "X-TLS:{tls_version}"];
      const customResponseHeaders = [
        "X-Cache: {cdn_cache_status} {cdn_cache_id}",
        "Strict-Transport-Security: max-age=63072000",
      ];
      const cdnPolicy = CdnPolicy.useOriginHeaders();
      site(
        stack,
        "app.example.com",
        [],
        backend(stack, "Web", { customRequestHeaders, customResponseHeaders, cdnPolicy }),
      );
    },
  ],
];

test.each(EXAMPLES)("%s", (_page, build) => {
  const { warnings } = synthesizeApp((app) => build(new EnvironmentStack(app, "prod", { project: "p1" })));
  expect(warnings).toEqual([]);
});
