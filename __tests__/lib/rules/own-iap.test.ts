import {
  BACKEND,
  Changes,
  MEMBER,
  NEG,
  RUN,
  backendOf,
  expectFound,
  found,
  negOf,
  ref,
  serviceNamed,
  site,
} from "./site";

const AGENT = "serviceAccount:service-12@gcp-sa-iap.iam.gserviceaccount.com";
const grantTo = (member: string): Changes => ({
  [MEMBER]: {
    agent: { name: ref(RUN, "web", "name"), location: "us-central1", role: "roles/run.invoker", member },
  },
});
const guarded = (config: object = {}, others: Changes = grantTo(AGENT)) =>
  site({ [RUN]: { web: { iap_enabled: true, invoker_iam_disabled: false, ...config } }, ...others });

test("a service with Identity-Aware Proxy that checks IAM and lets the service agent in is in order", () => {
  expect(found(guarded())).toEqual([]);
});

test("one whose service agent has no grant is warned of", () => {
  expectFound(
    [guarded({}, {})],
    "warning RUN-21 prod/web: Identity-Aware Proxy calls this service as service-PROJECT_NUMBER@gcp-sa-iap.iam.gserviceaccount.com, which gets no grant here, so all visitors get 403; grant roles/run.invoker to ",
  );
});

test("a grant that only Terraform knows may be that one", () => {
  expect(
    found(
      guarded({}, grantTo("serviceAccount:service-${data.google_project.p.number}@gcp-sa-iap.iam.gserviceaccount.com")),
    ),
  ).toEqual([]);
});

test("a service that does not check IAM is warned of", () => {
  expectFound(
    [guarded({ invoker_iam_disabled: true })],
    "warning RUN-21 prod/web: behind its Identity-Aware Proxy, Cloud Run does not check who calls this service, because invoker_iam_disabled is true; let Cloud Run check IAM",
  );
  expectFound(
    [guarded({}, grantTo("allUsers"))],
    "warning RUN-21 prod/web: behind its Identity-Aware Proxy, Cloud Run does not check who calls this service, because of the grant to allUsers;",
  );
});

test("Cloud CDN before it is warned of", () => {
  const cached = {
    [BACKEND]: {
      web: { enable_cdn: true, cdn_policy: { cache_mode: "USE_ORIGIN_HEADERS", signed_url_cache_max_age_sec: 0 } },
    },
  };
  expectFound(
    [guarded({}, { ...grantTo(AGENT), ...cached })],
    "warning RUN-21 prod/web: Cloud CDN of prod/web answers before Identity-Aware Proxy of this service asks who comes, so what it caches reaches people who have not signed in; remove cdnPolicy",
  );
});

test("a list of members that removes another grant is refused", () => {
  const on = { cloud_run_service_name: ref(RUN, "web", "name"), location: "us-central1" };
  const role = "roles/iap.httpsResourceAccessor";
  const passing = (other: object): Changes => ({
    ...grantTo(AGENT),
    google_iap_web_cloud_run_service_iam_binding: { staff: { ...on, role, members: ["group:staff@example.com"] } },
    google_iap_web_cloud_run_service_iam_member: { ann: { ...on, role, member: "user:ann@example.com", ...other } },
  });
  expectFound(
    [guarded({}, passing({}))],
    "error BS-30 prod/ann: prod/staff makes its members the whole list for this role, so each apply removes those of this grant; add them to the members of prod/staff",
  );
  // one writes the region, the other refers to it
  expect(found(guarded({}, passing({ location: ref(RUN, "web", "location") })))).toHaveLength(1);
  expect(found(guarded({}, passing({ role: "roles/iap.admin" })))).toEqual([]);
  expect(found(guarded({}, passing({ cloud_run_service_name: "other" })))).toEqual([]);
  expect(found(guarded({}, passing({ location: "europe-west1", cloud_run_service_name: "web" })))).toEqual([]);
});

// ---- service health

