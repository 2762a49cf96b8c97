import { blocks } from "../app/terraform-json";
import { Block, blockOf, text, texts } from "../app/values";
import { code } from "./markdown";
import { listed, unique } from "./values";

/** What visitors get for a status for which no policy has a page. */
export const OWN_RESPONSE = "the backend's own response";

/**
 * The error pages by status, such as `404` or `5xx`, in words. The policies are in the order in which they are asked: that
 * of the rule, of the path matcher and of the URL map. Each takes the error service of the next one if it has none.
 */
export function errorPagesOf(
  policies: readonly unknown[],
  labelOf: (service: unknown) => string,
): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  policies.map(blockOf).forEach((policy, level, all) => {
    const [service] = all.slice(level).flatMap(({ error_service }) => text(error_service) ?? []);
    const earlier = new Set(pages.keys());
    const isTaken = (status: string) => earlier.has(status) || earlier.has(rangeOf(status));
    for (const rule of blocks(policy.error_response_rule)) {
      texts(rule.match_response_codes)
        .filter((status) => !isTaken(status))
        .forEach((status) => pages.set(status, pageWords(rule, service === undefined ? "" : labelOf(service))));
    }
  });
  return pages;
}

/** The error pages of one policy as a list: statuses with the same page are together. */
export function errorPageWords(policy: unknown, labelOf: (service: unknown) => string): string[] {
  const pages = errorPagesOf([policy], labelOf);
  return unique([...pages.values()]).map((page) => {
    const statuses = [...pages].filter(([, other]) => other === page).map(([status]) => status);
    return `status ${listed(statuses)} gets ${page}`;
  });
}

/** The range of a status, such as `4xx`, which has the page of a status without its own. */
export function rangeOf(status: string): string {
  return status.replace(/^([45])\d\d$/, "$1xx");
}

function pageWords({ path, override_response_code }: Block, service: string): string {
  const given = text(path);
  const page = given === undefined ? OWN_RESPONSE : `page ${code(given)}${service === "" ? "" : ` of ${service}`}`;
  const status = text(override_response_code);
  return status === undefined ? page : `${page} with status ${status}`;
}
