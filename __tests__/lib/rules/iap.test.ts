import {
  BACKEND,
  Changes,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED,
  MEMBER,
  NEG,
  RULE,
  RUN,
  SSL_POLICY,
  URL_MAP,
  backendOf,
  expectFound,
  found,
  ref,
  site,
} from "./site";

const agent = "serviceAccount:service-12@gcp-sa-iap.iam.gserviceaccount.com";
const grant = { name: "web", location: "us-central1", role: "roles/run.invoker", member: agent };
/** The site with Identity-Aware Proxy, which may call the service. */
const proxied = (config: object = {}, service: object = {}): Changes => ({
  [RUN]: { web: { invoker_iam_disabled: false, ...service } },
  [MEMBER]: { iap: grant },
  [BACKEND]: { web: { iap: { enabled: true }, ...config } },
});
const client = { oauth2_client_id: "id", oauth2_client_secret: "${var.secret}" };

test.each<[string, Changes]>([
  ["with Google's own client", proxied()],
  ["with a client of its own", proxied({ iap: { enabled: true, ...client } })],
  [
    "switched off",
    proxied(
      {
        iap: { enabled: false },
        enable_cdn: true,
        cdn_policy: { cache_mode: "CACHE_ALL_STATIC", signed_url_cache_max_age_sec: 0 },
      },
      { invoker_iam_disabled: true },
    ),
  ],
  ["that may be off", proxied({ iap: { enabled: "${var.iap}" }, enable_cdn: true })],
])("Identity-Aware Proxy %s is in order", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test.each<[string, Changes, string]>([
  [
    "CDN",
    proxied({ enable_cdn: true }),
    "error BS-16 prod/web: a backend service with Identity-Aware Proxy cannot have Cloud CDN",
  ],
  [
    "no secret",
    proxied({ iap: { enabled: true, oauth2_client_id: "id" } }),
    "error BS-18 prod/web: Identity-Aware Proxy has oauth2_client_id but not oauth2_client_secret, which go together; set oauth2_client_secret too, or remove oauth2_client_id",
  ],
  [
    "no client",
    proxied({ iap: { enabled: true, oauth2_client_secret: "${var.s}" } }),
    "error BS-18 prod/web: Identity-Aware Proxy has oauth2_client_secret but not oauth2_client_id, which go together; set oauth2_client_id too, or remove oauth2_client_secret",
  ],
  [
    "no client beside a secret that is only written",
    proxied({ iap: { enabled: true, oauth2_client_secret_wo: "${var.s}" } }),
    "error BS-18 prod/web: Identity-Aware Proxy has oauth2_client_secret_wo but not oauth2_client_id, which go together; set oauth2_client_id too, or remove oauth2_client_secret_wo",
  ],
  [
    "a second one on the service",
    proxied({}, { iap_enabled: true }),
    "error BS-17 prod/web: Identity-Aware Proxy is on for this service and also for its backend service prod/web, so visitors cannot sign in; ",
  ],
  [
    "a service that it may not call",
    { ...proxied(), [MEMBER]: {} },
    "warning BS-18 prod/web: Identity-Aware Proxy of prod/web calls this service as service-PROJECT_NUMBER@gcp-sa-iap",
  ],
])("Identity-Aware Proxy with %s", (_what, changes, text) => {
  expectFound([site(changes)], text);
});

test("Identity-Aware Proxy goes with no outlier detection", () => {
  expectFound(
    [site(proxied({ outlier_detection: { consecutive_errors: 5 } }))],
    "warning BS-12",
    "error BS-15 prod/web: a backend service with Identity-Aware Proxy cannot have outlier detection; ",
  );
});

test("Identity-Aware Proxy needs HTTPS", () => {
  const json = site({
    ...proxied(),
    [HTTPS_PROXY]: { https: undefined },
    [RULE]: { https: undefined },
    [MANAGED]: { app: undefined },
    [SSL_POLICY]: { tls: undefined },
    [URL_MAP]: { redirect: undefined },
    [HTTP_PROXY]: { http: { url_map: ref(URL_MAP, "main") } },
  });
  expectFound(
    [json],
    "warning FE-13 prod/http: ",
    "error BS-18 prod/web: Identity-Aware Proxy needs HTTPS, but the load balancer serves only HTTP",
  );
});

test("App Engine services of one load balancer share the client of Identity-Aware Proxy", () => {
  const neg = (name: string) => ({ name, region: "us-central1", app_engine: { service: name }, cloud_run: undefined });
  const backend = (name: string, id: string) => ({
    ...backendOf(name),
    iap: { enabled: true, ...client, oauth2_client_id: id },
  });
  const app = (id: string) =>
    site({
      [RUN]: { web: undefined },
      [NEG]: { web: neg("web"), api: neg("api") },
      [BACKEND]: { web: backend("web", "id"), api: backend("api", id) },
      [URL_MAP]: {
        main: {
          host_rule: [{ hosts: ["app.example.com"], path_matcher: "all" }],
          path_matcher: [{ name: "all", default_service: ref(BACKEND, "api") }],
        },
      },
    });
  expect(found(app("id"))).toEqual([]);
  expectFound(
    [app("other")],
    "warning BS-19 prod/api: the App Engine services of one load balancer must share the OAuth client of Identity-Aware Proxy, but prod/web has another client",
  );
});
