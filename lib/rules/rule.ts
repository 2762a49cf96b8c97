import { SynthesizedApp } from "../app/synthesized-app";
import { blocks } from "../app/terraform-json";
import { Block } from "../app/values";
import { Arguments, ArgumentsAt, ResourceType } from "./arguments";
import { Text } from "./text";

/** An error makes synth fail; a warning is printed until it is acknowledged. */
export type Severity = "error" | "warning";

/** A rule that is enforced. */
export interface HeldRule {
  readonly says: string;
  /** Whether code that breaks it does not compile, or the constructs set it correctly by themselves. */
  readonly isPrevented?: boolean;
  /** Where several rules speak of one value, whether this one alone does, or only the others. */
  readonly precedence?: "first" | "last";
  readonly checks: readonly Check[];
  /** What happens at a breach that nothing checks. */
  readonly otherwise: string;
  /** The path of Google's page, if it is another one than that of the family. */
  readonly page?: string;
}

/** A rule that another one includes. */
export interface IncludedRule {
  readonly says: string;
  readonly heldAs: string;
}

/** A rule that is not enforced. */
export interface LeftOutRule {
  readonly says: string;
  /** Why it is not enforced. */
  readonly leftOut: string;
}

/** A family of rules, by id. */
export interface Rules {
  readonly [id: string]: HeldRule | IncludedRule | LeftOutRule;
}

/** What a finding is about: a resource, or a stack by its name where no construct made it. */
export interface About {
  readonly path: string;
  readonly stack?: string;
}

/** What a check of a whole app found, and where. */
export interface Found {
  readonly about: About;
  readonly text: Text;
}

/** Looks at the arguments of a resource, or at a nested block of it: when it is made, and in the synthesized app. */
export interface ResourceCheck {
  readonly kind: "resource";
  readonly severity: Severity;
  readonly types: readonly string[];
  /** The path of the nested block, such as `cdn_policy.cache_key_policy`. */
  readonly path?: string;
  /** Whether an empty text and 0 count as absent where others than our props wrote them. */
  readonly isOfSent?: boolean;
  readonly find: (block: Block, type: string) => readonly Text[];
}

/** Looks at all stacks of the synthesized app. */
export interface AppCheck {
  readonly kind: "app";
  readonly severity: Severity;
  readonly find: (app: SynthesizedApp) => readonly Found[];
}

/** Looks at what a constructor or method of a construct was given, as far as its resource does not show it. */
export interface CallCheck {
  readonly kind: "call";
  readonly severity: Severity;
  /** Such as `BackendService` for the props, and `BackendService.addSignedUrlKey`. */
  readonly call: string;
  readonly find: (given: never) => readonly Text[];
}

/** One way in which a rule is enforced. */
export type Check = ResourceCheck | AppCheck | CallCheck;

/** A check of the arguments of resources. One that is an error is asked when the resource is made, too. */
export function onResource<Type extends ResourceType>(
  severity: Severity,
  types: Type | readonly Type[],
  find: (resource: Arguments<Type>, type: Type) => readonly Text[],
): ResourceCheck {
  return { kind: "resource", severity, types: [types].flat(), find: find as ResourceCheck["find"] };
}

/** A check of each nested block at a path. One that is an error is asked when the block is made or added, too. */
export function onBlock<Type extends ResourceType, Path extends string>(
  severity: Severity,
  types: Type | readonly Type[],
  path: Path,
  find: (block: ArgumentsAt<Type, Path>, type: Type) => readonly Text[],
): ResourceCheck {
  return { kind: "resource", severity, types: [types].flat(), path, find: find as ResourceCheck["find"] };
}

/**
 * A check to which an empty text and 0 are absent in the synthesized app, since Terraform's provider does not send them.
 * In our props they are looked at like all other values.
 */
export function ofSent(check: ResourceCheck): ResourceCheck {
  return { ...check, isOfSent: true };
}

/** A check of the whole app. */
export function onApp(severity: Severity, find: (app: SynthesizedApp) => readonly Found[]): AppCheck {
  return { kind: "app", severity, find };
}

/** A check of what a constructor or method was given. */
export function onCall<Given>(severity: Severity, call: string, find: (given: Given) => readonly Text[]): CallCheck {
  return { kind: "call", severity, call, find };
}

/** What a check found about something. */
export function about(resource: About, text: Text): Found {
  return { about: resource, text };
}

/** The nested blocks at a path, all of them where one of several stands above. */
export function blocksAt(block: Block, path: string | undefined): readonly Block[] {
  return path === undefined ? [block] : path.split(".").reduce<readonly Block[]>(within, [block]);
}

/** The nested blocks of a name in some blocks. */
export function within(owners: readonly Block[], name: string): readonly Block[] {
  return owners.length === 1 ? blocks(owners[0][name]) : owners.flatMap((each) => blocks(each[name]));
}

/** A block without what Terraform's provider does not send. */
export function sent(block: Block): Block {
  return Object.fromEntries(Object.entries(block).filter(([, value]) => value !== "" && value !== 0));
}
