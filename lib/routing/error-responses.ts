import { blocks } from "../app/terraform-json";
import { Block, isDynamic, isExpression, numberOf, textOf, texts } from "../app/values";

/** What a visitor gets in place of some errors. */
export interface ErrorRule {
  /** Statuses such as `404`, and classes of them: `4xx` and `5xx`. */
  readonly codes: readonly string[];
  /** The page: a path in the error service. */
  readonly path: string;
  /** The status that the visitor gets; `undefined` where it is that of the backend. */
  readonly overrideCode?: number;
  /** The expression of that status, where only Terraform knows it. */
  readonly unknownCode?: string;
  /** The backend bucket with the page, as it stands in the URL map; `undefined` where no level says it. */
  readonly service?: string;
}

/** The custom error responses of one level of a URL map. */
export interface ErrorPolicy {
  /** Where it stands, in words. */
  readonly where: string;
  readonly rules: readonly ErrorRule[];
  /** What of it only Terraform knows. */
  readonly unknown: readonly string[];
}

/** A part of a URL map that may have custom error responses. */
export interface ErrorLevel {
  /** What it is, in words. */
  readonly where: string;
  readonly owner: Block;
  readonly argument: "custom_error_response_policy" | "default_custom_error_response_policy";
}

/** What a visitor gets for a status: a page, what nobody can tell, or the backend's own response. */
export type ErrorAnswer =
  { readonly rule: ErrorRule; readonly where: string } | { readonly unknown: readonly string[] } | undefined;

/** The custom error responses of some levels, the innermost first. Without an error service, that of the next level counts. */
export function errorPoliciesOf(levels: readonly ErrorLevel[]): ErrorPolicy[] {
  return levels.flatMap(({ where, owner, argument }, index) => {
    const [policy] = blocks(owner[argument]);
    const service = levels
      .slice(index)
      .map((level) => textOf(blocks(level.owner[level.argument])[0], "error_service"))
      .find((link) => link !== undefined);
    const unknown = [
      ...(isDynamic(owner, argument) ? [argument] : []),
      ...(isDynamic(policy, "error_response_rule") ? ["error_response_rule"] : []),
      ...(blocks(policy?.error_response_rule).some(hasUnknownCode) ? ["match_response_codes"] : []),
    ].map((name) => `${name} of ${where} is known only to Terraform`);
    const rules = blocks(policy?.error_response_rule).map((rule) => ruleOf(rule, service));
    return rules.length + unknown.length === 0 ? [] : [{ where, rules, unknown }];
  });
}

/**
 * What a visitor gets for a status. The innermost level with a rule for the status counts; within a level, a rule for the
 * status itself goes before one for its class.
 */
export function errorAnswerTo(policies: readonly ErrorPolicy[], status: number): ErrorAnswer {
  for (const { where, rules, unknown } of policies) {
    const ruleFor = (code: string) => rules.find(({ codes }) => codes.includes(code));
    const exact = ruleFor(String(status));
    const rule = exact ?? ruleFor(classOf(status));
    if (exact === undefined && unknown.length > 0) {
      return { unknown };
    }
    if (rule?.unknownCode !== undefined) {
      return { unknown: [`override_response_code of ${where} is known only to Terraform`] };
    }
    if (rule !== undefined) {
      return { rule, where };
    }
  }
  return undefined;
}

/** The class of a status, such as `4xx`. */
export function classOf(status: number | string): string {
  return `${String(status).slice(0, 1)}xx`;
}

/** The rules that can come to bear, as a list in words: the codes for which no inner level has a rule. */
export function describeErrorPolicies(policies: readonly ErrorPolicy[], nameOf: (service: string) => string): string[] {
  const taken = new Set<string>();
  return policies.flatMap(({ rules, unknown }) => {
    const lines = rules.flatMap((rule) => {
      const codes = rule.codes.filter((code) => !taken.has(code) && !taken.has(classOf(code)));
      return codes.length === 0 ? [] : [`answers ${codes.join(", ")} with ${describeRule(rule, nameOf)}`];
    });
    rules.flatMap(({ codes }) => codes).forEach((code) => taken.add(code));
    return [...lines, ...unknown];
  });
}

/** A page in words. */
function describeRule(rule: ErrorRule, nameOf: (service: string) => string): string {
  const { path, service, overrideCode, unknownCode } = rule;
  const code = overrideCode ?? unknownCode;
  return `${path}${service === undefined ? "" : ` of ${nameOf(service)}`}${code === undefined ? "" : ` and status ${code}`}`;
}

function ruleOf(rule: Block, service: string | undefined): ErrorRule {
  return {
    codes: texts(rule.match_response_codes),
    path: textOf(rule, "path") ?? "",
    overrideCode: numberOf(rule, "override_response_code"),
    unknownCode: isExpression(rule.override_response_code) ? String(rule.override_response_code) : undefined,
    service,
  };
}

function hasUnknownCode({ match_response_codes: codes }: Block): boolean {
  return texts(codes).some(isExpression);
}
