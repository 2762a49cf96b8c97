import {
  BACKEND,
  Changes,
  NEG,
  RULE,
  RUN,
  backendOf,
  expectFound,
  found,
  negOf,
  ref,
  serviceNamed,
  site,
} from "./site";

const web = (config: object): Changes => ({ [BACKEND]: { web: { ...config } } });
/** The site in a second region too. */
const twoRegions = (config: object): Changes => ({
  [RUN]: { eu: serviceNamed("web", "europe-west1") },
  [NEG]: { eu: negOf("eu", "europe-west1") },
  [BACKEND]: { web: { backend: [{ group: ref(NEG, "web") }, { group: ref(NEG, "eu") }], ...config } },
});
const detection = (config: object) => ({ outlier_detection: { consecutive_errors: 5, ...config } });

test("a site in order has no finding", () => {
  expect(found(site())).toEqual([]);
  expect(found(site(twoRegions(detection({}))))).toEqual([]);
});

test.each<[string, object, string]>([
  ["BS-03", { health_checks: ["${google_compute_health_check.a.id}"] }, "does not support health_checks"],
  [
    "BS-04",
    { timeout_sec: 31 },
    "does not support timeout_sec, but it is set to 31; remove it, and set timeoutSec of the Cloud Run service",
  ],
  ["BS-05", { port_name: "https" }, 'does not support port_name, but it is set to "https"; remove it'],
  ["BS-05", { port_name: "http" }, 'does not support port_name, but it is set to "http"; remove it'],
  ["BS-06", { protocol: "TCP" }, 'must use HTTP or HTTPS, got "TCP"; use HTTPS'],
  [
    "BS-08",
    { session_affinity: "CLIENT_IP" },
    'does not support session affinity, but it is set to "CLIENT_IP"; set session_affinity',
  ],
  ["BS-09", { locality_lb_policy: "ROUND_ROBIN" }, "does not support locality_lb_policy"],
  ["BS-09", { locality_lb_policies: [{ policy: { name: "RANDOM" } }] }, "does not support locality_lb_policies"],
])("%s: %j is refused with serverless backends", (rule, config, text) => {
  expectFound([site(web(config))], `error ${rule} prod/web: a backend service for serverless backends ${text}`);
});

test.each<[string, object]>([
  ["BS-04", { timeout_sec: 30 }],
  ["BS-04", { timeout_sec: "30" }],
])("%s: %j, which Google itself takes for granted, is warned of", (rule, config) => {
  expectFound([site(web(config))], new RegExp(`^warning ${rule} prod/web: .* does not support .*; remove it`));
});

test("BS-05: the port name http is warned of for the classic load balancer, whose examples write it", () => {
  const classic = { load_balancing_scheme: "EXTERNAL" };
  const json = site({ ...web({ port_name: "http", ...classic }), [RULE]: { https: classic } });
  expectFound([json], /^warning BS-05 prod\/web: .* does not support port_name, but it is set to "http"; remove it/);
});

test.each<[string, object]>([
  ["BS-06", { protocol: "HTTP2" }],
  ["BS-08", { affinity_cookie_ttl_sec: 60 }],
  ["BS-08", { strong_session_affinity_cookie: { name: "a" } }],
  ["BS-08", { consistent_hash: { minimum_ring_size: 1 } }],
  ["BS-10", { circuit_breakers: { max_requests: 1 } }],
  ["BS-10", { security_settings: { client_tls_policy: "a" } }],
  ["BS-10", { max_stream_duration: { seconds: "1" } }],
  ["BS-10", { tls_settings: { sni: "a" } }],
  ["BS-07", { backend: [{ group: ref(NEG, "web"), max_rate: 10 }] }],
  ["BS-07", { backend: [{ group: ref(NEG, "web"), balancing_mode: "RATE" }] }],
  ["BS-07", { backend: [{ group: ref(NEG, "web"), capacity_scaler: 0.5 }] }],
])("%s: %j has no effect with serverless backends", (rule, config) => {
  expectFound(
    [site(web(config))],
    new RegExp(`^warning ${rule} prod/web: .* has no effect with serverless backends; `),
  );
});

