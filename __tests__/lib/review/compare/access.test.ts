import { Json, changedSite, small } from "../small";
import { changesOf, texts, undoingOf } from "./changes";

const web = (resource: Json) => resource.google_cloud_run_v2_service.Web;
const grant = (resource: Json, ...members: string[]) => {
  resource.google_cloud_run_v2_service_iam_member = Object.fromEntries(
    members.map((member) => [
      member,
      {
        name: "${google_cloud_run_v2_service.Web.name}",
        location: "us-central1",
        role: "roles/run.invoker",
        member,
      },
    ]),
  );
};
const byLoadBalancer = "load balancers and the project's own networks";

test("an ingress that opens is dangerous, and closing it is safer", () => {
  const change = (_: Json, resource: Json) => (web(resource).ingress = "INGRESS_TRAFFIC_ALL");
  const all = "**anywhere, bypassing the load balancer**";
  expect(changesOf(change)).toEqual([
    `dangerous: Cloud Run service \`web\` is now reachable from ${all}; previously from ${byLoadBalancer}`,
  ]);
  expect(undoingOf(change)).toEqual([
    `added: Cloud Run service \`web\` is now reachable from ${byLoadBalancer}; previously from ${all}`,
  ]);
  // an ingress that is left out stays as it was
  expect(changesOf((_, resource) => delete web(resource).ingress)).toEqual([]);
});

test("an ingress that shuts the load balancer out is dangerous too", () => {
  expect(changesOf((_, resource) => (web(resource).ingress = "INGRESS_TRAFFIC_INTERNAL_ONLY"))).toEqual([
    `dangerous: Cloud Run service \`web\` is now reachable from the project's own networks only, **not from the load balancer**; previously from ${byLoadBalancer}; visitors are denied`,
  ]);
});

test("a new service is told with its callers and its scale; one that everybody reaches is dangerous", () => {
  const service =
    (ingress: string, more: Json = {}) =>
    (_: Json, resource: Json) =>
      (resource.google_cloud_run_v2_service.New = { name: "new", location: "us-central1", ingress, ...more });
  const nobody = "can be called by **nobody (no grant in this stack)**; it runs";
  expect(changesOf(service("INGRESS_TRAFFIC_ALL"))).toEqual([
    `dangerous: new Cloud Run service \`new\` in \`us-central1\` is reachable from **anywhere, bypassing the load balancer**, and ${nobody} 0 or more instances`,
  ]);
  const template = { containers: [{ image: "api:2" }], scaling: { min_instance_count: 1, max_instance_count: 5 } };
  expect(changesOf(service("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", { template }))).toEqual([
    `added: new Cloud Run service \`new\` in \`us-central1\` is reachable from ${byLoadBalancer}, and ${nobody} \`api:2\`, 1 to 5 instances`,
  ]);
});

test("a service that Terraform may destroy from now on is told, and one that it may not", () => {
  const protect = (value: unknown) => (_: Json, resource: Json) => (web(resource).deletion_protection = value);
  expect(changesOf((_, resource) => delete web(resource).deletion_protection)).toEqual([
    "added: Cloud Run service `web` now has deletion protection: Terraform does not destroy it",
  ]);
  expect(undoingOf(protect(true))).toEqual([
    "dangerous: Cloud Run service `web` no longer has deletion protection: from the next apply on, Terraform can destroy it",
  ]);
  expect(changesOf(protect("${var.on}"))).toEqual([
    "dangerous: Cloud Run service `web` has deletion protection only if `${var.on}`",
  ]);
  expect(changesOf(protect(false))).toEqual([]);
});

test("visitors who are no longer let in, or let in now, are dangerous", () => {
  const close = (_: Json, resource: Json) => (web(resource).invoker_iam_disabled = false);
  const everybody = "everybody who can reach it, without an IAM check";
  expect(changesOf(close)).toEqual([
    `dangerous: Cloud Run service \`web\` can now be called by **nobody (no grant in this stack)**; previously by ${everybody}; visitors are denied`,
  ]);
  expect(undoingOf(close)).toEqual([
    `dangerous: Cloud Run service \`web\` can now be called by ${everybody}; previously by nobody that this stack knew of (it had no grant)`,
  ]);
});

