/** A version of OWASP's Core Rule Set that Google makes preconfigured WAF rule sets of. */
export interface WafVersion {
  /** As people write it. */
  readonly version: string;
  /** What stands in the names of its rule sets. */
  readonly infix: string;
  /** What stands in the ids of its rules. */
  readonly ruleIds: string;
  /** Whether Google still keeps it up. */
  readonly isKeptUp: boolean;
  /** The attacks that it has a rule set for. */
  readonly attacks: readonly string[];
}

const ATTACKS = [
  "sqli",
  "xss",
  "lfi",
  "rfi",
  "rce",
  "methodenforcement",
  "scannerdetection",
  "protocolattack",
  "php",
  "sessionfixation",
  "java",
] as const;

/** The versions as of November 2026, the newest first. */
export const WAF_VERSIONS = [
  { version: "4.22", infix: "-v422", ruleIds: "v042200", isKeptUp: true, attacks: [...ATTACKS, "generic"] },
  { version: "3.3", infix: "-v33", ruleIds: "v030301", isKeptUp: true, attacks: [...ATTACKS, "nodejs"] },
  { version: "3.0", infix: "", ruleIds: "v030001", isKeptUp: false, attacks: [...ATTACKS, "nodejs"] },
] as const satisfies readonly WafVersion[];
