import { backendServices, endAll, linkTo, startPreview, told, visit } from "./running";

type Block = { readonly [argument: string]: unknown };

afterEach(endAll);

const rule = (priority: number, action: string, match: Block, more: Block = {}) => ({
  priority,
  action,
  match,
  ...more,
});
const from = (...ranges: string[]) => ({ versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ranges } });
const where = (expression: string) => ({ expr: { expression } });
const everybody = (action: string) => rule(2_147_483_647, action, from("*"));

/** A site with a policy on its backend service. */
const guarded = (
  rules: readonly Block[],
  service: Block = {},
  resources: { readonly [type: string]: { readonly [id: string]: Block } } = {},
) => ({
  urlMap: { default_service: linkTo("web") },
  resources: {
    ...backendServices({ web: { security_policy: "${google_compute_security_policy.P.id}", ...service } }),
    google_compute_security_policy: { P: { name: "policy", rule: rules } },
    ...resources,
  },
});

describe("Cloud Armor", () => {
  test("denies and allows by address and country", async () => {
    const preview = await startPreview(
      guarded([
        rule(1, "deny(403)", from("192.0.2.0/24")),
        rule(2, "deny(404)", where("origin.region_code == 'XX'")),
        everybody("allow"),
      ]),
    );
    const denied = await visit(preview, { headers: { "x-preview-client-ip": "192.0.2.7" } });
    expect(denied).toMatchObject({ status: 403, headers: { "x-preview-armor": "deny(403) (priority 1)" } });
    expect(denied.body).toContain("403 Forbidden");
    expect((await visit(preview, { headers: { "x-preview-client-region": "XX" } })).status).toBe(404);
    const allowed = await visit(preview, { headers: { "x-preview-client-region": "DE" } });
    expect(allowed.headers["x-preview-armor"]).toBe("allow (priority 2147483647)");
  });

  test("a limit counts all its requests together, whatever is unknown before it", async () => {
    const waf = "evaluatePreconfiguredWaf('sqli-v33-stable')";
    const limit = {
      rate_limit_options: {
        conform_action: "allow",
        exceed_action: "deny(429)",
        enforce_on_key: "ALL",
        rate_limit_threshold: { count: 1, interval_sec: 60 },
      },
    };
    const preview = await startPreview(
      guarded([
        rule(1, "deny(403)", where(`request.path == '/search' && ${waf}`)),
        rule(2, "throttle", from("*"), limit),
        everybody("allow"),
      ]),
    );
    expect((await visit(preview, { path: "/search" })).headers["x-preview-armor"]).toMatch(/^undecided \(priority 1\)/);
    expect((await visit(preview, { path: "/" })).status).toBe(429);
  });

  test("what only Google knows is undecided, and never a plain allow", async () => {
    const waf = where("evaluatePreconfiguredWaf('sqli-v33-stable')");
    const open = await startPreview(guarded([rule(1, "deny(403)", waf), everybody("allow")]));
    expect(await visit(open)).toMatchObject({
      status: 200,
      headers: { "x-preview-armor": "undecided (priority 1); otherwise allow" },
    });
    const closed = await startPreview(guarded([rule(1, "allow", waf), everybody("deny(403)")]));
    expect(await visit(closed)).toMatchObject({
      status: 403,
      headers: { "x-preview-armor": "undecided (priority 1); otherwise deny(403)" },
    });
  });

  test("a policy that is created outside the app is undecided", async () => {
    const site = guarded([], { security_policy: "projects/p/global/securityPolicies/theirs" });
    expect((await visit(await startPreview(site))).headers["x-preview-armor"]).toMatch(/^undecided: policy p\/theirs /);
  });

  test("rate limits with a clock", async () => {
    let now = 0;
    const rate_limit_options = {
      conform_action: "allow",
      exceed_action: "deny(429)",
      enforce_on_key: "IP",
      rate_limit_threshold: { count: 2, interval_sec: 60 },
    };
    const preview = await startPreview({
      ...guarded([rule(1, "throttle", from("*"), { rate_limit_options })]),
      options: { now: () => now },
    });
    const statuses = async (clientIp: string) =>
      (await visit(preview, { headers: { "x-preview-client-ip": clientIp } })).status;
    expect([await statuses("192.0.2.1"), await statuses("192.0.2.1"), await statuses("192.0.2.1")]).toEqual([
      200, 200, 429,
    ]);
    expect(await statuses("192.0.2.2")).toBe(200);
    now = 60_000;
    expect(await statuses("192.0.2.1")).toBe(200);
  });

  test("two backend services with the same policy count apart", async () => {
    const rate_limit_options = {
      conform_action: "allow",
      exceed_action: "deny(429)",
      enforce_on_key: "IP",
      rate_limit_threshold: { count: 1, interval_sec: 60 },
    };
    const { urlMap, resources } = guarded([rule(1, "throttle", from("*"), { rate_limit_options })]);
    const security_policy = "${google_compute_security_policy.P.id}";
    const preview = await startPreview({
      urlMap: {
        ...urlMap,
        host_rule: [{ hosts: ["*"], path_matcher: "all" }],
        path_matcher: [
          { name: "all", default_service: linkTo("web"), path_rule: [{ paths: ["/api"], service: linkTo("api") }] },
        ],
      },
      resources: { ...resources, ...backendServices({ web: { security_policy }, api: { security_policy } }) },
    });
    const statuses = async (path: string) => (await visit(preview, { path })).status;
    expect([await statuses("/"), await statuses("/api"), await statuses("/"), await statuses("/api")]).toEqual([
      200, 200, 429, 429,
    ]);
  });

  test("redirects, and headers for the backend", async () => {
    const redirect_options = { type: "EXTERNAL_302", target: "https://help.example.com/" };
    const header_action = { request_headers_to_adds: [{ header_name: "x-seen", header_value: "1" }] };
    const preview = await startPreview(
      guarded([
        rule(1, "redirect", from("192.0.2.0/24"), { redirect_options }),
        { ...everybody("allow"), header_action },
      ]),
    );
    const headers = { "x-preview-client-ip": "192.0.2.7" };
    expect(await visit(preview, { headers })).toMatchObject({
      status: 302,
      headers: { location: "https://help.example.com/" },
    });
    expect(told(await visit(preview)).headers["x-seen"]).toBe("1");
  });
});

