import { CLOUD_RUN_SERVICES, NEG } from "../../app/types";
import { PLATFORMS } from "../../google/serverless-platforms";
import { aboveQuota } from "../quotas";
import { Rules, ofSent, onApp, onBlock, onCall, onResource } from "../rule";
import { fixedName, fixedProxyName } from "./fixed-names";
import { routesWithoutMask } from "./masks-and-routes";
import { noRegion, noRegionOfNeg, otherRegion, unknownAtSynth, unlisted, unlistedRegionsOfNegs } from "./regions";
import { foreignNegs, missingTags, regionOfService, sameProject, secondGeneration } from "./services";
import { appEngineNames, functionName, givenTag, longVersion, targets, trafficTag } from "./targets";
import {
  otherGroups,
  otherKind,
  sameRegion,
  secondRegion,
  severalPlatforms,
  severalRegions,
  takenRegion,
} from "./together";
import {
  decidedTwice,
  hostOfMask,
  masksWithoutCertificate,
  placeholders,
  repeatedPlaceholder,
  shapeOfMask,
  starInMask,
} from "./url-masks";

const SETUP = "load-balancing/docs/https/setup-global-ext-https-serverless";
const ADD_BACKEND = "BackendService.addBackend";
/** What is known of network endpoint groups that exist. */
const EXISTING = ["ServerlessNeg.fromServerlessNegName", "ServerlessNeg.fromServerlessNegAttributes"];
/** What is given a region and makes no network endpoint group of it at once. */
const REGIONAL = [...EXISTING, "CloudRunService", "CloudRunService.fromCloudRunServiceAttributes"];

