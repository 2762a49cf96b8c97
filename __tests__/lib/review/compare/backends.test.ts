import { Json, changedSite, small } from "../small";
import { changesOf, replacedInUse, texts, undoingOf } from "./changes";

const web = (resource: Json) => resource.google_compute_backend_service.Web;

test("a region that comes is new, one that goes is a change", () => {
  const change = (_: Json, resource: Json) => {
    const negs = resource.google_compute_region_network_endpoint_group;
    negs.Eu = { ...negs.Web, cloud_run: { service: "web-eu" }, name: "eu", region: "europe-west1" };
    web(resource).backend.push({ group: "${google_compute_region_network_endpoint_group.Eu.self_link}" });
  };
  expect(changesOf(change)).toEqual([
    "added: `prod-web` now also serves from region `europe-west1`, with Cloud Run `web-eu`",
  ]);
  expect(undoingOf(change)).toEqual([
    "changed: `prod-web` no longer serves from `europe-west1`: visitors near it are served from `us-central1`",
  ]);
});

test("a backend service without backends is dangerous", () => {
  expect(changesOf((_, resource) => (web(resource).backend = []))).toEqual([
    "dangerous: `prod-web` no longer has a backend: visitors get an error",
  ]);
});

test("another service behind a backend service is a change, another name of its NEG is none", () => {
  expect(changesOf((_, resource) => (resource.google_cloud_run_v2_service.Web.name = "shop"))).toEqual([
    replacedInUse("google_compute_region_network_endpoint_group", "prod-web-neg"),
    "changed: `prod-web` now sends requests in `us-central1` to Cloud Run `shop`; previously to Cloud Run `web`",
  ]);
  expect(
    changesOf((_, resource) => (resource.google_compute_region_network_endpoint_group.Web.name = "other")),
  ).toEqual([]);
});

test("a URL mask in place of a service", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_region_network_endpoint_group.Web.cloud_run = { url_mask: "<service>.example.com" });
  expect(changesOf(change)).toEqual([
    replacedInUse("google_compute_region_network_endpoint_group", "prod-web-neg"),
    "changed: `prod-web` now sends requests in `us-central1` to Cloud Run URL mask `<service>.example.com`; previously to Cloud Run `web`",
  ]);
});

test("an empty block names no platform", () => {
  const other = { network_endpoint_type: "PRIVATE_SERVICE_CONNECT", cloud_run: [], app_engine: [] };
  const change = (_: Json, resource: Json) =>
    Object.assign(resource.google_compute_region_network_endpoint_group.Web, other, { name: "psc" });
  expect(changesOf(change)).toEqual([
    "changed: `prod-web` now sends requests in `us-central1` to PRIVATE_SERVICE_CONNECT `psc`; previously to Cloud Run `web`",
  ]);
});

test("Cloud CDN on, off, otherwise, and caching all", () => {
  const cdn = (cache_mode: string) => (_: Json, resource: Json) =>
    Object.assign(web(resource), { enable_cdn: true, cdn_policy: { cache_mode, default_ttl: 60 } });
  expect(changesOf(cdn("CACHE_ALL_STATIC"))).toEqual([
    "dangerous: `prod-web`: Cloud CDN is turned on (CACHE_ALL_STATIC, default TTL 60 s); responses from its cache bypass the Cloud Armor policy",
  ]);
  expect(undoingOf(cdn("CACHE_ALL_STATIC"))).toEqual([
    "changed: `prod-web`: Cloud CDN is turned off; previously CACHE_ALL_STATIC, default TTL 60 s",
  ]);
  expect(changesOf(cdn("FORCE_CACHE_ALL"))).toEqual([
    "dangerous: `prod-web`: Cloud CDN caches all responses, even private ones (FORCE_CACHE_ALL, default TTL 60 s); previously off",
  ]);
  // a policy without the switch caches nothing
  expect(changesOf((_, resource) => (web(resource).cdn_policy = { cache_mode: "FORCE_CACHE_ALL" }))).toEqual([]);
});

test("Identity-Aware Proxy off is dangerous, on it is a change", () => {
  const change = (_: Json, resource: Json) => (web(resource).iap = { enabled: true });
  expect(changesOf(change)).toEqual([
    "changed: `prod-web` now has Identity-Aware Proxy: visitors must sign in. It allows: nobody (no grant in this stack)",
  ]);
  // what is left out stays on
  expect(undoingOf(change)).toEqual([]);
  const off = changedSite((_, resource) => (web(resource).iap = { enabled: false }));
  expect(texts(changedSite(change), off)).toEqual([
    "dangerous: `prod-web` no longer has Identity-Aware Proxy: everybody gets access without signing in",
  ]);
  expect(texts(small(), off)).toEqual([]);
});

