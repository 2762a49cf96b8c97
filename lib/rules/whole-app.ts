import { BACKEND_SERVICE, SECURITY_POLICY, URL_MAP } from "../app/load-balancers";
import { blocks } from "../app/terraform-json";
import { isSet } from "../app/values";
import { addressVersions, internalAddresses } from "./front-end/addresses";
import { closedToAll, rulesInTwoPlaces, unprotectedBackends, wrongPolicyType } from "./cloud-armor/policies";
import { securityRules } from "./cloud-armor/values";
import {
  backendSettings,
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
import { iapMayNotCall, iapTwice } from "./backend-services/iap-of-services";
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
import { SynthesizedApp } from "../app/synthesized-app";
import { aboveQuota } from "./quotas";
import { sharedStates } from "./names/states";
import { noSslPolicy, regionalSslPolicy, sslPolicies } from "./certificates/tls";
import { unused } from "./unused";
import { urlMapCounts, urlMapSize } from "./url-maps/limits";
import { failedTests } from "./url-maps/tests";
import { defaultPorts, hostsAndPaths, routeRules, weights, wrongLinks } from "./url-maps/values";
import { danglingMatchers, decisions, httpsRedirects, repeatedHosts, twoKindsOfRules } from "./url-maps/url-maps";

const quota =
  (rule: string, check: ReturnType<typeof aboveQuota>) =>
  (app: SynthesizedApp): Finding[] =>
    check(app).map((found) => ({ severity: "warning", rule, ...found }));
const QUOTAS = [
  quota("UM-17", aboveQuota(URL_MAP, 10, "URL maps, with those that redirect HTTP")),
  quota("BS-27", aboveQuota(BACKEND_SERVICE, 50, "backend services")),
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

const RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[unprotectedBackends, closedToAll, wrongPolicyType, rulesInTwoPlaces, securityRules],
  ...[serverlessSettings, backendSettings, schemes, outlierDetection, noBackends],
  ...[certificateSources, managedDomains, wildcardsInManaged, challengePort, challengeByBothVersions],
  ...[hostsWithoutCertificate, hostsThatNobodyReaches],
  ...[iapMayNotCall, iapTwice],
  ...[networkTiers, ports, keepAlive, sharedListeners, servedInTheClear, foreignParts, foreignLinks],
  ...[internalAddresses, addressVersions],
  ...[iapOnBackendServices, iapOfAppEngine],
  ...[badNames, namesakes, camelCaseArguments, badLabels],
  ...[noSslPolicy, regionalSslPolicy, sslPolicies],
  ...[httpsRedirects, decisions, repeatedHosts, danglingMatchers, twoKindsOfRules],
  ...[hostsAndPaths, defaultPorts, routeRules, weights, wrongLinks, urlMapCounts, urlMapSize, failedTests],
  ...[unused, ...QUOTAS],
  ...[sharedStates],
];

/** Runs the rules that need the whole app over all stacks of an app, overrides included. */
export function wholeApp(app: SynthesizedApp): Finding[] {
  return RULES.flatMap((rule) => rule(app));
}
