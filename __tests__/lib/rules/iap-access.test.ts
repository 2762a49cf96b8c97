/** Whom Identity-Aware Proxy lets in, and whether it may call what is behind it. */
import { BACKEND, Changes, MEMBER, NEG, RUN, URL_MAP, backendOf, expectFound, found, ref, site } from "./site";

const agent = "serviceAccount:service-12@gcp-sa-iap.iam.gserviceaccount.com";
const grantOn = (name: string, member = agent) => ({
  name,
  location: "us-central1",
  role: "roles/run.invoker",
  member,
});
const proxied = { web: { iap: { enabled: true } } };
const mask = { cloud_run: { service: undefined, url_mask: "/<service>" } };

test.each<[string, Changes]>([
  ["a service that checks IAM", { [RUN]: { web: { invoker_iam_disabled: false } }, [MEMBER]: { iap: grantOn("web") } }],
  ["a service whose check only Terraform knows", { [RUN]: { web: { invoker_iam_disabled: "${var.off}" } } }],
  [
    "a mask, where a project grants it",
    {
      [RUN]: { web: undefined },
      [NEG]: { web: mask },
      google_project_iam_member: { iap: { project: "p1", role: "roles/run.invoker", member: agent } },
    },
  ],
  [
    "an existing service with a grant",
    { [RUN]: { web: undefined }, [NEG]: { web: { cloud_run: { service: "old" } } }, [MEMBER]: { iap: grantOn("old") } },
  ],
  ["a mask that only Terraform knows", { [RUN]: { web: undefined }, [NEG]: { web: { cloud_run: "${var.run}" } } }],
])("Identity-Aware Proxy before %s is in order", (_what, changes) => {
  expect(found(site({ [BACKEND]: proxied, ...changes }))).toEqual([]);
});

test("a service that is open, with and without Identity-Aware Proxy alone before it", () => {
  expectFound(
    [site({ [BACKEND]: proxied })],
    "warning BS-32 prod/web: callers inside the project's networks bypass Identity-Aware Proxy of prod/web, because Cloud Run lets everybody call this service; remove its invoker",
  );
  const looked = grantOn(
    "web",
    "serviceAccount:service-${data.google_project.p.number}@gcp-sa-iap.iam.gserviceaccount.com",
  );
  expectFound([site({ [BACKEND]: proxied, [MEMBER]: { iap: looked } })], "warning BS-32 prod/web: callers inside");
  const everybody = { web: { invoker_iam_disabled: false } };
  expectFound(
    [site({ [BACKEND]: proxied, [RUN]: everybody, [MEMBER]: { all: grantOn("web", "allUsers") } })],
    "warning BS-32 prod/web: callers inside",
  );
  const idle = { [BACKEND]: { ...proxied, open: { ...backendOf("web"), name: "open" } } };
  expect(found(site(idle)).filter((text) => text.includes("BS-32"))).toEqual([
    "warning BS-32 prod/web: callers inside the project's networks bypass Identity-Aware Proxy of prod/web, because Cloud Run lets everybody call this service for prod/open, which has no route; turn on Identity-Aware Proxy there (iap), or remove prod/open",
  ]);
  const webhook: Changes = {
    [BACKEND]: { ...proxied, hook: { ...backendOf("web"), name: "hook" } },
    [URL_MAP]: {
      main: {
        host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }],
        path_matcher: [
          {
            name: "app",
            default_service: ref(BACKEND, "web"),
            path_rule: [{ paths: ["/hook"], service: ref(BACKEND, "hook") }],
          },
        ],
      },
    },
  };
  expect(found(site(webhook))).toEqual([]);
  expectFound(
    [site({ ...webhook, [RUN]: { web: { invoker_iam_disabled: false } }, [MEMBER]: { iap: grantOn("web") } })],
    "warning RUN-04 prod/web: visitors who send no ID token of a member get 403",
  );
});

