import { CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICES, CLOUD_RUN_SERVICE_V1, NEG, isCloudRun } from "../../app/types";
import { blocks } from "../../app/terraform-json";
import { Rules, ofSent, onApp, onBlock, onCall, onResource } from "../rule";
import {
  closedServices,
  ingress,
  isFunction,
  openServices,
  openVersions,
  servicesForMembers,
  shutServices,
  uselessGrants,
} from "./access";
import { brokenRegions } from "./broken-regions";
import { annotations } from "./annotations";
import { ofContainers, ofProbe, ofTemplates } from "./checks";
import {
  MAX_CONTAINERS,
  containerName,
  containerNames,
  manyContainers,
  port,
  portlessProbes,
  servingContainer,
  severalPorts,
  startOrder,
} from "./containers";
import { annotationsOfV1, ofTemplateOfV1, ofVariableOfV1 } from "./first-version";
import { gpus, regionOfGpu, unknownGpu } from "./gpus";
import { badGrants } from "./grants";
import { image, regionOfImage } from "./images";
import { invokers, memberForm, memberForms, unknownInvokers, wideGrants } from "./members";
import { badName, nameInNeg, nameOfNew, nameOfService } from "./names";
import { missingAudience, missingUrl } from "./own-url";
import { cachedUnasked, ownIap, unguarded } from "./own-iap";
import { unseenHealth } from "./service-health";
import { ALL_PROBES, byTcp, delayedReadiness } from "./probes";
import { region, regionOfExisting, unlistedLocation } from "./regions";
import {
  MAX_TIMEOUT,
  concurrency,
  concurrencyOfV1,
  generations,
  quantities,
  scaling,
  serviceAccount,
  shortServiceAccount,
  sizes,
  timeout,
  timeoutOfV1,
} from "./template";
import { foreignRevisions, foreignRevisionsOfV1, kinds, kindsOfV1, revision, shares, sharesOfService } from "./traffic";
import { unreachableServices } from "./unreachable-services";
import {
  dottedNames,
  names,
  secret,
  secretOfV1,
  secretOfVolume,
  secretOfVolumeOfV1,
  unknownMaps,
  values,
} from "./variables";
import {
  bucketOfVolume,
  cloudSqlInstances,
  filesOfSecret,
  kindOfVolume,
  mountedTwice,
  mounts,
  share,
  sizeLimit,
  uselessLimit,
} from "./volumes";
import { connector, regionOfVpcAccess, severalWays, wayToNowhere } from "./vpc-access";

const MEMBER_GRANTS = ["google_cloud_run_v2_service_iam_member", "google_cloud_run_service_iam_member"] as const;
const BINDING_GRANTS = ["google_cloud_run_v2_service_iam_binding", "google_cloud_run_service_iam_binding"] as const;

const EXISTING = "CloudRunService.fromCloudRunServiceAttributes";
const ACCESS = "run/docs/securing/managing-access";