test.each<[string, object]>([
  ["values that only Terraform knows", { timeout_sec: "${var.timeout}", protocol: "${var.protocol}" }],
  [
    "what the provider writes itself",
    { backend: [{ group: ref(NEG, "web"), balancing_mode: "UTILIZATION", capacity_scaler: "1" }] },
  ],
  ["values that say nothing", { session_affinity: "NONE", health_checks: [], port_name: "", protocol: "HTTP" }],
])("%s are no problem", (_what, config) => {
  expect(found(site(web(config)))).toEqual([]);
});

const calledOut = (protocol: string): Changes => ({
  [NEG]: { callout: { ...negOf("web"), name: "callout" } },
  [BACKEND]: { callout: { ...backendOf("callout"), protocol } },
  google_network_services_lb_traffic_extension: {
    extension: {
      name: "extension",
      location: "global",
      load_balancing_scheme: "EXTERNAL_MANAGED",
      forwarding_rules: [ref(RULE, "https")],
      extension_chains: {
        name: "chain",
        match_condition: { cel_expression: "true" },
        extensions: { name: "one", authority: "app.example.com", service: ref(BACKEND, "callout") },
      },
    },
  },
});

test.each(["HTTP2", "H2C"])("BS-06: a load balancer calls an extension over %s", (protocol) => {
  expect(found(site(calledOut(protocol)))).toEqual([]);
});

test("BS-06: a load balancer does not call an extension over HTTPS", () => {
  expectFound(
    [site(calledOut("HTTPS"))],
    "warning BS-06 prod/callout: the load balancer calls an extension with gRPC, so the backend service of one needs the protocol HTTP2 or H2C, got HTTPS; set HTTP2",
  );
  expectFound([site(web({ protocol: "H2C" }))], "error BS-06 prod/web: ");
});

test("a backend service of instance groups may have all of it", () => {
  const backend = [{ group: "${google_compute_instance_group.a.self_link}", balancing_mode: "RATE", max_rate: 1 }];
  const config = { backend, health_checks: ["${google_compute_health_check.a.id}"], timeout_sec: 5, port_name: "web" };
  const json = site({ [RUN]: { web: undefined }, [NEG]: { web: undefined }, ...web(config) });
  expect(found(json)).toEqual([]);
});

test.each<[string, Changes, string]>([
  [
    "a classic backend service behind a forwarding rule that is not",
    web({ load_balancing_scheme: "EXTERNAL" }),
    "error BS-02 prod/web: the load balancing scheme of this backend service is EXTERNAL, but its forwarding rule prod/https has EXTERNAL_MANAGED; set EXTERNAL_MANAGED on both",
  ],
  ["one without a scheme", web({ load_balancing_scheme: undefined }), "error BS-02 prod/web: "],
  ["one of another load balancer", web({ load_balancing_scheme: "INTERNAL_MANAGED" }), "error BS-02 prod/web: "],
  [
    "a classic forwarding rule before one that is not",
    { [RULE]: { https: { load_balancing_scheme: "EXTERNAL" } } },
    "error BS-02 prod/https: this forwarding rule is for the classic load balancer (EXTERNAL), but prod/web has the scheme EXTERNAL_MANAGED; set EXTERNAL_MANAGED on this rule too, or during a migration external_managed_migration_state on the backend service",
  ],
  [
    "a forwarding rule without a scheme before one that is not classic",
    { [RULE]: { https: { load_balancing_scheme: undefined } } },
    "error BS-02 prod/https: this forwarding rule is for the classic load balancer",
  ],
  [
    "a classic forwarding rule before one of another load balancer",
    {
      ...web({ load_balancing_scheme: "INTERNAL_MANAGED" }),
      [RULE]: { https: { load_balancing_scheme: "EXTERNAL" } },
    },
    "error BS-02 prod/web: the load balancing scheme of this backend service is INTERNAL_MANAGED, but its",
  ],
  [
    "an internal forwarding rule",
    { [RULE]: { https: { load_balancing_scheme: "INTERNAL_SELF_MANAGED" } } },
    "error BS-02 prod/web: the load balancing scheme of this backend service is EXTERNAL_MANAGED, but its",
  ],
  [
    "a migration whose forwarding rule goes first",
    web({ load_balancing_scheme: "EXTERNAL", external_managed_migration_state: "TEST_ALL_TRAFFIC" }),
    "error BS-02 prod/web: ",
  ],
])("the load balancing schemes: %s", (_what, changes, text) => {
  expectFound([site(changes)], text);
});

