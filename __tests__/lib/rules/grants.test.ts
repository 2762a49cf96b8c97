/** Grants of roles. */
import { Changes, MEMBER, RUN, expectFound, found, ref, site } from "./site";

const BINDING = "google_cloud_run_v2_service_iam_binding";
const invoker = (config: object): Changes => ({
  [MEMBER]: {
    m: {
      name: ref(RUN, "web", "name"),
      location: "us-central1",
      role: "roles/run.invoker",
      member: "user:a@b.c",
      ...config,
    },
  },
});
const iap = (config: object): Changes => ({
  google_iap_web_backend_service_iam_member: {
    m: { web_backend_service: "web", role: "roles/iap.httpsResourceAccessor", member: "user:a@b.c", ...config },
  },
});

test.each<[string, Changes, string]>([
  [
    "a person without a kind",
    iap({ member: "alice@acme.com" }),
    'a member must be written with its kind, got "alice@acme.com"; write "user:alice@acme.com" for a person, or "group:alice@acme.com" for a group',
  ],
  ["a domain without a kind", iap({ member: "acme.com" }), 'a member must be written with its kind, got "acme.com"; '],
  [
    "a kind in lower case",
    iap({ member: "serviceaccount:a@b.iam.gserviceaccount.com" }),
    'write "serviceAccount:a@b.iam.gserviceaccount.com"',
  ],
  ["a kind in the plural", iap({ member: "users:a@b.c" }), 'got "users:a@b.c"; write "user:a@b.c"'],
  [
    "one of several members",
    {
      google_storage_bucket_iam_binding: {
        m: { bucket: "b", role: "roles/storage.objectViewer", members: ["allUsers", "all-users"] },
      },
    },
    'a member must be written with its kind, got "all-users"; write "allUsers"',
  ],
  [
    "a role without roles/",
    invoker({ role: "run.invoker" }),
    'a role must be written with roles/ before its name, got "run.invoker"; write "roles/run.invoker"',
  ],
  [
    "the title of a role",
    { google_project_iam_member: { m: { project: "p1", role: "Cloud Run Invoker", member: "user:a@b.c" } } },
    'a role must be written with roles/ before its name, got "Cloud Run Invoker"; write it like roles/run.invoker',
  ],
  [
    "another location than the service's",
    invoker({ location: "europe-west1" }),
    "this grant is on a service in europe-west1, but prod/web is in us-central1; set location to us-central1",
  ],
  [
    "another project than the service's",
    invoker({ project: "p2" }),
    "this grant is on a service of project p2, but prod/web is in project p1; set project to p1",
  ],
])("%s is refused", (_what, changes, said) => {
  expectFound([site(changes)], new RegExp(`^error RUN-17 prod/m: .*${said.replace(/[()]/g, "\\$&")}`));
});

test("a member that the provider does not take is refused", () => {
  expectFound([site(invoker({ member: "deleted:user:a@b.c?uid=1" }))], "error RUN-05 prod/m: ");
});

test.each<[string, Changes]>([
  [
    "roles of a project and an organization",
    {
      [BINDING]: {
        m: { name: "web", location: "us-central1", role: "projects/p1/roles/Invoker", members: ["user:a@b.c"] },
      },
      ...iap({ role: "organizations/1/roles/a.b" }),
    },
  ],
  ["members that only Terraform knows", iap({ member: "${google_service_account.a.member}", role: "${var.role}" })],
  [
    "a principal",
    iap({ member: "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*" }),
  ],
  [
    "members of BigQuery",
    {
      google_bigquery_dataset_iam_member: {
        m: { dataset_id: "d", role: "roles/bigquery.dataViewer", member: "projectReaders" },
      },
    },
  ],
  ["the location of the service", invoker({ location: ref(RUN, "web", "location"), project: "p1" })],
  ["a service of another app", invoker({ name: "other", location: "europe-west1" })],
])("%s are taken", (_what, changes) => {
  expect(found(site(changes)).filter((each) => each.includes("RUN-17"))).toEqual([]);
});
