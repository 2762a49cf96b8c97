import { invalidField, required } from "../errors";
import { child, children, JsonObject, text, texts } from "../json";

/** Why an edge policy is refused. */
export const notAtEdge = "Not supported for an edge security policy.";

const fields = [
  "requestHeadersToExclude",
  "requestCookiesToExclude",
  "requestQueryParamsToExclude",
  "requestUrisToExclude",
];

/** Refuses what Google refuses of the exclusions from a preconfigured WAF set. */
export function checkExclusions(rule: JsonObject, at: string): void {
  for (const exclusion of children(child(rule, "preconfiguredWafConfig"), "exclusions")) {
    const here = `${at}.preconfiguredWafConfig.exclusions`;
    if (text(exclusion, "targetRuleSet") === "") throw required(`${here}.targetRuleSet`);
    for (const field of fields) {
      for (const entry of children(exclusion, field)) checkExcluded(entry, `${here}.${field}`);
    }
  }
}

function checkExcluded(entry: JsonObject, at: string): void {
  const any = text(entry, "op") === "EQUALS_ANY";
  if (any === (text(entry, "val") !== "")) {
    throw invalidField(`${at}.val`, text(entry, "val"), "Must be set unless the operator is EQUALS_ANY.");
  }
}

/** RFC 9110: a token. */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const headerName = new RegExp(`^${TOKEN}$`);
const contentType = new RegExp(`^${TOKEN}/${TOKEN}$`);

/** Refuses what Google refuses of the headers that a rule adds. */
export function checkHeaderAction(rule: JsonObject, at: string): void {
  for (const header of children(child(rule, "headerAction"), "requestHeadersToAdds")) {
    const here = `${at}.headerAction.requestHeadersToAdds`;
    const name = text(header, "headerName");
    if (!headerName.test(name)) throw invalidField(`${here}.headerName`, name, "Invalid header name.");
    const value = text(header, "headerValue");
    if (/[\r\n]/.test(value)) throw invalidField(`${here}.headerValue`, value, "Invalid header value.");
  }
}

/** Refuses what Google refuses of a policy's options. */
export function checkPolicyOptions(policy: JsonObject): void {
  const custom = child(child(policy, "advancedOptionsConfig"), "jsonCustomConfig");
  const wrong = texts(custom, "contentTypes").find((type) => !contentType.test(type));
  if (wrong !== undefined) {
    throw invalidField("resource.advancedOptionsConfig.jsonCustomConfig.contentTypes", wrong, "Invalid content type.");
  }
  const size = text(child(policy, "advancedOptionsConfig"), "requestBodyInspectionSize");
  if (!["", "8KB", "16KB", "32KB", "48KB", "64KB"].includes(size.toUpperCase())) {
    throw invalidField("resource.advancedOptionsConfig.requestBodyInspectionSize", size, "Unsupported size.");
  }
  if (text(policy, "type") !== "CLOUD_ARMOR_EDGE") return;
  if (child(child(policy, "adaptiveProtectionConfig"), "layer7DdosDefenseConfig")?.enable === true) {
    throw invalidField("resource.adaptiveProtectionConfig", "", notAtEdge);
  }
  for (const field of ["advancedOptionsConfig", "recaptchaOptionsConfig"]) {
    if (child(policy, field)) throw invalidField(`resource.${field}`, "", notAtEdge);
  }
}
