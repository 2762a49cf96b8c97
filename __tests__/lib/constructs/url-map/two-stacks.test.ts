/** A URL map of one stack, `site`, that uses backend services of another, `shared`. */
import "cdktf-google-serverless-lb/jest";
import { App, Fn, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  EnvironmentStack,
  IRouteTarget,
  RouteAction,
  RouteTest,
  Routes,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
  UrlMapProps,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { failureOf, synthesizeApp } from "../../../synthesized";

const TYPE = "google_compute_url_map";
const REMOTE =
  "${data.terraform_remote_state.cross-stack-reference-input-shared.outputs.cross-stack-output-google_compute_backend_serviceApi_F70053CDself_link}";
const URL = "https://app.example.com/shared/x";

const api = (stack: EnvironmentStack) =>
  new BackendService(stack, "Api", {
    backends: [new ServerlessNeg(stack, "Neg", { region: "us-central1", target: ServerlessTarget.cloudRun("api") })],
  });

interface Twins {
  readonly site: EnvironmentStack;
  /** Of the stack `shared`. */
  readonly theirs: BackendService;
  /** Of the stack `site`, with the same id and so the same Terraform address. */
  readonly ours: BackendService;
}

function twins(app: App): Twins {
  const [shared, site] = ["shared", "site"].map((id) => new EnvironmentStack(app, id, { project: "p1" }));
  return { site, theirs: api(shared), ours: api(site) };
}

/** `/shared` goes to the other stack's, all else to the site's own. */
const mapOf = ({ site, theirs, ours }: Twins, props: Partial<UrlMapProps> = {}) =>
  new UrlMap(site, "Map", {
    defaultService: ours,
    routes: Routes.byPath([{ paths: ["/shared", "/shared/*"], action: RouteAction.forward(theirs) }]),
    ...props,
  });

const renderedMap = (build: (built: Twins) => void) => {
  const { stacks } = synthesizeApp((app) => build(twins(app)));
  return Object.values(stacks.site.resource[TYPE])[0] as {
    readonly path_matcher: readonly { readonly path_rule: readonly { readonly service: string }[] }[];
    readonly test: readonly { readonly path: string; readonly service: string }[];
  };
};

test("derived tests name the same backend services as the routes", () => {
  const { path_matcher, test: tests } = renderedMap((built) => mapOf(built));
  expect(path_matcher[0].path_rule[0].service).toBe(REMOTE);
  expect(tests.map(({ path, service }) => [path, service])).toEqual([
    ["/shared", REMOTE],
    ["/shared/any-path", REMOTE],
    ["/any-path", "${google_compute_backend_service.Api_F70053CD.self_link}"],
  ]);
});

test("so do tests of one's own", () => {
  const { test: tests } = renderedMap((built) =>
    mapOf(built, {
      routeTests: [RouteTest.forward(URL, built.theirs), RouteTest.forward("https://a.com/", built.ours)],
    }),
  );
  expect(tests.map(({ service }) => service)).toEqual([
    REMOTE,
    "${google_compute_backend_service.Api_F70053CD.self_link}",
  ]);
});

test("a test that takes one for the other does not hold, and tells them apart", () => {
  const build = (app: App) => {
    const built = twins(app);
    mapOf(built, { routeTests: [RouteTest.forward(URL, built.ours)] });
  };
  expect(failureOf(build)).toMatch(
    /UM-18: the route test of app.example.com\/shared\/x fails: expected service site\/Api, got service shared\/Api .*;/,
  );
});

test("derived tests follow a self link that Terraform computes", () => {
  const build = ({ site, theirs }: Twins) => {
    class Renamed extends Construct implements IRouteTarget {
      public readonly routeTargetLink = Fn.replace(theirs.backendServiceSelfLink, "/v1/", "/beta/");
    }
    new UrlMap(site, "Map", { defaultService: new Renamed(site, "Beta") });
  };
  const service = `\${replace(${REMOTE.slice(2, -1)}, "/v1/", "/beta/")}`;
  expect(renderedMap(build)).toMatchObject({ default_service: service, test: [{ service }] });
});

test.each<[string, (map: UrlMap, built: Twins) => void]>([
  ["as built", () => undefined],
  [
    "with an override of the stack",
    (map, { site }) => {
      site.addOverride(`resource.${TYPE}.${map.resource.friendlyUniqueId}.description`, "shared");
    },
  ],
])("an answer tells two of the same id apart, before and after the synthesis, %s", (_what, change) => {
  const asked: (() => unknown)[] = [];
  const answers: unknown[] = [];
  synthesizeApp((app) => {
    const built = twins(app);
    const map = mapOf(built);
    change(map, built);
    asked.push(() => {
      const decision = map.route({ url: URL });
      return [decision.service, decision.goesTo(built.theirs), decision.goesTo(built.ours), decision.toString()];
    });
    answers.push(asked[0]());
  });
  answers.push(asked[0]());
  const answer = ["shared/Api", true, false, expect.stringContaining("goes to shared/Api")];
  expect(answers).toEqual([answer, answer]);
});

test("a load balancer is asked for the routes of another stack's URL map", () => {
  let check = () => {};
  synthesizeApp((app) => {
    const [shared, site] = ["shared", "site"].map((id) => new EnvironmentStack(app, id, { project: "p1" }));
    const [theirs, ours] = [api(shared), api(site)];
    const loadBalancer = new ApplicationLoadBalancer(site, "Lb", {
      domains: ["app.example.com"],
      urlMap: new UrlMap(shared, "Map", { defaultService: theirs }),
    });
    check = () => {
      expect(loadBalancer).toRoute(URL, theirs);
      expect(loadBalancer).not.toRoute(URL, ours);
      expect(loadBalancer.route({ url: URL }).service).toBe("shared/Api");
    };
    new ApplicationLoadBalancer(site, "Own", { domains: ["own.example.com"], defaultService: ours });
    check();
  });
  check();
});

test("what leads to no backend service of the other stack is shown as Terraform has it", () => {
  synthesizeApp((app) => {
    const [shared, site] = ["shared", "site"].map((id) => new EnvironmentStack(app, id, { project: "p1" }));
    const link = new TerraformVariable(shared, "link", { type: "string" }).stringValue;
    const host = new TerraformVariable(shared, "host", { type: "string" }).stringValue;
    const map = new UrlMap(site, "Map", {
      defaultService: BackendService.fromBackendServiceSelfLink(site, "Linked", link),
      hostRules: [{ hosts: ["old.com"], defaultAction: RouteAction.redirect({ hostRedirect: host }) }],
    });
    expect(map.route({ url: URL }).service).toBe("${var.link}");
    expect(map.route({ url: "https://old.com/" }).location).toBe("https://${var.host}/");
    expect(map).toRedirect("https://old.com/", `https://${host}`);
  });
});
