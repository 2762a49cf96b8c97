import { createHash } from "node:crypto";
import { invalid, invalidField } from "../errors";
import { child, JsonObject, number, text, texts } from "../json";
import { Change } from "./collection";

/** Google keeps the secret of an OAuth client, and shows only its hash. */
export function completeIap({ resource, previous }: Pick<Change, "resource" | "previous">): void {
  const iap = child(resource, "iap");
  if (!iap) return;
  const secret = text(iap, "oauth2ClientSecret");
  const client = text(iap, "oauth2ClientId");
  const before = child(previous, "iap");
  const kept =
    client !== "" && client === text(before, "oauth2ClientId") ? before?.oauth2ClientSecretSha256 : undefined;
  delete iap.oauth2ClientSecret;
  iap.oauth2ClientSecretSha256 = secret === "" ? kept : createHash("sha256").update(secret).digest("hex");
}

/** Refuses what Google refuses of Identity-Aware Proxy. */
export function checkIap(service: JsonObject): void {
  const iap = child(service, "iap");
  if (iap?.enabled !== true) return;
  if (service.enableCDN === true) {
    throw invalid("Invalid value for field 'resource.iap': ''. Cloud CDN and IAP cannot be enabled together.");
  }
  if ((text(iap, "oauth2ClientId") === "") !== (text(iap, "oauth2ClientSecretSha256") === "")) {
    throw invalidField("resource.iap", "", "oauth2ClientId and oauth2ClientSecret must be given together.");
  }
  if (child(service, "outlierDetection")) {
    throw invalidField("resource.outlierDetection", "", "Outlier detection is not supported with IAP.");
  }
}

const notServerless = [
  "enforcingSuccessRate",
  "successRateMinimumHosts",
  "successRateRequestVolume",
  "successRateStdevFactor",
];

/** Refuses what Google refuses of outlier detection with serverless backends. */
export function checkOutlierDetection(service: JsonObject): void {
  const detection = child(service, "outlierDetection");
  if (!detection) return;
  if (text(service, "loadBalancingScheme") === "EXTERNAL") {
    throw invalidField("resource.outlierDetection", "", "Not supported for load balancing scheme EXTERNAL.");
  }
  const wrong = notServerless.find((field) => (number(detection, field) ?? 0) !== 0);
  if (wrong !== undefined) {
    const value = String(number(detection, wrong));
    throw invalidField(
      `resource.outlierDetection.${wrong}`,
      value,
      "Not supported for serverless network endpoint groups.",
    );
  }
  for (const field of ["consecutiveErrors", "consecutiveGatewayFailure"]) {
    const count = number(detection, field) ?? 0;
    if (count < 0 || count > 1000) {
      throw invalidField(`resource.outlierDetection.${field}`, String(count), "Must be between 0 and 1000.");
    }
  }
  for (const field of ["maxEjectionPercent", "enforcingConsecutiveErrors", "enforcingConsecutiveGatewayFailure"]) {
    const percent = number(detection, field) ?? 0;
    if (percent < 0 || percent > 100) {
      throw invalidField(`resource.outlierDetection.${field}`, String(percent), "Must be between 0 and 100.");
    }
  }
}

/** Whether a text can be the name of a header. */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

const maxHeaderBytes = 8192;

/** Refuses custom headers that Google refuses. */
export function checkCustomHeaders(service: JsonObject): void {
  for (const field of ["customRequestHeaders", "customResponseHeaders"]) {
    const headers = texts(service, field);
    if (headers.length > 16) throw invalidField(`resource.${field}`, "", "At most 16 headers are allowed.");
    const wrong = headers.find((header) => !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+:/.test(header));
    if (wrong !== undefined) throw invalidField(`resource.${field}`, wrong, "Must be of the form 'Name: value'.");
    const names = headers.map((header) => header.split(":")[0].toLowerCase());
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw invalidField(`resource.${field}`, twice, "A header may appear only once.");
    const bytes = headers.reduce((sum, header) => sum + Buffer.byteLength(header.replace(/:\s*/, "")), 0);
    if (bytes > maxHeaderBytes) {
      const why = `Names and values together may have at most ${maxHeaderBytes} bytes.`;
      throw invalidField(`resource.${field}`, String(bytes), why);
    }
  }
}
