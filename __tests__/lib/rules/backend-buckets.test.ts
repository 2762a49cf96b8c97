import { BACKEND, Changes, POLICY, RULE, URL_MAP, expectFound, found, ref, site, stackOf } from "./site";

const BUCKET = "google_compute_backend_bucket";
const KEY = "google_compute_backend_bucket_signed_url_key";
const STORAGE = "google_storage_bucket";
const FILL = "serviceAccount:service-123@cloud-cdn-fill.iam.gserviceaccount.com";
const VIEWER = "roles/storage.objectViewer";
const assetsRef = ref(STORAGE, "assets", "name");

/** The site with a backend bucket for some paths. */
const withBucket = (bucket: object = {}, others: Changes = {}, link = ref(BUCKET, "files", "id")) =>
  site({
    [BUCKET]: { files: { name: "files", bucket_name: "acme-assets", enable_cdn: true, ...bucket } },
    [URL_MAP]: {
      main: {
        host_rule: [{ hosts: ["*"], path_matcher: "all" }],
        path_matcher: [
          {
            name: "all",
            default_service: ref(BACKEND, "web"),
            path_rule: [{ paths: ["/assets", "/assets/*"], service: link }],
          },
        ],
      },
    },
    ...others,
  });

/** The same with the Cloud Storage bucket in the app, and what grants something on it. */
const withStorage = (others: Changes = {}, storage: object = {}, bucket_name: unknown = assetsRef) =>
  withBucket(
    { bucket_name },
    { [STORAGE]: { assets: { name: "acme-assets", location: "EU", ...storage } }, ...others },
  );
const member = (config: object): Changes => ({
  google_storage_bucket_iam_member: { read: { bucket: assetsRef, role: VIEWER, ...config } },
});
const key: Changes = {
  [KEY]: { first: { name: "first", key_value: "${var.key}", backend_bucket: ref(BUCKET, "files", "name") } },
};

test("a backend bucket of a site is in order", () => {
  expect(found(withBucket())).toEqual([]);
});

describe("BB-01: the name of a Cloud Storage bucket", () => {
  test.each([["abc"], ["a.b_c-9"], [`${"a".repeat(63)}.${"b".repeat(63)}`], ["www.example.com"], ["${var.bucket}"]])(
    "may be %s",
    (bucket_name) => {
      expect(found(withBucket({ bucket_name }))).toEqual([]);
    },
  );

  test.each([
    ["gs://acme-assets", "bucket_name must be the name of a bucket, got"],
    ["acme-assets/images", "bucket_name must be the name of a bucket, got"],
    ["", "bucket_name must be the name of a bucket, got"],
    ["Acme", "the name of a bucket must have 3 to 63 lowercase letters"],
    ["ab", "the name of a bucket must have 3 to 63 lowercase letters"],
    ["a".repeat(64), "the name of a bucket must have 3 to 63 lowercase letters"],
    ["-assets", "the name of a bucket must have 3 to 63 lowercase letters"],
  ])("may not be %p", (bucket_name, text) => {
    expectFound([withBucket({ bucket_name })], `error BB-01 prod/files: ${text}`);
  });

  test.each([
    ["url", "google_storage_bucket.assets.url"],
    ["self_link", "google_storage_bucket.assets.self_link"],
  ])("may not be its %s", (attribute, shown) => {
    expect(found(withStorage({}, {}, ref(STORAGE, "assets", attribute)))).toContainEqual(
      expect.stringContaining(
        `error BB-01 prod/files: bucket_name must be the name of a Cloud Storage bucket, got ${shown}; use the bucket's name`,
      ),
    );
  });

  test("may not be the name of a backend service", () => {
    expectFound(
      [withBucket({ bucket_name: ref(BACKEND, "web", "name") })],
      "error BB-01 prod/files: bucket_name must be the name of a Cloud Storage bucket, got google_compute_backend_service.web.name",
    );
  });
});

