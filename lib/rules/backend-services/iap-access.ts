/** Whom Identity-Aware Proxy lets in, and whether it may call what is behind it. */
import { hasIap } from "../../app/access";
import { EVERYBODY, callersOf, letsVisitorsIn } from "../../app/cloud-run-access";
import {
  isBehindExternalLoadBalancer,
  platformOf,
  serverlessNegsOf,
  servicesOf,
  targetOf,
} from "../../app/load-balancers";
import { alikeTo, mayBeGrantedAbove, routedCloudRunServices } from "../../app/routed-services";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_SERVICE, CLOUD_RUN_GRANT, CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICES } from "../../app/types";
import { isSet, knownText, knownTexts } from "../../app/values";
import { IAP_ACCESSOR_ROLE, IAP_AGENT_DOMAIN, iapServiceAgentOf } from "../../google/iap";
import { memberForms } from "../cloud-run/members";
import { paths } from "../finding";
import { Check, Found, about, onApp, onCall } from "../rule";
import { Text, given, text } from "../text";
import { isKnown, list, present, unique } from "../values";

/** What `Iap.googleManagedClient` and `Iap.oauthClient` are given. */
interface GivenIap {
  readonly members?: unknown;
  readonly enabled?: unknown;
  readonly projectNumber?: unknown;
  readonly iapServiceAgent?: unknown;
}

/** Grants on what Identity-Aware Proxy stands before: how their types begin, and what names it. */
const GRANTS = [
  { type: "google_iap_web_backend_service_iam", on: BACKEND_SERVICE, argument: "web_backend_service" },
  { type: "google_iap_web_cloud_run_service_iam", on: CLOUD_RUN_SERVICE, argument: "cloud_run_service_name" },
];
const IAP_GRANT = /^google_iap_web(_type_compute|_backend_service|_cloud_run_service)?_iam_(member|binding)$/;
const AGENT = new RegExp(`^service-\\d+@${IAP_AGENT_DOMAIN.replaceAll(".", "\\.")}$`);

/** Members that are missing, appear twice, or do not say what they are. */
function iapMembers({ members }: GivenIap): Text[] {
  const missing = [
    ...present("members", members, "list who passes, such as group:staff@example.com"),
    ...list("members", members),
  ];
  return missing.length > 0
    ? missing
    : [...memberForms({ members }), ...unique("a member", members, "list it only once")];
}

/** An empty list of members. */
function noMember({ members }: GivenIap): Text[] {
  return Array.isArray(members) && members.length === 0
    ? [
        text`members is empty, so nobody passes Identity-Aware Proxy, unless somebody is granted ${IAP_ACCESSOR_ROLE} elsewhere; list who passes, such as group:staff@example.com`,
      ]
    : [];
}

/** Identity-Aware Proxy that only has its grants yet. */
function notYet({ enabled }: GivenIap): Text[] {
  return enabled === false
    ? [
        text`Identity-Aware Proxy is off (enabled: false), so everybody reaches this service; after the apply that makes the grants, remove enabled`,
      ]
    : [];
}

/** A service agent that is given twice, or is none. */
function serviceAgent({ projectNumber, iapServiceAgent }: GivenIap): Text[] {
  const [number, agent] = [projectNumber, iapServiceAgent].map((value) => (isKnown(value) ? String(value) : undefined));
  return [
    ...(isSet({ projectNumber }, "projectNumber") && isSet({ iapServiceAgent }, "iapServiceAgent")
      ? [text`projectNumber and iapServiceAgent both say which service agent it is; remove projectNumber`]
      : []),
    ...(number === undefined || /^\d+$/.test(number)
      ? []
      : [
          text`projectNumber must be the number of a project, got ${given(projectNumber)}; gcloud projects describe PROJECT_ID --format="value(projectNumber)" prints it`,
        ]),
    ...(agent === undefined || AGENT.test(agent)
      ? []
      : [
          text`iapServiceAgent must be the email address of the service agent of Identity-Aware Proxy, got ${given(iapServiceAgent)}; write ${given(iapServiceAgentOf("PROJECT_NUMBER"))} with the number of your project, without serviceAccount:`,
        ]),
  ];
}