test("Identity-Aware Proxy whose members are granted in the same apply, or before", () => {
  const site = (enabled: boolean, ...members: string[]) =>
    changedSite((_, resource) => {
      web(resource).iap = { enabled };
      resource.google_iap_web_backend_service_iam_binding = {
        Members: {
          members,
          role: "roles/iap.httpsResourceAccessor",
          web_backend_service: "${google_compute_backend_service.Web.name}",
        },
      };
    });
  const staff = "group:staff@example.com";
  const on = "`prod-web` now has Identity-Aware Proxy: visitors must sign in. It allows: `group:staff@example.com`";
  expect(texts(site(false, staff), site(true, staff))).toEqual([`changed: ${on}`]);
  expect(texts(small(), site(true, staff))).toEqual([
    `dangerous: ${on}. The same apply grants its members, who get 403 until Google knows the grants. If the service is in use, grant them first, in a separate apply with enabled: false in the options of Iap`,
  ]);
  expect(texts(small(), site(false, staff))).toEqual([]);
});

test("the OAuth client of Identity-Aware Proxy, and whether CORS preflights pass it", () => {
  const site = (iap: Json, settings?: Json) =>
    changedSite((_, resource) => {
      web(resource).iap = { enabled: true, ...iap };
      resource.google_iap_settings = settings && {
        Settings: {
          name: "projects/p1/iap_web/compute/services/${google_compute_backend_service.Web.name}",
          access_settings: { cors_settings: { allow_http_options: settings.isAllowed } },
        },
      };
    });
  const client = { oauth2_client_id: "acme", oauth2_client_secret: "x" };
  const googles = "the OAuth client that Google manages, for users of the organization only";
  expect(texts(site({}), site(client))).toEqual([
    `changed: visitors of \`prod-web\` now sign in with OAuth client \`acme\`; previously with ${googles}`,
  ]);
  expect(texts(site(client), site({}))).toEqual([
    `changed: visitors of \`prod-web\` now sign in with ${googles}; previously with OAuth client \`acme\``,
  ]);
  expect(texts(site({}), site({}, { isAllowed: true }))).toEqual([
    "dangerous: CORS preflights (OPTIONS) now reach `prod-web` without a sign-in",
  ]);
  expect(texts(site({}, { isAllowed: true }), site({}))).toEqual([
    "changed: CORS preflights (OPTIONS) to `prod-web` now need a sign-in: pages of other origins cannot call it",
  ]);
  expect(texts(site({}), site({}, { isAllowed: false }))).toEqual([]);
});

test("logs and outlier detection", () => {
  expect(changesOf((_, resource) => (web(resource).log_config = { enable: false }))).toEqual([
    "changed: logging of `prod-web` is now off; previously every request",
  ]);
  const headers = {
    enable: true,
    request_headers: [{ header_name: "X-A" }],
    response_headers: [{ header_name: "Age" }],
  };
  expect(changesOf((_, resource) => (web(resource).log_config = headers))).toEqual([
    "added: logging of `prod-web` is now every request, with request headers `X-A`, with response headers `Age`; previously every request",
  ]);
  const detect = (_: Json, resource: Json) => (web(resource).outlier_detection = { consecutive_errors: 5 });
  expect(changesOf(detect)).toEqual([
    "added: outlier detection of `prod-web` is now on after 5 consecutive errors; previously off",
  ]);
  const twice = (json: Json, resource: Json) => {
    detect(json, resource);
    const [first] = web(resource).backend;
    const neg = "google_compute_region_network_endpoint_group";
    resource[neg].Second = { ...resource[neg].Web, name: "second", region: "europe-west1" };
    web(resource).backend = [first, { group: `\${${neg}.Second.self_link}` }];
  };
  expect(
    changesOf((json, resource) => {
      twice(json, resource);
      delete web(resource).outlier_detection;
    }, changedSite(twice)),
  ).toEqual(["changed: `prod-web` no longer has outlier detection: a failing region keeps getting requests"]);
  expect(undoingOf(detect)).toEqual([]);
});

test("headers that a backend service adds", () => {
  const change = (_: Json, resource: Json) => (web(resource).custom_response_headers = ["X-A: 1"]);
  expect(changesOf(change)).toEqual(["changed: `prod-web` adds response header `X-A: 1`"]);
  expect(undoingOf(change)).toEqual(["changed: `prod-web` no longer adds response header `X-A: 1`"]);
});

