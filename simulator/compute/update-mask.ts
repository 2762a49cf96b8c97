import { child, copy, JsonObject } from "../json";

/**
 * A body in which `null` stands for what an update mask names and the body does not have: only that is cleared, and what
 * is merely left out stays as it was.
 *
 * @param mask paths in snake case, separated by commas
 */
export function withCleared(body: JsonObject, mask: string | undefined): JsonObject {
  const cleared = copy(body);
  for (const path of (mask ?? "").split(",").filter((name) => name !== "")) {
    clear(cleared, path.split(".").map(camelCase));
  }
  return cleared;
}

function clear(body: JsonObject, [field, ...below]: readonly string[]): void {
  // what is below something that is cleared is cleared with it
  if (body[field] === null) return;
  body[field] ??= below.length === 0 ? null : {};
  const inner = child(body, field);
  if (inner && below.length > 0) clear(inner, below);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
