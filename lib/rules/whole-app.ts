import {
  BACKEND_SERVICE,
  FORWARDING_RULE,
  NEG,
  SECURITY_POLICY,
  URL_MAP,
  forwardingRulesOf,
} from "../app/load-balancers";
import { blocks } from "../app/terraform-json";
import { isSet } from "../app/values";
import { addressVersions, internalAddresses } from "./front-end/addresses";
import { closedToAll, rulesInTwoPlaces, unprotectedBackends, wrongPolicyType } from "./cloud-armor/policies";
import { securityRules } from "./cloud-armor/values";
import { brokenRegions } from "./backend-services/settings";
import {
  certificateSources,
  challengeByBothVersions,
  challengePort,
  hostsThatNobodyReaches,
  hostsWithoutCertificate,
  managedDomains,
  wildcardsInManaged,
} from "./certificates/certificates";
import { appEngineWaysRound, noWayIn, waysRound, wideGrants } from "./cloud-run/access";
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
import { areSchemesRefused, unsaidSchemes } from "./schemes";
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
  quota("NEG-20", aboveQuota(NEG, 100, "network endpoint groups")),
  quota(
    "ARM-30",
    aboveQuota(
      SECURITY_POLICY,
      20,
      "Cloud Armor rules with an expression or a rate limit",
      ({ config }) =>
        blocks(config.rule).filter(
          (rule) => isSet(rule, "rate_limit_options") || blocks(rule.match).some((match) => isSet(match, "expr")),
        ).length,
    ),
  ),
];

/** FE-02: forwarding rules that leave their load balancing scheme to the provider. */
const unsaidOfForwardingRules = (app: SynthesizedApp): Finding[] =>
  unsaidSchemes(
    app
      .ofType(FORWARDING_RULE)
      .filter(
        (rule) =>
          !app
            .ofType(BACKEND_SERVICE)
            .some((service) => forwardingRulesOf(app, service).includes(rule) && areSchemesRefused(app, service, rule)),
      ),
  ).map((found) => ({ severity: "warning", rule: "FE-02", ...found }));

const RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[unprotectedBackends, closedToAll, wrongPolicyType, rulesInTwoPlaces, securityRules],
  ...[brokenRegions, unsaidOfForwardingRules],
  ...[certificateSources, managedDomains, wildcardsInManaged, challengePort, challengeByBothVersions],
  ...[hostsWithoutCertificate, hostsThatNobodyReaches, masksWithoutCertificate],
  ...[waysRound, appEngineWaysRound, noWayIn, wideGrants],
  ...[networkTiers, ports, keepAlive, sharedListeners, servedInTheClear, foreignParts, foreignLinks],
  ...[internalAddresses, addressVersions],
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
