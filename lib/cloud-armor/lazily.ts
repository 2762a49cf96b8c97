/* What only some apps need is loaded when it is first needed: its libraries take longer to load than most stacks to make. */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load it at once */

/** What reads expressions. */
export const expressions = () => require("./expression-review") as typeof import("./expression-review");

/** What reads IP ranges. */
export const ipRanges = () => require("./ip-ranges") as typeof import("./ip-ranges");

/** What knows the forms of expressions. */
export const expressionForms = () => require("./expression-form") as typeof import("./expression-form");

/** What evaluates policies. */
export const policies = () => require("./evaluate-policy") as typeof import("./evaluate-policy");
