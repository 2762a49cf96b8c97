import { createHash } from "node:crypto";
import { conditionNotMet, required } from "../errors";
import { canonical, JsonObject, text } from "../json";

/** The fingerprint of some content: base64 that reads the same in its URL-safe form. */
export function fingerprintOf(...content: (JsonObject | string | undefined)[]): string {
  const digest = createHash("sha256").update(content.map((part) => canonical(part)).join("\n"));
  return Buffer.from(digest.digest("hex").slice(0, 9)).toString("base64");
}

/** Refuses a change that was made up from an old state of the resource. */
export function checkFingerprint(given: JsonObject, current: JsonObject, field: string, mustBeGiven: boolean): void {
  const fingerprint = text(given, field);
  if (fingerprint === "") {
    if (mustBeGiven) throw required(`resource.${field}`);
    return;
  }
  if (fingerprint !== text(current, field)) {
    const what = field === "labelFingerprint" ? "Labels fingerprint either invalid or resource labels have" : "Invalid";
    throw conditionNotMet(what === "Invalid" ? "Invalid fingerprint." : `${what} changed`);
  }
}