/** Grants to what looks like the service agent, but is none. */
function noServiceAgent(app: SynthesizedApp): Found[] {
  return app.resources
    .filter(({ type }) => type.includes("_iam_"))
    .flatMap((grant) =>
      [...knownTexts(grant.config.member), ...knownTexts(grant.config.members)]
        .filter(
          (member) => member.endsWith(`@${IAP_AGENT_DOMAIN}`) && !AGENT.test(member.replace(/^serviceAccount:/, "")),
        )
        .map((member) =>
          about(
            grant,
            text`${given(member)} is not the service agent of Identity-Aware Proxy; write serviceAccount:${iapServiceAgentOf("PROJECT_NUMBER")} with the number of your project`,
          ),
        ),
    );
}

/** A service agent that differs from the one that another backend service has the same service granted to. */
function otherAgent({ member, present }: { readonly member?: unknown; readonly present?: unknown }): Text[] {
  return isKnown(member) && isKnown(present) && member !== present
    ? [
        text`another backend service says that the service agent of Identity-Aware Proxy is ${given(present)}, here it is ${given(member)}; give both the same projectNumber or iapServiceAgent`,
      ]
    : [];
}

/** A list of members that Terraform makes the whole list, and another grant of the same role that it removes each time. */
function removedGrants(app: SynthesizedApp): Found[] {
  return GRANTS.flatMap((grants) => removedGrantsOf(app, grants));
}

function removedGrantsOf(app: SynthesizedApp, { type, on, argument }: (typeof GRANTS)[number]): Found[] {
  // only Terraform knows whether two expressions name one service, and conditions make other grants of two
  const placeOf = (grant: Resource) => {
    const service = app.uses(grant, on).at(0);
    const name = service?.name ?? knownText(grant.config, argument);
    const location = service?.config.location ?? grant.config.location;
    const { role } = grant.config;
    return name === undefined || isSet(grant.config, "condition")
      ? undefined
      : JSON.stringify([grant.stack, grant.project, location, name, role]);
  };
  return app.ofType(`${type}_binding`).flatMap((binding) =>
    app
      .ofType(`${type}_member`, `${type}_binding`)
      .filter((grant) => grant !== binding && placeOf(grant) !== undefined && placeOf(grant) === placeOf(binding))
      .map((grant) =>
        about(
          grant,
          text`${paths([binding])} makes its members the whole list for this role, so each apply removes those of this grant; add them to the members of ${paths([binding])}`,
        ),
      ),
  );
}

/** Grants with which anybody passes. */
function passedByEverybody(app: SynthesizedApp): Found[] {
  return app.resources
    .filter(({ type, config }) => IAP_GRANT.test(type) && config.role === IAP_ACCESSOR_ROLE)
    .flatMap((grant) => {
      const members = [...knownTexts(grant.config.member), ...knownTexts(grant.config.members)];
      const everybody = EVERYBODY.find((each) => members.includes(each));
      const who = everybody === "allUsers" ? "everybody, without a sign-in" : "everybody with a Google account";
      return everybody === undefined
        ? []
        : [
            about(
              grant,
              text`Identity-Aware Proxy lets in ${who}, because of the member ${everybody}; list the people or groups that may pass`,
            ),
          ];
    });
}

/** Services behind Identity-Aware Proxy alone that ask nobody who calls. */
function passedBy(app: SynthesizedApp): Found[] {
  return routedCloudRunServices(app)
    .filter(({ backendServices }) => backendServices.every((backendService) => hasIap(backendService) === true))
    .filter(({ service }) => {
      const { isChecked, members } = callersOf(app, service);
      return !isChecked || EVERYBODY.some((everybody) => members.includes(everybody));
    })
    .map(({ service, backendServices }) => {
      const open = alikeTo(app, backendServices[0]).filter((other) => hasIap(other) === false);
      const bypassed = text`callers inside the project's networks bypass Identity-Aware Proxy of ${paths(backendServices)}, because Cloud Run lets everybody call this service`;
      return about(
        service,
        open.length > 0
          ? text`${bypassed} for ${paths(open)}, which has no route; turn on Identity-Aware Proxy there (iap), or remove ${paths(open)}`
          : text`${bypassed}; remove its invoker (or set invoker_iam_disabled to false), in an apply of its own if visitors use the service: first turn on Identity-Aware Proxy, then remove the invoker`,
      );
    });
}

