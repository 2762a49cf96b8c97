/** What the load balancer does with a request before a backend is asked, in its order. */
import { ASSUMPTIONS, Decision, HeaderChange, Unanswerable, evaluate } from "../routing";
import { noCertificate } from "../app/certificates";
import { textsOf } from "../app/values";
import { describeOptions } from "../routing/options";
import { OwnAnswer, redirect, refusal, unknownAnswer } from "./answers";
import { askPolicy } from "./armor";
import { Arrival, variablesOf } from "./arrival";
import { Backend, Target } from "./backends";
import { Cors, corsFor } from "./cors";
import { Dice, pick } from "./dice";
import { Candidate, Step } from "./explanation";
import { Pair, Variables, changed, endToEnd, recordOf, unfilled, valueOf, withHeader } from "./headers";
import { admit, withoutOwnCookie } from "./iap";
import { Limits } from "./limits";
import { Site, SiteEntrance } from "./site";

/** What decides where chance and time do. */
export interface Chance {
  readonly dice: Dice;
  /** Nothing for a request that is only asked about. */
  readonly limits?: Limits;
  /** The region that visitors are near to. */
  readonly region?: string;
}

/** What a backend gets, and what its answer gets. */
export interface Forwarding {
  readonly backend: Backend;
  readonly target: Target;
  /** The URL after rewrites. */
  readonly url: string;
  readonly headers: readonly Pair[];
  readonly responseHeaders: readonly HeaderChange[];
  readonly cors?: Cors;
}

/** What happens to a request. */
export interface Treatment {
  readonly decision?: Decision;
  readonly steps: readonly Step[];
  readonly candidates: readonly Candidate[];
  readonly backend?: Backend;
  readonly target?: Target;
  readonly variables: Variables;
  /** What the load balancer answers itself. Nothing for what goes to a backend. */
  readonly answer?: OwnAnswer;
  readonly forwarding?: Forwarding;
  /** How long the request waits on purpose. */
  readonly delaySec: number;
  /** What `x-preview-armor` says. */
  readonly armor: string;
  /** What `x-preview-route` says. */
  readonly route: string;
  /** What `x-preview-certificate` says: that browsers refuse the host. */
  readonly certificate?: string;
}

/** The address that stands for the load balancer's own, in `X-Forwarded-For`. */
const LOAD_BALANCER_IP = "192.0.2.1";

/** What the load balancer does with a request, also with one that no browser sends because of the certificate. */
export function treat(site: Site, entrance: SiteEntrance, arrival: Arrival, chance: Chance): Treatment {
  const treatment = routed(site, entrance, arrival, chance);
  const host = arrival.host.name.replace(/:\d+$/, "");
  const certificate = entrance.certified && noCertificate(entrance.certified, host);
  if (certificate === undefined) {
    return treatment;
  }
  const step = { what: "certificate", outcome: certificate, goesOn: true, isUndecided: false, lines: [], assumed: [] };
  return { ...treatment, certificate, steps: [step, ...treatment.steps] };
}

