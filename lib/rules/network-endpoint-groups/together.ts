/** Which network endpoint groups one backend service can have together. */
import { isServerless, platformOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp, oncePerApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, NEG } from "../../app/types";
import { asText, isExpression } from "../../app/values";
import { PLATFORMS, platform } from "../../google/serverless-platforms";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";

/** Groups of which it is certain that they are not serverless NEGs. */
const OTHER_GROUP_TYPE =
  /^google_compute_((region_)?instance_group(_manager)?|(global_)?network_endpoint_group|region_network_endpoint_group)$/;

/** A backend service and its serverless NEGs. The same NEG may appear twice. */
interface Together {
  readonly backendService: Resource;
  readonly negs: readonly Resource[];
}

/** A backend as a backend service knows it. */
interface Backend {
  readonly region: string;
  readonly kind?: string;
  /** The path of its construct, if it is one. */
  readonly path?: string;
}

/** A backend beside those that are there. */
interface AddedBackend {
  readonly added: Backend;
  readonly present: readonly Backend[];
}

const together = oncePerApp((app): readonly Together[] =>
  app
    .ofType(BACKEND_SERVICE)
    .map((backendService) => ({
      backendService,
      negs: blocks(backendService.config.backend).flatMap(({ group }) =>
        app.referred(backendService, group, NEG).filter(isServerless),
      ),
    }))
    .filter(({ negs }) => negs.length > 0),
);

/** A backend in a region that has one. */
export function takenRegion({ added, present }: AddedBackend): Text[] {
  return present
    .filter(({ region }) => region === added.region)
    .slice(0, 1)
    .map(
      ({ path }) =>
        text`a backend service can have one serverless network endpoint group per region, but ${path ?? "another backend"} is already in ${given(added.region)}; use one backend per region, or create a second backend service and route to it`,
    );
}

/** A backend of another kind. */
export function otherKind({ added, present }: AddedBackend): Text[] {
  return present
    .filter(({ kind }) => kind !== undefined && added.kind !== undefined && kind !== added.kind)
    .slice(0, 1)
    .map(
      ({ kind }) =>
        text`a backend service can have backends of one kind only, but this one has ${String(kind)} and would also have ${given(added.kind)}; create a backend service for each kind`,
    );
}

/** A second region of a platform that is served from one. */
export function secondRegion({ added, present }: AddedBackend): Text[] {
  const isOne = [added, ...present].some(({ kind }) => isOfOneRegion(kind));
  return isOne && otherKind({ added, present }).length === 0
    ? present
        .slice(0, 1)
        .map(
          ({ region, path }) =>
            text`an App Engine backend service can have only one region, but ${path ?? "another backend"} is in ${given(region)} and this one would be in ${given(added.region)}; keep one of the two backends`,
        )
    : [];
}

/** Two NEGs of one region. */
export function sameRegion(app: SynthesizedApp): Found[] {
  return together(app).flatMap(({ backendService, negs }) =>
    [...byRegion(negs)]
      .filter(([, inRegion]) => inRegion.length > 1)
      .map(([region, inRegion]) =>
        about(
          backendService,
          text`a backend service can have one serverless network endpoint group per region, but ${paths(inRegion)} are both in ${region.slice(region.indexOf(" ") + 1)}; create a second backend service and route to it`,
        ),
      ),
  );
}

/** NEGs of several platforms. */
export function severalPlatforms(app: SynthesizedApp): Found[] {
  return together(app)
    .map(({ backendService, negs }) => ({ backendService, platforms: platformsOf(negs) }))
    .filter(({ platforms }) => platforms.length > 1)
    .map(({ backendService, platforms }) =>
      about(
        backendService,
        text`a backend service can have backends of one kind only, but this one has ${platforms.join(" and ")}; create a backend service for each kind`,
      ),
    );
}

/** Several NEGs of a platform that is served from one region. */
export function severalRegions(app: SynthesizedApp): Found[] {
  return together(app)
    .filter(({ negs }) => byRegion(negs).size > 1 && platformsOf(negs).length === 1)
    .filter(({ negs }) => platformsOf(negs).some((name) => platform(name).isOfOneRegion))
    .map(({ backendService, negs }) =>
      about(
        backendService,
        text`an App Engine backend service can have only one region, but has ${negs.map((neg) => `${paths([neg])} in ${asText(neg.config.region)}`).join(" and ")}; keep one backend and remove the others`,
      ),
    );
}

/** Serverless NEGs beside other groups. */
export function otherGroups(app: SynthesizedApp): Found[] {
  return together(app).flatMap(({ backendService, negs }) => {
    const { backend } = backendService.config;
    const others = app
      .referred(backendService, backend)
      .filter((group) => OTHER_GROUP_TYPE.test(group.type) && !isServerless(group));
    const instanceGroup = /\bgoogle_compute_(region_)?instance_group(_manager)?\.[\w-]+/.exec(JSON.stringify(backend));
    const found = others.length > 0 ? paths(others) : instanceGroup?.[0];
    return found === undefined
      ? []
      : [
          about(
            backendService,
            text`serverless network endpoint groups (${paths(negs)}) cannot share a backend service with other groups, but this one also has ${found}; create a backend service for each kind`,
          ),
        ];
  });
}

function byRegion(negs: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const regions = new Map<string, Resource[]>();
  negs.forEach((neg) => {
    // the same expression is the same region in the same stack
    const { region } = neg.config;
    const key = region === undefined || isExpression(region) ? `${neg.stack} ${asText(region)}` : asText(region);
    regions.set(key, [...(regions.get(key) ?? []), neg]);
  });
  return regions;
}

function platformsOf(negs: readonly Resource[]) {
  return [...new Set(negs.map((neg) => platformOf(neg)).filter((name) => name !== undefined))];
}

function isOfOneRegion(kind: string | undefined): boolean {
  return PLATFORMS.map(platform).some((each) => each.kind === kind && each.isOfOneRegion);
}
