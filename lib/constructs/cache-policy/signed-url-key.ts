import { Construct } from "constructs";
import { judge } from "../../resource/findings";

/** A key with which URLs are signed, and the names of the keys that the backend service or bucket has already. */
export interface AddedKey {
  readonly owner: "backend service" | "backend bucket";
  readonly name: string;
  readonly keyValue: string;
  readonly present: string[];
}

/** Judges a key, hands the id of its resource on, and remembers its name. */
export function addSignedUrlKey(scope: Construct, { present, ...key }: AddedKey, make: (id: string) => void): void {
  judge(
    scope,
    ["addSignedUrlKey", { ...key, present }],
    ["name", { what: "the name of a signed URL key", name: key.name }],
  );
  make(`SignedUrlKey-${key.name}`);
  present.push(key.name);
}
