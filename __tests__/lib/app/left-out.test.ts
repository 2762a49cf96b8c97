import * as fs from "fs";
import * as path from "path";
import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunService,
  RouteAction,
  SecurityPolicy,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
  VpcAccess,
} from "cdktf-google-serverless-lb";
import { ARGUMENTS, argumentsOf } from "../../../lib/app/arguments";
import { synthesize } from "../../synthesized";

const PAGE = fs.readFileSync(path.join(__dirname, "../../../docs/changing-things-in-use.md"), "utf8");
const WHAT_STAYS = PAGE.slice(PAGE.indexOf("\n## What stays"), PAGE.indexOf("\n## When a deploy fails"));

/** What stays and is not always written: how the page names it, or why it does no harm. */
const SAID: { readonly [argument: string]: { readonly page: string } | { readonly harmless: string } } = {
  "google_cloud_run_v2_service.template.containers.ports": { harmless: "only sidecars have none, and they never had" },
  "google_cloud_run_v2_service.template.containers.startup_probe": { page: "`startupProbe` of a sidecar" },
  "google_cloud_run_v2_service.template.service_account": { page: "`serviceAccount`" },
  "google_cloud_run_v2_service.template.vpc_access.network_interfaces.network": { page: "`network`" },
  "google_cloud_run_v2_service.template.vpc_access.network_interfaces.subnetwork": { page: "`subnetwork`" },
  "google_compute_backend_service.cdn_policy": { harmless: "enable_cdn is always written" },
  "google_compute_backend_service.cdn_policy.client_ttl": { harmless: "Google drops it with the cache mode" },
  "google_compute_backend_service.cdn_policy.default_ttl": { harmless: "Google drops it with the cache mode" },
  "google_compute_backend_service.cdn_policy.max_ttl": { harmless: "Google drops it with the cache mode" },
  "google_compute_security_policy.adaptive_protection_config.layer_7_ddos_defense_config.rule_visibility": {
    harmless: "it is written where Adaptive Protection is on",
  },
  "google_compute_security_policy.adaptive_protection_config.layer_7_ddos_defense_config.threshold_configs": {
    page: "`thresholds`",
  },
  "google_compute_security_policy.advanced_options_config.json_custom_config": {
    harmless: "it is written with standard JSON parsing, and nothing else looks at it",
  },
  "google_compute_security_policy.advanced_options_config.request_body_inspection_size": {
    page: "`requestBodyInspectionSize`",
  },
  "google_compute_security_policy.recaptcha_options_config": { page: "`recaptchaRedirectSiteKey`" },
  "google_compute_url_map.default_route_action.timeout": { page: "`timeoutSec`" },
};

/** Constructs with as few options as there can be, for every block that they may write. */
const sites = [
  ...[CdnPolicy.cacheAllStatic(), CdnPolicy.forceCacheAll({ defaultTtlSec: 60 }), CdnPolicy.useOriginHeaders()],
  undefined,
].map((cdnPolicy) =>
  synthesize((stack) => {
    const region = "us-central1";
    const target = ServerlessTarget.cloudRun("web");
    const backends = [new ServerlessNeg(stack, "Neg", { region, target })];
    const securityPolicy = new SecurityPolicy(stack, "Armor", cdnPolicy && { adaptiveProtection: {} });
    const defaultService = new BackendService(stack, "Web", { backends, cdnPolicy, securityPolicy });
    new ApplicationLoadBalancer(stack, "Lb", { defaultService, domains: ["a.example.com"] });
    const faultInjectionPolicy = { delay: { fixedDelaySec: 1, percentage: 1 } };
    const defaultAction = RouteAction.forward(defaultService, cdnPolicy && { faultInjectionPolicy });
    new UrlMap(stack, "Map", { defaultAction });
    const image = "us-docker.pkg.dev/cloudrun/container/hello";
    const ways = [{ network: "projects/p1/global/networks/a" }, { subnetwork: "a" }].map((options) =>
      VpcAccess.directEgress(options),
    );
    [...ways, undefined].forEach(
      (vpcAccess, index) =>
        new CloudRunService(stack, `Run${index}`, { region, image, vpcAccess, sidecars: [{ name: "proxy", image }] }),
    );
  }),
);

/** Whether an argument is written wherever the block around it is. */
function isAlwaysWritten(type: string, argument: string): boolean {
  const names = argument.split(".");
  return sites
    .flatMap(({ resource }) => Object.values<unknown>(resource[type] ?? {}))
    .flatMap((config) =>
      names.slice(0, -1).reduce<unknown[]>((blocks, name) => blocks.flatMap((block) => inside(block, name)), [config]),
    )
    .every((block) => inside(block, names[names.length - 1]).length > 0);
}

function inside(block: unknown, name: string): unknown[] {
  const value = (block as { readonly [name: string]: unknown })[name];
  return value === undefined ? [] : [value].flat();
}

const kept = Object.keys(ARGUMENTS).flatMap((type) =>
  argumentsOf(type)
    .filter(([, { leftOut, isRaw }]) => leftOut === "stays" && !isRaw)
    .map(([argument]) => [type, argument] as const),
);

test.each(kept)("%s.%s, which stays when it is left out, is always written, or the page says so", (type, argument) => {
  const said = SAID[`${type}.${argument}`];
  expect(isAlwaysWritten(type, argument)).toBe(said === undefined);
  expect(WHAT_STAYS).toContain(said && "page" in said ? said.page : "");
});

test("only arguments that stay are said to", () => {
  expect(Object.keys(SAID).filter((name) => !kept.some((row) => row.join(".") === name))).toEqual([]);
});