describe("Identity-Aware Proxy", () => {
  const members = (...list: string[]) => ({
    google_iap_web_backend_service_iam_binding: {
      B: {
        web_backend_service: "${google_compute_backend_service.web.name}",
        role: "roles/iap.httpsResourceAccessor",
        members: list,
      },
    },
  });
  const site = (...list: string[]) => ({
    urlMap: { default_service: linkTo("web") },
    resources: { ...backendServices({ web: { iap: { enabled: true } } }), ...members(...list) },
  });
  const as = (email: string) => ({ headers: { cookie: `a=1; preview-iap-user=${email}` } });

  test("asks who you are, keeps it in a cookie, and forgets it", async () => {
    const preview = await startPreview(site("user:me@example.com"));
    const asked = await visit(preview, { path: "/a?b=c" });
    expect(asked.status).toBe(401);
    expect(asked.body).toContain("Who are you?");
    const form = { method: "POST", path: "/_gcp_iap/preview_sign_in" };
    const signed = await visit(preview, { ...form, body: "email=me%40example.com&continue=%2Fa%3Fb%3Dc" });
    expect(signed).toMatchObject({ status: 303, headers: { location: "/a?b=c" } });
    expect(signed.headers["set-cookie"]?.[0]).toMatch(/^preview-iap-user=me@example\.com; /);
    expect((await visit(preview, { ...form, body: "email=me%40example.com&continue=%2F%2Fevil.example" })).status).toBe(
      400,
    );
    expect((await visit(preview, { path: "/_gcp_iap/clear_login_cookie" })).headers["set-cookie"]?.[0]).toContain(
      "Max-Age=0",
    );
  });

  test("tells the backend who comes, without the preview's own cookie and the visitor's own claims", async () => {
    const preview = await startPreview(site("domain:example.com"));
    const { headers } = as("me@example.com");
    const got = told(await visit(preview, { headers: { ...headers, "x-goog-authenticated-user-email": "boss" } }));
    expect(got.headers["x-goog-authenticated-user-email"]).toBe("accounts.google.com:me@example.com");
    expect(got.headers.cookie).toBe("a=1");
  });

  test("of the Cloud Run service asks after the policy of the backend service", async () => {
    const preview = await startPreview({
      urlMap: { default_service: linkTo("web") },
      resources: {
        ...backendServices({ web: {} }),
        google_compute_region_network_endpoint_group: {
          "web-us-central1": {
            name: "web",
            region: "us-central1",
            cloud_run: { service: "${google_cloud_run_v2_service.web.name}" },
          },
        },
        google_cloud_run_v2_service: { web: { name: "web", location: "us-central1", iap_enabled: true } },
        google_iap_web_cloud_run_service_iam_binding: {
          B: {
            cloud_run_service_name: "${google_cloud_run_v2_service.web.name}",
            role: "roles/iap.httpsResourceAccessor",
            members: ["user:me@example.com"],
          },
        },
      },
    });
    expect((await visit(preview)).status).toBe(401);
    expect((await visit(preview, as("you@example.com"))).status).toBe(403);
    expect((await visit(preview, as("me@example.com"))).status).toBe(200);
  });

  test.each([
    [["user:me@example.com"], "you@example.com", 403],
    [["user:me@example.com"], "Me@Example.com", 200],
    [["domain:example.com"], "you@other.example.com", 403],
    [["allAuthenticatedUsers"], "you@other.com", 200],
    [["group:office@example.com"], "you@other.com", 200],
  ])("%j lets %s in: %i", async (list, email, status) => {
    expect((await visit(await startPreview(site(...list)), as(email))).status).toBe(status);
  });
});
