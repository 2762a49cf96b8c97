import * as fs from "fs";
import * as path from "path";
import { reviewPage } from "../../../lib/review";
import { Json, backend, below, changedSite } from "./small";

const page = (change: (site: Json, resource: Json) => void) => reviewPage(changedSite(change));
const pem = fs.readFileSync(path.join(__dirname, "../../simulator/pem/certificate.pem"), "utf8");

const routesOf = (map: Json) =>
  below(
    "### Routes",
    page((_, resource) => Object.assign(resource.google_compute_url_map.Map, map)),
  )
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .split(/ *(?<!\\)\| */)
        .slice(1, -1)
        .join(" / "),
    );

test("route rules stand by priority, each with what it asks for", () => {
  const rule = (priority: number, match: Json) => ({ priority, match_rules: [match], service: backend("Api") });
  const routes = routesOf({
    host_rule: [{ hosts: ["a.example.com", "*.b.example.com"], path_matcher: "m" }],
    path_matcher: [
      {
        name: "m",
        default_service: backend("Web"),
        route_rules: [
          rule(20, {
            prefix_match: "/api/",
            ignore_case: true,
            header_matches: { header_name: "x", exact_match: "1" },
          }),
          rule(10, { full_path_match: "/x", query_parameter_matches: [{ name: "q", present_match: true }] }),
          rule(30, {
            path_template_match: "/u/{id}",
            header_matches: { header_name: "y", prefix_match: "z", invert_match: true },
          }),
          rule(40, {
            prefix_match: "/",
            header_matches: { header_name: "n", range_match: { range_start: 1, range_end: 5 } },
          }),
          rule(50, {
            prefix_match: "/",
            header_matches: { header_name: "p", present_match: true, invert_match: true },
          }),
        ],
      },
    ],
  });
  const hosts = "`a.example.com`, `*.b.example.com`";
  expect(routes).toEqual([
    `${hosts} / path \`/x\`, query parameter \`q\` is present / 10 / \`prod-api\``,
    `${hosts} / path begins with \`/api/\` (ignoring case), header \`x\` is \`1\` / 20 / \`prod-api\``,
    `${hosts} / path matches template \`/u/{id}\`, header \`y\` does not begin with \`z\` / 30 / \`prod-api\``,
    `${hosts} / any path, header \`n\` is from 1 to below 5 / 40 / \`prod-api\``,
    `${hosts} / any path, header \`p\` is not present / 50 / \`prod-api\``,
    `${hosts} / everything else /  / \`prod-web\``,
    "all other hosts / everything /  / `prod-web`",
  ]);
});

test("actions are splits, redirects, rewrites and what is done on the way", () => {
  const action = (rule: Json) =>
    routesOf({
      path_matcher: [{ name: "all-hosts", default_service: backend("Web"), path_rule: [{ paths: ["/x"], ...rule }] }],
    })[0];
  const weighted = (weight: number, id: string) => ({ backend_service: backend(id), weight });
  expect(
    action({
      route_action: { weighted_backend_services: [weighted(400, "Api"), weighted(100, "Web"), weighted(0, "Web")] },
    }),
  ).toBe("all hosts / path `/x` / 80 % `prod-api`, 20 % `prod-web`, 0 % `prod-web`");
  expect(
    action({
      url_redirect: { host_redirect: "b.example.com", prefix_redirect: "/v2", https_redirect: true, strip_query: true },
    }),
  ).toBe("all hosts / path `/x` / redirect 301 to HTTPS, host `b.example.com` and prefix `/v2`, without the query");
  expect(
    action({
      service: backend("Api"),
      route_action: {
        url_rewrite: { host_rewrite: "in", path_prefix_rewrite: "/" },
        timeout: { seconds: "1", nanos: 500_000_000 },
        max_stream_duration: { seconds: "90" },
        retry_policy: { num_retries: 2, retry_conditions: ["5xx"] },
        cors_policy: {
          allow_origins: ["https://c.example.com"],
          allow_methods: ["GET", "PUT"],
          allow_credentials: true,
        },
        fault_injection_policy: { abort: { http_status: 503, percentage: 1 } },
      },
      header_action: { request_headers_to_add: { header_name: "x-a", header_value: "1", replace: true } },
    }),
  ).toBe(
    "all hosts / path `/x` / `prod-api`; host rewritten to `in`; matched part of the path rewritten to `/`; timeout 1.5 s; streams end after 90 s; 2 retries on 5xx; CORS for `https://c.example.com` (methods GET PUT, credentials); fault injection: 1 % of requests get status 503; sets request header `x-a`",
  );
  const regex_rewrite = { path_pattern: "^/x", path_substitution: "/y" };
  expect(action({ service: backend("Api"), route_action: { url_rewrite: { regex_rewrite } } })).toBe(
    "all hosts / path `/x` / `prod-api`; parts of the path that match `^/x` rewritten to `/y`",
  );
  expect(action({})).toBe("all hosts / path `/x` / nothing");
});