test.each(["TEST_ALL_TRAFFIC", "${var.state}"])("the schemes of a migration in state %s may differ", (state) => {
  const changes = {
    ...web({ external_managed_migration_state: state }),
    [RULE]: { https: { load_balancing_scheme: "EXTERNAL" } },
  };
  expect(found(site(changes))).toEqual([]);
});

test("a scheme that is left out everywhere is warned of, and that of provider 8 is another", () => {
  const changes = {
    [RULE]: { https: { load_balancing_scheme: undefined }, http: {} },
    ...web({ load_balancing_scheme: undefined }),
  };
  expectFound(
    [site(changes)],
    "warning BS-01 prod/web: load_balancing_scheme is not set, so the provider uses EXTERNAL",
    "warning FE-02 prod/https: load_balancing_scheme is not set",
  );
  const newer = {
    ...site(web({ load_balancing_scheme: undefined })),
    terraform: { required_providers: { google: { version: "8.0.1" } } },
  };
  expectFound([newer], "warning BS-01 prod/web: ");
});

test.each<[string, Changes, string]>([
  [
    "one region",
    web(detection({ base_ejection_time: { seconds: 30 } })),
    "warning BS-12 prod/web: outlier detection sends visitors to another region, but this backend service has only one; add a region, remove outlierDetection, or use OutlierDetection.recommended()",
  ],
  [
    "a field that is not for serverless backends",
    twoRegions(detection({ enforcing_success_rate: 100 })),
    "error BS-13 prod/web: outlier detection of serverless backends does not support enforcing_success_rate, but it is set to 100; remove it",
  ],
  [
    "less than one region of two",
    twoRegions(detection({ max_ejection_percent: 49 })),
    "warning BS-14 prod/web: maxEjectionPercent 49 is less than one of 2 regions, so no region can be ejected; use at least 50",
  ],
])("outlier detection with %s", (_what, changes, text) => {
  expectFound([site(changes)], text);
});

test("the classic load balancer has no outlier detection", () => {
  const json = site({
    ...twoRegions({ ...detection({}), load_balancing_scheme: "EXTERNAL" }),
    [RULE]: { https: { load_balancing_scheme: "EXTERNAL" } },
  });
  expectFound([json], "error BS-12 prod/web: the classic load balancer does not support outlier detection");
});

test.each([detection({ max_ejection_percent: 50 }), detection({ success_rate_stdev_factor: 0 })])(
  "outlier detection with %j is in order",
  (config) => {
    expect(found(site(twoRegions(config)))).toEqual([]);
  },
);

test("the recommended outlier detection is right for one region too", () => {
  expect(found(site(web(detection({ base_ejection_time: { seconds: 180 } }))))).toEqual([]);
});

test("several regions without outlier detection are warned of, unless readiness probes tell", () => {
  const text =
    "warning RUN-09 prod/web: this backend service has 2 regions and no outlier detection, so the load balancer does not detect a failing region; ";
  expectFound([site(twoRegions({}))], `${text}set outlierDetection`);
  expectFound(
    [site(twoRegions({ iap: { enabled: true } }))],
    "warning BS-32 prod/web",
    "warning BS-32 prod/eu",
    `${text}turn on Identity-Aware Proxy in the Cloud Run services instead`,
  );
  const probed = {
    template: {
      scaling: { min_instance_count: 1 },
      containers: [{ readiness_probe: { http_get: { path: "/" } } }],
    },
  };
  expect(
    found(
      site({ ...twoRegions({}), [RUN]: { web: probed, eu: { ...serviceNamed("web", "europe-west1"), ...probed } } }),
    ),
  ).toEqual([]);
});

test("regions of existing network endpoint groups count too", () => {
  const backend = ["us-central1", "europe-west1"].map((region) => ({
    group: `projects/p1/regions/${region}/networkEndpointGroups/old`,
  }));
  const json = site({ [RUN]: { web: undefined }, [NEG]: { web: undefined }, ...web({ backend }) });
  expectFound([json], "warning RUN-09 prod/web: this backend service has 2 regions");
});