test("a signed URL key that goes is dangerous, one that comes is new", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_backend_service_signed_url_key = {
      Key: { backend_service: "${google_compute_backend_service.Web.name}", key_value: "${var.key}", name: "key-1" },
    });
  expect(changesOf(change)).toEqual(["added: `prod-web` has the new signed URL key `key-1`"]);
  expect(undoingOf(change)).toEqual([
    "dangerous: `prod-web` no longer has signed URL key `key-1`: URLs signed with it stop working",
  ]);
});

/** What changes between two states of the backend service. */
const between = (before: Json, after: Json) => {
  const site = (config: Json) => changedSite((_, resource) => Object.assign(web(resource), structuredClone(config)));
  return texts(site(before), site(after));
};

test("a setting of which the words say nothing is named", () => {
  const cdn = (more: Json) => ({ enable_cdn: true, cdn_policy: { cache_mode: "USE_ORIGIN_HEADERS", ...more } });
  expect(between(cdn({}), cdn({ request_coalescing: false, signed_url_cache_max_age_sec: 60 }))).toEqual([
    "changed: `prod-web`: `cdn_policy.request_coalescing` is now `false`; previously not set (default `true`)",
    "changed: `prod-web`: `cdn_policy.signed_url_cache_max_age_sec` is now `60`; previously not set (default `3600`)",
  ]);
  const outliers = (more: Json) => ({ outlier_detection: { consecutive_errors: 5, ...more } });
  expect(between(outliers({ interval: { seconds: 2 } }), outliers({ interval: { seconds: 9 } }))).toEqual([
    "changed: `prod-web`: `outlier_detection.interval.seconds` is now `9`; previously `2`",
  ]);
  expect(
    between(outliers({ enforcing_consecutive_errors: 100 }), outliers({ enforcing_consecutive_errors: 0 })),
  ).toEqual([
    "changed: outlier detection of `prod-web` is now on, but not after consecutive errors; previously on after 5 consecutive errors",
  ]);
  expect(changesOf((_, resource) => (web(resource).backend[0].capacity_scaler = 0))).toEqual([
    "changed: `prod-web`: `backend.capacity_scaler` is now `0`; previously not set (default `1`)",
  ]);
});

test("a setting of what is off, or a default that is written out, is nothing to say", () => {
  expect(between({}, { cdn_policy: { signed_url_cache_max_age_sec: 60 } })).toEqual([]);
  const cdn = (more: Json) => ({ enable_cdn: true, cdn_policy: { cache_mode: "USE_ORIGIN_HEADERS", ...more } });
  expect(between(cdn({}), cdn({ request_coalescing: true, signed_url_cache_max_age_sec: "3600" }))).toEqual([]);
  expect(between({}, { timeout_sec: 30, session_affinity: "NONE", compression_mode: "DISABLED" })).toEqual([]);
  expect(between({ outlier_detection: [{}] }, { outlier_detection: { consecutive_gateway_failure: 3 } })).toEqual([
    "changed: outlier detection of `prod-web` is now on after consecutive errors, or after 3 consecutive gateway failures; previously on after consecutive errors",
  ]);
});

test("secrets are not printed", () => {
  const iap = (oauth2_client_secret: string) => ({ iap: { enabled: true, oauth2_client_secret } });
  expect(between(iap("x-one"), iap("x-two"))).toEqual([
    "changed: `prod-web`: `iap.oauth2_client_secret` has another value",
  ]);
});

describe("beside a setting that has a sentence", () => {
  const cdn = (more: Json) => ({ enable_cdn: true, cdn_policy: { cache_mode: "USE_ORIGIN_HEADERS", ...more } });

  test("those that have none are listed", () => {
    const former = cdn({ negative_caching: true, request_coalescing: false, signed_url_cache_max_age_sec: 3600 });
    expect(
      between(former, cdn({ negative_caching: false, request_coalescing: true, signed_url_cache_max_age_sec: 0 })),
    ).toEqual([
      "changed: `prod-web`: Cloud CDN is now USE_ORIGIN_HEADERS; previously USE_ORIGIN_HEADERS, negative caching",
      "changed: `prod-web`: `cdn_policy.request_coalescing` is now `true`; previously `false`",
      "changed: `prod-web`: `cdn_policy.signed_url_cache_max_age_sec` is now `0`; previously `3600`",
    ]);
    const logs = (more: Json) => ({ log_config: { enable: true, ...more } });
    expect(
      between(logs({ sample_rate: 1 }), logs({ sample_rate: 0.5, optional_mode: "INCLUDE_ALL_OPTIONAL" })),
    ).toEqual([
      "changed: `prod-web`: `log_config.optional_mode` is now `INCLUDE_ALL_OPTIONAL`; previously not set (default `EXCLUDE_ALL_OPTIONAL`)",
      "added: logging of `prod-web` is now 50 % of requests; previously every request",
    ]);
  });

  test("those of a cache that is turned on or off are not", () => {
    const off = { enable_cdn: false };
    const on = cdn({ signed_url_cache_max_age_sec: 0 });
    expect([...between(off, on), ...between(on, off)].join()).not.toContain("signed_url_cache_max_age_sec");
  });

  test("a cache key that is Google's default is not told", () => {
    const cache_key_policy = { include_host: true, include_protocol: true, include_query_string: true };
    expect(between(cdn({}), cdn({ cache_key_policy }))).toEqual([]);
    expect(between(cdn({}), cdn({ cache_key_policy: { ...cache_key_policy, include_host: false } }))).toEqual([
      "changed: `prod-web`: Cloud CDN is now USE_ORIGIN_HEADERS, cache key: without host; previously USE_ORIGIN_HEADERS",
    ]);
  });
});

