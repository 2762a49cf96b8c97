/** What Terraform itself reads of a resource. */
import { BACKEND, Changes, RUN, SSL_POLICY, expectFound, found, ref, site } from "./site";

const tls = (config: object): Changes => ({ [SSL_POLICY]: { tls: config } });
const lifecycle = (config: unknown): Changes => tls({ lifecycle: config });
const ignored = (...names: unknown[]): Changes => ({ [RUN]: { web: { lifecycle: { ignore_changes: names } } } });

test.each<[string, Changes, string]>([
  [
    "an expression for prevent_destroy",
    lifecycle({ prevent_destroy: "${var.x}" }),
    'prevent_destroy of lifecycle must be true or false, got "${var.x}"; Terraform takes no expression here, so decide it in the program',
  ],
  [
    "a word for create_before_destroy",
    lifecycle({ create_before_destroy: "yes" }),
    'create_before_destroy of lifecycle must be true or false, got "yes"; write true or false',
  ],
  [
    "an argument in camel case",
    lifecycle({ ignoreChanges: ["name"] }),
    "lifecycle has no argument ignoreChanges; did you mean ignore_changes?",
  ],
  [
    "an argument that there is not",
    lifecycle({ forever: true }),
    "lifecycle has no argument forever; use one of create_before_destroy, ignore_changes, postcondition, precondition, prevent_destroy, replace_triggered_by",
  ],
  ["a text", lifecycle("prevent_destroy"), 'lifecycle must be one object, got "prevent_destroy"; write it like '],
  ["two blocks", lifecycle([{}, {}]), "lifecycle must be one object, got [{},{}]; "],
  [
    "a single name",
    lifecycle({ ignore_changes: "name" }),
    'ignore_changes of lifecycle must be a list of names, or "all", got "name"; write it like ["description"]',
  ],
  [
    "all in a list",
    lifecycle({ ignore_changes: ["all"] }),
    'ignore_changes of lifecycle has "all" in a list; write "all" without the list',
  ],
  [
    "an expression in the list",
    lifecycle({ ignore_changes: ["${description}"] }),
    'ignore_changes of lifecycle must have names of arguments, got "${description}"; write them like template[0].labels',
  ],
  [
    "an index with a dot",
    lifecycle({ ignore_changes: ["custom_features.0"] }),
    'ignore_changes of lifecycle must have names of arguments, got "custom_features.0"; ',
  ],
  [
    "a trigger that is not declared",
    lifecycle({ replace_triggered_by: ["google_compute_url_map.mian"] }),
    'replace_triggered_by of lifecycle has "google_compute_url_map.mian", but this stack does not have it; correct the name, or remove it',
  ],
  [
    "a trigger that is no resource",
    lifecycle({ replace_triggered_by: ["var.version"] }),
    'replace_triggered_by of lifecycle must have resources, got "var.version"; write one like google_compute_url_map.main, without $ and braces',
  ],
  [
    "a trigger as an expression",
    lifecycle({ replace_triggered_by: [ref(RUN, "web", "uid")] }),
    'replace_triggered_by of lifecycle must have resources, got "${google_cloud_run_v2_service.web.uid}"; ',
  ],
  [
    "a condition without a message",
    lifecycle({ precondition: [{ condition: "${var.x}" }] }),
    "precondition of lifecycle needs error_message; set it",
  ],
  [
    "a condition with another argument",
    lifecycle({ postcondition: { condition: "${self.id != null}", errorMessage: "No.", error_message: "No." } }),
    "postcondition of lifecycle has no argument errorMessage; did you mean error_message?",
  ],
  [
    "a dependency that is not declared",
    tls({ depends_on: ["google_compute_url_map.mian"] }),
    'depends_on has "google_compute_url_map.mian", but this stack does not have it; correct the name, or remove it',
  ],
  [
    "a data source that is not declared",
    tls({ depends_on: ["data.google_project.p"] }),
    'depends_on has "data.google_project.p", but this stack does not have it; ',
  ],
  [
    "a dependency on an attribute",
    tls({ depends_on: ["google_compute_global_address.ip.id"] }),
    'depends_on must have resources, got "google_compute_global_address.ip.id"; ',
  ],
  ["a dependency alone", tls({ depends_on: "google_compute_global_address.ip" }), "depends_on must be a list, got "],
  ["count beside for_each", tls({ count: 1, for_each: { a: 1 } }), "count and for_each cannot be set together; "],
  ["a list for for_each", tls({ for_each: ["a"] }), 'for_each must be an object, got ["a"]; '],
  [
    "a time without a unit",
    tls({ timeouts: { create: 10 } }),
    'create of timeouts must be a time with a unit, got 10; write it like "10m"',
  ],
  ["a time in words", tls({ timeouts: { delete: "10 minutes" } }), "delete of timeouts must be a time with a unit, "],
  ["a count below 0", tls({ count: -1 }), "count must be a number from 0 on, got -1; "],
  [
    "an alias that no provider has",
    tls({ provider: "google.eu" }),
    'the provider of this resource is "google.eu", but this stack has no provider google with the alias eu; create it in this stack, or remove provider',
  ],
  [
    "an expression for the provider",
    tls({ provider: "${google.eu}" }),
    'the provider of this resource must be a name, got "${google.eu}"; write it like google.alias, without $ and braces',
  ],
])("%s is refused", (_what, changes, said) => {
  expectFound([site(changes)], `error TF-04 prod/tls: ${said}`);
});

