import { WarningRule } from "./catalogue";
import { blocks } from "../app/terraform-json";
import { BACKEND_SERVICE, NEG, SECURITY_POLICY, URL_MAP } from "../app/load-balancers";
import { Finding, warning } from "./finding";
import { SynthesizedApp, Resource } from "../app/synthesized-app";
import { isSet } from "../app/values";

/** What projects are seen to have a quota of. Quotas differ, so these are the lowest that are usual. */
const QUOTAS: readonly {
  readonly rule: WarningRule;
  readonly type: string;
  readonly usual: number;
  readonly what: string;
  readonly countOf: (resource: Resource) => number;
}[] = [
  { rule: "UM-17", type: URL_MAP, usual: 10, what: "URL maps, with those that redirect HTTP", countOf: () => 1 },
  { rule: "BS-27", type: BACKEND_SERVICE, usual: 50, what: "backend services", countOf: () => 1 },
  { rule: "NEG-20", type: NEG, usual: 100, what: "network endpoint groups", countOf: () => 1 },
  {
    rule: "ARM-30",
    type: SECURITY_POLICY,
    usual: 20,
    what: "Cloud Armor rules with an expression or a rate limit",
    countOf: advancedRules,
  },
];

/** UM-17, BS-27, NEG-20, ARM-30: more in one project than the quota of many projects. */
export function quotas(app: SynthesizedApp): Finding[] {
  return QUOTAS.flatMap(({ rule, type, usual, what, countOf }) => {
    const byProject = new Map<string, { count: number; stack: string }>();
    app.ofType(type).forEach((resource) => {
      const { count, stack } = byProject.get(resource.project) ?? { count: 0, stack: resource.stack };
      byProject.set(resource.project, { count: count + countOf(resource), stack });
    });
    return [...byProject]
      .filter(([, { count }]) => count > usual)
      .map(([, { count, stack }]) =>
        warning(
          rule,
          { path: stack },
          `its project gets ${count} ${what}, and the quota of many projects is ${usual}; look at the quotas of yours and have them raised before the apply`,
        ),
      );
  });
}

function advancedRules({ config }: Resource): number {
  return blocks(config.rule).filter(
    (rule) => isSet(rule, "rate_limit_options") || blocks(rule.match).some((match) => isSet(match, "expr")),
  ).length;
}
