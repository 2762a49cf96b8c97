/** The place of a resource in a Compute URL. */
export interface ComputePath {
  readonly project: string;
  /** `global`, `regions/<region>` or `aggregated`. */
  readonly scope: string;
  readonly collection: string;
  readonly name?: string;
  readonly verb?: string;
}

const origin = "https://www.googleapis.com/compute/v1/";

/** Reads `projects/p/regions/r/urlMaps/m/verb`. Some methods leave `global/` out. */
export function parsePath(path: string): ComputePath {
  const [, project, ...rest] = path.split("/");
  const regional = rest[0] === "regions" && rest.length > 2;
  const scope = regional ? `regions/${rest[1]}` : rest[0] === "aggregated" ? "aggregated" : "global";
  const skipped = regional ? 2 : rest[0] === "global" || rest[0] === "aggregated" ? 1 : 0;
  const [collection, name, verb] = rest.slice(skipped);
  return { project, scope, collection, name, verb };
}

/** The path of a collection. */
export function collectionPath({ project, scope, collection }: ComputePath): string {
  return `projects/${project}/${scope}/${collection}`;
}

/** The path of a resource, always with its scope. */
export function resourcePath(place: ComputePath, name = place.name): string {
  return `${collectionPath(place)}/${name}`;
}

/** The full URL by which Google names a resource. */
export function selfLink(path: string): string {
  return origin + path;
}

/**
 * The path that a reference stands for: a full URL of any version or host, `//service/projects/…`, `projects/…`, or
 * `global/…` and `regions/…` in the same project. `undefined` when it is none of these.
 */
export function pathOfReference(reference: string, project: string): string | undefined {
  const full = /^(?:(?:https?:)?\/\/.*?\/)?(projects\/[^/]+\/.+\/[^/]+)$/.exec(reference);
  if (full) return full[1];
  return /^(global|regions\/[^/]+)\/[^/]+\/[^/]+$/.test(reference) ? `projects/${project}/${reference}` : undefined;
}
