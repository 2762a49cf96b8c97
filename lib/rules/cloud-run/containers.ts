import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { knownText } from "../../app/values";
import { MAX_PORT } from "../../google/front-end";
import { ArgumentsAt } from "../arguments";
import { Text, argument, given, text } from "../text";
import { isKnown, knownValues, length, range, unique } from "../values";

const MAX_IMAGE_LENGTH = 2048;
const MAX_SECRET_LENGTH = 1024;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Names that Cloud Run sets itself. */
const RESERVED_ENV = ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];

type Container = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers">;

/** What a service is made of, as far as it must be there, and known. */
interface Given {
  readonly image?: unknown;
  readonly env?: unknown;
  readonly secretEnv?: unknown;
}

/** An image that is not valid. */
export function image({ image: name }: Container): Text[] {
  const known = typeof name === "string" && isKnown(name) ? name : "";
  const repository = repositoryOf(known);
  return [
    ...length(argument("template.containers.image"), name, 1, MAX_IMAGE_LENGTH),
    ...(/\s/.test(known) || known.includes("://")
      ? [
          text`image must not contain a scheme such as https:// or spaces, got ${given(name)}; write it like us-docker.pkg.dev/cloudrun/container/hello`,
        ]
      : []),
    ...(/[A-Z]/.test(repository)
      ? [
          text`the repository name in image must be lowercase, got ${given(name)}; write it as ${repository.toLowerCase()}`,
        ]
      : []),
  ];
}

/** A port that is not valid. */
export function port({ container_port }: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers.ports">): Text[] {
  return range(argument("template.containers.ports.container_port"), container_port, 1, MAX_PORT);
}

/** Environment variables with names that are not valid, or that appear twice. */
export function envNames({ env }: Container): Text[] {
  const names = knownValues<string>(blocks(env).map(({ name }) => name));
  return [
    ...names
      .filter((name) => !ENV_NAME.test(name) || RESERVED_ENV.includes(name))
      .map(
        (name) =>
          text`the name of an environment variable can only have letters, digits and _, must not begin with a digit and must not be one of ${RESERVED_ENV.join(", ")}, got ${given(name)}; choose another name`,
      ),
    ...unique("an environment variable", names, "remove it from env or from secretEnv"),
  ];
}

/** A secret without a name, or with its version in it. */
export function secret(env: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers.env">): Text[] {
  const what = text`the secret of ${String(env.name)} in ${argument("template.containers.env.value_source")}`;
  const references = blocks(env.value_source).flatMap(({ secret_key_ref }) => blocks(secret_key_ref));
  return references.flatMap((reference) => [
    ...length(what, reference.secret, 1, MAX_SECRET_LENGTH),
    ...(/\/versions\/[^/]*$/.test(knownText(reference, "secret") ?? "")
      ? [
          text`${what} must not contain a version, got ${given(reference.secret)}; remove the version, and set the property version instead`,
        ]
      : []),
  ]);
}

/** Maps that are not known at synth. */
export function unknownMaps({ env, secretEnv }: Given): Text[] {
  return Object.entries({ env, secretEnv })
    .filter(([, variables]) => typeof variables === "string")
    .map(
      ([what, variables]) =>
        text`${what} must be a map that is known at synth, got ${given(variables)}; write the names in the code`,
    );
}

/** The repository in an image's name: without the registry's host, the tag and the digest. */
function repositoryOf(name: string): string {
  return name
    .replace(/@.*$/, "")
    .replace(/:[^/:]*$/, "")
    .replace(/^[^/]*[.:][^/]*\//, "");
}