function routed(site: Site, entrance: SiteEntrance, arrival: Arrival, chance: Chance): Treatment {
  const variables = variablesOf(arrival);
  const nothing = { steps: [], candidates: [], variables, armor: "none", delaySec: 0 };
  const decision = decide(entrance, arrival);
  if (typeof decision === "string") {
    return { ...nothing, route: `undecided: ${decision}`, answer: unknownAnswer([decision]) };
  }
  const found = { ...nothing, decision, route: routeOf(decision), steps: [routeStep(decision)] };
  if (decision.redirect) {
    const { code, location } = decision.redirect;
    return { ...found, answer: redirect(code, location) };
  }
  const share = pick(decision.services, chance.dice);
  if (share === undefined) {
    return { ...found, answer: unknownAnswer(decision.unknown) };
  }
  const backend = site.backendOf(entrance.urlMap, share.service);
  const target = targetNear(backend, chance.region);
  const sum = decision.services.reduce((total, { weight }) => total + weight, 0);
  const candidates = decision.services.map(({ service, weight }) => ({
    backend: site.backendOf(entrance.urlMap, service).name,
    percentage: sum === 0 ? 0 : (weight / sum) * 100,
  }));
  const guarded = guard(backend, target, arrival, chance.limits);
  const steps = [...found.steps, ...guarded.steps];
  const reached = { ...found, candidates, backend, target, armor: guarded.armor };
  if (guarded.answer) {
    return { ...reached, steps, answer: guarded.answer };
  }
  const acted = applyOptions(decision, arrival, chance.dice);
  const headers = requestHeaders(
    arrival,
    guarded.headers,
    [...share.requestHeaders, ...ownHeaders(backend, "custom_request_headers", share.requestHeaders)],
    variables,
  );
  const ownResponseHeaders = ownHeaders(backend, "custom_response_headers", share.responseHeaders);
  const responseHeaders = [...share.responseHeaders, ...ownResponseHeaders];
  const unknown = [...share.requestHeaders, ...responseHeaders].flatMap(({ value = "" }) => unfilled(value, variables));
  return {
    ...reached,
    steps: [...steps, ...acted.steps, ...emptyVariables(unknown)],
    delaySec: acted.delaySec,
    answer: acted.answer,
    forwarding: acted.answer
      ? undefined
      : {
          backend,
          target,
          url: decision.backendUrl ?? arrival.url,
          headers,
          responseHeaders,
          cors: acted.cors,
        },
  };
}

function decide({ urlMap }: SiteEntrance, { url, method, headers }: Arrival): Decision | string {
  try {
    return evaluate(urlMap.config, { url, method, headers: recordOf(headers) });
  } catch (error) {
    if (error instanceof Unanswerable) {
      return error.message;
    }
    throw error;
  }
}

function routeOf({ decidedBy, unknown }: Decision): string {
  return unknown.length === 0 ? decidedBy.text : `undecided: ${unknown.join("; ")}; taken: ${decidedBy.text}`;
}

function routeStep(decision: Decision): Step {
  const { decidedBy, trace, assumed, unknown, redirect: location, options } = decision;
  return {
    what: "URL map",
    outcome: location ? `redirect ${location.code} to ${location.location}` : decidedBy.text,
    goesOn: location === undefined,
    isUndecided: unknown.length > 0,
    lines: [
      ...trace,
      `decided by ${decidedBy.text}`,
      ...describeOptions(options),
      ...[...unknown, ...options.unknown].map((what) => `not known: ${what}`),
    ],
    assumed: assumed.map((id) => `${id}: ${ASSUMPTIONS[id]}`),
  };
}

/** The target in the region that visitors are near to; else the first: which one is nearest is not known here. */
function targetNear({ targets }: Backend, region: string | undefined): Target {
  return targets.find((target) => target.region === region) ?? targets[0];
}

/** Edge policy, Identity-Aware Proxy, policy, Identity-Aware Proxy of the service: in this order; each may end it. */
function guard(backend: Backend, { service }: Target, arrival: Arrival, limits: Limits | undefined) {
  const request = { ...arrival.visitor, url: arrival.url, method: arrival.method, headers: recordOf(arrival.headers) };
  const steps: Step[] = [];
  const told: string[] = [];
  const own = withoutOwnCookie(arrival.headers);
  let headers: readonly Pair[] = own;
  for (const [what, policy] of [
    ["edge security policy", backend.edgePolicy],
    ["security policy", backend.policy],
  ] as const) {
    if (what === "security policy") {
      const admitted = admit(backend.resource, arrival.method, arrival.path, headers, arrival.visitor.email);
      steps.push(...(admitted.step ? [admitted.step] : []));
      if (admitted.answer) {
        return { steps, answer: admitted.answer, headers, armor: told.join("; ") || "none" };
      }
      headers = admitted.headers;
    }
    if (policy) {
      const asked = askPolicy(what, policy, request, { backend: backend.name, limits });
      steps.push(asked.step);
      told.push(backend.edgePolicy && backend.policy ? `${what}: ${asked.told}` : asked.told);
      headers = asked.headers.reduce<readonly Pair[]>((all, { name, value }) => withHeader(all, name, value), headers);
      if (asked.answer) {
        return { steps, answer: asked.answer, headers, armor: told.join("; ") };
      }
    }
  }
  const admitted = admit(service, arrival.method, arrival.path, headers, arrival.visitor.email);
  steps.push(...(admitted.step ? [admitted.step] : []));
  return { steps, answer: admitted.answer, headers: admitted.headers, armor: told.join("; ") || "none" };
}

