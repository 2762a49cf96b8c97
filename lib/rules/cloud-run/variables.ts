/** Environment variables of containers, and the secrets in them. */
import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { Block, knownText } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Fact, Text, argument, given, text } from "../text";
import { isKnown, knownValues, unique } from "../values";

/** In characters. */
export const MAX_VALUE_LENGTH = 32_768;
/** Of a container. */
export const MAX_VARIABLES = 1000;
const C_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What runtimes such as Java read too, and shells do not. */
const DOTTED = /^[A-Za-z_.-][A-Za-z0-9_.-]*$/;
/** Names that Cloud Run sets itself. */
const RESERVED = ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];
const SECRET = /^(projects\/[^/]+\/secrets\/)?[A-Za-z0-9_-]{1,255}$/;
const SECRET_PATH = /^projects\/[^/]+\/secrets\/[^/]+$/;
const OTHER_PROJECT = "for a secret of another project, write it like projects/acme-web-prod/secrets/name";
const ALIAS =
  "for a secret of another project, define an alias in the annotation run.googleapis.com/secrets, and write the alias here";
const VERSION_NAME = argument("template.containers.env.value_source.secret_key_ref.version");
const VERSION = /^([1-9]\d*|[A-Za-z][\w-]{0,62})$/;

type Variable = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers.env">;

/** The environment of a container. */
interface Container {
  readonly env?: unknown;
}

/** What a service is made of, as far as it must be known. */
interface Given {
  readonly env?: unknown;
  readonly secretEnv?: unknown;
  readonly volumeMounts?: unknown;
  readonly sidecars?: unknown;
}

/** Environment variables with names that are not valid, or that appear twice. */
export function names({ env }: Container): Text[] {
  const all = namesIn(env);
  return [
    ...all
      .filter((name) => !DOTTED.test(name) || RESERVED.includes(name))
      .map(
        (name) =>
          text`the name of an environment variable can only have letters, digits and _, must not begin with a digit and must not be one of ${RESERVED.join(", ")}, got ${given(name)}; choose another name`,
      ),
    ...unique("an environment variable", all, "remove it from env or from secretEnv"),
  ];
}

/** Environment variables with names that a shell cannot read. */
export function dottedNames({ env }: Container): Text[] {
  return namesIn(env)
    .filter((name) => DOTTED.test(name) && !C_IDENTIFIER.test(name))
    .map(
      (name) =>
        text`Terraform's provider documents only letters, digits and _ in the name of an environment variable, got ${given(name)}; ${identifier(name)} is read by most frameworks too`,
    );
}

/** Values that are too long, and more variables than a container can have. */
export function values({ env }: Container): Text[] {
  const all = blocks(env);
  return [
    ...(all.length > MAX_VARIABLES
      ? [
          text`a container can have at most ${MAX_VARIABLES} environment variables, got ${all.length}; put some of them together`,
        ]
      : []),
    ...all
      .filter(({ value }) => typeof value === "string" && isKnown(value) && value.length > MAX_VALUE_LENGTH)
      .map(
        ({ name, value }) =>
          text`the value of the environment variable ${String(name)} can have at most 32 KB (${MAX_VALUE_LENGTH} characters), got ${String(value).length}; read it from a file or from Secret Manager`,
      ),
  ];
}

/** A secret without a name, or with its version in it, and a version that is none. */
export function secret(env: Variable): Text[] {
  return secretsIn(env).flatMap(([what, reference]) => [
    ...wrongSecret(what, reference, OTHER_PROJECT),
    ...wrongVersion(what, reference.version),
  ]);
}

/** The same of the first version of the API, which knows secrets of other projects by aliases. */
export function secretOfV1(env: Variable): Text[] {
  return secretsIn(env).flatMap(([what, reference]) => [
    ...wrongSecretOfV1(what, reference),
    ...wrongVersion(what, reference.version),
  ]);
}

/** The secret of a volume. */
export function secretOfVolume(volume: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.volumes.secret">): Text[] {
  return wrongSecret("the secret of a volume", volume, OTHER_PROJECT);
}

/** The same of the first version of the API. */
export function secretOfVolumeOfV1({ secret_name }: { readonly secret_name?: unknown }): Text[] {
  return wrongSecretOfV1("the secret of a volume", { secret: secret_name });
}

/** Maps that are not known at synth. */
export function unknownMaps(service: Given): Text[] {
  return [service, ...blocks(service.sidecars)]
    .flatMap(({ env, secretEnv, volumeMounts }) => Object.entries({ env, secretEnv, volumeMounts }))
    .filter(([, variables]) => typeof variables === "string")
    .map(
      ([what, variables]) =>
        text`${what} must be a map that is known at synth, got ${given(variables)}; write out its members`,
    );
}

function secretsIn(env: Variable): (readonly [what: Text, reference: Block])[] {
  const what = text`the secret of ${String(env.name)} in ${argument("template.containers.env.value_source")}`;
  return blocks(env.value_source)
    .flatMap(({ secret_key_ref }) => blocks(secret_key_ref))
    .map((reference) => [what, reference] as const);
}

function wrongSecretOfV1(what: Fact, reference: Block): Text[] {
  const { secret: name } = reference;
  return isKnown(name) && SECRET_PATH.test(String(name))
    ? [text`${what} must be the id of a secret of this project, got ${given(name)}; ${ALIAS}`]
    : wrongSecret(what, reference, ALIAS);
}

function wrongSecret(what: Fact, reference: Block, ofOtherProject: string): Text[] {
  const { secret: name } = reference;
  if (!isKnown(name) || SECRET.test(String(name))) {
    return [];
  }
  return /\/versions\/[^/]*$/.test(knownText(reference, "secret") ?? "")
    ? [
        text`${what} must not contain a version, got ${given(name)}; remove the version, and set the property ${VERSION_NAME} instead`,
      ]
    : [
        text`${what} must be the id of a secret, with 1 to 255 letters, digits, _ and -, got ${given(name)}; ${ofOtherProject}`,
      ];
}

/** A version of a secret that is none. */
export function wrongVersion(what: Fact, version: unknown): Text[] {
  return !isKnown(version) || version === "" || VERSION.test(String(version))
    ? []
    : [
        text`the version of ${what} must be latest, a number from 1 or an alias, got ${given(version)}; write the version alone, such as latest or 3, without the path of the secret`,
      ];
}

function namesIn(env: unknown): string[] {
  return knownValues<string>(blocks(env).map(({ name }) => name));
}

/** A name with dots as frameworks such as Spring read it from a C identifier. */
function identifier(name: string): string {
  return name.toUpperCase().replace(/[.-]/g, "_");
}