test.each<[string, object, string[]]>([
  [
    "none",
    { backend: undefined },
    ["error BS-25 prod/web: a backend service without backends answers every request with 503; add a backend"],
  ],
  ["an empty list", { backend: [] }, ["error BS-25 prod/web: "]],
  ["a dynamic block", { backend: undefined, dynamic: { backend: { for_each: "${var.groups}" } } }, []],
  ["those of a controller", { backend: undefined, lifecycle: { ignore_changes: ["backend"] } }, []],
])("a routed backend service with %s as backends", (_what, config, texts) => {
  expectFound([site({ [RUN]: { web: undefined }, [NEG]: { web: undefined }, ...web(config) })], ...texts);
});

test("BS-14: numbers of outlier detection outside of their ranges are refused, but for 0, which is not sent", () => {
  const errors = (consecutive_errors: unknown) =>
    found(site({ [BACKEND]: { web: { outlier_detection: { consecutive_errors } } } })).filter((finding) =>
      finding.startsWith("error"),
    );
  expect(errors(1001)).toEqual([expect.stringContaining("error BS-14 prod/web: ")]);
  expect(errors(1000)).toEqual([]);
  expect(errors(0)).toEqual([]);
  expect(errors("${var.errors}")).toEqual([]);
});

const logging = (log_config: object) => site(web({ log_config }));

test.each<[object, string]>([
  [{ enable: true, sample_rate: 1.1 }, "error BS-20 prod/web: sample_rate must be a number from 0 to 1, got 1.1; "],
  [{ enable: true, sample_rate: "-0.1" }, 'error BS-20 prod/web: sample_rate must be a number from 0 to 1, got "-0.1"'],
  [{ enable: true, optional_mode: "ALL" }, "error BS-20 prod/web: optional_mode must be one of INCLUDE_ALL_OPTIONAL, "],
  [
    { enable: true, optional_fields: ["tls.cipher"] },
    "error BS-20 prod/web: optional_fields is used only in mode CUSTOM; set optional_mode to CUSTOM",
  ],
  [
    { enable: true, optional_mode: "EXCLUDE_ALL_OPTIONAL", optional_fields: ["tls.cipher"] },
    'error BS-20 prod/web: optional_mode "EXCLUDE_ALL_OPTIONAL" does not use optional_fields; ',
  ],
  [
    { enable: true, request_headers: [{ header_name: "X-Id" }, { header_name: "x-id" }] },
    "error BS-20 prod/web: a name in request_headers may appear only once",
  ],
  [
    { enable: true, response_headers: [{ header_name: "X Id" }] },
    "error BS-20 prod/web: a name in response_headers may have only letters, digits and",
  ],
  [
    { enable: true, response_headers: [{ header_name: "X-Id" }, { header_name: "Set-Cookie" }] },
    'warning BS-20 prod/web: response_headers has "Set-Cookie", so everyone who can read the logs can act as the visitor; ',
  ],
  [
    { enable: false, request_headers: [{ header_name: "X-Id" }] },
    "warning BS-20 prod/web: request_headers has no effect while logging is off; ",
  ],
  [{ enable: false, sample_rate: 1 }, "warning BS-20 prod/web: sample_rate has no effect while logging is off; "],
  [
    { enable: "false", optional_mode: "CUSTOM" },
    "warning BS-20 prod/web: optional_mode has no effect while logging is off; ",
  ],
])("BS-20: logs with %j", (log_config, text) => {
  expectFound([logging(log_config)], text);
});

test.each<[object]>([
  [{ enable: true, sample_rate: 0 }],
  [{ enable: true, sample_rate: "1", optional_mode: "INCLUDE_ALL_OPTIONAL", optional_fields: [] }],
  [{ enable: true, sample_rate: 0.5, optional_mode: "CUSTOM", optional_fields: ["tls.cipher"] }],
  [
    {
      enable: "${var.logs}",
      sample_rate: "${var.rate}",
      optional_mode: "${var.mode}",
      optional_fields: "${var.fields}",
    },
  ],
  [{ enable: false }],
])("BS-20: logs with %j are in order", (log_config) => {
  expect(found(logging(log_config))).toEqual([]);
});
