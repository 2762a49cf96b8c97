/** Texts that look like a reference. */
import { BACKEND, Changes, HTTPS_PROXY, NEG, RUN, URL_MAP, expectFound, found, ref, site } from "./site";

const container = (config: object): Changes => ({
  [RUN]: { web: { template: { containers: [{ image: "gcr.io/acme/web", ...config }] } } },
});
const env = (value: string) => container({ env: [{ name: "A", value }] });
const account = (service_account: string): Changes => ({ [RUN]: { web: { template: { service_account } } } });

test.each<[string, Changes, string]>([
  [
    "a variable of Terraform's",
    container({ image: "var.image" }),
    'error TF-05 prod/web: template.containers.image is plain text, not a reference, got "var.image"; write ${var.image}, or pass the value itself',
  ],
  [
    "a data source",
    account("data.google_service_account.a.email"),
    "error TF-05 prod/web: template.service_account is ",
  ],
  ["a resource", account("google_service_account.a.email"), "write ${google_service_account.a.email}, or pass "],
  ["an output of a module", account("module.accounts.email"), "write ${module.accounts.email}, or pass "],
  [
    "a variable of a shell",
    container({ image: "$IMAGE" }),
    'error TF-05 prod/web: nothing replaces the variable in template.containers.image, got "$IMAGE"; take its value in the program, for example from process.env',
  ],
  [
    "one as the project",
    { [BACKEND]: { web: { description: "a" } }, [NEG]: { web: { name: "$NAME" } } },
    "error TF-05 prod/web: nothing replaces the variable in name, ",
  ],
  [
    "one in an image",
    container({ image: "us-docker.pkg.dev/$PROJECT/web/web:1" }),
    "error RUN-16 prod/web: nothing replaces the variable in image, ",
  ],
])("%s is refused where no such text is valid", (_what, changes, said) => {
  expectFound([site(changes)], said);
});

test("a link to a part of the load balancer is refused", () => {
  expectFound(
    [site({ [HTTPS_PROXY]: { https: { url_map: "google_compute_url_map.main.self_link" } } })],
    'error TF-05 prod/https: url_map is plain text, not a reference, got "google_compute_url_map.main.self_link"; ',
    "warning UM-20 prod/main: no target proxy uses this URL map",
  );
});

test("where any text is valid, what the stack has is warned of", () => {
  expectFound(
    [site(env("google_compute_global_address.ip.address"))],
    "warning TF-05 prod/web: template.containers.env.value ",
  );
  expectFound([{ ...site(env("var.token")), variable: { token: {} } }], "warning TF-05 prod/web: ");
  expectFound([{ ...site(env("local.token")), locals: { token: "a" } }], "warning TF-05 prod/web: ");
});

test.each<[string, Changes]>([
  [
    "environment variables",
    container({
      env: ["$HOME", "var.x", "local.host", "spring.data.uri"].map((value, index) => ({ name: `A${index}`, value })),
    }),
  ],
  ["commands", container({ command: ["sh", "-c", "$CMD"], args: ["$PORT", "var.x"] })],
  ["headers", { [BACKEND]: { web: { custom_response_headers: ["X-Price: $5", "X-Unit: $USD"] } } }],
  ["names of buckets", { google_storage_bucket: { b: { name: "a_b.c", location: "US" } } }],
  [
    "a bucket with the name of a host",
    { google_storage_bucket: { b: { name: "local.acme.example", location: "US" } } },
  ],
  ["descriptions", { [BACKEND]: { web: { description: "$TEAM" } } }],
  [
    "hosts and paths",
    {
      [URL_MAP]: {
        main: {
          host_rule: [{ hosts: ["app.example.com"], path_matcher: "a" }],
          path_matcher: [
            {
              name: "a",
              default_service: ref(BACKEND, "web"),
              path_rule: [{ paths: ["/$metadata", "/local.html"], service: ref(BACKEND, "web") }],
            },
          ],
        },
      },
    },
  ],
  ["what Terraform reads as names", { [BACKEND]: { web: { depends_on: ["google_compute_global_address.ip"] } } }],
  ["expressions", account("${var.account}")],
])("%s are left alone", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});
