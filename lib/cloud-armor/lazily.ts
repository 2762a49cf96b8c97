/* What only some apps need is loaded when it is first needed: its libraries take longer to load than most stacks to make. */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load it at once */

/** The checks of expressions. */
export const expressionChecks = () => require("./expression-checks") as typeof import("./expression-checks");

/** The checks of IP ranges. */
export const ipRangeChecks = () => require("./ip-ranges") as typeof import("./ip-ranges");
