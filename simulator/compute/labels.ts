import { invalidField } from "../errors";
import { child, JsonObject, text } from "../json";

/** Refuses labels that Google refuses. */
export function checkLabels(resource: JsonObject): void {
  const given = child(resource, "labels") ?? {};
  const labels = Object.keys(given).map((key) => [key, text(given, key)]);
  if (labels.length > 64) throw invalidField("resource.labels", "", "At most 64 labels are allowed.");
  for (const [key, value] of labels) {
    if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key)) {
      throw invalidField(
        "resource.labels",
        key,
        "Label keys start with a lower-case letter and have at most 63 characters.",
      );
    }
    if (!/^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value)) {
      throw invalidField("resource.labels", value, "Label values have at most 63 lower-case characters.");
    }
  }
}
