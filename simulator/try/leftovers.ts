import { children, isObject, JsonObject, text } from "../json";
import { Simulation } from "./simulation";

/** The paths of what is in the cloud and in no state of Terraform, without what was there before. */
export function leftoversIn(simulation: Simulation, state: JsonObject, before: ReadonlySet<string>): string[] {
  const known = new Set(children(state, "resources").flatMap(pathsOf));
  return simulation
    .resources()
    .filter((path) => !before.has(path) && !isPartOf(path))
    .filter((path) => !known.has(path));
}

/** Policies and settings go with what they are for. */
function isPartOf(path: string): boolean {
  return path.includes(":");
}

function pathsOf(resource: JsonObject): string[] {
  if (resource.mode !== "managed") return [];
  return children(resource, "instances").flatMap(({ attributes }) =>
    isObject(attributes)
      ? ["id", "self_link", "name"].map((attribute) =>
          text(attributes, attribute).replace(/^https:.*?\/(?=projects\/)/, ""),
        )
      : [],
  );
}