test("error pages stand with their statuses, where they apply", () => {
  const policy = (path: string, override_response_code?: number) => ({
    error_service: "${google_compute_backend_bucket.Pages.id}",
    error_response_rule: [{ match_response_codes: ["404", "5xx"], path, override_response_code }],
  });
  const site = page((_, resource) => {
    const { Map: map } = resource.google_compute_url_map;
    resource.google_compute_backend_bucket = { Pages: { name: "pages" } };
    map.default_custom_error_response_policy = policy("/map.html");
    map.path_matcher[0].default_custom_error_response_policy = policy("/matcher.html");
    map.path_matcher[0].path_rule[0].custom_error_response_policy = policy("/rule.html", 200);
  });
  expect(site).toContain("`prod-api`; status 404 and 5xx gets page `/rule.html` of `pages` with status 200");
  expect(site).toContain("- every request: status 404 and 5xx gets page `/map.html` of `pages`");
  expect(site).toContain("- path matcher `all-hosts`: status 404 and 5xx gets page `/matcher.html` of `pages`");
});

test("what only Terraform knows of an action stands there as its expression", () => {
  const action = (rule: Json) =>
    routesOf({
      path_matcher: [{ name: "all-hosts", default_service: backend("Web"), path_rule: [{ paths: ["/x"], ...rule }] }],
    })[0];
  expect(action({ url_redirect: { https_redirect: "${var.https}", strip_query: "${var.strip}" } })).toBe(
    "all hosts / path `/x` / redirect 301 to HTTPS if `${var.https}`, without the query if `${var.strip}`",
  );
  const weighted = [
    { backend_service: backend("Api"), weight: "${var.weight}" },
    { backend_service: backend("Web"), weight: 10 },
  ];
  expect(action({ route_action: { weighted_backend_services: weighted } })).toBe(
    "all hosts / path `/x` / weight `${var.weight}` `prod-api`, weight 10 `prod-web`",
  );
  const header_action = {
    request_headers_to_add: [
      { header_name: "x-a", header_value: "1", replace: "${var.replace}" },
      { header_name: "x-b", header_value: "{client_region}" },
    ],
  };
  expect(action({ service: backend("Api"), header_action })).toBe(
    "all hosts / path `/x` / `prod-api`; sets or adds request header `x-a`; adds request header `x-b`",
  );
});

test("certificates of every kind", () => {
  const kinds = (change: (resource: Json) => void) =>
    below(
      "### Domains",
      page((_, resource) => change(resource)),
    );
  const self = kinds((resource) => {
    resource.google_compute_ssl_certificate = { Own: { name: "own", certificate: pem } };
    resource.google_compute_target_https_proxy.Https.ssl_certificates = [
      "${google_compute_ssl_certificate.Own.self_link}",
    ];
  });
  expect(self).toMatch(/`own` {2,}\| self-managed, valid until \d{4}-\d\d-\d\d/);
  const map = kinds((resource) => {
    const proxy = resource.google_compute_target_https_proxy.Https;
    delete proxy.ssl_certificates;
    proxy.certificate_map = "//certificatemanager.googleapis.com/${google_certificate_manager_certificate_map.Map.id}";
    resource.google_certificate_manager_certificate_map = { Map: { name: "certificates" } };
    resource.google_certificate_manager_certificate_map_entry = {
      A: {
        name: "entry",
        map: "${google_certificate_manager_certificate_map.Map.name}",
        hostname: "m.example.com",
        certificates: ["${google_certificate_manager_certificate.A.id}"],
      },
    };
    resource.google_certificate_manager_certificate = {
      A: { name: "cm", managed: { domains: ["m.example.com"], dns_authorizations: ["x"] } },
    };
    resource.google_certificate_manager_dns_authorization = { D: { name: "auth", domain: "m.example.com" } };
  });
  expect(map).toContain(
    "| `m.example.com` | `cm`        | Google-managed, in Certificate Manager, validated by DNS authorization |",
  );
});

