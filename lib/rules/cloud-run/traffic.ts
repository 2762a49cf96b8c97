import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { isDynamic, isExpression, isSet, numberOf } from "../../app/values";
import { Arguments, ArgumentsAt } from "../arguments";
import { Text, given, text } from "../text";
import { length, range, unique } from "../values";

const MAX_REVISION_LENGTH = 63;

/** A revision's name that is empty or too long. */
export function revision({ revision: name }: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "traffic">): Text[] {
  return length("the revision of a traffic target", name, 1, MAX_REVISION_LENGTH);
}

/** Shares that are not all of the requests, and tags that appear twice. */
export function shares({ traffic }: { readonly traffic?: unknown }): Text[] {
  if (!Array.isArray(traffic)) {
    return [];
  }
  const targets = blocks(traffic);
  const wrong = targets.flatMap(({ percent }) => range("percent of a traffic target", percent, 0, 100));
  const sum = targets.reduce((total, target) => total + (numberOf(target, "percent") ?? 0), 0);
  const isKnown = !targets.some(({ percent }) => isExpression(percent));
  const tags = targets.map(({ tag }) => tag).filter((tag) => tag !== "");
  return [
    ...wrong,
    ...(isKnown && wrong.length === 0 && sum !== 100
      ? [
          text`the percentages of all traffic targets must add up to 100, got ${given(sum)}; change the numbers so that their sum is 100`,
        ]
      : []),
    ...unique("a traffic tag", tags, "choose another tag"),
  ];
}

/** The same, where traffic is written at all. */
export function sharesOfService(service: Arguments<typeof CLOUD_RUN_SERVICE>): Text[] {
  return isSet(service, "traffic") && !isDynamic(service, "traffic")
    ? shares({ traffic: [service.traffic].flat() })
    : [];
}
