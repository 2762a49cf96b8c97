import { addressVersions, internalAddresses } from "./addresses";
import { cachePastPolicy, closedToAll, rulesInTwoPlaces, unprotectedBackends, wrongPolicyType } from "./armor";
import { securityRules } from "./armor-values";
import {
  backendSettings,
  brokenRegions,
  noBackends,
  outlierDetection,
  schemes,
  serverlessSettings,
} from "./backend-services";
import {
  cachedForEverybody,
  cachedPastInvokers,
  cdnWithoutHttp,
  idleCdnPolicy,
  idleSignedUrlKeys,
  refusedTtls,
  tooManySignedUrlKeys,
} from "./cdn";
import { cdnValues } from "./cdn-values";
import {
  certificateSources,
  challengeByBothVersions,
  challengePort,
  hostsThatNobodyReaches,
  hostsWithoutCertificate,
  managedDomains,
  wildcardsInManaged,
} from "./certificates";
import { appEngineWaysRound, iapMayNotCall, iapTwice, noWayIn, waysRound, wideGrants } from "./cloud-run";
import { Finding } from "./finding";
import {
  foreignLinks,
  foreignParts,
  keepAlive,
  networkTiers,
  ports,
  servedInTheClear,
  sharedListeners,
} from "./front-end";
import { iapOfAppEngine, iapOnBackendServices } from "./iap";
import { badLabels, badNames, camelCaseArguments, namesakes } from "./names";
import {
  foreignNegs,
  regionOfService,
  regionsAndMasks,
  sameProject,
  targets,
  togetherInBackendService,
} from "./network-endpoint-groups";
import { SynthesizedApp } from "../app/synthesized-app";
import { quotas } from "./quotas";
import { sharedStates } from "./states";
import { missingTags, secondGeneration } from "./neg-targets";
import { noSslPolicy, regionalSslPolicy, sslPolicies } from "./tls";
import { unreachableServices, unused } from "./unused";
import { urlMapCounts, urlMapSize } from "./url-map-limits";
import { failedTests } from "./url-map-tests";
import { defaultPorts, hostsAndPaths, routeRules, weights, wrongLinks } from "./url-map-values";
import { danglingMatchers, decisions, httpsRedirects, repeatedHosts, twoKindsOfRules } from "./url-maps";
import { regionOfVpcAccess } from "./vpc-access";
import { masksWithoutCertificate } from "./url-masks";

const RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[unprotectedBackends, cachePastPolicy, closedToAll, wrongPolicyType, rulesInTwoPlaces, securityRules],
  ...[serverlessSettings, backendSettings, schemes, outlierDetection, brokenRegions, noBackends],
  ...[
    refusedTtls,
    cdnWithoutHttp,
    idleCdnPolicy,
    tooManySignedUrlKeys,
    idleSignedUrlKeys,
    cachedForEverybody,
    cachedPastInvokers,
    cdnValues,
  ],
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
  ...[unused, unreachableServices, quotas],
  ...[sharedStates],
];

/** Runs the rules that need the whole app over all stacks of an app, overrides included. */
export function wholeApp(app: SynthesizedApp): Finding[] {
  return RULES.flatMap((rule) => rule(app));
}