test("the records that prove whose a domain is", () => {
  const records = below(
    "### DNS records to create",
    page(
      (_, resource) =>
        (resource.google_certificate_manager_dns_authorization = { D: { name: "auth", domain: "m.example.com" } }),
    ),
  );
  expect(records).toContain("| `_acme-challenge.m.example.com.` | CNAME | known after apply: DNS authorization `auth`");
});

test("backends of every kind, and their settings", () => {
  const web = (change: (resource: Json) => void) =>
    below(
      "### `prod-web`",
      page((_, resource) => change(resource)),
    );
  const target = (neg: Json) =>
    web((resource) => {
      const { name, network_endpoint_type, region } = resource.google_compute_region_network_endpoint_group.Web;
      resource.google_compute_region_network_endpoint_group.Web = { name, network_endpoint_type, region, ...neg };
    }).split("\n")[2];
  expect(target({ cloud_run: { service: "own", tag: "blue" } })).toBe(
    "| `us-central1` | Cloud Run | `own`, tag `blue` |",
  );
  expect(target({ cloud_run: { url_mask: "<service>.example.com" } })).toBe(
    "| `us-central1` | Cloud Run | URL mask `<service>.example.com` |",
  );
  expect(target({ cloud_function: { function: "resize" } })).toBe("| `us-central1` | Cloud Functions | `resize` |");
  expect(target({ app_engine: {} })).toBe("| `us-central1` | App Engine | the app, routed by its dispatch rules |");
  expect(target({ app_engine: { service: "admin", version: "v2" } })).toBe(
    "| `us-central1` | App Engine | `admin`, version `v2` |",
  );
  const settings = web((resource) =>
    Object.assign(resource.google_compute_backend_service.Web, {
      enable_cdn: true,
      cdn_policy: {
        cache_mode: "CACHE_ALL_STATIC",
        default_ttl: 60,
        max_ttl: 600,
        negative_caching: true,
        negative_caching_policy: [{ code: 404, ttl: 10 }],
        cache_key_policy: { include_host: false, query_string_whitelist: ["v"] },
      },
      edge_security_policy: "projects/p1/global/securityPolicies/edge",
      iap: { enabled: true },
      log_config: { enable: true, sample_rate: 0.01 },
      custom_request_headers: ["x-geo: {client_region}"],
    }),
  );
  expect(settings.split("\n").filter((line) => line.startsWith("-"))).toEqual([
    "- Cloud CDN: CACHE_ALL_STATIC, default TTL 60 s, max TTL 600 s, negative caching (404 for 10 s), cache key: without host, only query parameters `v`",
    "- Cloud Armor: `prod-armor`, 2 of 2 rules enforced",
    "- Cloud Armor edge policy: `edge` (existing)",
    "- Identity-Aware Proxy: on, visitors must sign in",
    "- logging: 1 % of requests",
    "- outlier detection: off",
    "- adds request header `x-geo: {client_region}`",
  ]);
});

test("a bucket is a backend too", () => {
  const change = (_: Json, resource: Json) => {
    resource.google_compute_backend_bucket = {
      Files: { name: "prod-files", bucket_name: "acme-files", enable_cdn: true },
    };
    resource.google_compute_url_map.Map.default_service = "${google_compute_backend_bucket.Files.id}";
    resource.google_compute_url_map.Map.host_rule = [];
    resource.google_compute_url_map.Map.path_matcher = [];
  };
  expect(below("### `prod-files`", page(change))).toContain("| Cloud Storage bucket | `acme-files` |");
  expect(below("### Routes", page(change))).toContain("| all hosts | everything | `prod-files` |");
});

test("an edge policy stands with its rules, and each backend tells that it has it", () => {
  const site = page((_, resource) => {
    const edge_security_policy = "${google_compute_security_policy.Edge.self_link}";
    resource.google_compute_backend_bucket = {
      Files: { name: "prod-files", bucket_name: "acme-files", edge_security_policy },
    };
    Object.assign(resource.google_compute_backend_service.Web, { enable_cdn: true, edge_security_policy });
    resource.google_compute_security_policy.Edge = {
      name: "prod-edge",
      type: "CLOUD_ARMOR_EDGE",
      rule: [
        { action: "deny(404)", match: { expr: { expression: "origin.region_code == 'XX'" } }, priority: 1000 },
        { action: "allow", match: { config: { src_ip_ranges: ["*"] } }, preview: true, priority: 2147483647 },
      ],
    };
  });
  expect(below("### `prod-edge`", site)).toMatch(
    /^This is an edge policy: it is evaluated before the cache\.\n[^]*\| 1000 +\| deny\(404\) +\| `origin\.region_code == 'XX'` \|/m,
  );
  ["### `prod-web`", "### `prod-files`"].forEach((backend) =>
    expect(below(backend, site)).toContain("- Cloud Armor edge policy: `prod-edge`, 1 of 2 rules enforced"),
  );
});

