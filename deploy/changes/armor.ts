import { ArmorRule } from "../site";
import { EVERYTHING, BACKEND_SERVICES, Change, careless, inPlace } from "./change";

const ALL: ArmorRule[] = ["crawlers", "abuse", "limit"];
const BETWEEN: ArmorRule[] = ["abuse", "limit", "between"];

/** Cloud Armor policies and their rules. */
export const armorChanges: readonly Change[] = [
  inPlace("a policy is attached", BACKEND_SERVICES, { armor: "" }, {}),
  inPlace("a policy is renamed", BACKEND_SERVICES, {}, { armor: "Shield" }),
  inPlace("a policy is removed", BACKEND_SERVICES, {}, { armor: "" }),
  inPlace(
    "a policy with other rules takes its place",
    BACKEND_SERVICES,
    {},
    { armor: "Shield", rules: ["abuse", "crawlers", "limit"] },
  ),
  inPlace("a rule is added at the end", EVERYTHING, { rules: ["abuse"] }, {}),
  inPlace("a rule is added last, with a priority between others", EVERYTHING, {}, { rules: BETWEEN }),
  inPlace(
    "a rule is inserted in front, with priorities",
    EVERYTHING,
    { priorities: true },
    { priorities: true, rules: ALL },
  ),
  inPlace(
    "the first rule is removed, with priorities",
    EVERYTHING,
    { priorities: true, rules: ALL },
    { priorities: true },
  ),
  inPlace("the last rule is removed", EVERYTHING, {}, { rules: ["abuse"] }),
  inPlace("a rate limit is changed", EVERYTHING, {}, { limit: 200 }),
  careless("a rule is inserted in front, without priorities", "gap", {}, { rules: ALL }),
];
