import { isBehindExternalLoadBalancer } from "../../app/load-balancers";
import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE } from "../../app/types";
import { Block, isSet, knownTexts } from "../../app/values";
import { Found, about } from "../rule";
import { Text, text } from "../text";

/** A backend service that has no backend at synth. */
export function withoutBackend({ backends }: { readonly backends: readonly unknown[] }): Text[] {
  return backends.length > 0
    ? []
    : [text`a backend service without backends answers every request with 503; set backends, or call addBackend`];
}

/** A routed backend service without backends. */
export function routedWithoutBackend(app: SynthesizedApp): Found[] {
  return app
    .ofType(BACKEND_SERVICE)
    .filter(({ config }) => !isSet(config, "backend") && !isFilledElsewhere(config))
    .filter((service) => isBehindExternalLoadBalancer(app, service))
    .map((service) =>
      about(service, text`a backend service without backends answers every request with 503; add a backend`),
    );
}

/** Whether something else adds the backends, such as a controller of a cluster. */
function isFilledElsewhere({ lifecycle }: Block): boolean {
  const ignored = blocks(lifecycle)[0]?.ignore_changes;
  return ignored === "all" || knownTexts(ignored).includes("backend");
}
