import { TerraformDataSource, TerraformElement, TerraformResource, TerraformStack } from "cdktf";
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
    if (wanted === undefined) {
      return [];
    }
    const given = { wanted, id: construct.friendlyUniqueId };
    return problemsOf("logicalId", given).map((problem) => ({ construct, text: worded(problem) }));
  });
}

/** Ids that two resources of one type have, because `overrideLogicalId` gave them: Terraform would get one resource of both. */
export function sharedIds(constructs: readonly IConstruct[]): Message[] {
  const owners = new Map<string, IConstruct>();
  return constructs.flatMap((construct) => {
    const isData = TerraformDataSource.isTerraformDataSource(construct);
    if (!isData && !TerraformResource.isTerraformResource(construct)) {
      return [];
    }
    const address = `${isData ? "data." : ""}${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
    const key = `${TerraformStack.of(construct).node.path} ${address}`;
    const owner = owners.get(key) ?? construct;
    owners.set(key, owner);
    if (owner === construct) {
      return [];
    }
    const given = { owner: owner.node.path, address };
    return problemsOf("sharedId", given).map((problem) => ({ construct, text: worded(problem) }));
  });
}
