import { ArmorRule } from "../site";
import { Change, careless, change } from "./change";

const ALL: ArmorRule[] = ["crawlers", "abuse", "limit"];

/** Cloud Armor policies and their rules. */
export const armorChanges: readonly Change[] = [
  change("a policy is attached", { armor: "" }, {}),
  change("a policy is renamed", {}, { armor: "Shield" }),
  change("a policy is removed", {}, { armor: "" }),
  change("a policy with other rules takes its place", {}, { armor: "Shield", rules: ["abuse", "crawlers", "limit"] }),
  change("a rule is added at the end", { rules: ["abuse"] }, {}),
  change("a rule is inserted in the middle", {}, { rules: ["abuse", "crawlers", "limit"] }),
  change("a rule is inserted in front, with priorities", { priorities: true }, { priorities: true, rules: ALL }),
  change("the first rule is removed, with priorities", { priorities: true, rules: ALL }, { priorities: true }),
  change("the last rule is removed", {}, { rules: ["abuse"] }),
  change("a rate limit is changed", {}, { limit: 200 }),
  careless("a rule is inserted in front, without priorities", "gap", {}, { rules: ALL }),
];
