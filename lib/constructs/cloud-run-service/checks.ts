import { Token } from "cdktf";
import { checkLabels } from "../../checks/labels";
import {
  Problem,
  checkGiven,
  checkLength,
  checkList,
  checkOneOf,
  checkRange,
  checkUnique,
  isKnown,
  problem,
} from "../../checks/problem";
import { checkRegion } from "../../checks/regions";
import { checkTag } from "../serverless-neg/checks";
import type { CloudRunServiceProps, SecretEnv } from ".";
import { Probe } from "./probe";
import { checkResources } from "./resources";
import { DEFAULT_MAX_INSTANCES } from "./template";
import { TrafficTarget } from "./traffic-target";
import { VpcAccess } from "./vpc-access";

/** RUN-02: what a load balancer can reach. */
const BEHIND_A_LOAD_BALANCER = ["INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", "INGRESS_TRAFFIC_ALL"];
const MAX_TIMEOUT = 3600;
const MAX_CONCURRENCY = 1000;
const MAX_STARTUP_SECONDS = 240;
const MAX_LIVENESS_SECONDS = 3600;
const DEFAULT_PROBE_PERIOD = 10;
const MEMBER =
  /^(allUsers|allAuthenticatedUsers|(user|group|serviceAccount|domain|deleted|principal|principalSet|projectOwner|projectEditor|projectViewer):.+)$/;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Names that Cloud Run sets itself. */
const RESERVED_ENV = ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];

/** A Cloud Run service: NEG-05, LAB-01, RUN-02, RUN-05, RUN-12, and RUN-16 for all that Cloud Run itself limits. */
export function checkCloudRunService(props: CloudRunServiceProps): Problem[] {
  return [
    ...checkRegion(props.region),
    ...checkOneOf<string>("RUN-02", "ingress", props.ingress, BEHIND_A_LOAD_BALANCER),
    ...checkLabels(props.labels),
    ...checkImage(props.image),
    ...checkServiceAccount(props.serviceAccount),
    ...checkSecretNames(props.secretEnv),
    ...checkRange("RUN-16", "containerPort", props.containerPort, 1, 65535),
    ...checkRange("RUN-12", "timeoutSec", props.timeoutSec, 1, MAX_TIMEOUT),
    ...checkRange("RUN-16", "maxInstanceRequestConcurrency", props.maxInstanceRequestConcurrency, 1, MAX_CONCURRENCY),
    ...checkQuantity("cpu", props.cpu, /^(\d+(\.\d+)?|\d+m)$/, "1, 0.5 or 500m"),
    ...checkQuantity("memory", props.memory, /^\d+(\.\d+)?([KMG]i?)?$/, "512Mi or 2Gi"),
    ...checkResources(props),
    ...(props.invoker ? checkMembers(props.invoker._members) : []),
    ...checkInstances(props.minInstanceCount, props.maxInstanceCount),
    ...checkEnv(props),
    ...(props.startupProbe ? checkProbe("startupProbe", props.startupProbe, MAX_STARTUP_SECONDS) : []),
    ...(props.livenessProbe ? checkLivenessProbe(props.livenessProbe) : []),
    ...checkTraffic(props.traffic),
    ...(props.vpcAccess ? checkVpcAccess(props.vpcAccess) : []),
  ];
}

function checkVpcAccess({ _vpcAccess: { connector, networkInterfaces } }: VpcAccess): Problem[] {
  const isNowhere =
    Array.isArray(networkInterfaces) &&
    networkInterfaces.every(({ network, subnetwork }) => network === undefined && subnetwork === undefined);
  return [
    ...checkLength("RUN-16", "connector", connector, 1, 1024),
    ...(isNowhere
      ? [problem("RUN-16", "VpcAccess.directEgress needs a network or a subnetwork", undefined, "give one of the two")]
      : []),
  ];
}