describe("BB-02: nobody may read the objects", () => {
  const nobody = (text: string) =>
    `warning BB-02 prod/files: no grant of this app lets visitors read the objects of prod/assets, so they get 403; ${text}`;
  const open = nobody("grant roles/storage.objectViewer on that bucket to allUsers, or use signed URLs");

  test.each<[string, Changes, object?]>([
    ["without a grant", {}],
    ["with a grant to people who must sign in", member({ member: "allAuthenticatedUsers" })],
    ["with a grant to one account", member({ member: "serviceAccount:ci@acme.iam.gserviceaccount.com" })],
    [
      "with a grant to one account of a project",
      member({ member: "serviceAccount:ci@${var.p}.iam.gserviceaccount.com" }),
    ],
    ["with a role that reads no objects", member({ member: "allUsers", role: "roles/storage.legacyBucketReader" })],
    ["with an object", { google_storage_bucket_object: { a: { bucket: assetsRef, name: "a.png", source: "a.png" } } }],
    ["with a grant that is not made", member({ member: "allUsers", count: 0 })],
    ["with a grant on another bucket", member({ member: "allUsers", bucket: "acme-others" })],
    [
      "with a list where access is uniform",
      { google_storage_default_object_acl: { read: { bucket: assetsRef, role_entity: ["READER:allUsers"] } } },
      { uniform_bucket_level_access: true },
    ],
    [
      "with an empty policy",
      { google_storage_bucket_iam_policy: { all: { bucket: assetsRef, policy_data: '{"bindings":[]}' } } },
    ],
  ])("%s", (_what, changes, storage = {}) => {
    expectFound([withStorage(changes, storage)], open);
  });

  test("where public access is prevented, only signed URLs are proposed", () => {
    const text = nobody(
      "use signed URLs (addSignedUrlKey) and grant roles/storage.objectViewer to serviceAccount:service-PROJECT_NUMBER@cloud-cdn-fill.iam.gserviceaccount.com",
    );
    expectFound([withStorage({}, { public_access_prevention: "enforced" })], text);
  });

  test("not even with a signed URL", () => {
    const text =
      "warning BB-02 prod/files: Cloud CDN cannot read the objects of prod/assets, so even visitors with a signed URL get 403; grant roles/storage.objectViewer on that bucket to serviceAccount:service-PROJECT_NUMBER@cloud-cdn-fill.iam.gserviceaccount.com";
    expectFound([withStorage(key)], text);
  });

  test.each([
    ["the bucket's name", "acme-assets"],
    ["its id", ref(STORAGE, "assets", "id")],
  ])("of a bucket that is given by %s", (_what, bucket_name) => {
    expectFound([withStorage({}, {}, bucket_name)], open);
  });

  test("of a bucket of another stack", () => {
    const storage = stackOf({ [STORAGE]: { assets: { name: "acme-assets", location: "EU" } } }, "data");
    expectFound([withBucket(), storage], open.replace("prod/assets", "data/assets"));
  });

  test("of a bucket whose name is made of an expression", () => {
    const name = "${var.project}-assets";
    const changes = { [STORAGE]: { assets: { name, location: "EU" } } };
    expectFound([withBucket({ bucket_name: name }, changes)], open);
  });

  test.each<[string, Changes]>([
    ["a grant to everybody", member({ member: "allUsers" })],
    ["another role that reads", member({ member: "allUsers", role: "roles/storage.legacyObjectReader" })],
    ["a role that somebody made", member({ member: "allUsers", role: "projects/p1/roles/reader" })],
    ["a role that only Terraform knows", member({ member: "allUsers", role: "${var.role}" })],
    ["a member that only Terraform knows", member({ member: "${var.member}" })],
    ["an account that only Terraform knows", member({ member: "serviceAccount:${var.account}" })],
    ["a bucket that only Terraform knows", member({ member: "allUsers", bucket: "${var.bucket}" })],
    ["a grant per member", member({ member: "allUsers", for_each: "${var.all}" })],
    ["a grant by name", member({ member: "allUsers", bucket: "acme-assets" })],
    ["a grant to Cloud CDN", member({ member: FILL })],
    [
      "a grant to Cloud CDN of a project that is looked up",
      member({
        member: "serviceAccount:service-${data.google_project.p.number}@cloud-cdn-fill.iam.gserviceaccount.com",
      }),
    ],
    [
      "a binding",
      { google_storage_bucket_iam_binding: { read: { bucket: assetsRef, role: VIEWER, members: ["allUsers"] } } },
    ],
    [
      "a binding that only Terraform knows",
      { google_storage_bucket_iam_binding: { read: { bucket: assetsRef, role: VIEWER, members: "${var.all}" } } },
    ],
    [
      "a policy as JSON",
      {
        google_storage_bucket_iam_policy: {
          all: {
            bucket: assetsRef,
            policy_data: JSON.stringify({ bindings: [{ role: VIEWER, members: ["allUsers"] }] }),
          },
        },
      },
    ],
    [
      "a policy that only Terraform knows",
      { google_storage_bucket_iam_policy: { all: { bucket: assetsRef, policy_data: "${var.policy}" } } },
    ],
    [
      "a default list",
      { google_storage_default_object_acl: { read: { bucket: assetsRef, role_entity: ["READER:allUsers"] } } },
    ],
    [
      "an entry of the default list",
      {
        google_storage_default_object_access_control: {
          read: { bucket: assetsRef, role: "READER", entity: "allUsers" },
        },
      },
    ],
    [
      "a list of the bucket",
      { google_storage_bucket_acl: { read: { bucket: assetsRef, predefined_acl: "publicRead" } } },
    ],
    [
      "an entry of the list of the bucket",
      { google_storage_bucket_access_control: { read: { bucket: assetsRef, role: "READER", entity: "allUsers" } } },
    ],
    [
      "the list of one object",
      { google_storage_object_acl: { read: { bucket: assetsRef, object: "a.png", role_entity: ["READER:allUsers"] } } },
    ],
    [
      "an entry of the list of one object",
      {
        google_storage_object_access_control: {
          read: { bucket: assetsRef, object: "a.png", role: "READER", entity: "allUsers" },
        },
      },
    ],
    [
      "a managed folder",
      {
        google_storage_managed_folder_iam_member: {
          read: { bucket: assetsRef, managed_folder: "public/", role: VIEWER, member: "allUsers" },
        },
      },
    ],
    [
      "a grant to Cloud CDN on all buckets of the project",
      { google_project_iam_member: { read: { project: "p1", role: VIEWER, member: FILL } } },
    ],
  ])("says nothing where there is %s", (_what, changes) => {
    expect(found(withStorage(changes))).toEqual([]);
  });

  test("says nothing where a data source has the policy", () => {
    const policy = (members: string[]) => ({
      ...withStorage({
        google_storage_bucket_iam_policy: {
          all: { bucket: assetsRef, policy_data: "${data.google_iam_policy.all.policy_data}" },
        },
      }),
      data: { google_iam_policy: { all: { binding: [{ role: VIEWER, members }] } } },
    });
    expect(found(policy(["allUsers"]))).toEqual([]);
    expectFound([policy(["group:staff@example.com"])], open);
  });

  test("says nothing where a module gets the bucket", () => {
    const access = { module: { access: { source: "./access", bucket: assetsRef } } };
    expect(found({ ...withStorage(), ...access })).toEqual([]);
  });

  test("says nothing of a bucket that is not made here, or of which nobody knows", () => {
    expect(found(withStorage({}, {}, "acme-others"))).toEqual([]);
    expect(found(withStorage({}, {}, "${var.bucket}"))).toEqual([]);
    expect(found(withStorage({}, {}, "${var.a ? google_storage_bucket.assets.name : var.b}"))).toEqual([]);
  });
});