const PROBE = { http_get: { path: "/ready" } };
const probed = (count: unknown, location = "us-central1") => ({
  ...serviceNamed("web", location),
  template: {
    scaling: { min_instance_count: count },
    containers: [{ image: "gcr.io/acme/web", readiness_probe: PROBE }],
  },
});
const inTwoRegions = (one: object, other: object, negs: object = {}, backend: object = {}): Changes => ({
  [RUN]: { web: one, eu: other },
  [NEG]: { eu: negOf("eu", "europe-west1"), ...negs },
  [BACKEND]: { web: { ...backendOf("web", "eu"), ...backend } },
});
const eu = probed(1, "europe-west1");

test("readiness probes of services with an instance in each region tell the load balancer", () => {
  expect(found(site(inTwoRegions(probed(1), eu)))).toEqual([]);
  expect(found(site(inTwoRegions(probed("${var.least}"), eu)))).toEqual([]);
  expect(found(site(inTwoRegions({ ...probed(0), scaling: { min_instance_count: 1 } }, eu)))).toEqual([]);
});

test("without an instance they do not", () => {
  expectFound(
    [site(inTwoRegions(probed(0), eu))],
    "warning RUN-10 prod/web: this service may have no instance, and then the load balancer does not learn from its readiness probe whether the region can take requests; set min_instance_count to at least 1",
  );
});

test("nor do they behind a tag or Identity-Aware Proxy of the backend service", () => {
  const tagged = {
    eu: { ...negOf("eu", "europe-west1"), cloud_run: { service: ref(RUN, "eu", "name"), tag: "next" } },
  };
  expectFound(
    [
      site(
        inTwoRegions(
          probed(1),
          { ...eu, traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100, tag: "next" }] },
          tagged,
        ),
      ),
    ],
    "warning RUN-10 prod/eu: behind a tag, the load balancer does not learn from readiness probes",
  );
  expectFound(
    [site(inTwoRegions(probed(1), eu, {}, { iap: { enabled: true } }))],
    "BS-32 prod/web",
    "BS-32 prod/eu",
    "warning RUN-10 prod/web: with Identity-Aware Proxy of the backend service, the load balancer does not learn from readiness probes which regions can take requests; set iap of each Cloud Run service instead",
  );
});

test("one region needs no instance for them", () => {
  expect(found(site({ [RUN]: { web: probed(0) } }))).toEqual([]);
});

// ---- without a URL of its own

const closed = (config: object = {}) => ({ [RUN]: { web: { default_uri_disabled: true, ...config } } });

test("a service without a run.app URL lets nobody bypass the load balancer, whatever its ingress", () => {
  expect(found(site(closed({ ingress: "INGRESS_TRAFFIC_ALL" })))).toEqual([]);
});

test("what calls it by that URL is warned of", () => {
  const job = (uri: string) => ({ google_cloud_scheduler_job: { job: { name: "job", http_target: { uri } } } });
  expectFound(
    [site({ ...closed(), ...job(ref(RUN, "web", "uri")) })],
    "warning RUN-22 prod/job: this resource calls prod/web/Resource by its run.app URL, which that service does not have (defaultUriDisabled); use the URL of the load balancer",
  );
  expect(found(site({ ...closed(), ...job("https://app.example.com/") }))).toEqual([]);
});

test("callers with ID tokens need another audience", () => {
  const caller = grantTo("serviceAccount:scheduler@p1.iam.gserviceaccount.com");
  const checked = { invoker_iam_disabled: false };
  const finding =
    "warning RUN-22 prod/web: callers send ID tokens for this service, but it has no run.app URL (defaultUriDisabled) that could be their audience; set customAudiences to the URL by which they call it";
  expectFound([site({ ...closed(checked), ...caller })], "RUN-04 prod/web", finding);
  expectFound(
    [site({ ...closed({ ...checked, custom_audiences: ["https://app.example.com"] }), ...caller })],
    "RUN-04 prod/web",
  );
});
