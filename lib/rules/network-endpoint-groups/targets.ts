/** What a NEG asks of the service that it points to. */
import { blocks } from "../../app/terraform-json";
import {
  CLOUD_FUNCTION_2,
  CLOUD_RUN,
  NEG,
  isServerless,
  platformOf,
  servicesOf,
  targetOf,
} from "../../app/load-balancers";
import { Finding, error, paths } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { isDynamic, isExpression, isSet, knownText } from "../../app/values";

/** NEG-02: a traffic tag that the service does not have. */
export function missingTags(app: SynthesizedApp): Finding[] {
  return serverlessNegs(app).flatMap((neg) => {
    const tag = knownText(targetOf(neg), "tag");
    return platformOf(neg) !== "cloud_run" || tag === undefined
      ? []
      : servicesOf(app, neg).flatMap((service) => {
          const tags = tagsOf(service);
          return tags === undefined || tags.includes(tag)
            ? []
            : [
                error(
                  "NEG-02",
                  neg,
                  `its traffic tag is none of ${paths([service])}, which has ${tags.join(", ") || "no tags"}, so requests find no revision, got ${JSON.stringify(tag)}; give a TrafficTarget that tag, or take another one`,
                ),
              ];
        });
  });
}

/** NEG-03: a function of the second generation as if it were of the first. */
export function secondGeneration(app: SynthesizedApp): Finding[] {
  return serverlessNegs(app)
    .filter((neg) => platformOf(neg) === "cloud_function")
    .flatMap((neg) =>
      servicesOf(app, neg)
        .filter(({ type }) => type === CLOUD_FUNCTION_2)
        .map((found) =>
          error(
            "NEG-03",
            neg,
            `cloud_function is for functions of the first generation, got ${paths([found])} of the second, which is a Cloud Run service; point to that: ServerlessTarget.cloudRun`,
          ),
        ),
    );
}

function serverlessNegs(app: SynthesizedApp): Resource[] {
  return app.ofType(NEG).filter(isServerless);
}

/** The traffic tags of a Cloud Run service; `undefined` where there may be others, or Terraform leaves them alone. */
function tagsOf({ type, config }: Resource): string[] | undefined {
  const targets = blocks(config.traffic);
  const ignored = [blocks(config.lifecycle)[0]?.ignore_changes].flat();
  return !CLOUD_RUN.includes(type) ||
    !isSet(config, "traffic") ||
    isDynamic(config, "traffic") ||
    targets.some(({ tag }) => isExpression(tag)) ||
    ignored.some((argument) => /^(all|traffic)/.test(String(argument)))
    ? undefined
    : targets.flatMap((target) => knownText(target, "tag") ?? []);
}
