import {
  ComputeUrlMap,
  ComputeUrlMapHostRule,
  ComputeUrlMapPathMatcher,
  ComputeUrlMapTest,
  computeUrlMapHostRuleToTerraform,
  computeUrlMapPathMatcherToTerraform,
} from "@cdktf/provider-google/lib/compute-url-map";
import { Token } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { IRouteTarget } from "../route-target";
import { knownValues } from "../../resource/known";
import { refuse } from "../../resource/refuse";
import { judge, judgeAtSynth, problemsIn, problemsOf } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { isMarked } from "../../resource/mark";
import { fitted, kebabCase } from "../../resource/names";
import { CREATE_BEFORE_DESTROY, digest, joined } from "../../resource/replacement";
import { Decision, RouteRequest, UrlMapJson, evaluate } from "../../routing";
import { deriveTests } from "../../routing/derive";
import { runTests } from "../../routing/tests";
import { CustomErrorResponsePolicy, renderErrorPolicy } from "./custom-error-response";
import { HeaderAction, renderHeaderAction } from "./header-action";
import { RouteAction, neededBy, renderDefaultAction } from "./route-action";
import { RouteDecision } from "./route-decision";
import { RouteTest, failedTest, renderDerivedTest, renderRouteTest } from "./route-test";
import { HostRule, Routes, actionsOf, plainHostRule, renderPathRules, renderRouteRules } from "./routes";
import { waitFor } from "../../resource/wait-for";
import { withoutStackTraces } from "../../resource/stack-traces";
import { ask, nameOfReference, synthesized } from "../../resource/synthesized";
import { shaped } from "../../shape/guard";
import { TestedUrlMap } from "./tested-url-map";

export type { RouteRequest } from "../../routing";
export type { CustomErrorResponsePolicy, CustomErrorResponseRule } from "./custom-error-response";
export { type HeaderAction, type HeaderToAdd } from "./header-action";
export * from "./header-match";
export * from "./path-match";
export * from "./path-redirect";
export * from "./path-rewrite";
export * from "./query-parameter-match";
export { RedirectResponseCode, RouteAction, type UrlRedirect, type WeightedBackendService } from "./route-action";
export * from "./route-decision";
export * from "./route-options";
export { type ForwardTestOptions, type RedirectTestOptions, RouteTest } from "./route-test";
export { type HostRule, type PathRule, type RouteMatch, type RouteRule, Routes } from "./routes";

const EVERY_HOST = "*";
const EVERY_HOST_MATCHER = "all-hosts";

/** A URL map, created here or existing. */
export interface IUrlMap extends IConstruct {
  /** The self link of the URL map. */
  readonly urlMapSelfLink: string;
}

/** The properties of a `UrlMap`. Set exactly one of `defaultService` and `defaultAction`. */
export interface UrlMapProps {
  /**
   * The backend service that gets all requests that no rule matches.
   *
   * @default - These requests get the action in `defaultAction`.
   */
  readonly defaultService?: IRouteTarget;
  /**
   * The action for all requests that no rule matches, such as a redirect.
   *
   * @default - These requests go to `defaultService`.
   */
  readonly defaultAction?: RouteAction;
  /**
   * The routes for all hosts that are not listed in a host rule.
   *
   * @default - Requests for these hosts go to `defaultService`, or get `defaultAction`.
   */
  readonly routes?: Routes;
  /**
   * The routes for particular hosts.
   *
   * @default - The URL map has no host rules until you call `addHostRule`.
   */
  readonly hostRules?: HostRule[];
  /**
   * Changes to the headers of all requests that go to a backend, and of their responses. Google does not document
   * whether a response of the load balancer itself, such as a redirect, gets them.
   *
   * @default - The headers are not changed.
   */
  readonly headerAction?: HeaderAction;
  /**
   * The pages that visitors get in place of errors. A host rule or route can have its own, which is asked first.
   *
   * @default - Visitors get the errors as the backends and the load balancer answer them.
   */
  readonly customErrorResponsePolicy?: CustomErrorResponsePolicy;
  /**
   * Tests of the URL map, at most 100. Each test is a request and what must happen to it. The tests run at synth, and
   * Google runs them again at every change of the URL map. An empty list means that there are no tests.
   *
   * @default - The tests are created from the routes: a request for each rule, for similar paths, and for the defaults.
   * A request is not tested if Google does not document the result.
   */
  readonly routeTests?: RouteTest[];
  /**
   * A description of the URL map, shown in the Google Cloud console.
   *
   * @default - The URL map has no description.
   */
  readonly description?: string;
  /**
   * The name of the URL map in Google Cloud, 1 to 63 characters. If you import an existing URL map into Terraform, set
   * this to its name.
   *
   * @default - The name is made from the construct's path.
   */
  readonly name?: string;
}

