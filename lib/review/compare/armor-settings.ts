import { Resource } from "../../app/stack";
import { ARMOR_TOPICS, ArmorTopic, armorSetting } from "../armor-settings";
import { Change, Pair, added, changed, dangerous } from "./change";

const OFF = "off";

/** The settings of a policy that differ, besides its rules. */
export function compareArmorSettings({ before, after }: Pair<Resource>, policy: string): Change[] {
  return ARMOR_TOPICS.flatMap((topic) => {
    const [was, is] = [before, after].map((each) => armorSetting(each, topic));
    return was === is ? [] : [levelOf(topic, was, is)(`${policy}: ${topic} is now ${is}; previously ${was}`)];
  });
}

function levelOf(topic: ArmorTopic, was: string, is: string): (text: string) => Change {
  switch (topic) {
    case "Adaptive Protection":
      return was === OFF ? added : is === OFF ? dangerous : changed;
    case "the inspected part of request bodies":
      return sizeIn(is) < sizeIn(was) ? dangerous : changed;
    case "the IP address of the user":
      // any client can send such a header
      return dangerous;
    default:
      return changed;
  }
}

/** The number in `64KB`. */
function sizeIn(words: string): number {
  return Number(/\d+/.exec(words)?.[0]);
}
