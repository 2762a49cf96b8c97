import { SECURITY_POLICY } from "../../app/types";
import { Rules, onApp, onBlock } from "../rule";
import { autoDeployOfNothing } from "./auto-deploy";
import { addedHeaders, headersOfNobody, strangeHeaders } from "./header-actions";
import { contentTypes, unusedContentTypes } from "./json-parsing";
import { emptyKey, keysOfNothing } from "./recaptcha";
import { onRule } from "./rule-blocks";

const BOTS = "armor/docs/bot-management";

/** The rules of Cloud Armor about settings of policies, and about what rules do besides. */
export const SETTINGS = {
  contentTypes: {
    says: "The content types that are parsed as JSON have a type and a subtype alone, and standard JSON parsing.",
    isPrevented: true,
    checks: [
      onBlock("error", SECURITY_POLICY, "advanced_options_config", contentTypes),
      onBlock("warning", SECURITY_POLICY, "advanced_options_config", unusedContentTypes),
    ],
    otherwise: "Google refuses it at apply, or parses no such body.",
    page: "armor/docs/content-parsing",
  },
  requestHeaders: {
    says: "The request headers that a rule adds have valid names, each once, and the rule lets requests reach a backend.",
    isPrevented: true,
    checks: [
      ...onRule("error", addedHeaders),
      ...onRule("warning", strangeHeaders),
      ...onRule("warning", headersOfNobody),
    ],
    otherwise: "Google refuses it at apply, or no backend gets the header.",
    page: BOTS,
  },
  siteKeys: {
    says: "A rule with site keys evaluates the tokens of these keys, and the site key of challenges is not empty.",
    checks: [
      ...onRule("warning", keysOfNothing),
      onBlock("warning", SECURITY_POLICY, "recaptcha_options_config", emptyKey),
    ],
    otherwise: "The keys have no effect, or every plan has a change.",
    page: BOTS,
  },
  autoDeploy: {
    says: "Adaptive Protection deploys rules if it is on, and if the policy has a rule for that.",
    checks: [onApp("warning", autoDeployOfNothing)],
    otherwise: "No rule is deployed in an attack.",
    page: "armor/docs/adaptive-protection-auto-deploy",
  },
} as const satisfies Rules;
