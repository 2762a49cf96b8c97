/** `npm run test:shapes -- --calls 20000 --seed 1`: calls the whole API with wrong values. */
import { parseArgs } from "util";
import { callWrongly } from "../__tests__/lib/shape/wrong-calls";

// this test does not look for warnings
process.env.NODE_ENV = "test";
const { values } = parseArgs({
  options: { calls: { type: "string", default: "20000" }, seed: { type: "string", default: "1" } },
});
const { refused, taken, uncalled, bad } = callWrongly(Number(values.calls), Number(values.seed));
console.log(`${values.calls} calls of seed ${values.seed}: ${taken} accepted, the others rejected by`, refused);
uncalled.forEach((name) => console.error(`${name} was never called`));
bad.forEach((each) => console.error(each));
process.exitCode = uncalled.length + bad.length > 0 ? 1 : 0;
