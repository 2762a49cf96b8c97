/** Names that the user fixed and that block a replacement. */
import { Text, given, text } from "../text";

/** What is known of a load balancer whose target proxy has a name. */
interface NamedProxy {
  readonly names?: { readonly targetHttpProxy?: unknown; readonly targetHttpsProxy?: unknown };
  readonly httpOnly?: unknown;
  readonly httpKeepAliveTimeoutSec?: unknown;
}

/** A name of a resource of which nothing can be changed in place. */
export function fixedName({ name }: { readonly name: unknown }): Text[] {
  return [
    text`name ${given(name)} is fixed, but this resource can only be replaced: the next change to it fails with "already exists"; remove name, or choose a new name with every change`,
  ];
}

/** A name of a target proxy that a change replaces. */
export function fixedProxyName({ names, httpOnly, httpKeepAliveTimeoutSec }: NamedProxy): Text[] {
  const part = httpOnly === true ? "targetHttpProxy" : "targetHttpsProxy";
  const name = names?.[part];
  return name !== undefined && httpKeepAliveTimeoutSec !== undefined
    ? [
        text`names.${part} ${given(name)} is fixed, but a change of httpKeepAliveTimeoutSec replaces the target proxy and fails with "already exists"; remove names.${part} or httpKeepAliveTimeoutSec, or choose a new name with every change of httpKeepAliveTimeoutSec`,
      ]
    : [];
}
