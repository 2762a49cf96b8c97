/** The backend services and buckets of a site, and what answers for them. */
import { platformOf, targetOf } from "../app/load-balancers";
import { parseSelfLink } from "../app/self-links";
import { Resource, Stack } from "../app/stack";
import { BACKEND_BUCKET, BACKEND_SERVICE, SECURITY_POLICY_RULE } from "../app/types";
import { blocks } from "../app/terraform-json";
import { Block, blockOf, isExpression, knownText, text } from "../app/values";
import { BUILT_IN, Destination, GivenService, namesOf } from "./destinations";
import { readMask } from "./url-mask";

/** A Cloud Armor policy. */
export interface Policy {
  readonly name: string;
  /** Nothing for one that is not made in this app, of which nobody knows the rules. */
  readonly config?: Block;
  /** Its rules that are resources of their own. */
  readonly rules: readonly Block[];
}

/** What answers for a backend, in one region. */
export interface Target {
  /** Nothing for a bucket, which is global. */
  readonly region?: string;
  readonly platform: string;
  /** The service, function or bucket; the URL mask, where that says which service answers. */
  readonly name: string;
  readonly mask?: string;
  /** The service or function, where the app makes it. */
  readonly service?: Resource;
  /** The names of what answers, by which `--service` calls it. */
  readonly names: readonly string[];
  readonly destination: Destination;
}

/** A backend service or bucket. */
export interface Backend {
  /** Its name in Google Cloud. */
  readonly name: string;
  /** Nothing for one that is not made in this app. */
  readonly resource?: Resource;
  readonly kind: "backend service" | "backend bucket" | "unknown";
  readonly names: readonly string[];
  readonly targets: readonly Target[];
  readonly edgePolicy?: Policy;
  readonly policy?: Policy;
  /** The storage bucket of a backend bucket, where the app makes it. */
  readonly bucket?: Resource;
}

const PLATFORM_WORDS = { cloud_run: "Cloud Run", cloud_function: "Cloud Functions", app_engine: "App Engine" } as const;

/** The backend that a link in a URL map leads to. */
export function readBackend(urlMap: Resource, link: string, given: readonly GivenService[]): Backend {
  const { owner } = urlMap;
  const resource = owner.find(link);
  if (resource === undefined || ![BACKEND_SERVICE, BACKEND_BUCKET].includes(resource.type)) {
    return elsewhere(owner, link, given);
  }
  const names = namesOf(owner, resource);
  const isBucket = resource.type === BACKEND_BUCKET;
  return {
    name: resource.name,
    resource,
    kind: isBucket ? "backend bucket" : "backend service",
    names,
    targets: isBucket ? [ofBucket(resource, names, given)] : targetsOf(resource, names, given),
    edgePolicy: policyOf(resource, "edge_security_policy"),
    policy: isBucket ? undefined : policyOf(resource, "security_policy"),
    bucket: isBucket ? resource.owner.find(resource.config.bucket_name) : undefined,
  };
}

/** What is not made in this app: a name, and what answers for it. */
function elsewhere(owner: Stack, link: string, given: readonly GivenService[]): Backend {
  const name = parseSelfLink(link)?.name ?? owner.identityOf(link);
  const destination = destinationOf([name], given) ?? BUILT_IN;
  const targets = [{ platform: "created outside this app", name, names: [name], destination }];
  return { name, kind: "unknown", names: [name], targets };
}

function ofBucket(backend: Resource, names: readonly string[], given: readonly GivenService[]): Target {
  const made = backend.owner.find(backend.config.bucket_name);
  const name = made?.name ?? text(backend.config.bucket_name) ?? backend.name;
  const own = made === undefined ? [name] : namesOf(backend.owner, made);
  return {
    platform: "Cloud Storage bucket",
    name,
    names: own,
    destination: destinationOf(own, given) ?? destinationOf(names, given) ?? BUILT_IN,
  };
}

function targetsOf(backend: Resource, names: readonly string[], given: readonly GivenService[]): Target[] {
  const targets = blocks(backend.config.backend).map(({ group }) => ofGroup(backend.owner, group, names, given));
  const destination = destinationOf(names, given) ?? BUILT_IN;
  return targets.length > 0 ? targets : [{ platform: "no backend", name: backend.name, names: [], destination }];
}

function ofGroup(owner: Stack, group: unknown, names: readonly string[], given: readonly GivenService[]): Target {
  const neg = owner.find(group);
  const target = blockOf(neg && targetOf(neg));
  const platform = neg && platformOf(neg);
  const called = text(target.service) ?? text(target.function);
  const service = called === undefined ? undefined : neg?.owner.find(called);
  const mask = called === undefined ? knownText(target, "url_mask") : undefined;
  const own = [
    ...(service === undefined ? [] : namesOf(owner, service)),
    ...(called === undefined || isExpression(called) ? [] : [called]),
    ...(neg === undefined ? [] : namesOf(owner, neg)),
  ];
  return {
    region: text(neg?.config.region),
    platform: platform === undefined ? "network endpoint group" : PLATFORM_WORDS[platform],
    name: service?.name ?? mask ?? called ?? owner.identityOf(group),
    mask,
    service,
    names: own,
    destination: destinationOf(own, given) ?? destinationOf(names, given) ?? BUILT_IN,
  };
}

function destinationOf(names: readonly string[], given: readonly GivenService[]): Destination | undefined {
  return given.find(({ name }) => names.includes(name))?.destination;
}

/** What answers a request at a target: for a URL mask, the service that the mask reads from it. */
export function destinationAt(target: Target, hostAndPath: string, given: readonly GivenService[]): Destination {
  const read = target.mask === undefined ? undefined : readMask(target.mask, hostAndPath);
  const named = read && destinationOf([read.service ?? read.function ?? ""], given);
  return named ?? target.destination;
}

function policyOf(backend: Resource, argument: "security_policy" | "edge_security_policy"): Policy | undefined {
  const value = backend.config[argument];
  if (text(value) === undefined) {
    return undefined;
  }
  const found = backend.owner.find(value);
  const isMade = found !== undefined && !found.existing;
  return {
    name: found?.name ?? backend.owner.identityOf(value),
    config: isMade ? found.config : undefined,
    rules: isMade
      ? found.owner.referring(SECURITY_POLICY_RULE, "security_policy", found).map(({ config }) => config)
      : [],
  };
}
