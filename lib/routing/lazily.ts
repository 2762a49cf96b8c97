/* What only some apps need is loaded when it is first needed: its library takes longer to load than most stacks to make. */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load it at once */

/** What reads regular expressions. */
export const pathRegex = () => require("./path-regex") as typeof import("./path-regex");