/**
 * A URL map, which decides which backend service gets a request. A load balancer creates its own URL map. Create one
 * yourself to share it between load balancers, or to change the headers of all requests.
 *
 * The load balancer selects the host rule that matches the host of the request best, and uses the routes of this host
 * rule. If none of these routes matches the request, the default of the host rule is used.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class UrlMap extends Construct implements IUrlMap {
  /** References an existing URL map by its self link, either the full URL or the part that begins with `projects/`. */
  public static fromUrlMapSelfLink(scope: Construct, id: string, urlMapSelfLink: string): IUrlMap {
    class Import extends Construct implements IUrlMap {
      public readonly urlMapSelfLink = urlMapSelfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, [
      "existingGlobalLink",
      { what: "urlMapSelfLink", selfLink: urlMapSelfLink, collections: ["urlMaps"] },
    ]);
    return imported;
  }

  /**
   * Whether something is a URL map that is made here, by this copy of the package or by another one.
   *
   * @internal
   */
  public static _is(value: unknown): value is UrlMap {
    return isMarked(value, "UrlMap");
  }

  /** The Terraform resource of the URL map. */
  public readonly resource: ComputeUrlMap;
  /** The name of the URL map in Google Cloud. */
  public readonly urlMapName: string;

  private readonly tested: TestedUrlMap;
  private readonly routeTests?: RouteTest[];
  private readonly defaultAction: RouteAction;
  /** The hosts that are known, in lower case. */
  private readonly hosts = new Set<string>();
  private readonly hostRules: ComputeUrlMapHostRule[] = [];
  private readonly pathMatchers: ComputeUrlMapPathMatcher[] = [];

  public constructor(scope: Construct, id: string, props: UrlMapProps) {
    props = shaped("UrlMap", scope, id, props);
    super(scope, id);
    judge(this, [
      "UrlMap",
      {
        defaultService: props.defaultService,
        defaultAction: props.defaultAction?._action,
        routeTests: props.routeTests?.map(({ _test }) => _test),
      },
    ]);
    this.routeTests = props.routeTests;
    this.defaultAction = props.defaultAction ?? RouteAction.forward(props.defaultService as IRouteTarget);
    const { resource, name } = makeNamed(TestedUrlMap, this, {
      name: props.name,
      description: props.description,
      ...renderDefaultAction(this.defaultAction),
      headerAction: renderHeaderAction(props.headerAction),
      defaultCustomErrorResponsePolicy: renderErrorPolicy(props.customErrorResponsePolicy),
      hostRule: this.hostRules,
      pathMatcher: this.pathMatchers,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.urlMapName = name;
    this.tested = resource;
    this.tested.testWith((urlMap) => this.makeTests(urlMap));
    this.resource = this.tested;
    waitFor(resource, neededBy(this.defaultAction));
    judgeAtSynth(this, "UrlMap.routeTests", () => ({ failed: this.failedTests() }));
    if (props.routes) {
      this.addHostRule({ hosts: [EVERY_HOST], routes: props.routes });
    }
    props.hostRules?.forEach((rule) => this.addHostRule(rule));
  }

  /** The self link of the URL map. */
  public get urlMapSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }

  /**
   * Predicts what the URL map does with a request. The prediction uses the current configuration, including changes
   * made with `addOverride`, but not changes that CDKTF aspects make at synth.
   *
   * @throws Error if the URL is not a full URL, or if Google's documentation does not say enough to predict the result,
   * such as for a prefix rewrite after a path template. If only a detail is not documented, the decision has a note
   * instead.
   */
  public route(request: RouteRequest): RouteDecision {
    return RouteDecision._of(this, this._decide(request));
  }

  /**
   * The URL map as it stands in the synthesized Terraform JSON, but for the tests that are made of it.
   *
   * @internal
   */
  public get _withoutTests(): UrlMapJson {
    return this.tested.synthesized();
  }

  /**
   * The plain decision.
   *
   * @internal
   */
  public _decide(request: RouteRequest): Decision {
    return ask(this, () => evaluate(this._withoutTests, request));
  }

  /** Adds a host rule: routes for one or more hosts. None of the hosts may be in another host rule. */
  public addHostRule(rule: HostRule): void {
    const given = { ...plainHostRule(rule), present: this.hosts, count: this.hostRules.length + 1 };
    judge(this, ["HostRule", given]);
    const name = pathMatcherName(Token.isUnresolved(rule.hosts) ? joined(",", rule.hosts) : rule.hosts[0]);
    const hostRule = { hosts: rule.hosts, description: rule.description, pathMatcher: name };
    const pathMatcher: ComputeUrlMapPathMatcher = {
      name,
      ...(rule.defaultAction && renderDefaultAction(rule.defaultAction)),
      headerAction: renderHeaderAction(rule.headerAction),
      defaultCustomErrorResponsePolicy: renderErrorPolicy(rule.customErrorResponsePolicy),
      pathRule: rule.routes?._pathRules.length ? renderPathRules(rule.routes._pathRules) : undefined,
      routeRules: rule.routes?._routeRules.length ? renderRouteRules(rule.routes._routeRules) : undefined,
    };
    refuse(this, [
      ...problemsOf("UrlMap.addHostRule", given),
      ...problemsIn(ComputeUrlMap.tfResourceType, {
        host_rule: [computeUrlMapHostRuleToTerraform(hostRule)],
        path_matcher: [computeUrlMapPathMatcherToTerraform(pathMatcher)],
      }),
    ]);
    knownValues(rule.hosts).forEach((host) => this.hosts.add(host.toLowerCase()));
    waitFor(this.resource, actionsOf(rule).flatMap(neededBy));
    this.hostRules.push(hostRule);
    this.pathMatchers.push({ ...renderDefaultAction(this.defaultAction), ...pathMatcher });
  }

  private makeTests(urlMap: UrlMapJson): ComputeUrlMapTest[] {
    return this.routeTests === undefined
      ? deriveTests(urlMap).map(renderDerivedTest)
      : this.routeTests.map((test) => renderRouteTest(this, test, urlMap));
  }

  /** The tests that do not hold. Those that overrides bring in count too, derived ones hold. */
  private failedTests() {
    const urlMap = this._withoutTests;
    const hasDerived = this.routeTests === undefined && urlMap.test === undefined;
    const failed = hasDerived
      ? []
      : runTests(synthesized(this.resource), (reference) => nameOfReference(this, reference));
    return failed.map((test) => failedTest(this, test));
  }
}

/** The name of the path matcher of a host: the host itself in kebab case, with a digest where that is not unique. */
function pathMatcherName(host: string): string {
  if (host === EVERY_HOST) {
    return EVERY_HOST_MATCHER;
  }
  if (Token.isUnresolved(host)) {
    return `host-${digest([host])}`;
  }
  const isPlain = /^[a-z][a-z0-9]*(\.[a-z0-9]+)*$/.test(host) && host.length <= 63;
  return isPlain && kebabCase(host) !== EVERY_HOST_MATCHER
    ? kebabCase(host)
    : `${fitted(`host-${host}`, 54)}-${digest([host])}`;
}