describe("BB-03: a bucket that prevents public access", () => {
  const closed = { public_access_prevention: "enforced" };
  const text =
    'error BB-03 prod/read: prod/assets has public_access_prevention "enforced", so Google refuses a grant to allUsers or allAuthenticatedUsers; remove the grant and use signed URLs, or set public_access_prevention to "inherited"';

  test.each<[string, Changes]>([
    ["everybody", member({ member: "allUsers" })],
    ["all who sign in", member({ member: "allAuthenticatedUsers", role: "roles/storage.objectCreator" })],
    [
      "everybody among others",
      { google_storage_bucket_iam_binding: { read: { bucket: assetsRef, role: VIEWER, members: [FILL, "allUsers"] } } },
    ],
    [
      "everybody by a list",
      { google_storage_default_object_acl: { read: { bucket: assetsRef, role_entity: ["READER:allUsers"] } } },
    ],
  ])("refuses a grant to %s", (_what, changes) => {
    expect(found(withStorage(changes, closed))).toContainEqual(text);
  });

  test("takes a grant to Cloud CDN", () => {
    expect(found(withStorage({ ...key, ...member({ member: FILL }) }, closed))).toEqual([]);
  });

  test.each([["inherited"], ["${var.prevention}"]])("is not one with %s", (public_access_prevention) => {
    expect(found(withStorage(member({ member: "allUsers" }), { public_access_prevention }))).toEqual([]);
  });
});

