import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  EnvironmentStack,
  IRouteTarget,
  PathMatch,
  PathRewrite,
  RouteAction,
  RouteTest,
  Routes,
  UrlMap,
} from "cdktf-google-serverless-lb";
import "cdktf-google-serverless-lb/jest";
import { resource, synthesize } from "../../../synthesized";

const URL_MAP = "google_compute_url_map";
const ID = "${google_compute_backend_bucket.Assets_9A31D427.id}";
const WEB = "projects/p1/global/backendServices/web";

const assets = (stack: EnvironmentStack) => new BackendBucket(stack, "Assets", { bucketName: "acme-assets" });
const web = (stack: EnvironmentStack) => BackendService.fromBackendServiceSelfLink(stack, "Web", WEB);
const below = (path: string, action: RouteAction) => Routes.byPath([{ paths: [path, `${path}/*`], action }]);

describe("a backend bucket is a target", () => {
  test("by default, and of tests", () => {
    const build = (stack: EnvironmentStack) => {
      const defaultService = assets(stack);
      new UrlMap(stack, "Map", {
        defaultService,
        routeTests: [RouteTest.forward("https://a.example.com/x", defaultService)],
      });
    };
    expect(resource(URL_MAP, build)).toMatchObject({
      default_service: ID,
      test: [{ host: "a.example.com", path: "/x", service: ID }],
    });
  });

  test("of a path, a route rule and a split", () => {
    const build = (stack: EnvironmentStack) => {
      const [bucket, service] = [assets(stack), web(stack)];
      new UrlMap(stack, "Map", {
        defaultService: service,
        routes: below("/assets", RouteAction.forward(bucket)),
        routeTests: [],
        hostRules: [
          {
            hosts: ["old.example.com"],
            routes: Routes.inOrder([
              { match: { path: PathMatch.prefix("/a") }, action: RouteAction.forward(bucket) },
              {
                match: { path: PathMatch.prefix("/b") },
                action: RouteAction.split([
                  { service: bucket, weight: 1 },
                  { service, weight: 3 },
                ]),
              },
            ]),
          },
        ],
      });
    };
    expect(resource(URL_MAP, build)).toMatchObject({
      default_service: WEB,
      path_matcher: expect.arrayContaining([
        expect.objectContaining({ path_rule: [{ paths: ["/assets", "/assets/*"], service: ID }] }),
        expect.objectContaining({
          route_rules: [
            expect.objectContaining({ service: ID }),
            expect.objectContaining({
              route_action: {
                weighted_backend_services: [
                  expect.objectContaining({ backend_service: ID, weight: 1 }),
                  expect.objectContaining({ backend_service: WEB, weight: 3 }),
                ],
              },
            }),
          ],
        }),
      ]) as unknown,
    });
  });

  test("if it exists already", () => {
    const build = (stack: EnvironmentStack) => {
      const found = BackendBucket.fromBackendBucketName(stack, "Assets", "company-assets");
      new UrlMap(stack, "Map", { defaultService: web(stack), routes: below("/assets", RouteAction.forward(found)) });
    };
    expect(JSON.stringify(resource(URL_MAP, build))).toContain(
      '"service":"${data.google_compute_backend_bucket.Assets_9A31D427.id}"',
    );
  });

  test("of a load balancer", () => {
    const build = (stack: EnvironmentStack) =>
      new ApplicationLoadBalancer(stack, "Lb", { domains: ["app.example.com"], defaultService: assets(stack) });
    expect(JSON.stringify(synthesize(build).resource[URL_MAP])).toContain(`"default_service":"${ID}"`);
  });
});

describe("what happens to a request", () => {
  const asked = (ask: (map: UrlMap, bucket: IRouteTarget, service: IRouteTarget) => void) =>
    synthesize((stack) => {
      const [bucket, service] = [assets(stack), web(stack)];
      const rewrite = { urlRewrite: { pathRewrite: PathRewrite.prefix("/") } };
      const map = new UrlMap(stack, "Map", {
        defaultService: service,
        routes: Routes.byPath([
          { paths: ["/assets/*"], action: RouteAction.forward(bucket, rewrite) },
          {
            paths: ["/beta"],
            action: RouteAction.split([
              { service: bucket, weight: 1 },
              { service, weight: 3 },
            ]),
          },
        ]),
      });
      ask(map, bucket, service);
    });

  test("route tells the bucket and the object that is asked for", () => {
    asked((map, bucket, service) => {
      const decision = map.route({ url: "https://app.example.com/assets/logo.svg" });
      expect(decision.goesTo(bucket)).toBe(true);
      expect(decision.goesTo(service)).toBe(false);
      expect(decision.backendUrl).toBe("https://app.example.com/logo.svg");
      expect(decision.toString()).toContain("test/Assets");
    });
  });

  test("matchers take it", () => {
    asked((map, bucket, service) => {
      expect(map).toRoute("https://app.example.com/assets/logo.svg", bucket);
      expect(map).not.toRoute("https://app.example.com/", bucket);
      expect(map).toSplit("https://app.example.com/beta", [
        { service: bucket, weight: 1 },
        { service, weight: 3 },
      ]);
    });
  });
});

test("a route test that another target answers is refused", () => {
  const build = (stack: EnvironmentStack) => {
    const bucket = assets(stack);
    new UrlMap(stack, "Map", {
      defaultService: web(stack),
      routes: below("/assets", RouteAction.forward(bucket)),
      routeTests: [RouteTest.forward("https://app.example.com/asset/logo.svg", bucket)],
    });
  };
  expect(() => synthesize(build)).toThrow(/UM-18: .*test\/Assets/);
});
