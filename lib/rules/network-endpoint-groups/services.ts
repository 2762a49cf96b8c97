/** What a network endpoint group needs of the service that it points to. */
import {
  isServerless,
  linksToOthers,
  platformOf,
  serverlessNegsOf,
  servicesBehind,
  servicesOf,
  targetOf,
} from "../../app/load-balancers";
import { Resource, SynthesizedApp, inOtherProjects } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, CLOUD_FUNCTION, CLOUD_FUNCTION_2, NEG, isCloudRun } from "../../app/types";
import { isDynamic, isExpression, isSet, knownText } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { given, text } from "../text";

/** A traffic tag that the service does not have. */
export function missingTags(app: SynthesizedApp): Found[] {
  return serverlessNegs(app).flatMap((neg) => {
    const tag = knownText(targetOf(neg), "tag");
    return platformOf(neg) !== "cloud_run" || tag === undefined
      ? []
      : servicesOf(app, neg).flatMap((service) => {
          const tags = tagsOf(service);
          return tags === undefined || tags.includes(tag)
            ? []
            : [
                about(
                  neg,
                  text`traffic tag ${given(tag)} does not exist on ${paths([service])} (it has ${tags.join(", ") || "no tags"}), so no revision would answer; add a TrafficTarget with that tag, or use another tag`,
                ),
              ];
        });
  });
}

/** A function of the second generation as if it were of the first. */
export function secondGeneration(app: SynthesizedApp): Found[] {
  return serverlessNegs(app)
    .filter((neg) => platformOf(neg) === "cloud_function")
    .flatMap((neg) =>
      servicesOf(app, neg)
        .filter(({ type }) => type === CLOUD_FUNCTION_2)
        .map((found) =>
          about(
            neg,
            text`cloud_function is for functions of the first generation, but ${paths([found])} is of the second generation, which is a Cloud Run service; use ServerlessTarget.cloudRun`,
          ),
        ),
    );
}

/** A NEG and the service that it points to in different regions. */
export function regionOfService(app: SynthesizedApp): Found[] {
  return serverlessNegs(app).flatMap((neg) =>
    servicesOf(app, neg).flatMap((service) => {
      const region = knownText(neg.config, "region");
      const location = knownText(service.config, service.type === CLOUD_FUNCTION ? "region" : "location");
      return region === undefined || location === undefined || region === location
        ? []
        : [
            about(
              neg,
              text`a network endpoint group in ${region} can only point to services in that region, but ${paths([service])} is in ${location}; use the same region for both`,
            ),
          ];
    }),
  );
}

/** Backend service, NEG and service in different projects. */
export function sameProject(app: SynthesizedApp): Found[] {
  return app.ofType(BACKEND_SERVICE).flatMap((backendService) => {
    const negs = serverlessNegsOf(app, backendService).map((neg) => [backendService, neg] as const);
    const services = servicesBehind(app, backendService).map(({ neg, service }) => [neg, service] as const);
    return [...negs, ...services]
      .filter(([user, used]) => inOtherProjects(user, used))
      .map(([user, used]) => ofOtherProject(user, paths([used]), used.project));
  });
}

/** NEGs of another project, named by a self link. */
export function foreignNegs(app: SynthesizedApp): Found[] {
  return app.ofType(BACKEND_SERVICE).flatMap((backendService) =>
    linksToOthers(app, backendService, backendService.config.backend)
      .filter(({ collection }) => collection === "networkEndpointGroups")
      .map(({ name, project }) => ofOtherProject(backendService, name, project)),
  );
}

function ofOtherProject(user: Resource, used: string, project: string): Found {
  return about(
    user,
    text`this resource is in project ${user.project}, but it uses ${used} in project ${project}; put the backend service, the network endpoint group and the service into one project`,
  );
}

function serverlessNegs(app: SynthesizedApp): Resource[] {
  return app.ofType(NEG).filter(isServerless);
}

/** The traffic tags of a Cloud Run service; `undefined` where there may be others, or Terraform leaves them alone. */
function tagsOf({ type, config }: Resource): string[] | undefined {
  const targets = blocks(config.traffic);
  const ignored = [blocks(config.lifecycle)[0]?.ignore_changes].flat();
  return !isCloudRun(type) ||
    !isSet(config, "traffic") ||
    isDynamic(config, "traffic") ||
    targets.some(({ tag }) => isExpression(tag)) ||
    ignored.some((argument) => /^(all|traffic)/.test(String(argument)))
    ? undefined
    : targets.flatMap((target) => knownText(target, "tag") ?? []);
}
