import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, CLOUD_RUN_SERVICES, NEG, URL_MAP } from "../../app/types";
import { Block } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, text } from "../text";
import { unusedOf } from "../unused";

const LINKS = ["default_service", "service", "backend_service"];

/** Routes to something other than a backend service, and backends other than a network endpoint group. */
export function wrongLinks(app: SynthesizedApp): Found[] {
  const routed = app
    .ofType(URL_MAP)
    .flatMap((urlMap) =>
      app
        .referred(urlMap, linksOf(urlMap.config), NEG, ...CLOUD_RUN_SERVICES)
        .map((found) =>
          about(
            urlMap,
            text`a URL map routes only to backend services, but ${paths([found])} is of type ${found.type}; put it behind a BackendService, and route to that backend service`,
          ),
        ),
    );
  const grouped = app.ofType(BACKEND_SERVICE).flatMap((backendService) =>
    app
      .referred(
        backendService,
        blocks(backendService.config.backend).map(({ group }) => group),
        ...CLOUD_RUN_SERVICES,
      )
      .map((found) =>
        about(
          backendService,
          text`a backend must be a network endpoint group, but ${paths([found])} is of type ${found.type}; create a ServerlessNeg for ${paths([found])} and pass that as the backend`,
        ),
      ),
  );
  return [...routed, ...grouped];
}

/** Resources that nothing uses, if something could use them. */
export function unused(type: string, usedBy: readonly string[], what: Text): (app: SynthesizedApp) => Found[] {
  return (app) => unusedOf(app, [type], usedBy).map((resource) => about(resource, what));
}

/** Whether a URL map is one of a service mesh, which has regular expressions. */
export function isInternal(app: SynthesizedApp, urlMap: Resource): boolean {
  return app
    .uses(urlMap, BACKEND_SERVICE)
    .some(({ config }) => String(config.load_balancing_scheme).startsWith("INTERNAL"));
}

/** Where requests go, wherever it stands. A rewrite may hold the address of a service. */
export function linksOf(block: Block): unknown[] {
  return Object.entries(block).flatMap(([name, value]): unknown[] =>
    LINKS.includes(name) ? [value] : name === "//" ? [] : blocks(value).flatMap(linksOf),
  );
}
