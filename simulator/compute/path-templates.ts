import { invalidField } from "../errors";
import { child, children, JsonObject, text } from "../json";

/** Refuses what Google refuses of the path template of a route rule, and of a rewrite that uses its variables. */
export function checkTemplates(rule: JsonObject, at: string): void {
  const templates = children(rule, "matchRules").map((match) => text(match, "pathTemplateMatch"));
  for (const template of templates) checkTemplate(template, `${at}.matchRules.pathTemplateMatch`);
  const rewrite = text(child(child(rule, "routeAction"), "urlRewrite"), "pathTemplateRewrite");
  if (rewrite === "") return;
  const field = `${at}.routeAction.urlRewrite.pathTemplateRewrite`;
  for (const template of templates) {
    if (template === "") throw invalidField(field, rewrite, "Needs a pathTemplateMatch in each match rule.");
    const known = variablesOf(template);
    const unknown = variablesOf(rewrite).find((name) => !known.includes(name));
    if (unknown !== undefined) throw invalidField(field, rewrite, `Variable ${unknown} is not in the template match.`);
  }
}

function checkTemplate(template: string, field: string): void {
  if (template === "") return;
  const operators = template.match(/\{[^}]*\}|\*\*|\*/g) ?? [];
  if (operators.length > 5) throw invalidField(field, template, "At most 5 operators are allowed.");
  const rest = template.slice(template.indexOf("**") + 2).replace(/^\}/, "");
  if (template.includes("**") && /[*{]/.test(rest))
    throw invalidField(field, template, "'**' must be the last operator.");
  // a variable may have slashes of its own
  const segments = template.replace(/\{[^}]*\}/g, "{}").split("/");
  const misplaced = segments.some((segment) => [...segment.matchAll(/\{\}|\*\*|\*/g)].some(({ index }) => index > 0));
  if (misplaced) throw invalidField(field, template, "An operator must be at the beginning of a path segment.");
  const names = variablesOf(template);
  if (new Set(names).size !== names.length) throw invalidField(field, template, "Variable names must be unique.");
  const wrong = names.find((name) => !/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name));
  if (wrong !== undefined) throw invalidField(field, template, `Invalid variable name '${wrong}'.`);
}

function variablesOf(template: string): string[] {
  return [...template.matchAll(/\{([^}=]*)(?:=[^}]*)?\}/g)].map((match) => match[1]);
}
