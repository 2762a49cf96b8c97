/** What Cloud Armor's policies do with a request before a backend gets it. */
import { TerraformElement, TerraformResource } from "cdktf";
import { IConstruct } from "constructs";
import { hasIap } from "../../app/access";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, CLOUD_RUN_SERVICE, NEG, SECURITY_POLICY } from "../../app/types";
import { Block, isOn, isSet } from "../../app/values";
import { Decision } from "../../routing";
import { RouteRequest } from "../../routing/request";
import { synthesized } from "../../resource/synthesized";
import { elementOf, named } from "../../resource/tokens";
import { decide } from "../security-policy/decide";
import { notesOf, policyOutcomeWords } from "../security-policy/policy-decision";
import { Protection } from "../url-map/protection";

/** What the policies of one backend do. */
interface Passage extends Protection {
  readonly backend: string;
}

const PASSES = "passes";
/** The arguments of backends that take a policy, in the order in which Google checks them. */
const POLICIES = { edge_security_policy: "edge policy", security_policy: "backend policy" } as const;

/** What the policies of the backends do with a request that the URL map sends to them. */
export function protectionOf(scope: IConstruct, decision: Decision, request: RouteRequest): Protection {
  const passages = decision.services.map(({ service }) => passageTo(scope, service, request));
  const trace = passages.flatMap((each) => each.trace);
  const notes = passages.flatMap((each) => each.notes);
  const [first] = passages;
  if (passages.every((each) => effectOf(each) === effectOf(first))) {
    return { ...first, trace, notes };
  }
  const what = passages.map((each) => `${each.backend}: the request ${wordsOf(each)}`);
  return { outcome: { action: "undecided" }, decidedBy: first.decidedBy, trace, notes: [...what, ...notes] };
}

function effectOf({ outcome }: Passage): string {
  return outcome === undefined ? PASSES : policyOutcomeWords(outcome);
}

function wordsOf(passage: Passage): string {
  return effectOf(passage) === PASSES ? "is allowed" : effectOf(passage);
}

function passageTo(scope: IConstruct, link: string, request: RouteRequest): Passage {
  const backend = named(scope, link);
  const element = elementOf(scope, link);
  if (!isResource(element, BACKEND_SERVICE, BACKEND_BUCKET)) {
    const why = `${backend} is not created in this app, so it is not known which policies it has`;
    return { backend, outcome: { action: "undecided" }, decidedBy: backend, trace: [], notes: [why] };
  }
  const config = synthesized(element);
  const edge = passageThrough(element, config, "edge_security_policy", backend, request);
  if (edge.outcome !== undefined) {
    return edge;
  }
  const signIn = hasIap({ config }) === false ? [] : ["Identity-Aware Proxy lets in only who signs in"];
  const inner = passageThrough(element, config, "security_policy", backend, request);
  const own = inner.outcome === undefined ? ownSignIns(element, config) : [];
  return {
    ...inner,
    trace: [...edge.trace, ...signIn, ...inner.trace, ...own],
    notes: [...edge.notes, ...inner.notes],
  };
}

/** The Cloud Run services of a backend that ask for a sign-in themselves. */
function ownSignIns(backend: TerraformResource, config: Block): string[] {
  return blocks(config.backend).flatMap(({ group }) => {
    const neg = elementOf(backend, String(group));
    const [target] = isResource(neg, NEG) ? blocks(synthesized(neg).cloud_run) : [];
    const service = neg && target && elementOf(neg, String(target.service));
    return isResource(service, CLOUD_RUN_SERVICE) && isOn(synthesized(service), "iap_enabled")
      ? [`Identity-Aware Proxy of ${named(backend, String(target.service))} lets in only who signs in`]
      : [];
  });
}

/** What one policy of a backend does. Without an outcome, the request passes. */
function passageThrough(
  backend: TerraformResource,
  config: Block,
  argument: keyof typeof POLICIES,
  name: string,
  request: RouteRequest,
): Passage {
  const link = config[argument];
  const kind = POLICIES[argument];
  if (!isSet(config, argument)) {
    return { backend: name, trace: [], notes: [] };
  }
  const policy = elementOf(backend, String(link));
  const path = named(backend, String(link));
  if (!isResource(policy, SECURITY_POLICY)) {
    const why = `the ${kind} ${path} is not created in this app, so it is not known what it does`;
    return { backend: name, outcome: { action: "undecided" }, decidedBy: path, trace: [], notes: [why] };
  }
  const { outcome, decidedBy, trace, ...rest } = decide(policy, request);
  const isLimit = outcome.action === "throttle" || outcome.action === "rate_based_ban";
  const ends = outcome.action === "allow" || isLimit ? undefined : outcome;
  const isCached = argument === "security_policy" && isOn(config, "enable_cdn") && outcome.action !== "allow";
  return {
    backend: name,
    outcome: ends,
    decidedBy: `${decidedBy?.text ?? "the default"} of ${kind} ${path}`,
    trace: trace.map((line) => `${kind} ${path}: ${line}`),
    notes: [
      ...(isLimit ? [`by ${kind} ${path}, the request ${policyOutcomeWords(outcome)}`] : []),
      ...(isCached ? ["requests that the cache of Cloud CDN answers are not checked by the backend policy"] : []),
      ...notesOf({ outcome, trace, ...rest }),
    ],
  };
}

function isResource(element: TerraformElement | undefined, ...types: string[]): element is TerraformResource {
  return (
    element !== undefined &&
    TerraformResource.isTerraformResource(element) &&
    types.includes(element.terraformResourceType)
  );
}