test("Armor rules stand by priority, previews are marked, limits are in words", () => {
  const policy = below(
    "### `prod-armor`",
    page((_, resource) =>
      resource.google_compute_security_policy.Armor.rule.push(
        {
          action: "rate_based_ban",
          description: "slow | down",
          match: { expr: { expression: "request.path == '/a|b'" } },
          preview: true,
          priority: 10,
          rate_limit_options: {
            ban_duration_sec: 600,
            ban_threshold: { count: 1000, interval_sec: 600 },
            enforce_on_key_configs: [{ enforce_on_key_type: "HTTP_HEADER", enforce_on_key_name: "x-key" }],
            exceed_action: "deny(429)",
            rate_limit_threshold: { count: 100, interval_sec: 60 },
          },
        },
        {
          action: "redirect",
          match: {},
          priority: 20,
          redirect_options: { type: "EXTERNAL_302", target: "https://b" },
        },
      ),
    ),
  );
  const rows = policy
    .split("\n")
    .slice(2)
    .map((line) => line.replace(/ +/g, " "));
  expect(rows).toEqual([
    "| 10 | rate_based_ban above 100 requests in 60 s per HTTP_HEADER x-key, then deny(429), ban for 600 s above 1000 requests in 600 s | `request.path == '/a\\|b'` | **preview: only logged** | slow \\\\| down |",
    "| 20 | redirect to `https://b` | unknown | | |",
    "| 1000 | deny(403) | from `192.0.2.0/24` | | |",
    "| last | allow | all | | |",
  ]);
});

test("who can reach what: open ingress, members, and services made elsewhere", () => {
  const doors = below(
    "## Who can reach what",
    page((_, resource) => {
      const { Api, Web } = resource.google_cloud_run_v2_service;
      Api.ingress = "INGRESS_TRAFFIC_ALL";
      Api.invoker_iam_disabled = false;
      resource.google_cloud_run_v2_service_iam_binding = {
        Members: {
          name: "${google_cloud_run_v2_service.Api.name}",
          role: "roles/run.invoker",
          members: ["user:a@b.c"],
        },
      };
      resource.google_cloud_run_v2_service = { Api };
      resource.google_compute_region_network_endpoint_group.Web.cloud_run.service = Web.name;
    }),
  );
  expect(doors).toContain(
    "| `api`             | `us-central1` | **anywhere, bypassing the load balancer** | `user:a@b.c`     |",
  );
  expect(doors).toContain(
    "- Cloud Run `web` in `us-central1` is created outside this stack: its owner sets its ingress and who can call it",
  );
});

test("what another stack of the app makes is read there", () => {
  const remote = "${data.terraform_remote_state.cross-stack-reference-input-platform.outputs.armor}";
  const site = changedSite((_, resource) => {
    delete resource.google_compute_security_policy;
    resource.google_compute_backend_service.Web.security_policy = remote;
  });
  const armor = changedSite(() => undefined).resource.google_compute_security_policy;
  const platform = {
    "//": { metadata: { stackName: "platform" } },
    output: { armor: { value: "${google_compute_security_policy.Armor.self_link}" } },
    resource: { google_compute_security_policy: armor },
  };
  const withNeighbour = reviewPage(site, { platform });
  expect(below("### `prod-web`", withNeighbour)).toContain(
    "- Cloud Armor: `prod-armor` (of stack platform), 2 of 2 rules enforced",
  );
  expect(below("### `prod-armor` (of stack platform)", withNeighbour)).toContain("| 1000     | deny(403) |");
  expect(below("### `prod-web`", reviewPage(site))).toContain(`- Cloud Armor: \`${remote}\` (of stack platform)`);
});