test("asking for a grant that is made in the same apply refuses visitors meanwhile", () => {
  const asked = (_: Json, resource: Json) => {
    grant(resource, "allUsers");
    web(resource).invoker_iam_disabled = false;
  };
  expect(changesOf(asked)).toEqual([
    "dangerous: Cloud Run service `web` can now be called by everybody who can reach it; previously by everybody who can reach it, without an IAM check; the service now checks IAM, and the same apply creates the grant, so visitors can be denied for a short time. Create the grant first, in a separate apply",
  ]);
  const granted = small();
  grant(granted.resource, "allUsers");
  expect(changesOf(asked, granted)).toEqual([]);
  expect(undoingOf(asked)).toEqual([]);
});

test("one more caller is dangerous, one less is a change", () => {
  const [before, after] = [small(), small()];
  for (const site of [before, after]) {
    web(site.resource).invoker_iam_disabled = false;
  }
  grant(before.resource, "user:a@example.com");
  grant(after.resource, "user:a@example.com", "user:b@example.com");
  expect(texts(before, after)).toEqual([
    "dangerous: Cloud Run service `web` can now also be called by `user:b@example.com`",
  ]);
  expect(texts(after, before)).toEqual([
    "changed: Cloud Run service `web` can no longer be called by `user:b@example.com`",
  ]);
});

test("another image or other settings are a new revision, labels are nothing", () => {
  const template = (resource: Json) => web(resource).template;
  expect(changesOf((_, resource) => (template(resource).containers[0].image = "img:2"))).toEqual([
    "changed: Cloud Run service `web` gets a new revision, which runs `img:2` instead of `img:1`",
  ]);
  expect(changesOf((_, resource) => (template(resource).timeout = "60s"))).toEqual([
    "changed: Cloud Run service `web` gets a new revision: `template.timeout` is now `60s`, previously not set",
  ]);
  const both = (_: Json, resource: Json) => {
    template(resource).containers[0].image = "img:2";
    Object.assign(template(resource), { max_instance_request_concurrency: 1, timeout: "60s" });
  };
  expect(changesOf(both)).toEqual([
    "changed: Cloud Run service `web` gets a new revision, which runs `img:2` instead of `img:1`: `template.max_instance_request_concurrency` is now `1`, previously not set; `template.timeout` is now `60s`, previously not set",
  ]);
  expect(changesOf((_, resource) => (web(resource).labels = { a: "b" }))).toEqual([]);
});

test("of environment variables only the names are told, of containers each by its name", () => {
  const before = small();
  const containers = (variables: Json[], ...others: Json[]) => [{ image: "img:1", env: variables }, ...others];
  web(before.resource).template.containers = containers([
    { name: "KEPT", value: "same" },
    { name: "TOKEN", value: "hunter2" },
    { name: "GONE", value: "hunter3" },
  ]);
  const change = (others: Json[]) => (_: Json, resource: Json) =>
    (web(resource).template.containers = containers(
      [
        { name: "NEW", value_source: [{ secret_key_ref: [{ secret: "s", version: "1" }] }] },
        { name: "TOKEN", value: "hunter4" },
        { name: "KEPT", value: "same" },
      ],
      ...others,
    ));
  const service = "changed: Cloud Run service `web` gets a new revision: environment variable";
  expect(changesOf(change([]), before)).toEqual([
    `${service} \`GONE\` is removed; environment variable \`NEW\` is new; environment variable \`TOKEN\` has another value`,
  ]);
  const sidecar = { name: "proxy", image: "proxy:1", env: [{ name: "KEY", value: "hunter5" }] };
  expect(changesOf(change([sidecar]), before).join()).toContain("container `proxy` is new, and runs `proxy:1`");
  expect(changesOf(change([sidecar]), before).join()).not.toContain("hunter");
});