function checkImage(image: string): Problem[] {
  const isAddress = isKnown(image) && (/\s/.test(image) || image.includes("://"));
  return [
    ...checkGiven("RUN-16", "image", image, "give it, such as us-docker.pkg.dev/cloudrun/container/hello"),
    ...checkLength("RUN-16", "image", image, 1, 2048),
    ...(isAddress
      ? [
          problem(
            "RUN-16",
            "image is a name without scheme and spaces",
            image,
            "write it like us-docker.pkg.dev/cloudrun/container/hello",
          ),
        ]
      : []),
    ...(isKnown(image) && /[A-Z]/.test(repositoryOf(image))
      ? [
          problem(
            "RUN-16",
            "the repository of image has no capitals",
            image,
            `write it as ${repositoryOf(image).toLowerCase()}`,
          ),
        ]
      : []),
  ];
}

/** The repository in an image's name: without the registry's host, the tag and the digest. */
function repositoryOf(image: string): string {
  return image
    .replace(/@.*$/, "")
    .replace(/:[^/:]*$/, "")
    .replace(/^[^/]*[.:][^/]*\//, "");
}

function checkServiceAccount(serviceAccount: string | undefined): Problem[] {
  return isKnown(serviceAccount) && serviceAccount.startsWith("serviceAccount:")
    ? [
        problem(
          "RUN-16",
          "serviceAccount is the account's email address alone",
          serviceAccount,
          "leave out serviceAccount:, which is for members",
        ),
      ]
    : [];
}

function checkSecretNames(secretEnv: CloudRunServiceProps["secretEnv"]): Problem[] {
  return Object.entries(isKnown(secretEnv) ? secretEnv : {})
    .filter(([, given]) => isKnown(given?.secret) && /\/versions\/[^/]*$/.test(given.secret))
    .map(([name, { secret }]) =>
      problem(
        "RUN-16",
        `the secret of ${name} in secretEnv is named without a version`,
        secret,
        "give that as version",
      ),
    );
}

function checkQuantity(what: string, value: string | undefined, shape: RegExp, examples: string): Problem[] {
  return !isKnown(value) || shape.test(value)
    ? []
    : [problem("RUN-16", `${what} is a number with an optional unit`, value, `write it like ${examples}`)];
}

/** A member of a grant: RUN-05. */
export function checkMember(member: string): Problem[] {
  return !isKnown(member) || MEMBER.test(member)
    ? checkGiven("RUN-05", "a member", member, "give it, such as group:staff@example.com")
    : [
        problem(
          "RUN-05",
          "a member says what it is",
          member,
          "write it like serviceAccount:name@project.iam.gserviceaccount.com, group:staff@example.com or allUsers",
        ),
      ];
}

/** RUN-04: each member's grant is a construct, of which the id may not be a token. */
function checkMembers(members: readonly string[]): Problem[] {
  const missing = [
    ...checkGiven("RUN-05", "Invoker.members", members, "give a list of them"),
    ...checkList("RUN-05", "Invoker.members", members),
  ];
  if (missing.length > 0) {
    return missing;
  }
  return Token.isUnresolved(members) || members.some((member) => Token.isUnresolved(member))
    ? [
        problem(
          "RUN-04",
          "a member decides the id of its grant and so must be known at synth",
          "a token",
          "give the grant an id of its own: grantInvoke",
        ),
      ]
    : [...members.flatMap(checkMember), ...checkUnique("RUN-05", "a member", members, "leave it out once")];
}

function checkInstances(min: number | undefined, max: number | undefined = DEFAULT_MAX_INSTANCES): Problem[] {
  const disordered =
    isKnown(min) && isKnown(max) && min > max
      ? [
          problem(
            "RUN-16",
            `minInstanceCount may not be above maxInstanceCount, which is ${max}`,
            min,
            "lower it, or raise the other",
          ),
        ]
      : [];
  return [
    ...checkRange("RUN-16", "minInstanceCount", min, 0, 100_000),
    ...checkRange("RUN-16", "maxInstanceCount", max, 1, 100_000),
    ...disordered,
  ];
}

function checkEnv({ env = {}, secretEnv = {} }: CloudRunServiceProps): Problem[] {
  const tokens = Object.entries({ env, secretEnv }).filter(([, variables]) => Token.isUnresolved(variables));
  if (tokens.length > 0) {
    return tokens.map(([what]) =>
      problem("RUN-16", `${what} is a map that must be known at synth`, "a token", "write its members out"),
    );
  }
  const names = [...Object.keys(env), ...Object.keys(secretEnv)].filter((name) => isKnown(name));
  return [
    ...Object.entries(env).flatMap(([name, value]) =>
      checkGiven("RUN-16", `the value of ${name} in env`, value, "give it one, or leave it out"),
    ),
    ...Object.entries(secretEnv).flatMap(([name, given]: [string, SecretEnv | undefined]) => [
      ...checkGiven("RUN-16", `the secret of ${name} in secretEnv`, given?.secret, "name one of Secret Manager"),
      ...checkLength("RUN-16", `the secret of ${name} in secretEnv`, given?.secret, 1, 1024),
    ]),
    ...names
      .filter((name) => !ENV_NAME.test(name) || RESERVED_ENV.includes(name))
      .map((name) =>
        problem(
          "RUN-16",
          `an environment variable's name has letters, digits and _, and is not one of ${RESERVED_ENV.join(", ")}`,
          name,
          "choose such a name",
        ),
      ),
    ...checkUnique("RUN-16", "an environment variable", names, "leave it out of env or of secretEnv"),
  ];
}

function checkProbe(what: string, { _options, _target }: Probe, maxSeconds: number): Problem[] {
  const { initialDelaySec, periodSec, timeoutSec, failureThreshold } = _options;
  const { path, port } = _target;
  const badPath =
    isKnown(path) && !/^\/\S*$/.test(path)
      ? [problem("RUN-16", `path of ${what} begins with a slash`, path, "write it like /healthz")]
      : [];
  const period = periodSec ?? DEFAULT_PROBE_PERIOD;
  const tooSlow =
    isKnown(timeoutSec) && isKnown(period) && timeoutSec > period
      ? [
          problem(
            "RUN-16",
            `timeoutSec of ${what} may not be above periodSec, which is ${period}`,
            timeoutSec,
            "lower it, or raise periodSec",
          ),
        ]
      : [];
  return [
    ...badPath,
    ...checkRange("RUN-16", `port of ${what}`, port, 1, 65535),
    ...checkRange("RUN-16", `initialDelaySec of ${what}`, initialDelaySec, 0, maxSeconds),
    ...checkRange("RUN-16", `periodSec of ${what}`, periodSec, 1, maxSeconds),
    ...checkRange("RUN-16", `timeoutSec of ${what}`, timeoutSec, 1, maxSeconds),
    ...checkRange("RUN-16", `failureThreshold of ${what}`, failureThreshold, 1, 1_000_000),
    ...tooSlow,
  ];
}

function checkLivenessProbe(probe: Probe): Problem[] {
  const wrongKind = probe._isTcpSocket
    ? [problem("RUN-16", "a liveness probe asks by HTTP or gRPC", "Probe.tcpSocket", "use Probe.httpGet or Probe.grpc")]
    : [];
  return [...wrongKind, ...checkProbe("livenessProbe", probe, MAX_LIVENESS_SECONDS)];
}

function checkTraffic(traffic: readonly TrafficTarget[] | undefined): Problem[] {
  if (traffic === undefined) {
    return [];
  }
  const percents = traffic.map(({ _traffic }) => _traffic.percent);
  const ranges = percents.flatMap((percent) => checkRange("RUN-16", "the share of a traffic target", percent, 0, 100));
  const sum = percents.reduce<number>((total, percent) => total + (percent ?? 0), 0);
  const allKnown = percents.every((percent) => isKnown(percent));
  return [
    ...ranges,
    ...traffic.flatMap(({ _traffic }) => [
      ...checkTag(_traffic.tag),
      ...checkLength("RUN-16", "the revision of a traffic target", _traffic.revision, 1, 63),
    ]),
    ...(allKnown && ranges.length === 0 && sum !== 100
      ? [problem("RUN-16", "the shares of all traffic targets together must be 100", sum, "share out 100 percent")]
      : []),
    ...checkUnique(
      "RUN-16",
      "a traffic tag",
      traffic.map(({ _traffic }) => _traffic.tag).filter(isKnown),
      "choose another tag",
    ),
  ];
}
