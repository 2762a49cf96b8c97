import { collectionOf } from "../../app/collections";
import { SynthesizedApp } from "../../app/synthesized-app";
import { isExpression, isSet } from "../../app/values";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

/** Of one resource. */
export const MAX_LABELS = 64;

/** Labels that Google refuses, where they are given. */
export function givenLabels({ labels }: { readonly labels?: unknown }): Text[] {
  return [
    ...tooMany(labels),
    ...entriesOf(labels).flatMap(([key, value]) => [
      ...(isKey(key)
        ? []
        : [
            text`a label's key must have 1 to 63 lowercase letters, digits, _ and -, begin with a letter and not with goog-, got ${given(key)}; choose another key`,
          ]),
      ...(isValue(value)
        ? []
        : [
            text`the value of label ${key} must have at most 63 lowercase letters, digits, _ and -, got ${given(value)}; choose another value`,
          ]),
    ]),
  ];
}

/** Labels that Google refuses, on resources and for all resources of a provider. */
export function badLabels(app: SynthesizedApp): Found[] {
  const own = app.resources
    .filter(({ type }) => collectionOf(type) !== undefined)
    .flatMap((resource) => wrongLabels(resource.config.labels).map((found) => about(resource, found)));
  const common = app
    .providers()
    .flatMap(({ stack, config }) => wrongLabels(config.default_labels).map((found) => about({ path: stack }, found)));
  return [...own, ...common];
}

function wrongLabels(labels: unknown): Text[] {
  return [...tooMany(labels), ...entriesOf(labels).flatMap(([key, value]) => wrongLabel(key, value))];
}

function wrongLabel(key: string, value: unknown): Text[] {
  if (!isKey(key)) {
    return [
      text`a label's key must have 1 to 63 lowercase letters, digits, _ and -, begin with a letter and not with goog-, got ${given(key)}; choose another key`,
    ];
  }
  return isValue(value)
    ? []
    : [
        text`the value of label ${key} must have at most 63 lowercase letters, digits, _ and -, got ${given(value)}; choose another value`,
      ];
}

function tooMany(labels: unknown): Text[] {
  const { length } = entriesOf(labels);
  return length > MAX_LABELS
    ? [text`a resource can have at most ${MAX_LABELS} labels, got ${length}; remove at least ${length - MAX_LABELS}`]
    : [];
}

function entriesOf(labels: unknown): [string, unknown][] {
  return typeof labels !== "object" || labels === null || !isSet({ labels }, "labels")
    ? []
    : Object.entries(labels).filter(([key]) => !isExpression(key));
}

/** Letters without case are taken too, with the signs that many alphabets write at them, as in チーム. */
function isKey(key: string): boolean {
  return /^[\p{Ll}\p{Lo}\p{Lm}][\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]{0,62}$/u.test(key) && !key.startsWith("goog-");
}

/** A value may be empty. */
function isValue(value: unknown): boolean {
  return !isKnown(value) || /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]{0,63}$/u.test(String(value));
}