test("services that a URL mask selects have no grant", () => {
  expectFound(
    [site({ [BACKEND]: proxied, [NEG]: { web: mask }, [RUN]: { web: { invoker_iam_disabled: false } } })],
    "warning BS-33 prod/web: Identity-Aware Proxy calls Cloud Run as service-PROJECT_NUMBER@gcp-sa-iap.iam.gserviceaccount.com, which gets no grant here for the services in us-central1 that the URL mask /<service> selects (in this app: prod/web), so visitors get 403 there if Cloud Run checks IAM",
  );
});

test("an existing service has no grant", () => {
  expectFound(
    [site({ [BACKEND]: proxied, [NEG]: { web: { cloud_run: { service: "old" } } }, [RUN]: { web: undefined } })],
    "warning BS-33 prod/web: Identity-Aware Proxy calls Cloud Run as service-PROJECT_NUMBER@gcp-sa-iap.iam.gserviceaccount.com, which gets no grant here for old in us-central1, so",
  );
});

test("the service agent has the number of a project, not its id", () => {
  const wrong = agent.replace("12", "acme");
  expectFound(
    [
      site({
        [BACKEND]: proxied,
        [RUN]: { web: { invoker_iam_disabled: false } },
        [MEMBER]: { iap: grantOn("web", wrong) },
      }),
    ],
    'error BS-31 prod/iap: "serviceAccount:service-acme@gcp-sa-iap.iam.gserviceaccount.com" is not the service agent of Identity-Aware Proxy; ',
  );
});

const passing = (type: string, config: object): Changes => ({
  [BACKEND]: proxied,
  [RUN]: { web: { invoker_iam_disabled: false } },
  [MEMBER]: { iap: grantOn("web") },
  [type]: { members: { web_backend_service: ref(BACKEND, "web", "name"), ...config } },
});
const role = "roles/iap.httpsResourceAccessor";

test("everybody passes", () => {
  const binding = "google_iap_web_backend_service_iam_binding";
  expectFound(
    [site(passing(binding, { role, members: ["allUsers"] }))],
    "warning BS-30 prod/members: Identity-Aware Proxy lets in everybody, without a sign-in, because of the member allUsers; ",
  );
  expectFound(
    [site(passing("google_iap_web_backend_service_iam_member", { role, member: "allAuthenticatedUsers" }))],
    "warning BS-30 prod/members: Identity-Aware Proxy lets in everybody with a Google account, because of the member allAuthenticatedUsers; ",
  );
  expect(found(site(passing(binding, { role, members: ["domain:acme.example"] })))).toEqual([]);
});

test("a grant beside a list of members, which each apply removes", () => {
  const [binding, member] = ["binding", "member"].map((kind) => `google_iap_web_backend_service_iam_${kind}`);
  const both = (other: object) =>
    site({
      ...passing(binding, { role, members: ["group:staff@acme.example"] }),
      [member]: {
        jane: { web_backend_service: ref(BACKEND, "web", "name"), member: "user:jane@acme.example", ...other },
      },
    });
  expectFound(
    [both({ role })],
    "error BS-30 prod/jane: prod/members makes its members the whole list for this role, so each apply removes those of this grant; add them to the members of prod/members",
  );
  expect(found(both({ role: "roles/iap.admin" }))).toEqual([]);
  expect(found(both({ role, condition: { title: "office hours", expression: "true" } }))).toEqual([]);
  // only Terraform knows whether these two are one
  const unknown = passing(binding, { role, members: ["group:staff@acme.example"], web_backend_service: "${var.one}" });
  const other = { web_backend_service: "${var.other}", role, member: "user:jane@acme.example" };
  expect(found(site({ ...unknown, [member]: { jane: other } }))).toEqual([]);
});

test("the secret of an OAuth client is no part of the code", () => {
  const client = { oauth2_client_id: "id", oauth2_client_secret: "x" };
  const changes = passing("google_iap_web_backend_service_iam_binding", {
    role,
    members: ["group:staff@acme.example"],
  });
  expectFound(
    [site({ ...changes, [BACKEND]: { web: { iap: { enabled: true, ...client } } } })],
    "warning BS-18 prod/web: the secret of the OAuth client of Identity-Aware Proxy is written in the code; ",
  );
});