describe("BB-04: keys for signed URLs", () => {
  test("protect nothing that everybody can read", () => {
    expectFound(
      [withStorage({ ...key, ...member({ member: "allUsers" }) })],
      "warning BB-04 prod/files: the signed URL keys of this backend bucket protect nothing, because everybody can read the objects of prod/assets without a signature; grant roles/storage.objectViewer to serviceAccount:service-PROJECT_NUMBER@cloud-cdn-fill.iam.gserviceaccount.com instead of allUsers, or remove the keys",
    );
  });

  test.each<[string, Changes]>([
    ["that only Cloud CDN can read", member({ member: FILL })],
    ["of which only Terraform knows who can read them", member({ member: "${var.member}" })],
    [
      "of which some may be public",
      { google_storage_object_acl: { a: { bucket: assetsRef, object: "a", role_entity: ["READER:allUsers"] } } },
    ],
  ])("are in order for objects %s", (_what, changes) => {
    expect(found(withStorage({ ...key, ...changes }))).toEqual([]);
  });
});

describe("BB-05: a load balancing scheme", () => {
  test.each([
    [{ load_balancing_scheme: "EXTERNAL_MANAGED" }, 'has no load_balancing_scheme, got "EXTERNAL_MANAGED"; remove it'],
    [{ load_balancing_scheme: "INTERNAL_MANAGED" }, "cannot use Cloud CDN; remove the scheme"],
    [
      { load_balancing_scheme: "INTERNAL_MANAGED", enable_cdn: false },
      "but forwarding rule prod/https is of an external load balancer; remove load_balancing_scheme",
    ],
  ])("is refused: %j", (config, text) => {
    expectFound([withBucket(config)], new RegExp(`^error BB-05 prod/files: .*${text}`));
  });

  test.each([
    [{ load_balancing_scheme: "${var.scheme}" }, {}],
    [{ load_balancing_scheme: "INTERNAL_MANAGED", enable_cdn: false }, { load_balancing_scheme: "${var.scheme}" }],
  ])("that only Terraform knows is not looked at: %j behind %j", (config, rule) => {
    const rules = { https: rule, http: rule };
    const findings = found(withBucket(config, { [RULE]: rules }));
    expect(findings.filter((finding) => finding.includes("BB-05"))).toEqual([]);
  });
});

test("BB-06: more backend buckets than many projects may have are warned of", () => {
  const buckets = (count: number) =>
    stackOf({
      [BUCKET]: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`b${index}`, { name: `b${index}`, bucket_name: "acme-assets" }]),
      ),
    });
  expect(found(buckets(75))).toEqual([]);
  expectFound(
    [buckets(76)],
    /^warning BB-06 prod: .* would have 76 backend buckets, and the quota of many projects is 75/,
  );
});

describe("BB-07: the link to a backend bucket in a URL map", () => {
  test.each([
    [ref(BUCKET, "files", "self_link")],
    ["projects/p1/global/backendBuckets/files"],
    ["https://www.googleapis.com/compute/v1/projects/p1/global/backendBuckets/files"],
    ["${data.google_compute_backend_bucket.old.id}"],
  ])("may be %s", (link) => {
    const findings = found(withBucket({}, {}, link));
    expect(findings.filter((finding) => !finding.includes("UM-20"))).toEqual([]);
  });

  test.each([
    [ref(BUCKET, "files", "name"), " prod/files"],
    [ref(BUCKET, "files", "bucket_name"), " prod/files"],
    ["global/backendBuckets/files", " prod/files"],
    ["${data.google_compute_backend_bucket.old.name}", ""],
  ])("may not be %s", (link, bucket) => {
    const text = `error BB-07 prod/main: the provider takes ${JSON.stringify(link)} for the name of a backend service, so it does not find the backend bucket${bucket}; use the bucket's id`;
    expect(found(withBucket({}, {}, link))).toContainEqual(text);
  });
});

test("BB-08: requests are not mirrored to a backend bucket", () => {
  const mirroring = (backend_service: string) =>
    withBucket(
      {},
      {
        [URL_MAP]: {
          main: {
            default_service: undefined,
            default_route_action: {
              weighted_backend_services: [{ backend_service: ref(BACKEND, "web"), weight: 1 }],
              request_mirror_policy: { backend_service },
            },
          },
        },
      },
    );
  const mirrored = (service: string) => found(mirroring(service)).filter((finding) => finding.includes("BB-08"));
  expect(mirrored(ref(BUCKET, "files", "id"))).toEqual([
    "error BB-08 prod/main: requests can be mirrored only to a backend service, but prod/files is a backend bucket; remove request_mirror_policy",
  ]);
  expect(mirrored(ref(BACKEND, "web", "id"))).toEqual([]);
});