/** CORS and fault injection. */
function applyOptions({ options }: Decision, { method, headers }: Arrival, dice: Dice) {
  const steps: Step[] = [];
  const note = (what: string, outcome: string, goesOn: boolean) =>
    steps.push({ what, outcome, goesOn, isUndecided: false, lines: [], assumed: [] });
  const cors = options.cors && corsFor(options.cors, method, headers);
  if (cors) {
    note("CORS", cors.text, cors.preflight === undefined);
  }
  const happens = (percentage: number | string) => typeof percentage === "number" && dice() * 100 < percentage;
  const isDelayed = options.delay !== undefined && happens(options.delay.percentage);
  const delaySec = isDelayed && typeof options.delay?.seconds === "number" ? options.delay.seconds : 0;
  const isAborted = cors?.preflight === undefined && options.abort !== undefined && happens(options.abort.percentage);
  if (delaySec > 0) {
    note("fault injection", `delayed by ${delaySec} s`, true);
  }
  if (isAborted) {
    note("fault injection", `answered with ${options.abort?.status ?? ""}`, false);
  }
  const status = Number(options.abort?.status);
  const aborted = isAborted ? { ...refusal(status), body: "fault filter abort" } : undefined;
  return { steps, cors, delaySec, answer: cors?.preflight ?? aborted };
}

function requestHeaders(
  { scheme, host, visitor }: Arrival,
  headers: readonly Pair[],
  changes: readonly HeaderChange[],
  variables: Variables,
): Pair[] {
  const former = valueOf(headers, "x-forwarded-for");
  const via = valueOf(headers, "via");
  const forwarded = [...(former === undefined ? [] : [former]), visitor.clientIp, LOAD_BALANCER_IP].join(",");
  const added: Pair[] = [
    ["x-forwarded-for", forwarded],
    ["x-forwarded-proto", scheme],
    ["via", via === undefined ? "1.1 google" : `${via}, 1.1 google`],
  ];
  const own = added.reduce<readonly Pair[]>((all, [name, value]) => withHeader(all, name, value), endToEnd(headers));
  return changed(
    [...own, ["host", host.name]],
    changes.filter(({ name }) => name.toLowerCase() !== "host"),
    variables,
  );
}

/** The headers that a backend service or bucket adds itself, but those that the URL map sets: Google ignores them. */
function ownHeaders(
  { resource }: Backend,
  argument: "custom_request_headers" | "custom_response_headers",
  ofUrlMap: readonly HeaderChange[],
): HeaderChange[] {
  const isSetThere = (name: string) =>
    ofUrlMap.some((change) => change.kind !== "remove" && change.name.toLowerCase() === name.toLowerCase());
  return textsOf(resource?.config[argument]).flatMap((written): HeaderChange[] => {
    const [, name, value] = /^([^:]+):\s*([^]*)$/.exec(written) ?? [];
    return name === undefined || isSetThere(name)
      ? []
      : [{ kind: "replace", name, value, level: "weighted backend service" }];
  });
}

function emptyVariables(names: readonly string[]): Step[] {
  return names.length === 0
    ? []
    : [
        {
          what: "header variables",
          outcome: `empty, because only Google knows them: ${[...new Set(names)].join(", ")}`,
          goesOn: true,
          isUndecided: true,
          lines: [],
          assumed: [],
        },
      ];
}
