import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { Simulation } from "../../simulator/try/simulation";
import { isSince } from "../provider";
import { SiteShape } from "../site";

/** A site: plain data, or what makes it in a stack. */
export type AnySite = SiteShape | ((stack: EnvironmentStack) => void);

/** One deploy of a change. */
export interface Step {
  /** The site after it. */
  readonly site: AnySite;
  /** What the error says, where this apply is refused. */
  readonly refused?: RegExp;
  /** Whether all certificates are to become ACTIVE before the next step. */
  readonly wait?: boolean;
  /** Whether the apply has nothing to do. */
  readonly nothing?: true;
  /** A secret that Terraform's state does not have after it. */
  readonly notInState?: string;
  /** The name of the address to which all domains point from then on. */
  readonly dns?: string;
  /** The name of the zone to which the operator delegates its domain then, where another zone has it too. */
  readonly delegate?: string;
}

/** A change of a site in use. */
export interface Change {
  /** What it is, as the table has it. */
  readonly name: string;
  readonly before: AnySite;
  readonly steps: readonly Step[];
  /** What the change takes away from visitors, as asked: the beginnings of URLs. */
  readonly ends: readonly string[];
  /** What others do before the change: visitors who ask for hosts that no certificate is made for, work by hand. */
  readonly prepare?: (simulation: Simulation) => Promise<void> | void;
  /** What others wrote and Terraform leaves as it is: each difference from a first deploy is one of these, and one is there. */
  readonly left?: RegExp;
  /** A known limit: what goes wrong for a moment when it is done in one step. */
  readonly breaks?: "outage" | "gap";
  /** The Terraform addresses of what is changed in place: nothing else may happen to them, and to one of them it must. */
  readonly inPlace?: RegExp;
  /** The version of the provider that can do it first. */
  readonly since?: string;
  /** What is different from a version of the provider on. */
  readonly onProvider?: { readonly from: string } & Partial<Pick<Change, "steps" | "breaks">>;
}

/** A change as it goes on a version of the provider. */
export function changeOn(change: Change, provider: string): Change {
  const { onProvider } = change;
  return onProvider && isSince(provider, onProvider.from) ? { ...change, ...onProvider } : change;
}

/** Everything: the change adds, replaces and destroys nothing. */
export const EVERYTHING = /./;
/** The URL map of the site. */
export const URL_MAP = /^google_compute_url_map\./;
/** The backend services. */
export const BACKEND_SERVICES = /^google_compute_backend_service\./;
/** The backend buckets. */
export const BACKEND_BUCKETS = /^google_compute_backend_bucket\./;
/** The target HTTPS proxy. */
export const HTTPS_PROXY = /^google_compute_target_https_proxy\./;
/** The Cloud Run services. */
export const SERVICES = /^google_cloud_run_v2_service\./;

/** A change that one apply makes. */
export function change(name: string, before: AnySite, after: AnySite, ends: readonly string[] = []): Change {
  return { name, before, steps: [{ site: after }], ends };
}

/** A change that one apply makes, and that leaves some resources in place. */
export function inPlace(name: string, resources: RegExp, before: AnySite, after: AnySite): Change {
  return { ...change(name, before, after), inPlace: resources };
}

/** A change that is made in steps. */
export function staged(name: string, before: AnySite, ...steps: Step[]): Change {
  return { name, before, steps, ends: [] };
}

/** A change that is known to break something for a moment when it is made in one step. */
export function careless(name: string, breaks: "outage" | "gap", before: AnySite, after: AnySite): Change {
  return { name, before, steps: [{ site: after }], ends: [], breaks };
}

/** What tells one site from another. */
export function keyOf(site: AnySite): unknown {
  return typeof site === "function" ? site : JSON.stringify(site);
}
