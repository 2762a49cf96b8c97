import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  DenyStatus,
  EnforceOnKey,
  EnvironmentStack,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityPolicyProps,
  SecurityRule,
  ServerlessNeg,
  ServerlessTarget,
  Warnings,
} from "cdktf-google-serverless-lb";
import { warningsOf } from "../../synthesized";

function backend(stack: EnvironmentStack, id: string, securityPolicy?: SecurityPolicy, cdnPolicy?: CdnPolicy) {
  const target = ServerlessTarget.cloudRun("web");
  const neg = new ServerlessNeg(stack, `${id}Neg`, { region: "us-central1", target });
  return new BackendService(stack, id, { backends: [neg], securityPolicy, cdnPolicy });
}

/** A site of which `/api` goes elsewhere. */
function site(stack: EnvironmentStack, web: BackendService, api: BackendService): void {
  new ApplicationLoadBalancer(stack, "Lb", {
    domains: ["app.example.com"],
    defaultService: web,
    routes: Routes.byPath([{ paths: ["/api", "/api/*"], action: RouteAction.forward(api) }]),
  });
}

const limit = { count: 100, intervalSec: 60, enforceOnKey: EnforceOnKey.IP };
const throttle = SecurityRule.throttle(limit);
const armor = (stack: EnvironmentStack, props: SecurityPolicyProps = { rules: [throttle] }) =>
  new SecurityPolicy(stack, "Armor", props);
const ARM_33 =
  /^\[test\/Api\] ARM-33: Cloud Armor policy test\/Armor protects test\/Web of the same URL map, but this one has no policy; attach one that suits its visitors/;
const CDN_16 =
  /^\[test\/Web\] CDN-16: the Cloud Armor policy of this backend service denies requests, but does not check requests that Cloud CDN answers from its cache/;

test("a backend service without a policy beside one with a policy is warned of", () => {
  const build = (stack: EnvironmentStack) => site(stack, backend(stack, "Web", armor(stack)), backend(stack, "Api"));
  expect(warningsOf(build)).toEqual([expect.stringMatching(ARM_33)]);
});

test.each<[string, (stack: EnvironmentStack) => void]>([
  [
    "all have a policy",
    (stack) => {
      const policy = armor(stack);
      site(stack, backend(stack, "Web", policy), backend(stack, "Api", policy));
    },
  ],
  ["none has one", (stack) => site(stack, backend(stack, "Web"), backend(stack, "Api"))],
  [
    "the one without is not routed to",
    (stack) => {
      const web = backend(stack, "Web", armor(stack));
      site(stack, web, web);
      Warnings.of(backend(stack, "Api")).acknowledge("UM-20", "it is routed to next week");
    },
  ],
  [
    "the one without is behind another URL map",
    (stack) => {
      const [web, api] = [backend(stack, "Web", armor(stack)), backend(stack, "Api")];
      site(stack, web, web);
      new ApplicationLoadBalancer(stack, "Other", { domains: ["b.example.com"], defaultService: api });
    },
  ],
])("policies are not warned of where %s", (_what, build) => {
  expect(warningsOf(build).filter((text) => !text.includes("UM-23"))).toEqual([]);
});

test("a policy attached by an override counts, and so does one taken away", () => {
  const given = (stack: EnvironmentStack) => {
    const policy = armor(stack);
    const api = backend(stack, "Api");
    site(stack, backend(stack, "Web", policy), api);
    api.resource.addOverride("security_policy", policy.securityPolicySelfLink);
  };
  const taken = (stack: EnvironmentStack) => {
    const policy = armor(stack);
    const api = backend(stack, "Api", policy);
    site(stack, backend(stack, "Web", policy), api);
    api.resource.addOverride("security_policy", undefined);
  };
  expect(warningsOf(given)).toEqual([]);
  expect(warningsOf(taken)).toEqual([expect.stringMatching(ARM_33)]);
});

test("a backend service without a policy in two URL maps is warned of once", () => {
  const build = (stack: EnvironmentStack) => {
    const [web, api] = [backend(stack, "Web", armor(stack)), backend(stack, "Api")];
    site(stack, web, api);
    new ApplicationLoadBalancer(stack, "Other", {
      domains: ["b.example.com"],
      defaultService: web,
      hostRules: [{ hosts: ["b.example.com"], defaultAction: RouteAction.forward(api) }],
    });
  };
  expect(warningsOf(build)).toEqual([expect.stringMatching(ARM_33)]);
});

test.each(["construct", "stack"])("the missing policy can be acknowledged on the %s", (where) => {
  const build = (stack: EnvironmentStack) => {
    const api = backend(stack, "Api");
    site(stack, backend(stack, "Web", armor(stack)), api);
    Warnings.of(where === "stack" ? stack : api).acknowledge("ARM-33", "the API has limits of its own");
  };
  expect(warningsOf(build)).toEqual([]);
});

const deny = SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]) });
const preview = SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]), preview: true });
const cached =
  (props: SecurityPolicyProps, cdn = true) =>
  (stack: EnvironmentStack) =>
    backend(stack, "Web", armor(stack, props), cdn ? CdnPolicy.useOriginHeaders() : undefined);

test.each([
  ["a rule that denies", { rules: [deny] }],
  ["a default that denies", { defaultAction: SecurityPolicyDefault.deny(DenyStatus.FORBIDDEN) }],
])("a policy with %s beside Cloud CDN is warned of", (_what, props) => {
  expect(warningsOf(cached(props))).toEqual([expect.stringMatching(CDN_16)]);
});

