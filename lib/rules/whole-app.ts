import { BACKEND_SERVICE, NEG, URL_MAP } from "../app/load-balancers";
import { addressVersions, internalAddresses } from "./front-end/addresses";
import {
  backendSettings,
  brokenRegions,
  noBackends,
  outlierDetection,
  schemes,
  serverlessSettings,
} from "./backend-services/settings";
import {
  certificateSources,
  challengeByBothVersions,
  challengePort,
  hostsThatNobodyReaches,
  hostsWithoutCertificate,
  managedDomains,
  wildcardsInManaged,
} from "./certificates/certificates";
import { appEngineWaysRound, iapMayNotCall, iapTwice, noWayIn, waysRound, wideGrants } from "./cloud-run/access";
import { Finding } from "./finding";
import {
  foreignLinks,
  foreignParts,
  keepAlive,
  networkTiers,
  ports,
  servedInTheClear,
  sharedListeners,
} from "./front-end/front-end";
import { iapOfAppEngine, iapOnBackendServices } from "./backend-services/iap";
import { badLabels, badNames, camelCaseArguments, namesakes } from "./names/names";
import {
  foreignNegs,
  regionOfService,
  regionsAndMasks,
  sameProject,
  targets,
  togetherInBackendService,
} from "./network-endpoint-groups/groups";
import { SynthesizedApp } from "../app/synthesized-app";
import { aboveQuota } from "./quotas";
import { sharedStates } from "./names/states";
import { missingTags, secondGeneration } from "./network-endpoint-groups/targets";
import { noSslPolicy, regionalSslPolicy, sslPolicies } from "./certificates/tls";
import { unreachableServices, unused } from "./unused";
import { urlMapCounts, urlMapSize } from "./url-maps/limits";
import { failedTests } from "./url-maps/tests";
import { defaultPorts, hostsAndPaths, routeRules, weights, wrongLinks } from "./url-maps/values";
import { danglingMatchers, decisions, httpsRedirects, repeatedHosts, twoKindsOfRules } from "./url-maps/url-maps";
import { regionOfVpcAccess } from "./cloud-run/vpc-access";
import { masksWithoutCertificate } from "./network-endpoint-groups/url-masks";

const quota =
  (rule: string, check: ReturnType<typeof aboveQuota>) =>
  (app: SynthesizedApp): Finding[] =>
    check(app).map((found) => ({ severity: "warning", rule, ...found }));
const QUOTAS = [
  quota("UM-17", aboveQuota(URL_MAP, 10, "URL maps, with those that redirect HTTP")),
  quota("BS-27", aboveQuota(BACKEND_SERVICE, 50, "backend services")),
  quota("NEG-20", aboveQuota(NEG, 100, "network endpoint groups")),
];

const RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[serverlessSettings, backendSettings, schemes, outlierDetection, brokenRegions, noBackends],
  ...[certificateSources, managedDomains, wildcardsInManaged, challengePort, challengeByBothVersions],
  ...[hostsWithoutCertificate, hostsThatNobodyReaches, masksWithoutCertificate],
  ...[waysRound, appEngineWaysRound, noWayIn, iapMayNotCall, iapTwice, wideGrants],
  ...[networkTiers, ports, keepAlive, sharedListeners, servedInTheClear, foreignParts, foreignLinks],
  ...[internalAddresses, addressVersions],
  ...[iapOnBackendServices, iapOfAppEngine],
  ...[badNames, namesakes, camelCaseArguments, badLabels],
  ...[targets, regionsAndMasks, togetherInBackendService, regionOfService, sameProject, foreignNegs],
  ...[missingTags, secondGeneration, regionOfVpcAccess],
  ...[noSslPolicy, regionalSslPolicy, sslPolicies],
  ...[httpsRedirects, decisions, repeatedHosts, danglingMatchers, twoKindsOfRules],
  ...[hostsAndPaths, defaultPorts, routeRules, weights, wrongLinks, urlMapCounts, urlMapSize, failedTests],
  ...[unused, unreachableServices, ...QUOTAS],
  ...[sharedStates],
];

/** Runs the rules that need the whole app over all stacks of an app, overrides included. */
export function wholeApp(app: SynthesizedApp): Finding[] {
  return RULES.flatMap((rule) => rule(app));
}
