import { TerraformElement } from "cdktf";
import { IConstruct } from "constructs";
import { problemsOf } from "../resource/findings";
import { worded } from "../resource/refuse";
import { Message } from "./messages";

/** What CDKTF keeps of an element. */
interface Internals {
  readonly _logicalIdOverride?: string;
}

/** Ids that `overrideLogicalId` gave to elements that others had referred to before, so that CDKTF ignores them. */
export function ignoredIds(constructs: readonly IConstruct[]): Message[] {
  return constructs.flatMap((construct) => {
    if (!TerraformElement.isTerraformElement(construct)) {
      return [];
    }
    const { _logicalIdOverride: wanted } = construct as unknown as Internals;
    const given = { wanted, id: construct.friendlyUniqueId };
    return problemsOf("logicalId", given).map((problem) => ({ construct, text: worded(problem) }));
  });
}
