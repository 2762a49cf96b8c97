/** What the package gives to programs: a simulated Google Cloud, and what tries a stack in it. */
export { Cloud, type CloudOptions } from "./cloud";
export { createServer } from "./server";
export { tryStack, type TryOptions } from "./try/try-stack";
