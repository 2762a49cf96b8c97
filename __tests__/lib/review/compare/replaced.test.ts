import { compare } from "../../../../lib/review";
import { Json, changedSite, small } from "../small";
import { changesOf } from "./changes";

const replaced = (change: (site: Json, resource: Json) => void) =>
  compare({ json: small() }, { json: changedSite(change) }).replaced.map(
    ({ address, because }) => `${address}: ${because.join(", ")}`,
  );

test("a changed name replaces a resource, and what can only be made with it", () => {
  expect(replaced((_, resource) => (resource.google_cloud_run_v2_service.Web.name = "shop"))).toEqual([
    "google_cloud_run_v2_service.Web: name",
    "google_compute_region_network_endpoint_group.Web: cloud_run",
  ]);
});

test("what can be changed in place replaces nothing", () => {
  const change = (_: Json, resource: Json) => {
    resource.google_compute_backend_service.Web.enable_cdn = true;
    resource.google_compute_url_map.Map.path_matcher = [];
    resource.google_compute_ssl_policy.Tls.profile = "RESTRICTED";
  };
  expect(replaced(change)).toEqual([]);
});

test("a moved resource is not replaced", () => {
  const moved = (site: Json) => {
    const { Tls } = site.resource.google_compute_ssl_policy;
    site.resource.google_compute_ssl_policy = { Other: Tls };
    site.resource.google_compute_target_https_proxy.Https.ssl_policy = "${google_compute_ssl_policy.Other.self_link}";
    site.moved = [{ from: "google_compute_ssl_policy.Tls", to: "google_compute_ssl_policy.Other" }];
  };
  const { replaced: made, changes, destroyed } = compare({ json: small() }, { json: changedSite(moved) });
  expect([made, changes, destroyed]).toEqual([[], [], []]);
});

test("a protected service that would be destroyed stops the apply", () => {
  const before = changedSite((_, resource) => (resource.google_cloud_run_v2_service.Web.deletion_protection = true));
  const rename = (_: Json, resource: Json) => (resource.google_cloud_run_v2_service.Web.name = "shop");
  expect(changesOf(rename, before)).toContain(
    "dangerous: Cloud Run service `web` would be destroyed, but Terraform refuses this because its deletion protection is on. Turn off deletion protection first, in a separate apply",
  );
  // without protection, only what cannot be replaced under its own name stops it
  expect(changesOf(rename).filter((text) => text.startsWith("dangerous"))).toEqual([
    expect.stringContaining("`prod-web-neg` is replaced under the same name while other resources use it"),
  ]);
});

describe("a deletion policy", () => {
  const before = changedSite(
    (_, resource) => (resource.google_compute_global_address.Address.deletion_policy = "PREVENT"),
  );
  const changed = (change: (addresses: Json, resource: Json) => void) => {
    const edited = (_: Json, resource: Json) => {
      resource.google_compute_global_address.Address.deletion_policy = "PREVENT";
      change(resource.google_compute_global_address, resource);
    };
    return compare({ json: before }, { json: changedSite(edited) }).changes.map(
      ({ level, text }) => `${level}: ${text}`,
    );
  };
  const refused =
    "but the provider refuses to delete it because of `deletion_policy`, after nothing uses it any longer. Set it to `DELETE` first, in a separate apply";

  test("stops an apply that replaces or removes the resource, though late", () => {
    expect(changed(({ Address }) => (Address.ip_version = "IPV6"))).toContain(
      `dangerous: \`prod-address\` is replaced, ${refused}`,
    );
    const moved = (addresses: Json, resource: Json) => {
      delete addresses.Address;
      addresses.Other = { name: "other" };
      Object.values<Json>(resource.google_compute_global_forwarding_rule).forEach(
        (rule) => (rule.ip_address = "${google_compute_global_address.Other.address}"),
      );
    };
    expect(changed(moved)).toContain(`dangerous: \`prod-address\` is removed, ${refused}`);
    expect(changed(({ Address }) => (Address.labels = { team: "web" })).join()).not.toContain("refuses");
  });

  test("is told of where it changes, which nobody notices", () => {
    expect(changed(({ Address }) => (Address.deletion_policy = "DELETE"))).toEqual([
      "unnoticed: `prod-address`: `deletion_policy` is now `DELETE`; previously `PREVENT`",
    ]);
  });
});

describe("what Terraform may not destroy", () => {
  const before = changedSite(
    (_, resource) => (resource.google_compute_global_address.Address.lifecycle = { prevent_destroy: true }),
  );
  const kept = (change: (address: Json) => void, prevent_destroy: Json = true) => {
    const edited = (_: Json, resource: Json) => {
      resource.google_compute_global_address.Address.lifecycle = { prevent_destroy };
      change(resource.google_compute_global_address.Address);
    };
    return compare({ json: before }, { json: changedSite(edited) }).changes.map(
      ({ level, text }) => `${level}: ${text}`,
    );
  };

  test("stops an apply that replaces it, at the top", () => {
    expect(kept((address) => (address.name = "other"))).toContain(
      "dangerous: `other` would be replaced, but Terraform refuses this because of `prevent_destroy`. Turn it off first, in a separate apply",
    );
    expect(kept((address) => (address.name = "other"), false).join()).not.toContain("Terraform refuses");
  });

  test("is told of once it may be destroyed", () => {
    const told = "unnoticed: `prod-address`: Terraform may destroy it from now on (`prevent_destroy` is off)";
    expect(kept(() => undefined, null)).toEqual([told]);
    expect(kept(() => undefined, false)).toEqual([told]);
    expect(kept(() => undefined)).toEqual([]);
  });
});

test.each([
  ["google_compute_global_forwarding_rule.Https", "network_tier", "PREMIUM"],
  ["google_compute_global_forwarding_rule.Https", "ip_protocol", "TCP"],
  ["google_compute_global_forwarding_rule.Https", "port_range", "443-443"],
  ["google_compute_global_forwarding_rule.Https", "project", "p1"],
  ["google_compute_global_address.Address", "address_type", "EXTERNAL"],
  ["google_compute_global_address.Address", "ip_version", "IPV4"],
  ["google_compute_global_address.Address", "project", "p1"],
  ["google_compute_region_network_endpoint_group.Web", "network_endpoint_type", undefined],
  ["google_compute_managed_ssl_certificate.A", "managed", { domains: ["A.example.com."] }],
  ["google_compute_managed_ssl_certificate.A", "type", "MANAGED"],
  ["google_compute_target_https_proxy.Https", "quic_override", "NONE"],
  ["google_compute_security_policy.Armor", "type", "CLOUD_ARMOR"],
])(
  "a default of %s that is written out, or another form of the same, changes nothing: %s",
  (address, argument, value) => {
    const [type, id] = address.split(".");
    const change = (_: Json, resource: Json) => (resource[type][id][argument] = value);
    expect([replaced(change), changesOf(change)]).toEqual([[], []]);
  },
);

test("another project replaces a resource", () => {
  expect(replaced((_, resource) => (resource.google_compute_global_address.Address.project = "p2"))).toEqual([
    "google_compute_global_address.Address: project",
  ]);
  const other = (site: Json) => (site.provider.google[0].project = "p2");
  expect(replaced(other)).toContain("google_compute_url_map.Map: project");
});