test("what instances are made of is told in words", () => {
  const first = small();
  const resources = { cpu_idle: true };
  web(first.resource).template.containers[0].resources = resources;
  const changed = (change: (template: Json) => void) =>
    changesOf((_, resource) => {
      web(resource).template.containers[0].resources = resources;
      change(web(resource).template);
    }, first);
  const revision = "changed: Cloud Run service `web` gets a new revision: ";
  expect(
    changed((template) => {
      template.session_affinity = true;
      template.execution_environment = "EXECUTION_ENVIRONMENT_GEN2";
      template.node_selector = { accelerator: "nvidia-l4" };
      template.gpu_zonal_redundancy_disabled = true;
      template.containers[0].resources = { cpu_idle: false, startup_cpu_boost: true };
      template.containers[0].command = ["/server"];
      template.containers[0].working_dir = "/srv";
    }),
  ).toEqual([
    `${revision}CPU now also between requests, previously during requests; startup CPU boost now on, previously off; session affinity now on, previously off; execution environment now second generation, previously chosen by Cloud Run; GPU now \`nvidia-l4\` without zonal redundancy, previously none; entrypoint now \`/server\` in \`/srv\`, previously that of the image`,
  ]);
  expect(
    changed((template) => {
      template.volumes = [
        { name: "a", secret: { secret: "key", default_mode: 256, items: [{ path: "token" }] } },
        { name: "b", gcs: { bucket: "files", read_only: true } },
        { name: "c", nfs: { server: "10.0.0.2", path: "/share" } },
        { name: "d", empty_dir: { size_limit: "1Gi" } },
        { name: "e", cloud_sql_instance: { instances: ["p1:us-central1:db"] } },
        { name: "f" },
      ];
      template.containers[0].volume_mounts = [{ name: "a", mount_path: "/keys" }];
    }),
  ).toEqual([
    `${revision}volumes now secret \`key\` with \`token\` (version latest) and mode 0400 at \`/keys\`, bucket \`files\`, read only, mounted nowhere, NFS \`/share\` of \`10.0.0.2\` mounted nowhere, up to \`1Gi\` of memory mounted nowhere, Cloud SQL \`p1:us-central1:db\` mounted nowhere, volume \`f\` mounted nowhere, previously none`,
  ]);
  expect(
    changed((template) => {
      template.containers[0] = { ...template.containers[0], name: "web", depends_on: ["proxy"], args: ["-v"] };
    }),
  ).toEqual([expect.stringContaining("start order now after `proxy`, previously all at once")]);
});

test("images that another pipeline deploys are told when that begins and ends, and not otherwise", () => {
  const left = (resource: Json) =>
    (web(resource).lifecycle = { ignore_changes: ["client", "template[0].containers[0].image"] });
  const before = small();
  left(before.resource);
  expect(changesOf((_, resource) => left(resource))).toEqual([
    "changed: Terraform no longer deploys the images of Cloud Run service `web`: it ignores their changes, for another pipeline",
  ]);
  const another = (_: Json, resource: Json) => {
    left(resource);
    web(resource).template.containers[0].image = "img:2";
  };
  expect(changesOf(another, before)).toEqual([]);
  expect(changesOf(() => undefined, before)).toEqual([
    "changed: Terraform deploys the images of Cloud Run service `web` again: `img:1` replaces what another pipeline deployed",
  ]);
});

