import { ARGUMENTS, argumentsOf, defaultOf, isImmutable, replacedBy } from "../../../lib/app/arguments";

const rows = Object.keys(ARGUMENTS).flatMap((type) =>
  argumentsOf(type).map(([path, argument]) => ({ type, path, argument })),
);

test("the table tells what replaces a resource and what holds by default", () => {
  expect(replacedBy("google_compute_target_http_proxy")).toEqual([
    "description",
    "http_keep_alive_timeout_sec",
    "name",
    "project",
    "proxy_bind",
  ]);
  expect(defaultOf("google_compute_backend_service", "cdn_policy.cache_mode")).toBe("CACHE_ALL_STATIC");
  expect(defaultOf("google_compute_backend_service", "description")).toBeUndefined();
  expect(replacedBy("google_storage_bucket")).toEqual([]);
  expect(isImmutable("google_storage_bucket")).toBe(false);
});

test("nothing of network endpoint groups, certificates, signed URL keys and grants can be changed in place", () => {
  expect(Object.keys(ARGUMENTS).filter(isImmutable)).toEqual([
    "google_cloud_run_v2_service_iam_member",
    "google_compute_region_network_endpoint_group",
    "google_compute_backend_service_signed_url_key",
    "google_compute_backend_bucket_signed_url_key",
    "google_compute_managed_ssl_certificate",
    "google_compute_ssl_certificate",
  ]);
});

test("only what replaces a resource gets into its name, and what does not has a reason", () => {
  expect(rows.filter(({ argument }) => argument.changed === "in place" && argument.inName !== undefined)).toEqual([]);
  const reasons = rows.flatMap(({ argument: { inName } }) =>
    typeof inName === "object" && "not" in inName ? [inName.not] : [],
  );
  expect(reasons.filter((reason) => reason.trim() === "")).toEqual([]);
});