/** Cloud Run and what else serves. */
export const CLOUD_RUN = {
  "RUN-01": {
    says: "The name of a Cloud Run service has 1 to 49 lowercase letters, digits and hyphens.",
    checks: [
      onCall("error", "nameOfCloudRun", nameOfNew),
      onCall("error", EXISTING, nameOfService),
      ofSent(onBlock("error", NEG, "cloud_run", nameInNeg)),
      ofSent(onResource("error", CLOUD_RUN_SERVICES, badName)),
    ],
    otherwise: "Google refuses it at apply.",
    page: "run/docs/deploying",
  },
  "RUN-02": {
    says: "Visitors reach a Cloud Run service only through the load balancer.",
    isPrevented: true,
    checks: [
      onCall("error", "CloudRunService", ingress),
      onApp("error", (app) => shutServices(app, isCloudRun)),
      onApp("warning", (app) => openServices(app, isCloudRun)),
      onApp("warning", unreachableServices),
    ],
    otherwise: "Visitors get 404, or bypass the load balancer, Cloud Armor and the cache.",
  },
  "RUN-03": {
    says: "Visitors reach Cloud Functions and App Engine only through the load balancer.",
    checks: [
      onApp("error", (app) => shutServices(app, isFunction)),
      onApp("warning", (app) => openServices(app, isFunction)),
      onApp("warning", openVersions),
    ],
    otherwise: "Visitors get 404, or bypass the load balancer, Cloud Armor and the cache.",
  },
  "RUN-04": {
    says: "The load balancer does not authenticate itself to Cloud Run, so a service for a public site must be open to all.",
    isPrevented: true,
    checks: [
      onCall("error", "CloudRunService", unknownInvokers),
      onApp("error", closedServices),
      onApp("warning", servicesForMembers),
      onApp("warning", uselessGrants),
    ],
    otherwise: "All visitors get 403.",
    page: ACCESS,
  },
  "RUN-05": {
    says: "Callers of a service are let in by turning off the IAM check, by allUsers, by members or by Identity-Aware Proxy.",
    isPrevented: true,
    checks: [
      onCall("error", "CloudRunService", invokers),
      onResource("error", MEMBER_GRANTS, memberForm),
      onResource("error", BINDING_GRANTS, memberForms),
    ],
    otherwise: "Google refuses members of an unknown kind at apply.",
    page: ACCESS,
  },
  "RUN-06": { says: "The ingress of an open service accepts requests only from the load balancer.", heldAs: "RUN-02" },
  "RUN-07": {
    says: "allUsers may call single services, not all services of a project.",
    isPrevented: true,
    checks: [onApp("error", wideGrants)],
    otherwise: "Google refuses it at apply.",
    page: ACCESS,
  },
  "RUN-08": {
    says: "`gcloud run services update` has no flag `--no-allow-unauthenticated`, though many pages show it.",
    leftOut: "The rule is about gcloud, not about Terraform.",
  },
  "RUN-09": {
    says: "Several regions need outlier detection, because the load balancer does not detect a failing region without it.",
    checks: [onApp("warning", brokenRegions)],
    otherwise: "Visitors keep being sent to the failing region, and get errors until somebody notices.",
    page: "load-balancing/docs/negs/serverless-neg-concepts",
  },
  "RUN-10": {
    says: "Readiness probes take a failing region out of service where each region has an instance, without a URL mask, a tag, or Identity-Aware Proxy of the backend service.",
    checks: [onApp("warning", unseenHealth)],
    otherwise: "The load balancer keeps sending visitors to a region whose instances cannot take requests.",
    page: "run/docs/configuring/configure-service-health",
  },
  "RUN-11": {
    says: "A service is protected from deletion unless deletion protection is turned off.",
    isPrevented: true,
    checks: [],
    otherwise: "Terraform refuses to remove or rename it.",
  },
  "RUN-12": {
    says: `A request may take at most ${MAX_TIMEOUT} seconds.`,
    checks: [
      onBlock("error", CLOUD_RUN_SERVICE, "template", timeout),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE_V1, "template.spec", timeoutOfV1)),
    ],
    otherwise: "Google refuses a longer timeout at apply.",
    page: "run/docs/configuring/request-timeout",
  },
  "RUN-13": { says: "The image of Google's examples has a new address.", leftOut: "The old address still works." },
  "RUN-14": { says: "Knative serving is not supported.", leftOut: "No construct creates a Knative service." },
  "RUN-15": {
    says: "The load balancer may have a service agent.",
    leftOut: "Google's documentation does not say so.",
  },
  "RUN-16": {
    says: "Image, region, account, ports, CPU, memory, instances, probes, variables, volumes, GPUs, traffic and VPC access of a service have values that Cloud Run accepts.",
    checks: [
      ofSent(onResource("error", CLOUD_RUN_SERVICES, region)),
      onResource("warning", CLOUD_RUN_SERVICES, unlistedLocation),
      onCall("error", EXISTING, regionOfExisting),
      onCall("error", "CloudRunService", unknownMaps),
      ...ofContainers(image),
      ...ofContainers(names),
      ...ofContainers(values),
      ...ofContainers(severalPorts),
      ...ofContainers(regionOfImage, "warning"),
      ...ofContainers(dottedNames, "warning"),
      ...ofTemplates(serviceAccount),
      ...ofTemplates(shortServiceAccount, "warning"),
      onBlock("error", CLOUD_RUN_SERVICE, "template.containers.env", secret),
      onBlock("error", CLOUD_RUN_SERVICE_V1, "template.spec.containers.env", ofVariableOfV1(secretOfV1)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.volumes.secret", secretOfVolume)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE_V1, "template.spec.volumes.secret", secretOfVolumeOfV1)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.containers.ports", port)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template", concurrency)),
      onBlock("error", CLOUD_RUN_SERVICE, "template.containers.resources", quantities),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.scaling", scaling)),
      onResource(
        "error",
        CLOUD_RUN_SERVICE_V1,
        ofTemplateOfV1(({ scaling: counts }) => blocks(counts).flatMap(scaling)),
      ),
      onBlock("error", CLOUD_RUN_SERVICE_V1, "template.spec.containers.resources", quantities),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE_V1, "template.spec.containers.ports", port)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE_V1, "template.spec", concurrencyOfV1)),
      ...ALL_PROBES.flatMap(ofProbe),
      onBlock("error", CLOUD_RUN_SERVICE, "template.containers.liveness_probe", (probe) =>
        byTcp(probe, "liveness_probe"),
      ),
      onBlock("error", CLOUD_RUN_SERVICE, "template.containers.readiness_probe", (probe) =>
        byTcp(probe, "readiness_probe"),
      ),
      onBlock("error", CLOUD_RUN_SERVICE, "template.containers.readiness_probe", delayedReadiness),
      ...ofTemplates(sizes),
      ...ofTemplates(servingContainer),
      ...ofTemplates(generations),
      ...ofTemplates(gpus),
      ...ofTemplates(containerNames),
      ...ofTemplates(mounts),
      onResource("error", CLOUD_RUN_SERVICE_V1, annotationsOfV1),
      onBlock("error", CLOUD_RUN_SERVICE, "template.volumes", cloudSqlInstances),
      onResource("error", CLOUD_RUN_SERVICE, annotations),
      onBlock("error", CLOUD_RUN_SERVICE, "template", annotations),
      onCall("error", "CloudRunService", shares),
      onResource("error", CLOUD_RUN_SERVICES, sharesOfService),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "traffic", revision)),
      onBlock("error", CLOUD_RUN_SERVICE, "traffic", kinds),
      onResource("error", CLOUD_RUN_SERVICE, foreignRevisions),
      onResource("error", CLOUD_RUN_SERVICE_V1, foreignRevisionsOfV1),
      onBlock("error", CLOUD_RUN_SERVICE_V1, "traffic", kindsOfV1),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.vpc_access", connector)),
      ...ofTemplates(severalWays),
      onBlock("error", CLOUD_RUN_SERVICE, "template.vpc_access.network_interfaces", wayToNowhere),
      onApp("error", regionOfVpcAccess),
    ],
    otherwise: "Google refuses them at apply.",
    page: "run/docs/configuring/services/containers",
  },
  "RUN-17": {
    says: "A grant names its members with their kinds, its role with roles/, and a service where it is.",
    checks: [onApp("error", badGrants)],
    otherwise: "The provider refuses it at plan, or Google at apply.",
    page: ACCESS,
  },
  "RUN-18": {
    says: `An instance has at most ${MAX_CONTAINERS} containers, and a container waits only for containers with a startup probe, never in a circle.`,
    checks: [
      ...ofContainers(containerName),
      ...ofTemplates(manyContainers),
      onBlock("error", CLOUD_RUN_SERVICE, "template", startOrder),
      onCall("error", "CloudRunService", portlessProbes),
    ],
    otherwise: "Google refuses it at apply.",
    page: "run/docs/configuring/services/containers#container-ordering",
  },
  "RUN-19": {
    says: "A volume is made of one thing, with values that Cloud Run accepts, and a path of a container has one volume.",
    checks: [
      ...ofContainers(mountedTwice),
      onBlock("error", CLOUD_RUN_SERVICE, "template.volumes", kindOfVolume),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.volumes.secret", filesOfSecret)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.volumes.empty_dir", sizeLimit)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.volumes.gcs", bucketOfVolume)),
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, "template.volumes.nfs", share)),
      onBlock("warning", CLOUD_RUN_SERVICE, "template", uselessLimit),
    ],
    otherwise: "Google refuses it at apply, or the containers do not find their files.",
    page: "run/docs/configuring/services/in-memory-volume-mounts",
  },
  "RUN-20": {
    says: "The kind of a GPU and the region of its service are known to have GPUs for Cloud Run.",
    checks: [...ofTemplates(unknownGpu, "warning"), onResource("warning", CLOUD_RUN_SERVICE, regionOfGpu)],
    otherwise: "Google refuses it at apply.",
    page: "run/docs/configuring/services/gpu",
  },
  "RUN-21": {
    says: "Behind Identity-Aware Proxy of a Cloud Run service, Cloud Run checks IAM, the service agent has a grant, and Cloud CDN caches nothing.",
    checks: [onCall("error", "CloudRunService", ownIap), onApp("warning", cachedUnasked), onApp("warning", unguarded)],
    otherwise: "Visitors get an error or 403, or reach what they may not see.",
    page: "run/docs/securing/identity-aware-proxy-cloud-run",
  },
  "RUN-22": {
    says: "Nobody calls a service by its run.app URL, or needs that URL as the audience of an ID token, where it is turned off.",
    checks: [onApp("warning", missingAudience), onApp("warning", missingUrl)],
    otherwise: "These callers get 404 or 401.",
    page: "run/docs/configuring/custom-audiences",
  },
} as const satisfies Rules;
