import { Cloud } from "../cloud";
import { JsonObject } from "../json";

/** A resource about to be made or changed. Defaults and rules work on `resource` in place. */
export interface Change {
  readonly cloud: Cloud;
  readonly project: string;
  /** `global` or `regions/<region>`. */
  readonly scope: string;
  readonly path: string;
  readonly resource: JsonObject;
  /** What was there before; absent for an insert. */
  readonly previous?: JsonObject;
}

/** One kind of Compute resource: what Google fills in and what it refuses. */
export interface Collection {
  /** `urlMaps`, as in the URL. */
  readonly name: string;
  /** `url_map`, as in error messages. */
  readonly noun: string;
  /** `compute#urlMap`. */
  readonly kind: string;
  /** Fields that name other resources, at any depth, and the collections that they may name. */
  readonly references?: { readonly [field: string]: readonly string[] };
  /** Whether the resource has a fingerprint, and whether an update must give it. */
  readonly fingerprint?: "required" | "optional";
  /** Whether the resource has labels, with a fingerprint of their own. */
  readonly labels?: boolean;
  /** Fields that an update may not change. */
  readonly immutable?: readonly string[];
  /** Fields that only a method of their own changes: an update of the whole keeps them. */
  readonly keptByUpdate?: readonly string[];
  /** Fields that an insert must give. */
  readonly required?: readonly string[];
  /** Fills in what Google fills in. */
  readonly complete?: (change: Change) => void;
  /** Refuses what Google refuses. */
  readonly check?: (change: Change) => void;
  /** Forgets what other APIs keep for a resource that is deleted. */
  readonly forget?: (cloud: Cloud, path: string) => void;
  /** Who uses a resource without naming it by a link. */
  readonly users?: (cloud: Cloud, path: string, resource: JsonObject) => string[];
  /** What a reader sees beyond what is stored, such as who uses an address. */
  readonly present?: (cloud: Cloud, path: string, resource: JsonObject) => JsonObject;
  /** Deletion of a resource in use is refused at once, or only by the operation. */
  readonly inUse?: "call" | "operation";
}
