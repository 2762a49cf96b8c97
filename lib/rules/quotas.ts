import { ResourceType } from "./arguments";
import { Resource, SynthesizedApp } from "../app/synthesized-app";
import { Found, about } from "./rule";
import { text } from "./text";

/**
 * A check for more in one project than the quota of many projects. Quotas differ, so `usual` is the lowest that is
 * usual. `countOf` says for how many a resource counts, `wayOut` how to have fewer.
 */
export function aboveQuota(
  type: ResourceType,
  usual: number,
  what: string,
  countOf: (resource: Resource) => number = () => 1,
  wayOut = "",
): (app: SynthesizedApp) => Found[] {
  return (app) => {
    const byProject = new Map<string, { count: number; stack: string }>();
    app.ofType(type).forEach((resource) => {
      const { count, stack } = byProject.get(resource.project) ?? { count: 0, stack: resource.stack };
      byProject.set(resource.project, { count: count + countOf(resource), stack });
    });
    return [...byProject.values()]
      .filter(({ count }) => count > usual)
      .map(({ count, stack }) =>
        about(
          { path: stack },
          text`the project of this resource would have ${count} ${what}, and the quota of many projects is ${usual}; check the quota of your project, and request an increase before the apply${wayOut}`,
        ),
      );
  };
}
