/** One request from its arrival to its last byte. */
import { IncomingMessage, ServerResponse } from "http";
import { setTimeout as wait } from "timers/promises";
import { CacheDecision, CacheReason, cacheDecision } from "../cloud-cdn";
import { NO_OPTIONS } from "../routing/options";
import { errorAnswerTo } from "../routing/error-responses";
import { Arrival } from "./arrival";
import { Answered, ask, askForPage } from "./ask";
import { Explanation, Step } from "./explanation";
import { Pair, recordOf } from "./headers";
import { Ports } from "./hosts";
import { Reply, changedReply, headersHere, write } from "./reply";
import { Sender, longestSec } from "./send";
import { Site, SiteEntrance } from "./site";
import { Chance, Treatment, treat } from "./treatment";
import { joinSockets } from "./websocket";

const UPGRADE: readonly Pair[] = [
  ["connection", "Upgrade"],
  ["upgrade", "websocket"],
];

/** What a request meets. */
export interface Scene {
  readonly site: Site;
  readonly entrance: SiteEntrance;
  readonly ports: Ports;
  readonly sender: Sender;
  readonly chance: Chance;
}

/** What came of a request before its answer is written. */
interface Outcome {
  readonly reply: Reply;
  readonly answered?: Answered;
  readonly steps: readonly Step[];
}

/** Serves a request, and tells what happened. */
export async function serve(
  id: number,
  scene: Scene,
  arrival: Arrival,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Explanation> {
  const began = performance.now();
  const treatment = treat(scene.site, scene.entrance, arrival, scene.chance);
  const controller = new AbortController();
  let isLate = false;
  const seconds = longestSec(treatment.decision?.options ?? NO_OPTIONS);
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
    if (response.headersSent) {
      response.destroy();
    }
  }, seconds * 1000);
  response.once("close", () => controller.abort());
  const outcome = await outcomeOf(scene, arrival, treatment, request, controller.signal);
  const explanation = explain(id, arrival, treatment, outcome);
  const headers = headersHere(outcome.reply.headers, arrival, scene.site.names, scene.ports, explanation.told);
  const upgraded = outcome.answered?.upgraded;
  const written = upgraded
    ? await joinSockets(response, upgraded, headers, controller.signal)
    : await write(response, arrival.method, { ...outcome.reply, headers });
  clearTimeout(timer);
  request.resume();
  return {
    ...explanation,
    ...(isLate && written.isCutOff ? { steps: [...explanation.steps, tooLate(seconds)] } : {}),
    answer: {
      status: outcome.reply.status,
      headers: recordOf(headers, ", "),
      durationMs: Math.round(performance.now() - began),
      ...written,
    },
  };
}

/** What the load balancer does with a request that is not sent. */
export function explainOnly(site: Site, entrance: SiteEntrance, arrival: Arrival, reply: Reply): Explanation {
  const treatment = treat(site, entrance, arrival, { dice: () => 0 });
  const own = treatment.forwarding
    ? changedReply(reply, treatment.forwarding, treatment.variables)
    : (treatment.answer ?? reply);
  return explain(0, arrival, treatment, { reply: own, steps: [] });
}

async function outcomeOf(
  { site, entrance, sender }: Scene,
  arrival: Arrival,
  treatment: Treatment,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<Outcome> {
  if (treatment.delaySec > 0) {
    await wait(treatment.delaySec * 1000, undefined, { signal }).catch(() => undefined);
  }
  const { forwarding, answer, decision, variables } = treatment;
  let outcome: Outcome = { reply: answer ?? { status: 500, headers: [] }, steps: [] };
  if (forwarding) {
    const body = hasBody(request) ? request : undefined;
    const options = decision?.options ?? NO_OPTIONS;
    const headers = isWebSocket(request) ? [...forwarding.headers, ...UPGRADE] : forwarding.headers;
    const question = { ...forwarding, headers, method: arrival.method, body };
    const answered = await ask(site, sender, question, options, signal);
    outcome = { reply: changedReply(answered.reply, forwarding, variables), answered, steps: answered.steps };
  }
  const { status } = outcome.reply;
  const page = status >= 400 && decision ? errorAnswerTo(decision.errorPolicies, status) : undefined;
  if (page === undefined || !("rule" in page) || page.rule.service === undefined) {
    return outcome;
  }
  const backend = site.backendOf(entrance.urlMap, page.rule.service);
  const found = await askForPage(site, sender, backend, arrival.host.name, page.rule.path, signal);
  const isFound = found.reply.status === 200;
  const text = `${page.rule.path} of ${backend.name} in place of the status ${status}, by ${page.where}`;
  const step: Step = {
    what: "error page",
    outcome: isFound ? text : `${text}: it is not there (${found.reply.status}), so the visitor gets the error itself`,
    goesOn: true,
    isUndecided: false,
    lines: [],
    assumed: [],
  };
  discard(isFound ? outcome.reply : found.reply);
  const reply = isFound ? { ...found.reply, status: page.rule.overrideCode ?? status } : outcome.reply;
  return { ...outcome, reply, steps: [...outcome.steps, step] };
}

function discard({ body }: Reply): void {
  if (typeof body === "object") {
    body.on("error", () => undefined).resume();
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function explain(id: number, arrival: Arrival, treatment: Treatment, outcome: Outcome): Explanation {
  const { decision, backend, target, forwarding, candidates, armor, route, certificate } = treatment;
  const headers = recordOf(arrival.headers);
  const { url, method, scheme, visitor } = arrival;
  const exchange = { method, url, headers };
  const answer = { status: outcome.reply.status, headers: recordOf(outcome.reply.headers, ", ") };
  const own = decision?.options.cachePolicy;
  const { resource } = forwarding?.backend ?? {};
  const cdn = resource ? cacheDecision(resource, exchange, answer, new Date(), own) : undefined;
  const isAsked = id > 0 && outcome.answered !== undefined && backend !== undefined;
  return {
    id,
    time: new Date().toISOString(),
    scheme,
    visitor,
    request: { method, url, headers: { host: arrival.host.name, ...headers } },
    decision,
    steps: [...treatment.steps, ...outcome.steps, ...(cdn ? [cdnStep(cdn)] : [])],
    candidates,
    backend: isAsked
      ? {
          backend: backend.name,
          region: target?.region,
          servedBy: outcome.answered.servedBy,
          url: forwarding?.url ?? url,
          tries: outcome.answered.tries,
        }
      : undefined,
    told: {
      backend: backend?.name ?? "none",
      region: target?.region ?? "none",
      route,
      armor,
      cdn: cdn?.text ?? "off",
      ...(certificate === undefined ? {} : { certificate }),
    },
  };
}

function cdnStep({ outcome, summary, text, reasons, key }: CacheDecision): Step {
  const words = ({ id, text: why }: CacheReason) => `${id}: ${why}`;
  return {
    what: "Cloud CDN",
    outcome: summary,
    goesOn: true,
    isUndecided: outcome === "undecided",
    lines: [
      ...(outcome === "undecided" ? [text] : []),
      ...reasons.filter(({ isAssumed }) => !isAssumed).map(words),
      ...key.map(({ part, value }) => `cache key: ${part} ${value}`),
    ],
    assumed: reasons.filter(({ isAssumed }) => isAssumed).map(words),
  };
}

function tooLate(seconds: number): Step {
  const outcome = `the answer took longer than ${seconds} s: the visitor is cut off`;
  return { what: "timeout", outcome, goesOn: false, isUndecided: false, lines: [], assumed: [] };
}

/** Whether a request asks for a connection of WebSockets. */
export function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}
