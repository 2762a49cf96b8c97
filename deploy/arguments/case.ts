import { Argument, KnownType, WrittenArgument } from "../../lib/app/arguments";
import { projectNumber } from "../../simulator/resource-manager/projects";
import { PROJECT } from "../site";

/** A value as it stands in Terraform's JSON. */
export type Json = string | number | boolean | readonly Json[] | Config;
/** The arguments of a resource or of a block. */
export interface Config {
  readonly [name: string]: Json;
}

/** How one argument is tried: what it is first, and what it is changed to. */
export interface Case {
  readonly from: Json;
  readonly to: Json;
  /** What the resource needs besides. */
  readonly others: Config;
  /** Why it is not planned without it: what Terraform would say instead, or what could not be seen. */
  readonly alwaysThere?: string;
  /** What is different from a version of the provider on. Names go by the table, whose rows are those of the oldest one. */
  readonly onProvider?: { readonly from: string } & Partial<Pick<Argument, "changed" | "leftOut">>;
}

/** How the arguments of a type are tried, each in a resource of its own. */
export interface Subject {
  /** What every resource of the type has. */
  readonly base: Config;
  readonly cases: { readonly [path: string]: Case };
}

/** The types that constructs make. */
type WrittenType = {
  [Type in KnownType]: [WrittenArgument<Type>] extends [never] ? never : Type;
}[KnownType];

/** Every argument that the constructs can write has a case. */
export type Subjects = {
  readonly [Type in WrittenType]: Subject & { readonly cases: { readonly [Path in WrittenArgument<Type>]: Case } };
};

/** An argument that is changed and removed. */
export const one = (from: Json, to: Json, others: Config = {}): Case => ({ from, to, others });
/** An argument that is changed, and that cannot be seen to be left out. */
export const only = (from: Json, alwaysThere: string, to: Json, others: Config = {}): Case => {
  return { from, to, others, alwaysThere };
};
/** A case that is different from a version of the provider on. */
export const otherwiseFrom = (from: string, other: Omit<NonNullable<Case["onProvider"]>, "from">, each: Case): Case => {
  return { ...each, onProvider: { from, ...other } };
};
/** The name of a resource. */
export const NAME = one("first", "second");
/** Why an argument is not left out that is written just for clearness. */
export const IS_DEFAULT = "it is written as it is by default";
/** References to the two resources of a type that the others refer to. */
export const [A, B] = ["a", "b"].map((id) => (type: string) => `\${google_compute_${type}.${id}.id}`);
/** A trust config by the number of its project, as Google answers with it. */
export const TRUST_CONFIG = (id: string) =>
  `projects/${projectNumber(PROJECT)}/locations/global/trustConfigs/\${google_certificate_manager_trust_config.${id}.name}`;
/** What a network endpoint group points to. */
export const CLOUD_RUN = { cloud_run: { service: "web1" } };
/** The rule that every Armor policy has. */
export const ALLOWED = { action: "allow", priority: 2147483647, match: fromRange("*") };

/** What an Armor rule matches. */
export function fromRange(range: string): Config {
  return { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: [range] } };
}
