import { Changes, RUN, expectFound, found, ref, site } from "./site";

const CONNECTOR = "google_vpc_access_connector";
const SUBNETWORK = "google_compute_subnetwork";
const through = (vpc_access: object): Changes => ({ [RUN]: { web: { template: { vpc_access } } } });
const connector = (value: string) => through({ connector: value });
const subnetwork = (value: string) => through({ network_interfaces: [{ subnetwork: value }] });
const made = (region: string) => ({
  [CONNECTOR]: { c: { name: "c", region } },
  [SUBNETWORK]: { s: { name: "s", region } },
});

test.each<[string, Changes, string]>([
  ["a connector", connector("projects/p1/locations/europe-west1/connectors/c"), "the connector"],
  ["a connector of the app", { ...connector(ref(CONNECTOR, "c", "id")), ...made("europe-west1") }, "the connector"],
  ["a subnetwork", subnetwork("projects/p1/regions/europe-west1/subnetworks/s"), "the subnetwork"],
  [
    "a subnetwork by its URL",
    subnetwork("https://www.googleapis.com/compute/v1/projects/host/regions/europe-west1/subnetworks/s"),
    "the subnetwork",
  ],
  ["a subnetwork of the app", { ...subnetwork(ref(SUBNETWORK, "s", "id")), ...made("europe-west1") }, "the subnetwork"],
])("RUN-16: %s of another region is refused", (_what, changes, what) => {
  expectFound(
    [site(changes)],
    `error RUN-16 prod/web: ${what} of a service must be in the service's region, us-central1, got one in europe-west1; use one in the service's region`,
  );
});

test.each<[string, Changes]>([
  ["a connector of its region", connector("projects/p1/locations/us-central1/connectors/c")],
  ["a subnetwork of its region in another project", subnetwork("projects/host/regions/us-central1/subnetworks/s")],
  ["a subnetwork by its name", subnetwork("europe-west1")],
  ["one of the app in its region", { ...connector(ref(CONNECTOR, "c", "id")), ...made("us-central1") }],
  ["one of a region that only Terraform knows", connector("projects/p1/locations/${var.region}/connectors/c")],
  ["one that only Terraform knows", { ...connector(ref(CONNECTOR, "c", "id")), ...made("${var.region}") }],
  [
    "one for a service in a region that only Terraform knows",
    {
      [RUN]: {
        web: {
          location: "${var.region}",
          template: { vpc_access: { connector: "projects/p1/locations/us-east1/connectors/c" } },
        },
      },
    },
  ],
])("RUN-16: %s is in order", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});
