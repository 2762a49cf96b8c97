import { blocks } from "../../app/terraform-json";
import {
  BACKEND_SERVICE,
  CLOUD_FUNCTION,
  NEG,
  PLATFORMS,
  isServerless,
  linksToOthers,
  platformOf,
  serverlessNegsOf,
  servicesBehind,
  servicesOf,
  targetOf,
} from "../../app/load-balancers";
import { Finding, error, paths } from "../finding";
import { SynthesizedApp, Resource, inOtherProjects } from "../../app/synthesized-app";
import { asText, isDynamic, isExpression, isSet, knownText } from "../../app/values";

/** What says where a serverless NEG points to; the last one is of the beta provider. */
const TARGETS = [...PLATFORMS, "serverless_deployment"];
/** The placeholders of each platform's URL masks. */
const PLACEHOLDERS: { readonly [platform in (typeof PLATFORMS)[number]]: readonly string[] } = {
  cloud_run: ["<service>", "<tag>"],
  cloud_function: ["<function>"],
  app_engine: ["<service>", "<version>"],
};
/** Groups of which it is certain that they are not serverless NEGs. */
const OTHER_GROUPS =
  /^google_compute_((region_)?instance_group(_manager)?|(global_)?network_endpoint_group|region_network_endpoint_group)$/;

/** NEG-08 to NEG-11: serverless NEGs that one backend service cannot hold together. */
export function togetherInBackendService(app: SynthesizedApp): Finding[] {
  return app.ofType(BACKEND_SERVICE).flatMap((backendService) => {
    // the same NEG may stand there twice
    const negs = blocks(backendService.config.backend).flatMap(({ group }) =>
      app.referred(backendService, group, NEG).filter(isServerless),
    );
    return negs.length === 0
      ? []
      : [
          ...sameRegion(backendService, negs),
          ...differentPlatforms(backendService, negs),
          ...otherGroups(app, backendService, negs),
        ];
  });
}

/** NEG-01: a NEG that is not of the type of its target, or has none or several. */
export function targets(app: SynthesizedApp): Finding[] {
  return app.ofType(NEG).flatMap((neg) => {
    const { network_endpoint_type: type } = neg.config;
    const given = TARGETS.filter((target) => isSet(neg.config, target));
    if (isExpression(type) || isDynamicTarget(neg)) {
      return [];
    }
    if (!isServerless(neg) && given.length > 0) {
      return [
        error(
          "NEG-01",
          neg,
          `${given.join(" and ")} is for network endpoint groups of type SERVERLESS, got ${asText(type)}; leave network_endpoint_type out`,
        ),
      ];
    }
    return isServerless(neg) && given.length !== 1
      ? [
          error(
            "NEG-01",
            neg,
            `a serverless network endpoint group points to one of ${TARGETS.join(", ")}, got ${given.join(" and ") || "none"}; give it one`,
          ),
        ]
      : [];
  });
}

/** NEG-05, NEG-13, NEG-14: a region that is none, and a URL mask that Google refuses. */
export function regionsAndMasks(app: SynthesizedApp): Finding[] {
  return app
    .ofType(NEG)
    .filter(isServerless)
    .flatMap((neg) => {
      const region = knownText(neg.config, "region");
      const mask = knownText(targetOf(neg), "url_mask");
      const [, regionOfZone] = /^([a-z]+-[a-z]+\d{1,2})-[a-z]$/.exec(region ?? "") ?? [];
      return [
        ...(region !== undefined && !/^[a-z]+-[a-z]+\d{1,2}$/.test(region)
          ? [
              error(
                "NEG-05",
                neg,
                `a serverless network endpoint group lives in a region, got ${JSON.stringify(region)}; use ${regionOfZone ?? "the id of a region, such as us-central1"}`,
              ),
            ]
          : []),
        ...(mask === undefined ? [] : maskProblems(neg, mask)),
      ];
    });
}

