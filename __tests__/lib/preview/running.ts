/** Previews of small sites, the backends behind them, and visitors. */
import * as http from "http";
import { AddressInfo } from "net";
import { TerraformJson } from "../../../lib/app/terraform-json";
import { Preview, ServerOptions, parseService, readSite } from "../../../lib/preview";

type Block = { readonly [argument: string]: unknown };

/** What a test wants of a site. */
export interface Wanted {
  readonly urlMap: Block;
  /** What `--service` gives, such as `web=http://localhost:3000`. */
  readonly services?: readonly string[];
  /** Further resources, by type and id. */
  readonly resources?: { readonly [type: string]: { readonly [id: string]: Block } };
  readonly domains?: readonly string[];
  readonly options?: Partial<ServerOptions>;
}

const ended: (() => Promise<unknown>)[] = [];

/** Ends all previews and backends. */
export async function endAll(): Promise<void> {
  await Promise.all(ended.splice(0).map((end) => end()));
}

/** A stack with a load balancer that listens for HTTPS and HTTP with one URL map. */
export function stackOf({ urlMap, resources = {}, domains = ["app.example.com"] }: Wanted): TerraformJson {
  const rule = (proxy: string, port: string) => ({
    name: `rule-${port}`,
    target: `\${google_compute_target_${proxy}_proxy.P.id}`,
    port_range: port,
    ip_address: "198.51.100.1",
  });
  return {
    "//": { metadata: { stackName: "site" } },
    resource: {
      ...resources,
      google_compute_global_forwarding_rule: { Https: rule("https", "443"), Http: rule("http", "80") },
      google_compute_target_https_proxy: {
        P: {
          name: "p",
          url_map: "${google_compute_url_map.M.id}",
          ssl_certificates: domains.map((_, index) => `\${google_compute_managed_ssl_certificate.C${index}.id}`),
        },
      },
      google_compute_target_http_proxy: { P: { name: "p", url_map: "${google_compute_url_map.M.id}" } },
      google_compute_managed_ssl_certificate: Object.fromEntries(
        domains.map((domain, index) => [`C${index}`, { name: `c${index}`, managed: { domains: [domain] } }]),
      ),
      google_compute_url_map: { M: { name: "map", ...urlMap } },
    },
  };
}

/** Backend services by name, each with a serverless NEG per region and an own Cloud Run service. */
export function backendServices(services: { readonly [name: string]: Block }, regions = ["us-central1"]) {
  const entries = Object.entries(services);
  const perRegion = entries.flatMap(([name]) => regions.map((region) => ({ name, region, id: `${name}-${region}` })));
  return {
    google_compute_backend_service: Object.fromEntries(
      entries.map(([name, config]) => [
        name,
        {
          name,
          load_balancing_scheme: "EXTERNAL_MANAGED",
          backend: regions.map((region) => ({
            group: `\${google_compute_region_network_endpoint_group.${name}-${region}.id}`,
          })),
          ...config,
        },
      ]),
    ),
    google_compute_region_network_endpoint_group: Object.fromEntries(
      perRegion.map(({ name, region, id }) => [id, { name: id, region, cloud_run: { service: `${name}-run` } }]),
    ),
  };
}

/** A reference to a backend service or bucket. */
export const linkTo = (name: string, kind = "service") => `\${google_compute_backend_${kind}.${name}.id}`;

/** Starts a preview on free ports. */
export async function startPreview(wanted: Wanted): Promise<Preview> {
  const services = (wanted.services ?? []).map(parseService);
  const site = readSite({ json: stackOf(wanted) }, { stackId: "site", services });
  const preview = await Preview.start(site, {
    port: 0,
    httpPort: 0,
    seed: 1,
    visitor: { clientIp: "203.0.113.1", trustsHeaders: true },
    ...wanted.options,
  });
  ended.push(() => preview.close());
  return preview;
}

/** Starts a backend; its URL. */
export async function startBackend(
  listener: http.RequestListener,
  set?: (server: http.Server) => void,
): Promise<string> {
  const server = http.createServer(listener);
  set?.(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ended.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A request of a visitor. */
export interface Visit {
  readonly scheme?: "https" | "http";
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
  readonly agent?: http.Agent;
}

/** What the visitor got. */
export interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** Whether the answer broke off. */
  readonly isCutOff: boolean;
}

/** Sends a request to a preview. */
export function visit(
  preview: Preview,
  { scheme = "https", method, host, path = "/", headers, body, agent }: Visit = {},
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1",
        port: preview.ports[scheme],
        method,
        path,
        headers: { host: host ?? "app.example.com", ...headers },
        agent: agent ?? false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        const end = (isCutOff: boolean) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
            isCutOff,
          });
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => end(false));
        response.on("error", () => end(true));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** The JSON of the built-in backend. */
export const told = (got: Got) =>
  JSON.parse(got.body) as {
    readonly backend: string;
    readonly region: string;
    readonly method: string;
    readonly url: string;
    readonly headers: { readonly [name: string]: string };
  };