describe("rules of backend services hold for backend buckets, too", () => {
  test.each<[string, object, RegExp]>([
    [
      "too many headers",
      { custom_response_headers: Array.from({ length: 17 }, (_, i) => `X-${i}: a`) },
      /^error BS-22 prod\/files: custom_response_headers can have at most 16 headers, got 17/,
    ],
    [
      "a header without a value",
      { custom_response_headers: ["X-A"] },
      /^error BS-23 prod\/files: a header in custom_response_headers must be written as/,
    ],
    [
      "a header that is Google's",
      { custom_response_headers: ["X-Goog-A: b"] },
      /^warning BS-23 prod\/files: header X-Goog-A is reserved/,
    ],
    [
      "half a variable",
      { custom_response_headers: ["X-A: {client_region"] },
      /^error BS-24 prod\/files: a header variable must be in one pair of braces/,
    ],
    [
      "a variable of the cache without a cache",
      { enable_cdn: false, custom_response_headers: ["X-A: {cdn_cache_status}"] },
      /^warning BS-24 prod\/files: header X-A has the variable \{cdn_cache_status\}/,
    ],
    [
      "an unknown compression mode",
      { compression_mode: "ON" },
      /^error BS-21 prod\/files: compression_mode must be one of AUTOMATIC, DISABLED, got "ON"/,
    ],
    [
      "a cache mode that there is not",
      { cdn_policy: { cache_mode: "ALL" } },
      /^error CDN-01 prod\/files: cache_mode must be one of/,
    ],
    [
      "a cache key without a list",
      { cdn_policy: { cache_key_policy: {} } },
      /^error CDN-18 prod\/files: the provider requires query_string_whitelist or include_http_headers/,
    ],
    ["a name that Google refuses", { name: "Files" }, /^error NAM-01 prod\/files: a name must have/],
  ])("%s", (_what, bucket, text) => {
    expectFound([withBucket(bucket)], text);
  });

  test("a backend service as its edge policy", () => {
    expectFound(
      [withBucket({ edge_security_policy: ref(BACKEND, "web") })],
      /^error NAM-05 prod\/files: edge_security_policy must be a global resource of securityPolicies/,
    );
  });

  test.each([
    ["security_policy", "p"],
    ["custom_request_headers", ["X-A: b"]],
    ["iap", { enabled: true }],
    ["log_config", { enable: true }],
    ["outlier_detection", {}],
  ])("NAM-06: %s is no argument of a backend bucket", (argument, value) => {
    expectFound([withBucket({ [argument]: value })], new RegExp(`^error NAM-06 prod/files: .*${argument}`));
  });

  test("NAM-02: two of one name are refused", () => {
    const other = { [BUCKET]: { other: { name: "files", bucket_name: "acme-assets" } } };
    expect(found(withBucket(), stackOf(other, "other"))).toContainEqual(
      expect.stringMatching(/^error NAM-02 other\/other: the name "files" is already used by prod\/files/),
    );
  });

  test("UM-20: one that no URL map routes to is warned of", () => {
    const unused = { [BUCKET]: { files: { name: "files", bucket_name: "acme-assets" } } };
    expectFound(
      [site(unused)],
      "warning UM-20 prod/files: no URL map routes to this backend bucket, so it gets no requests",
    );
    expect(found(stackOf(unused))).toEqual([]);
  });

  test("FE-14: its edge policy is in its project", () => {
    const policy = { name: "edge", type: "CLOUD_ARMOR_EDGE", project: "p2" };
    const changes = { [POLICY]: { edge: policy } };
    expect(found(withBucket({ edge_security_policy: ref(POLICY, "edge", "id") }, changes))).toContainEqual(
      expect.stringContaining("prod/files: this resource is in project p1, but it uses prod/edge in project p2"),
    );
  });
});

test("CDN-15: a bucket sends all visitors the same, so everything of it may be cached", () => {
  const login = ref(BUCKET, "files", "id");
  const json = withBucket(
    { cdn_policy: { cache_mode: "FORCE_CACHE_ALL" } },
    {
      [URL_MAP]: {
        main: {
          host_rule: [{ hosts: ["*"], path_matcher: "all" }],
          path_matcher: [
            {
              name: "all",
              default_service: ref(BACKEND, "web"),
              path_rule: [{ paths: ["/login", "/login/*"], service: login }],
            },
          ],
        },
      },
    },
  );
  expect(found(json)).toEqual([]);
});
