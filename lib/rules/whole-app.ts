import { BACKEND_SERVICE, NEG, SECURITY_POLICY } from "../app/load-balancers";
import { blocks } from "../app/terraform-json";
import { isSet } from "../app/values";
import { closedToAll, rulesInTwoPlaces, unprotectedBackends, wrongPolicyType } from "./cloud-armor/policies";
import { securityRules } from "./cloud-armor/values";
import {
  backendSettings,
  brokenRegions,
  noBackends,
  outlierDetection,
  schemes,
  serverlessSettings,
} from "./backend-services/settings";
import { appEngineWaysRound, iapMayNotCall, iapTwice, noWayIn, waysRound, wideGrants } from "./cloud-run/access";
import { Finding } from "./finding";
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
import { unreachableServices, unused } from "./unused";
import { regionOfVpcAccess } from "./cloud-run/vpc-access";
import { masksWithoutCertificate } from "./network-endpoint-groups/url-masks";

const quota =
  (rule: string, check: ReturnType<typeof aboveQuota>) =>
  (app: SynthesizedApp): Finding[] =>
    check(app).map((found) => ({ severity: "warning", rule, ...found }));
const QUOTAS = [
  quota("BS-27", aboveQuota(BACKEND_SERVICE, 50, "backend services")),
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

const RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[unprotectedBackends, closedToAll, wrongPolicyType, rulesInTwoPlaces, securityRules],
  ...[serverlessSettings, backendSettings, schemes, outlierDetection, brokenRegions, noBackends],
  ...[masksWithoutCertificate],
  ...[waysRound, appEngineWaysRound, noWayIn, iapMayNotCall, iapTwice, wideGrants],
  ...[iapOnBackendServices, iapOfAppEngine],
  ...[badNames, namesakes, camelCaseArguments, badLabels],
  ...[targets, regionsAndMasks, togetherInBackendService, regionOfService, sameProject, foreignNegs],
  ...[missingTags, secondGeneration, regionOfVpcAccess],
  ...[unused, unreachableServices, ...QUOTAS],
  ...[sharedStates],
];

/** Runs the rules that need the whole app over all stacks of an app, overrides included. */
export function wholeApp(app: SynthesizedApp): Finding[] {
  return RULES.flatMap((rule) => rule(app));
}