test.each<[string, Changes, string]>([
  [
    "an argument of another type",
    { [BACKEND]: { web: { lifecycle: { ignore_changes: ["timeout_sec", "image"] } } } },
    'has "image", but google_compute_backend_service has no argument image; look it up',
  ],
  [
    "one that is nested",
    ignored("image"),
    'has "image", but google_cloud_run_v2_service has no argument image; write it as template[0].containers[0].image',
  ],
  [
    "one in camel case",
    ignored("template[0].maxInstanceRequestConcurrency"),
    "but template of google_cloud_run_v2_service has no argument maxInstanceRequestConcurrency; did you mean max_instance_request_concurrency?",
  ],
  [
    "a block without an index",
    ignored("template.labels"),
    'has "template.labels", but template is a block, which needs an index there; write template[0]',
  ],
])("to ignore %s is refused", (_what, changes, said) => {
  expectFound(
    [site(changes)],
    new RegExp(`^error NAM-06 prod/web: ignore_changes of lifecycle .*${said.replace(/[[\]?]/g, "\\$&")}`),
  );
});

test.each<[string, Changes]>([
  [
    "nested arguments",
    ignored("template[0].containers[0].image", "client", "traffic", "scaling[0].min_instance_count"),
  ],
  ["keys", ignored('labels["a.b/c"]', 'template[0].labels["a"]', 'annotations["run.googleapis.com/x"]')],
  ["what only the provider sets", ignored("terraform_labels", "effective_annotations", "etag", "conditions[0].state")],
  ["timeouts", { ...ignored("timeouts.create"), ...tls({ timeouts: { create: "1h30m", delete: "${var.time}" } }) }],
  ["all changes", lifecycle({ ignore_changes: "all" })],
  ["nothing", lifecycle({ ignore_changes: [] })],
  ["flags as texts", lifecycle({ create_before_destroy: "true", prevent_destroy: "false" })],
  ["a list of one", lifecycle([{ prevent_destroy: true, "//": "kept" }])],
  [
    "triggers",
    lifecycle({ replace_triggered_by: ["google_compute_global_address.ip", "google_compute_global_address.ip.id"] }),
  ],
  [
    "conditions",
    lifecycle({
      precondition: [{ condition: "${var.x}", error_message: "No." }],
      postcondition: { condition: "${self.id != null}", error_message: "No." },
    }),
  ],
  ["dependencies", tls({ depends_on: ["google_compute_global_address.ip", "google_compute_global_address.ip[0]"] })],
  ["a number that only Terraform knows", tls({ count: "${var.count}" })],
  ["the provider's own name", tls({ provider: "google" })],
])("%s are taken", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test("data sources and modules may be waited for", () => {
  const json = site(tls({ depends_on: ["data.google_project.p", "module.network"] }));
  const sources = { data: { google_project: { p: {} } }, module: { network: { source: "./network" } } };
  expectFound([{ ...json, ...sources }]);
});

test("a provider that the stack does not configure is warned of, unless the resource has its own project", () => {
  expectFound(
    [site(tls({ provider: "google-beta" }))],
    'warning TF-04 prod/tls: the provider of this resource is "google-beta", but this stack does not configure it, so it has no project; create the provider in this stack, or remove provider',
  );
  expectFound([site(tls({ provider: "google-beta", project: "p1" }))]);
  const json = site(tls({ provider: "google-beta.eu" }));
  expectFound([{ ...json, provider: { ...json.provider, "google-beta": [{ alias: "eu" }] } }]);
});