test("what only Terraform knows to be on or off stands there as its expression", () => {
  const unknown = page((_, resource) => {
    Object.assign(resource.google_compute_backend_service.Web, {
      cdn_policy: { cache_mode: "USE_ORIGIN_HEADERS", negative_caching: "${var.negative}" },
      enable_cdn: "${var.cdn}",
      iap: { enabled: "${var.iap}" },
      log_config: { enable: "${var.log}", sample_rate: "${var.rate}" },
    });
    Object.assign(resource.google_compute_security_policy.Armor.rule[0], {
      preview: "${var.preview}",
      priority: "${var.priority}",
    });
    resource.google_cloud_run_v2_service.Web.invoker_iam_disabled = "${var.open}";
    resource.google_compute_url_map.Redirect.default_url_redirect.https_redirect = "${var.https}";
  });
  expect(below("### `prod-web`", unknown).split("\n").slice(4)).toEqual([
    "- Cloud CDN: known after apply (`${var.cdn}`), USE_ORIGIN_HEADERS, negative caching if `${var.negative}`",
    "- Cloud Armor: `prod-armor`, 1 of 2 rules enforced, 1 perhaps: known only after apply",
    "- Identity-Aware Proxy: known after apply (`${var.iap}`)",
    "- logging: known after apply (`${var.log}`), `${var.rate}` of requests",
    "- outlier detection: off",
  ]);
  expect(below("### `prod-armor`", unknown)).toContain(
    "| `${var.priority}` | deny(403) | from `192.0.2.0/24` | preview if `${var.preview}` |",
  );
  expect(below("## Who can reach what", unknown)).toContain(
    "everybody who can reach it, without an IAM check, if `${var.open}`; otherwise **nobody (no grant in this stack)**",
  );
  expect(below("## Who can reach what", unknown)).toContain(
    "- Identity-Aware Proxy of `prod-web` allows: nobody (no grant in this stack), if it is enabled: known after apply (`${var.iap}`)",
  );
  expect(below("### Front ends", unknown)).toContain("unknown in this stack: perhaps none, **unencrypted**");
});

test("the page says who passes Identity-Aware Proxy of a service, and how it is asked whether it is ready", () => {
  const said = page((_, resource) => {
    const service = resource.google_cloud_run_v2_service.Web;
    Object.assign(service, { iap_enabled: true, default_uri_disabled: true, ingress: "INGRESS_TRAFFIC_ALL" });
    service.template = { containers: [{ image: "img:1", readiness_probe: { http_get: { path: "/ready" } } }] };
    resource.google_iap_web_cloud_run_service_iam_binding = {
      Staff: {
        cloud_run_service_name: "${google_cloud_run_v2_service.Web.name}",
        members: ["group:staff@x"],
        role: "roles/iap.httpsResourceAccessor",
      },
    };
  });
  expect(below("## Who can reach what", said)).toContain(
    "- Identity-Aware Proxy of Cloud Run service `web` allows: `group:staff@x`",
  );
  expect(below("## Who can reach what", said)).not.toContain("bypassing the load balancer");
  expect(below("## Services", said)).toContain("- `web`: readiness probe: HTTP `/ready`");
});

test("the page shows image, scale, timeout and service account of each service", () => {
  const site = changedSite((_, resource) => {
    resource.google_cloud_run_v2_service.Web.template = {
      containers: [{ image: "img:2" }],
      max_instance_request_concurrency: 40,
      scaling: { min_instance_count: 1, max_instance_count: 9 },
      service_account: "web@p1.iam.gserviceaccount.com",
      timeout: "60s",
    };
  });
  expect(below("## Services", reviewPage(site))).toBe(
    [
      "| service | region        | image   | scale                              | timeout | service account                  |",
      "| ------- | ------------- | ------- | ---------------------------------- | ------- | -------------------------------- |",
      "| `api`   | `us-central1` | `img:1` | 0 or more instances                | default | **default**                      |",
      "| `web`   | `us-central1` | `img:2` | 1 to 9 instances, 40 requests each | 60 s    | `web@p1.iam.gserviceaccount.com` |",
    ].join("\n"),
  );
});

test("below the services stands what their instances are made of, and who deploys their images", () => {
  const site = changedSite((_, resource) => {
    const service = resource.google_cloud_run_v2_service.Web;
    service.lifecycle = { ignore_changes: ["template[0].containers[0].image"] };
    service.template = {
      containers: [
        { name: "web", image: "img:2", ports: {}, depends_on: ["proxy"], resources: { cpu_idle: true } },
        { name: "proxy", image: "proxy:1", args: ["-v"], volume_mounts: [{ name: "a", mount_path: "/tmp" }] },
      ],
      volumes: [{ name: "a", empty_dir: {} }],
      session_affinity: "${var.sticky}",
    };
  });
  expect(below("## Services", reviewPage(site)).split("\n").at(-1)).toBe(
    "- `web`: session affinity: `${var.sticky}`; entrypoint: `proxy` that of the image with `-v`; start order: `web` after `proxy`; volumes: memory at `/tmp`; images: another pipeline deploys them",
  );
});