/** Services behind Identity-Aware Proxy that are not known here, so that it gets no grant to call them. */
function ungranted(app: SynthesizedApp): Found[] {
  if (mayBeGrantedAbove(app)) {
    return [];
  }
  return app
    .ofType(BACKEND_SERVICE)
    .filter((backend) => hasIap(backend) === true && isBehindExternalLoadBalancer(app, backend))
    .flatMap((backend) => {
      const [first, ...others] = serverlessNegsOf(app, backend).flatMap((neg) => ungrantedBehind(app, neg));
      return first === undefined
        ? []
        : [
            about(
              backend,
              text`Identity-Aware Proxy calls Cloud Run as ${iapServiceAgentOf("PROJECT_NUMBER")}, which gets no grant here for ${others.reduce((all, each) => text`${all}, ${each}`, first)}, so visitors get 403 there if Cloud Run checks IAM; grant roles/run.invoker to serviceAccount:${iapServiceAgentOf("PROJECT_NUMBER")} on each of these services`,
            ),
          ];
    });
}

function ungrantedBehind(app: SynthesizedApp, neg: Resource): Text[] {
  const target = targetOf(neg);
  const region = knownText(neg.config, "region");
  if (platformOf(neg) !== "cloud_run" || region === undefined) {
    return [];
  }
  const mask = knownText(target, "url_mask");
  const name = knownText(target, "service");
  if (mask !== undefined && target.service === undefined) {
    const here = app
      .ofType(...CLOUD_RUN_SERVICES)
      .filter(({ config }) => config.location === region)
      .filter((service) => !letsVisitorsIn(callersOf(app, service)) && !isGranted(app, service.config.name, region));
    const named = here.length === 0 ? "" : text` (in this app: ${paths(here)})`;
    return [text`the services in ${region} that the URL mask ${mask} selects${named}`];
  }
  return name === undefined || servicesOf(app, neg).length > 0 || isGranted(app, name, region)
    ? []
    : [text`${name} in ${region}`];
}

/** Whether a grant for the service agent, or for whom only Terraform knows, is on a service of this name. */
function isGranted(app: SynthesizedApp, name: unknown, region: string): boolean {
  return app.resources
    .filter(({ type, config }) => CLOUD_RUN_GRANT.test(type) && (config.name ?? config.service) === name)
    .filter((grant) => app.locationOf(grant) === region)
    .some(({ config }) => /gcp-sa-iap|\$\{/.test(JSON.stringify([config.member, config.members, config.policy_data])));
}

/** Who passes Identity-Aware Proxy. */
export const IAP_MEMBERS: readonly Check[] = [
  onCall("error", "Iap", iapMembers),
  onCall("warning", "Iap", noMember),
  onCall("warning", "Iap", notYet),
  onApp("error", removedGrants),
  onApp("warning", passedByEverybody),
];

/** As whom Identity-Aware Proxy calls services. */
export const IAP_AGENT: readonly Check[] = [
  onCall("error", "Iap", serviceAgent),
  onCall("error", "Iap.serviceAgent", otherAgent),
  onApp("error", noServiceAgent),
];

/** Whether a service behind Identity-Aware Proxy alone checks IAM. */
export const BEHIND_IAP_ALONE: readonly Check[] = [onApp("warning", passedBy)];

/** Whether Identity-Aware Proxy may call what is behind it. */
export const IAP_GRANTS: readonly Check[] = [onApp("warning", ungranted)];