test.each([
  ["that only throttles, beside Cloud CDN", { rules: [throttle] }, true],
  ["that denies for a trial, beside Cloud CDN", { rules: [preview] }, true],
  ["that denies, without Cloud CDN", { rules: [deny] }, false],
])("a policy is not warned of %s", (_what, props, cdn) => {
  expect(warningsOf(cached(props, cdn))).toEqual([]);
});

test("overrides count beside Cloud CDN: an edge policy ends the warning, a CDN switched on begins it", () => {
  const withEdge = (stack: EnvironmentStack) =>
    cached({ rules: [deny] })(stack).resource.addOverride(
      "edge_security_policy",
      "projects/p1/global/securityPolicies/e",
    );
  const switchedOn = (stack: EnvironmentStack) =>
    cached({ rules: [deny] }, false)(stack).resource.addOverride("enable_cdn", true);
  expect(warningsOf(withEdge)).toEqual([]);
  expect(warningsOf(switchedOn)).toEqual([expect.stringMatching(CDN_16)]);
});

describe("a policy that denies everybody", () => {
  const somebody = SecurityMatch.ipRanges(["198.51.100.0/24"]);
  const allowed = SecurityRule.allow({ match: somebody });
  const everybody = SecurityRule.deny({ match: SecurityMatch.all(), priority: 9000 });
  const closed = { rules: [deny], defaultAction: SecurityPolicyDefault.deny(DenyStatus.FORBIDDEN) };
  const routed = (props: SecurityPolicyProps) => (stack: EnvironmentStack) => {
    const policy = armor(stack, props);
    const web = backend(stack, "Web", policy);
    site(stack, web, web);
    return policy;
  };

  test.each<[string, SecurityPolicyProps]>([
    ["without a rule", { defaultAction: SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND) }],
    ["with rules that deny", closed],
    [
      "with an allow that is only tried out",
      { ...closed, rules: [SecurityRule.allow({ match: SecurityMatch.all(), preview: true })] },
    ],
    ["by a rule of its own", { rules: [everybody], defaultAction: SecurityPolicyDefault.deny(DenyStatus.FORBIDDEN) }],
  ])("%s is warned of", (_what, props) => {
    expect(warningsOf(routed(props))).toEqual([
      expect.stringMatching(
        /^\[test\/Armor\] ARM-05: the rules of this policy deny every request, so no visitor can reach test\/Web; add a rule/,
      ),
    ]);
  });

  test.each<[string, (stack: EnvironmentStack) => void]>([
    ["lets somebody in", routed({ ...closed, rules: [deny, allowed] })],
    [
      "lets in those below a limit",
      routed({ ...closed, rules: [SecurityRule.throttle({ ...limit, match: somebody })] }),
    ],
    ["lets everybody else in", routed({ rules: [deny] })],
    ["belongs to a backend service that is not routed to", (stack) => void backend(stack, "Web", armor(stack, closed))],
    ["gets a rule by an override", (stack) => routed(closed)(stack).resource.addOverride("rule.0.action", "allow")],
    [
      "has rules that only Terraform knows",
      (stack) => routed(closed)(stack).resource.addOverride("rule.0.action", "${var.action}"),
    ],
  ])("is not warned of where it %s", (_what, build) => {
    expect(warningsOf(build, "6.50.0")).toEqual([]);
  });
});

describe("a rate limit beside a default rule that denies", () => {
  const OFFICE = ["203.0.113.0/24"];
  const of = (match: SecurityMatch, defaultAction: SecurityPolicyDefault) =>
    warningsOf((stack) => {
      const rules = [SecurityRule.throttle({ ...limit, match, priority: 1000 })];
      const web = backend(stack, "Web", armor(stack, { rules, defaultAction }));
      site(stack, web, web);
    });
  const forbidden = SecurityPolicyDefault.deny(DenyStatus.FORBIDDEN);
  const NEVER =
    "[test/Armor] ARM-24: the default rule (deny(403)) is never applied, because rule 1000 (throttle) matches every request and lets in those below its limit; let it match only the requests that may pass";

  test("lets everybody in if it is for everybody", () => {
    expect(of(SecurityMatch.all(), forbidden)).toEqual([expect.stringContaining(`${NEVER} (https`)]);
    expect(of(SecurityMatch.all(), SecurityPolicyDefault.denyExcept(OFFICE))).toEqual([
      expect.stringContaining(`${NEVER}, such as those of rule 2147483000 (https`),
    ]);
  });

  test("is in order for those whom the policy lets in", () => {
    expect(of(SecurityMatch.ipRanges(OFFICE), forbidden)).toEqual([]);
    expect(of(SecurityMatch.ipRanges(OFFICE), SecurityPolicyDefault.denyExcept(OFFICE))).toEqual([]);
    expect(of(SecurityMatch.all(), SecurityPolicyDefault.ALLOW)).toEqual([]);
  });
});

test.each(["construct", "stack"])("what the cache answers can be acknowledged on the %s", (where) => {
  const build = (stack: EnvironmentStack) => {
    const web = cached({ rules: [deny] })(stack);
    Warnings.of(where === "stack" ? stack : web).acknowledge("CDN-16", "only what everybody may see is cached");
  };
  expect(warningsOf(build)).toEqual([]);
});
