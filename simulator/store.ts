import { JsonObject } from "./json";

/** All resources, by their path: `projects/p/global/urlMaps/m`. */
export class Store {
  private readonly resources = new Map<string, JsonObject>();
  private counter = 0;

  public get(path: string): JsonObject | undefined {
    return this.resources.get(path);
  }

  public has(path: string): boolean {
    return this.resources.has(path);
  }

  public set(path: string, resource: JsonObject): void {
    this.resources.set(path, resource);
  }

  public delete(path: string): void {
    this.resources.delete(path);
  }

  /** The next number of one row of numbers: ids, addresses and operations are the same in every run. */
  public next(): number {
    this.counter += 1;
    return this.counter;
  }

  /** Paths and resources directly below a collection's path, sorted by path. */
  public list(collection: string): [string, JsonObject][] {
    return this.matching(
      (path) => path.startsWith(`${collection}/`) && !path.slice(collection.length + 1).includes("/"),
    );
  }

  /** Paths and resources whose path passes, sorted by path. */
  public matching(passes: (path: string) => boolean): [string, JsonObject][] {
    return [...this.resources].filter(([path]) => passes(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Everything, to be kept in a file. */
  public save(): JsonObject {
    return { counter: this.counter, resources: Object.fromEntries(this.matching(() => true)) };
  }

  /** Continues from what `save` gave. */
  public restore(saved: JsonObject): void {
    this.resources.clear();
    this.counter = Number(saved.counter);
    for (const [path, resource] of Object.entries(saved.resources as JsonObject)) {
      this.resources.set(path, resource as JsonObject);
    }
  }
}
