import { REGIONS } from "../../google/regions";
import { didYouMean } from "../nearest";
import { plainReference, plainReferenceIn } from "../plain-references";
import { Text, argument, given, text } from "../text";
import { isKnown, length } from "../values";

const MAX_IMAGE_LENGTH = 2048;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** A part of a repository's name, in lower case. */
const PART = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;
/** The hosts from which Cloud Run pulls. */
const REGISTRY = /^(([a-z0-9-]+\.)?gcr\.io|([a-z0-9-]+-)?docker\.pkg\.dev|(index\.)?docker\.io)$/i;
const ARTIFACT_REGISTRY = /^(?:([a-z0-9-]+)-)?docker\.pkg\.dev$/i;
const CONTAINER_REGISTRY = /^((us|eu|asia)\.)?gcr\.io$/i;
const DOCKER_HUB = /(^|\.)(docker\.com|docker\.io)$/i;
/** The places of Artifact Registry that are no regions. */
const MULTI_REGIONS = ["us", "europe", "asia"];

/** The image of a container. */
interface Container {
  readonly image?: unknown;
}

/** The name of an image, taken apart. */
interface Name {
  readonly host: string | undefined;
  /** What follows the host, without tag and digest. */
  readonly parts: readonly string[];
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** An image that is not valid. */
export function image({ image: name }: Container): Text[] {
  if (typeof name !== "string" || name === "" || /\s/.test(name) || name.includes("://")) {
    return wrongForm(name);
  }
  if (!isKnown(name)) {
    const host = hostOf(name);
    return host === undefined || !isKnown(host) ? [] : wrongHost(name, host);
  }
  if (/\$\w/.test(name) || plainReferenceIn(name) !== undefined) {
    return [plainReference("image", name)];
  }
  const { host, parts, tag, digest } = takenApart(name);
  const repository = parts.join("/");
  if (/[A-Z]/.test(repository)) {
    return [
      text`the repository name in image must be lowercase, got ${given(name)}; write it as ${repository.toLowerCase()}`,
    ];
  }
  return [
    ...length(argument("template.containers.image"), name, 1, MAX_IMAGE_LENGTH),
    ...(host === undefined ? [] : [...wrongHost(name, host), ...missingParts(name, host, parts)]),
    ...wrongParts(name, parts),
    ...wrongTag(name, tag),
    ...wrongDigest(digest),
  ].slice(0, 1);
}

/** A host of Artifact Registry in a region that Google is not known to have. */
export function regionOfImage({ image: name }: Container): Text[] {
  const [, region] = ARTIFACT_REGISTRY.exec(typeof name === "string" ? (hostOf(name) ?? "") : "") ?? [];
  const known = [...REGIONS, ...MULTI_REGIONS];
  return region === undefined || known.includes(region.toLowerCase())
    ? []
    : [
        text`image is in ${region}, which is no place of Artifact Registry that this package knows; ${region === "eu" ? "did you mean europe?" : didYouMean(region, known, "check its spelling")}`,
      ];
}

function wrongForm(name: unknown): Text[] {
  return isKnown(name) && (/\s/.test(String(name)) || String(name).includes("://"))
    ? [
        text`image must not contain a scheme such as https:// or spaces, got ${given(name)}; write it like us-docker.pkg.dev/cloudrun/container/hello`,
      ]
    : length(argument("template.containers.image"), name, 1, MAX_IMAGE_LENGTH);
}

function wrongHost(name: string, host: string): Text[] {
  if (REGISTRY.test(host)) {
    return [];
  }
  const region = [...REGIONS, ...MULTI_REGIONS].find(
    (each) => host.startsWith(`${each}-`) || host.startsWith(`${each}.`),
  );
  const meant = DOCKER_HUB.test(host)
    ? "docker.io"
    : host.endsWith("pkg.dev") && region !== undefined
      ? `${region}-docker.pkg.dev`
      : undefined;
  const wayOut =
    meant === undefined
      ? `copy the image to Artifact Registry, or make a remote repository there for ${host}`
      : `write the host as ${meant}`;
  return [
    text`Cloud Run pulls images only from Artifact Registry (docker.pkg.dev), gcr.io and docker.io, got ${given(name)}; ${wayOut}`,
  ];
}

/** Too few parts behind a host of Google. A project of a domain takes two. */
function missingParts(name: string, host: string, parts: readonly string[]): Text[] {
  const count = parts.length - (parts[0]?.includes(".") ? 1 : 0);
  if (ARTIFACT_REGISTRY.test(host) && count < 3) {
    return [
      text`an image in Artifact Registry needs a project, a repository and a name after its host, got ${given(name)}; write it like ${host}/acme-web-prod/repository/web:1`,
    ];
  }
  return CONTAINER_REGISTRY.test(host) && count < 2
    ? [
        text`an image in gcr.io needs a project and a name after its host, got ${given(name)}; write it like ${host}/acme-web-prod/web:1`,
      ]
    : [];
}

function wrongParts(name: string, parts: readonly string[]): Text[] {
  const wrong = parts.find((part) => !PART.test(part));
  if (wrong === undefined) {
    return [];
  }
  const wayOut = wrong.includes(":") ? "write a digest after @, and a port not at all" : "correct that part";
  return [
    text`each part of image must have lowercase letters and digits, with single ., _ or - between them, got ${given(wrong)} in ${given(name)}; ${wayOut}`,
  ];
}

function wrongTag(name: string, tag: string | undefined): Text[] {
  return tag === undefined || TAG.test(tag)
    ? []
    : [
        text`the tag of image must have 1 to 128 letters, digits, _, . and -, and not begin with . or -, got ${given(tag)} in ${given(name)}; use a tag that the image has`,
      ];
}

function wrongDigest(digest: string | undefined): Text[] {
  return digest === undefined || DIGEST.test(digest)
    ? []
    : [
        text`the digest of image must be sha256: with 64 lowercase hexadecimal digits, got ${given(digest)}; copy it from the registry`,
      ];
}

function takenApart(name: string): Name {
  const [named, ...digests] = name.split("@");
  const host = hostOf(named);
  const path = host === undefined ? named : named.slice(host.length + 1);
  const [, repository = path, tag] = /^(.*):([^/:]*)$/.exec(path) ?? [];
  return { host, parts: repository.split("/"), tag, digest: digests.length === 0 ? undefined : digests.join("@") };
}

/** The registry's host in an image's name, if there is one: a name of one word is an account of Docker Hub. */
function hostOf(name: string): string | undefined {
  const [first, ...others] = name.split("/");
  return others.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : undefined;
}
