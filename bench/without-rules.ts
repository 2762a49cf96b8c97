/** What stands in place of `lib/resource/findings` where the benchmark measures a synth without early checks. */
import type * as findings from "../lib/resource/findings";

const nothing = () => undefined;
const none = () => [];

const withoutRules: { readonly [Name in keyof typeof findings]: unknown } = {
  judge: nothing,
  judgeAsWhole: nothing,
  judgeAtSynth: nothing,
  judgeBlock: nothing,
  judgeResource: nothing,
  problemsIn: none,
  problemsOf: none,
  isRefusedAtSynth: () => false,
  ownerOf: (construct: unknown) => construct,
  namesIn: () => String,
  wordedFor: () => "",
};
export = withoutRules;