/** Serverless network endpoint groups. */
export const NETWORK_ENDPOINT_GROUPS = {
  "NEG-01": {
    says: "A serverless network endpoint group (NEG) points to exactly one of Cloud Run, Cloud Functions and App Engine.",
    isPrevented: true,
    checks: [onResource("error", NEG, targets)],
    otherwise: "The provider refuses it at plan, or Google at apply.",
  },
  "NEG-02": {
    says: "A NEG for Cloud Run has a service or a URL mask; its traffic tag has 1 to 63 characters and exists on the service.",
    isPrevented: true,
    checks: [
      ofSent(onBlock("error", NEG, "cloud_run", trafficTag)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICES, "traffic", givenTag)),
      onApp("error", missingTags),
    ],
    otherwise: "Google refuses it at apply, or no revision answers.",
  },
  "NEG-03": {
    says: "A NEG for Cloud Functions is for first-generation functions; a function of the second generation is a Cloud Run service.",
    isPrevented: true,
    checks: [ofSent(onBlock("error", NEG, "cloud_function", functionName)), onApp("error", secondGeneration)],
    otherwise: "Google refuses a bad name at apply; a NEG of the wrong kind answers 404.",
  },
  "NEG-04": {
    says: "A NEG for App Engine may leave service and version to the app's own routing.",
    isPrevented: true,
    checks: [
      ofSent(onBlock("error", NEG, "app_engine", appEngineNames)),
      onBlock("warning", NEG, "app_engine", longVersion),
    ],
    otherwise: "At apply, Google refuses names that are too long.",
  },
  "NEG-05": {
    says: "A NEG is in the region of the service it points to.",
    isPrevented: true,
    checks: [
      ...[...REGIONAL, "ServerlessNeg"].map((call) => onCall("error", call, unknownAtSynth)),
      ...EXISTING.map((call) => onCall("error", call, noRegion)),
      ofSent(onResource("error", NEG, noRegionOfNeg)),
      onCall("error", "ServerlessNeg.fromServerlessNegAttributes", otherRegion),
      onApp("error", regionOfService),
      onApp("warning", unlistedRegionsOfNegs),
      ...EXISTING.map((call) => onCall("warning", call, unlisted)),
    ],
    otherwise: "Google refuses it at apply, or the NEG finds no service.",
  },
  "NEG-06": {
    says: "A NEG, its backend service and its service are in one project.",
    checks: [onApp("error", sameProject), onApp("error", foreignNegs)],
    otherwise: "Google refuses it at apply.",
  },
  "NEG-07": {
    says: "A serverless NEG has one endpoint and no port, network or address.",
    isPrevented: true,
    checks: [],
    otherwise: "Google refuses it at apply.",
  },
  "NEG-08": {
    says: "A backend service has at most one serverless NEG per region.",
    checks: [onCall("error", ADD_BACKEND, takenRegion), onApp("error", sameRegion)],
    otherwise: "Google refuses the second NEG at apply.",
  },
  "NEG-09": {
    says: "The NEGs of a backend service are of one kind: Cloud Run, Cloud Functions or App Engine.",
    checks: [onCall("error", ADD_BACKEND, otherKind), onApp("error", severalPlatforms)],
    otherwise: "Google refuses the mix at apply.",
  },
  "NEG-10": {
    says: "Serverless NEGs do not share a backend service with other NEGs or with instance groups.",
    isPrevented: true,
    checks: [onApp("error", otherGroups)],
    otherwise: "Google refuses the mix at apply.",
  },
  "NEG-11": {
    says: "App Engine is served from one region only.",
    checks: [onCall("error", ADD_BACKEND, secondRegion), onApp("error", severalRegions)],
    otherwise: "Google refuses the second NEG at apply.",
  },
  "NEG-12": {
    says: "Several regions need the Premium network tier.",
    isPrevented: true,
    checks: [],
    otherwise: "Visitors reach one region only.",
  },
  "NEG-13": {
    says: "A URL mask has only placeholders of its platform, and has the one that names the service; its host ends like a domain.",
    checks: [
      ...PLATFORMS.map((platform) => onBlock("error", NEG, platform, (target) => placeholders(target, platform))),
      ...PLATFORMS.map((platform) => ofSent(onBlock("error", NEG, platform, hostOfMask))),
      ...PLATFORMS.map((platform) => onBlock("warning", NEG, platform, repeatedPlaceholder)),
      ...PLATFORMS.map((platform) => onBlock("warning", NEG, platform, starInMask)),
    ],
    otherwise: "Google refuses the mask at apply, or no service answers.",
    page: SETUP,
  },
  "NEG-14": {
    says: "A URL mask is a host and a path, without scheme and query.",
    checks: PLATFORMS.map((platform) => ofSent(onBlock("error", NEG, platform, shapeOfMask))),
    otherwise: "No request matches the mask.",
    page: SETUP,
  },
  "NEG-15": {
    says: "The first slash of a URL mask separates host and path; a mask for a host needs a certificate for such hosts.",
    checks: [onApp("warning", masksWithoutCertificate)],
    otherwise: "Visitors get a certificate error instead of the service.",
    page: SETUP,
  },
  "NEG-16": {
    says: "Google's documentation shows examples of URL masks.",
    leftOut: "The examples break no rule: the tests check them.",
  },
  "NEG-17": {
    says: "A value that the URL mask decides is not set a second time.",
    checks: [onBlock("warning", NEG, "cloud_run", decidedTwice)],
    otherwise: "Google does not document which of the two is used.",
    page: SETUP,
  },
  "NEG-18": { says: "The name of a NEG has 1 to 63 characters and begins with a letter.", heldAs: "NAM-01" },
  "NEG-19": {
    says: "A change of a NEG, of a certificate or of a proxy's keep-alive time replaces the resource, and a fixed name blocks the replacement.",
    checks: [onCall("warning", "fixedName", fixedName), onCall("warning", "ApplicationLoadBalancer", fixedProxyName)],
    otherwise: 'The next change fails at apply with "already exists" or "resource in use".',
    page: "compute/docs/naming-resources",
  },
  "NEG-20": {
    says: "A project has a quota of NEGs.",
    checks: [onApp("warning", aboveQuota(NEG, 100, "network endpoint groups"))],
    otherwise: "The apply stops in the middle.",
    page: "load-balancing/docs/quotas",
  },
  "NEG-21": {
    says: "NEGs have no labels.",
    isPrevented: true,
    checks: [],
    otherwise: "The provider does not know the argument.",
  },
  "NEG-22": {
    says: "Requests that the URL map sends to a URL mask can fit the mask's host and path.",
    checks: [onApp("warning", routesWithoutMask)],
    otherwise: "No service answers these requests.",
    page: SETUP,
  },
} as const satisfies Rules;
