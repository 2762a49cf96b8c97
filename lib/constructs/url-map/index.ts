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
import { HeaderAction, renderHeaderAction } from "./header-action";
import { RouteAction, renderDefaultAction } from "./route-action";
import { RouteDecision } from "./route-decision";
import { RouteTest, failedTest, renderDerivedTest, renderRouteTest } from "./route-test";
import { HostRule, Routes, plainHostRule, renderPathRules, renderRouteRules } from "./routes";
import { withoutStackTraces } from "../../resource/stack-traces";
import { ask, nameOfReference, synthesized } from "../../resource/synthesized";
import { shaped } from "../../shape/guard";
import { TestedUrlMap } from "./tested-url-map";

export type { RouteRequest } from "../../routing";
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

/** A URL map, made here or existing. */
export interface IUrlMap extends IConstruct {
  /** The self link. */
  readonly urlMapSelfLink: string;
}

/** Props of `UrlMap`. Exactly one of `defaultService` and `defaultAction` is given. */
export interface UrlMapProps {
  /**
   * Where requests go that nothing else matches.
   *
   * @default - `defaultAction`
   */
  readonly defaultService?: IRouteTarget;
  /**
   * What happens to requests that nothing else matches.
   *
   * @default - they go to `defaultService`
   */
  readonly defaultAction?: RouteAction;
  /**
   * The routes of every host that no host rule names.
   *
   * @default - all such requests get the default
   */
  readonly routes?: Routes;
  /**
   * The routes of particular hosts.
   *
   * @default - none; `addHostRule` adds some
   */
  readonly hostRules?: HostRule[];
  /**
   * Changes to the headers of all requests.
   *
   * @default - none
   */
  readonly headerAction?: HeaderAction;
  /**
   * What must become of some requests, at most 100. It is checked at synth, and Google checks it at every change of the
   * URL map. An empty list means no tests.
   *
   * @default - derived from the routes: a request for each rule, the paths beside them and the defaults, as far as Google
   * documents what happens to it
   */
  readonly routeTests?: RouteTest[];
  /**
   * For the reader.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing URL map.
   *
   * @default - the construct's path
   */
  readonly name?: string;
}

/**
 * A URL map: which backend service answers which request. A load balancer makes its own; make one yourself to share it
 * or for a default that is no backend service.
 *
 * A request meets the one host rule that fits its host best, and in it the routes; a path that none of them matches gets
 * the host rule's default.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class UrlMap extends Construct implements IUrlMap {
  /** An existing URL map by self link, full or from `projects/` on. */
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

  /** The Terraform resource. */
  public readonly resource: ComputeUrlMap;
  /** The name in Google Cloud. */
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
      hostRule: this.hostRules,
      pathMatcher: this.pathMatchers,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.urlMapName = name;
    this.tested = resource;
    this.tested.testWith((urlMap) => this.makeTests(urlMap));
    this.resource = this.tested;
    judgeAtSynth(this, "UrlMap.routeTests", () => ({ failed: this.failedTests() }));
    if (props.routes) {
      this.addHostRule({ hosts: [EVERY_HOST], routes: props.routes });
    }
    props.hostRules?.forEach((rule) => this.addHostRule(rule));
  }

  /** The self link. */
  public get urlMapSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }

  /**
   * What becomes of a request, from the URL map as it would be synthesized now, overrides included. It does not know
   * what aspects will change at synth.
   *
   * @throws if the URL is no full one, or Google does not say what happens
   */
  public route(request: RouteRequest): RouteDecision {
    return RouteDecision._of(this, this._decide(request));
  }

  /**
   * The plain decision.
   *
   * @internal
   */
  public _decide(request: RouteRequest): Decision {
    return ask(this, () => evaluate(this.tested.synthesized(), request));
  }

  /** Adds the routes of hosts that have none yet. */
  public addHostRule(rule: HostRule): void {
    const given = { ...plainHostRule(rule), present: this.hosts, count: this.hostRules.length + 1 };
    judge(this, ["HostRule", given]);
    const name = pathMatcherName(Token.isUnresolved(rule.hosts) ? joined(",", rule.hosts) : rule.hosts[0]);
    const hostRule = { hosts: rule.hosts, description: rule.description, pathMatcher: name };
    const pathMatcher: ComputeUrlMapPathMatcher = {
      name,
      ...(rule.defaultAction && renderDefaultAction(rule.defaultAction)),
      headerAction: renderHeaderAction(rule.headerAction),
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
    const urlMap = this.tested.synthesized();
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