test("a service that divides its requests among revisions", () => {
  const change = (_: Json, resource: Json) =>
    (web(resource).traffic = [
      { percent: 50, revision: "web-1", type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" },
      { percent: 50, type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" },
    ]);
  expect(changesOf(change)).toEqual([
    "changed: Cloud Run service `web` splits its traffic differently: 50 % to `web-1`, 50 % to the latest revision; previously all to the latest revision",
  ]);
});

test("who may pass Identity-Aware Proxy", () => {
  const iap = (...members: string[]) => {
    const site = small();
    site.resource.google_compute_backend_service.Web.iap = { enabled: true };
    site.resource.google_iap_web_backend_service_iam_member = Object.fromEntries(
      members.map((member) => [
        member,
        {
          web_backend_service: "${google_compute_backend_service.Web.name}",
          role: "roles/iap.httpsResourceAccessor",
          member,
        },
      ]),
    );
    return site;
  };
  const [one, two] = [iap("user:a@example.com"), iap("user:a@example.com", "domain:example.com")];
  expect(texts(one, two)).toEqual([
    "dangerous: Identity-Aware Proxy of `prod-web` now also allows `domain:example.com`",
  ]);
  expect(texts(two, one)).toEqual([
    "changed: Identity-Aware Proxy of `prod-web` no longer allows `domain:example.com`",
  ]);
});

const V1 = { "run.googleapis.com/ingress": "internal-and-cloud-load-balancing" };
const ALL = "**anywhere, bypassing the load balancer**";

test.each([
  [
    "Cloud Run service `x`",
    "google_cloud_run_service",
    (open: boolean) => ({
      location: "us-central1",
      metadata: { annotations: { ...V1, ...(open ? { "run.googleapis.com/ingress": "all" } : {}) } },
      name: "x",
    }),
  ],
  [
    "function `x`",
    "google_cloudfunctions2_function",
    (open: boolean) => ({
      location: "us-central1",
      name: "x",
      service_config: { ingress_settings: open ? "ALLOW_ALL" : "ALLOW_INTERNAL_AND_GCLB" },
    }),
  ],
  [
    "function `x`",
    "google_cloudfunctions_function",
    (open: boolean) => ({
      ingress_settings: open ? "ALLOW_ALL" : "ALLOW_INTERNAL_AND_GCLB",
      name: "x",
      region: "us-central1",
    }),
  ],
  [
    "App Engine service `x`",
    "google_app_engine_service_network_settings",
    (open: boolean) => ({
      network_settings: { ingress_traffic_allowed: `INGRESS_TRAFFIC_ALLOWED_${open ? "ALL" : "INTERNAL_AND_LB"}` },
      service: "x",
    }),
  ],
])("the ingress of another kind of service that opens: %s, %s", (words, type, config) => {
  const site = (open: boolean) => {
    const json = small();
    json.resource[type] = { X: config(open) };
    return json;
  };
  expect(texts(site(false), site(true))).toEqual([
    `dangerous: ${words} is now reachable from ${ALL}; previously from ${byLoadBalancer}`,
  ]);
  expect(texts(site(true), site(false))).toEqual([
    `added: ${words} is now reachable from ${byLoadBalancer}; previously from ${ALL}`,
  ]);
});

test("an App Engine service whose network settings go is open to everybody", () => {
  const site = small();
  site.resource.google_app_engine_service_network_settings = {
    X: { network_settings: { ingress_traffic_allowed: "INGRESS_TRAFFIC_ALLOWED_INTERNAL_AND_LB" }, service: "default" },
  };
  expect(texts(site, small())).toEqual([
    `dangerous: App Engine service \`default\` is now reachable from ${ALL}; previously from ${byLoadBalancer}`,
  ]);
});

test("an ingress that only Terraform knows is told as such", () => {
  expect(changesOf((_, resource) => (web(resource).ingress = "${var.ingress}"))).toEqual([
    `dangerous: Cloud Run service \`web\` is now reachable from \`\${var.ingress}\`; previously from ${byLoadBalancer}`,
  ]);
});

/** What changes when a service that asks for grants gets one. */
const granted = (type: string, grant: Json, more: (json: Json) => void = () => undefined) => {
  const [before, after] = [small(), small()];
  [before, after].forEach((site) => (web(site.resource).invoker_iam_disabled = false));
  const name = "${google_cloud_run_v2_service.Web.name}";
  after.resource[type] = { Grant: { location: "us-central1", name, ...grant } };
  more(after);
  return texts(before, after);
};
const NOBODY = "previously by nobody that this stack knew of (it had no grant)";

test("every role that lets somebody call a service counts", () => {
  const admin = { role: "roles/run.admin", member: "allUsers" };
  expect(granted("google_cloud_run_v2_service_iam_member", admin)).toEqual([
    `dangerous: Cloud Run service \`web\` can now be called by everybody who can reach it; ${NOBODY}`,
  ]);
  expect(granted("google_cloud_run_v2_service_iam_member", { role: "roles/run.viewer", member: "allUsers" })).toEqual(
    [],
  );
  expect(
    granted("google_cloud_run_v2_service_iam_member", { role: "projects/p1/roles/x", member: "user:a@x" }),
  ).toEqual(["dangerous: Cloud Run service `web` can now also be called by perhaps `user:a@x`"]);
});

test("the bindings of a whole policy count, and one that cannot be read is told as such", () => {
  const open = `dangerous: Cloud Run service \`web\` can now be called by everybody who can reach it; ${NOBODY}`;
  const bindings = [{ role: "roles/run.invoker", members: ["allUsers"] }];
  const policy = "google_cloud_run_v2_service_iam_policy";
  const policy_data = "${data.google_iam_policy.Open.policy_data}";
  const lookedUp = (json: Json) => (json.data = { google_iam_policy: { Open: { binding: bindings } } });
  expect(granted(policy, { policy_data }, lookedUp)).toEqual([open]);
  expect(granted(policy, { policy_data: JSON.stringify({ bindings }) })).toEqual([open]);
  expect(granted(policy, { policy_data })).toEqual([
    `dangerous: Cloud Run service \`web\` can now also be called by perhaps \`${policy_data}\``,
  ]);
});

test("a grant under a condition, and one on the whole project", () => {
  const grant = { role: "roles/run.invoker", member: "user:a@x", condition: { expression: "true" } };
  expect(granted("google_cloud_run_v2_service_iam_member", grant)).toEqual([
    "dangerous: Cloud Run service `web` can now also be called by `user:a@x if true`",
  ]);
  expect(granted("google_project_iam_member", { role: "roles/run.invoker", member: "user:a@x" })).toEqual([
    "dangerous: Cloud Run service `web` can now also be called by `user:a@x`",
  ]);
});

test("whether callers are asked at all may only be known to Terraform", () => {
  const change = (_: Json, resource: Json) => (web(resource).invoker_iam_disabled = "${var.open}");
  expect(changesOf(change)).toEqual([
    "dangerous: Cloud Run service `web` can now be called by everybody who can reach it, without an IAM check, if `${var.open}`; otherwise **nobody (no grant in this stack)**; previously by everybody who can reach it, without an IAM check",
  ]);
});

test("Identity-Aware Proxy of a service itself", () => {
  const change = (_: Json, resource: Json) => (web(resource).iap_enabled = true);
  expect(changesOf(change)).toEqual([
    "changed: Identity-Aware Proxy of Cloud Run service `web` is turned on: visitors must sign in",
  ]);
  expect(undoingOf(change)).toEqual([
    "dangerous: Identity-Aware Proxy of Cloud Run service `web` is turned off: everybody who can call the service gets access without signing in",
  ]);
});

test("its members", () => {
  const [before, after] = [small(), small()];
  [before, after].forEach(({ resource }) => (web(resource).iap_enabled = true));
  after.resource.google_iap_web_cloud_run_service_iam_binding = {
    All: {
      cloud_run_service_name: "${google_cloud_run_v2_service.Web.name}",
      members: ["group:staff@x"],
      role: "roles/iap.httpsResourceAccessor",
    },
  };
  expect(texts(before, after)).toEqual([
    "dangerous: Identity-Aware Proxy of Cloud Run service `web` now also allows `group:staff@x`",
  ]);
});

test("who may pass Identity-Aware Proxy anywhere may pass it here", () => {
  const [before, after] = [small(), small()];
  [before, after].forEach((site) => (site.resource.google_compute_backend_service.Web.iap = { enabled: true }));
  after.resource.google_iap_web_iam_member = {
    All: { member: "allAuthenticatedUsers", role: "roles/iap.httpsResourceAccessor" },
  };
  expect(texts(before, after)).toEqual([
    "dangerous: Identity-Aware Proxy of `prod-web` now also allows `allAuthenticatedUsers`",
  ]);
});

describe("a service that checks IAM behind Identity-Aware Proxy", () => {
  const agent = "serviceAccount:service-${data.google_project.project.number}@gcp-sa-iap.iam.gserviceaccount.com";
  const everybody = "everybody who can reach it, without an IAM check";
  const said = (isGranted: boolean) => {
    const [before, after] = [small(), small()];
    grant(after.resource, agent);
    web(after.resource).invoker_iam_disabled = false;
    if (isGranted) {
      grant(before.resource, agent);
    }
    return texts(before, after);
  };

  test("shuts visitors out until the same apply turns Identity-Aware Proxy on", () => {
    expect(said(false)).toEqual([
      `dangerous: Cloud Run service \`web\` can now be called by Identity-Aware Proxy; previously by ${everybody}; until the same apply turns on Identity-Aware Proxy, visitors get 403. Turn it on first, and let Cloud Run check IAM in the next apply`,
    ]);
  });

  test("shuts nobody out where Identity-Aware Proxy has its grant already", () => {
    expect(said(true)).toEqual([
      `changed: Cloud Run service \`web\` can now be called by Identity-Aware Proxy; previously by ${everybody}`,
    ]);
  });
});

test("equal changes of services of one name are one, with the regions", () => {
  const regions = (...places: [id: string, region: string, ingress: string][]) =>
    changedSite((_, resource) => {
      const services = places.map(([id, location, ingress]) => [id, { ...web(resource), location, ingress }]);
      Object.assign(resource.google_cloud_run_v2_service, Object.fromEntries(services));
    });
  const [ALL, OWN] = ["INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"];
  const former = regions(["Web", "us-central1", OWN], ["Eu", "europe-west1", OWN]);
  const opened = "is now reachable from **anywhere, bypassing the load balancer**; previously from";
  expect(texts(former, regions(["Web", "us-central1", ALL], ["Eu", "europe-west1", ALL]))).toEqual([
    `dangerous: Cloud Run service \`web\` in \`europe-west1\` and \`us-central1\` ${opened} ${byLoadBalancer}`,
  ]);
  expect(texts(former, regions(["Web", "us-central1", ALL], ["Eu", "europe-west1", OWN]))).toEqual([
    `dangerous: Cloud Run service \`web\` in \`us-central1\` ${opened} ${byLoadBalancer}`,
  ]);
});