test("Identity-Aware Proxy and Cloud CDN of which only Terraform knows whether they are on", () => {
  const iap = (enabled: Json) => ({ iap: { enabled } });
  expect(between(iap(true), iap("${var.iap}"))).toEqual([
    "dangerous: Identity-Aware Proxy of `prod-web`: known after apply (`${var.iap}`); previously on, visitors must sign in",
  ]);
  expect(between(iap("${var.iap}"), iap(false))).toEqual([
    "dangerous: `prod-web` no longer has Identity-Aware Proxy: everybody gets access without signing in",
  ]);
  const cdn = (enable_cdn: Json) => ({ enable_cdn, cdn_policy: { cache_mode: "FORCE_CACHE_ALL" } });
  expect(between(cdn("${var.cdn}"), cdn(true))).toEqual([
    "changed: `prod-web`: Cloud CDN is now FORCE_CACHE_ALL; previously known after apply (`${var.cdn}`), FORCE_CACHE_ALL",
  ]);
  const log = (enable: Json) => ({ log_config: { enable } });
  expect(between(log(true), log("${var.log}"))).toEqual([
    "changed: logging of `prod-web` is now known after apply (`${var.log}`), every request; previously every request",
  ]);
});

test("a route that leads past a policy before the cache says so", () => {
  const change = (resource: Json) => {
    resource.google_compute_backend_service.Api.edge_security_policy = "${google_compute_security_policy.Edge.id}";
    resource.google_compute_security_policy.Edge = { name: "prod-edge", type: "CLOUD_ARMOR_EDGE" };
  };
  const [before, after] = [
    changedSite((_, resource) => change(resource)),
    changedSite((_, resource) => change(resource)),
  ];
  after.resource.google_compute_url_map.Map.path_matcher[0].path_rule[0].service =
    "${google_compute_backend_service.Web.self_link}";
  expect(texts(before, after)[0]).toMatch(
    /^dangerous: .*, no longer protected by a Cloud Armor edge policy; previously `prod-api`$/,
  );
});

test("a backend service that moves to another region is not served from there too", () => {
  const change = (_: Json, resource: Json) =>
    (resource.google_compute_region_network_endpoint_group.Web.region = "europe-west1");
  expect(changesOf(change)).toEqual([
    "changed: `prod-web` now serves from `europe-west1`, with Cloud Run `web`; previously from `us-central1`",
  ]);
});

describe("several regions of one backend service are one line", () => {
  const site = (regions: readonly string[], service = (_: string) => "web") =>
    changedSite((_, resource) => {
      resource.google_compute_region_network_endpoint_group = Object.fromEntries(
        regions.map((region) => [region, { name: region, region, cloud_run: { service: service(region) } }]),
      );
      web(resource).backend = regions.map((region) => ({
        group: `\${google_compute_region_network_endpoint_group.${region}.self_link}`,
      }));
    });
  const [one, two, three] = ["asia-east1", "europe-west1", "us-central1"];
  const told = (before: Json, after: Json) => texts(before, after).filter((text) => text.includes("`prod-web`"));

  test("regions that come and go", () => {
    expect(told(site([one]), site([one, two, three]))).toEqual([
      "added: `prod-web` now also serves from region `europe-west1`, with Cloud Run `web` and `us-central1`, with Cloud Run `web`",
    ]);
    expect(told(site([one, two, three]), site([one]))).toEqual([
      "changed: `prod-web` no longer serves from `europe-west1` and `us-central1`: visitors near them are served from `asia-east1`",
    ]);
  });

  test("a renamed service", () => {
    expect(
      told(
        site([one, two]),
        site([one, two], () => "shop"),
      ),
    ).toEqual([
      "changed: `prod-web` now sends requests in `asia-east1` and `europe-west1` to Cloud Run `shop`; previously to Cloud Run `web`",
    ]);
  });
});