function maskProblems(neg: Resource, mask: string): Finding[] {
  if (mask.includes("://") || /[\s?#]/.test(mask)) {
    return [
      error(
        "NEG-14",
        neg,
        `a URL mask is host and path without scheme, query and spaces, got ${JSON.stringify(mask)}; write it like <service>.example.com`,
      ),
    ];
  }
  const known = PLACEHOLDERS[platformOf(neg) ?? "cloud_run"];
  const placeholders: readonly string[] = mask.match(/<[^<>]*>?/g) ?? [];
  const foreign = placeholders.find((placeholder) => !known.includes(placeholder));
  return foreign === undefined && placeholders.length > 0
    ? []
    : [
        error(
          "NEG-13",
          neg,
          `a URL mask of this platform takes ${known.join(" and ")}, got ${JSON.stringify(foreign ?? mask)}; use one of these in the mask`,
        ),
      ];
}

function isDynamicTarget({ config }: Resource): boolean {
  return TARGETS.some((target) => isDynamic(config, target));
}

/** NEG-05: a NEG and the service that it points to in different regions. */
export function regionOfService(app: SynthesizedApp): Finding[] {
  return app
    .ofType(NEG)
    .filter(isServerless)
    .flatMap((neg) =>
      servicesOf(app, neg).flatMap((service) => {
        const region = knownText(neg.config, "region");
        const location = knownText(service.config, service.type === CLOUD_FUNCTION ? "region" : "location");
        return region === undefined || location === undefined || region === location
          ? []
          : [
              error(
                "NEG-05",
                neg,
                `a network endpoint group points to services of its own region only, and ${paths([service])} is in ${location}, got ${region}; give both the same region`,
              ),
            ];
      }),
    );
}

/** NEG-06: backend service, NEG and service in different projects. */
export function sameProject(app: SynthesizedApp): Finding[] {
  return app.ofType(BACKEND_SERVICE).flatMap((backendService) => {
    const negs = serverlessNegsOf(app, backendService).map((neg) => [backendService, neg] as const);
    const services = servicesBehind(app, backendService).map(({ neg, service }) => [neg, service] as const);
    return [...negs, ...services]
      .filter(([user, used]) => inOtherProjects(user, used))
      .map(([user, used]) =>
        error(
          "NEG-06",
          user,
          `backend service, network endpoint group and service are of one project, and ${paths([used])} is of ${used.project}, got ${user.project}; move one of them`,
        ),
      );
  });
}

/** NEG-06: NEGs of another project, named by a self link. */
export function foreignNegs(app: SynthesizedApp): Finding[] {
  return app.ofType(BACKEND_SERVICE).flatMap((backendService) =>
    linksToOthers(app, backendService, backendService.config.backend)
      .filter(({ collection }) => collection === "networkEndpointGroups")
      .map(({ name, project }) =>
        error(
          "NEG-06",
          backendService,
          `backend service, network endpoint group and service are of one project, and ${name} is of ${project}, got ${backendService.project}; move one of them`,
        ),
      ),
  );
}

function sameRegion(backendService: Resource, negs: readonly Resource[]): Finding[] {
  const regions = new Map<string, Resource[]>();
  negs.forEach((neg) => {
    // the same expression is the same region in the same stack
    const { region } = neg.config;
    const key = region === undefined || isExpression(region) ? `${neg.stack} ${asText(region)}` : asText(region);
    regions.set(key, [...(regions.get(key) ?? []), neg]);
  });
  return [...regions]
    .filter(([, inRegion]) => inRegion.length > 1)
    .map(([region, inRegion]) =>
      error(
        "NEG-08",
        backendService,
        `a backend service takes one serverless network endpoint group per region, got ${paths(inRegion)} in ${region.slice(region.indexOf(" ") + 1)}; make a second backend service and route to it`,
      ),
    );
}

function differentPlatforms(backendService: Resource, negs: readonly Resource[]): Finding[] {
  const platforms = [...new Set(negs.map((neg) => platformOf(neg)).filter((platform) => platform !== undefined))];
  if (platforms.length > 1) {
    return [
      error(
        "NEG-09",
        backendService,
        `a backend service holds backends of one kind, got ${platforms.join(" and ")}; make a backend service per kind`,
      ),
    ];
  }
  return platforms[0] === "app_engine" && negs.length > 1
    ? [
        error(
          "NEG-11",
          backendService,
          `an App Engine backend service has one region only, got ${paths(negs)}; remove the other backends`,
        ),
      ]
    : [];
}

function otherGroups(app: SynthesizedApp, backendService: Resource, negs: readonly Resource[]): Finding[] {
  const text = JSON.stringify(backendService.config.backend);
  const referred = app.referred(backendService, backendService.config.backend);
  const others = referred.filter((group) => OTHER_GROUPS.test(group.type) && !isServerless(group));
  const instanceGroup = /\bgoogle_compute_(region_)?instance_group(_manager)?\.[\w-]+/.exec(text)?.[0];
  const found = others.length > 0 ? paths(others) : instanceGroup;
  return found === undefined
    ? []
    : [
        error(
          "NEG-10",
          backendService,
          `serverless network endpoint groups (${paths(negs)}) share a backend service with no other groups, got ${found}; make a backend service of its own for each kind`,
        ),
      ];
}
