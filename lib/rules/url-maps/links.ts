import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import {
  BACKEND_BUCKET,
  BACKEND_SERVICE,
  CLOUD_RUN_SERVICES,
  HTTPS_PROXY,
  HTTP_PROXY,
  NEG,
  URL_MAP,
} from "../../app/types";
import { Block } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, text } from "../text";
import { unusedOf } from "../unused";

const LINKS = ["default_service", "service", "backend_service"];

/** Routes to something other than a backend service or bucket, and backends other than a network endpoint group. */
export function wrongLinks(app: SynthesizedApp): Found[] {
  const routed = app
    .ofType(URL_MAP)
    .flatMap((urlMap) =>
      app
        .referred(urlMap, linksOf(urlMap.config), NEG, ...CLOUD_RUN_SERVICES)
        .map((found) =>
          about(
            urlMap,
            text`a URL map routes only to backend services and backend buckets, but ${paths([found])} is of type ${found.type}; put it behind a BackendService, and route to that backend service`,
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

/** What does nothing by itself, what could use it, and what to say of one that nothing uses. */
const PARTS: readonly (readonly [type: string, usedBy: readonly string[], what: Text])[] = [
  [
    URL_MAP,
    [HTTP_PROXY, HTTPS_PROXY],
    text`no target proxy uses this URL map, so it routes nothing; pass it to a load balancer (urlMap), or remove it`,
  ],
  [
    BACKEND_SERVICE,
    [URL_MAP],
    text`no URL map routes to this backend service, so it gets no requests; route to it, or remove it`,
  ],
  [
    BACKEND_BUCKET,
    [URL_MAP],
    text`no URL map routes to this backend bucket, so it gets no requests; route to it, or remove it`,
  ],
  [
    NEG,
    [BACKEND_SERVICE],
    text`no backend service uses this network endpoint group, so it gets no requests; pass it to a backend service (backends), or remove it`,
  ],
];

/** Resources that nothing uses, if something could use them. */
export function unused(app: SynthesizedApp): Found[] {
  return PARTS.flatMap(([type, usedBy, what]) =>
    unusedOf(app, [type], usedBy).map((resource) => about(resource, what)),
  );
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
