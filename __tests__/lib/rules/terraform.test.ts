import { NEXT_MAJOR, PROVIDER_VERSION } from "../../provider-version";
import { BACKEND, Changes, RUN, backendOf, expectFound, serviceNamed, site } from "./site";

const header = (...headers: string[]): Changes => ({ [BACKEND]: { web: { custom_request_headers: headers } } });
const env = (value: string): Changes => ({
  [RUN]: { web: { template: { containers: [{ image: "gcr.io/acme/web", env: [{ name: "A", value }] }] } } },
});
const tf01 = (written: string, rest = ""): string =>
  `error TF-01 prod/web: Terraform reads ${written} in template.containers.env.value as an expression, but it is not a valid one${rest}`;

test.each<[string, string]>([
  ["a variable of a shell", "${HOME}"],
  ["one with a default", "${PORT:-8080}"],
  ["a length", "${#LIST}"],
  ["a substitution", "${NAME%.txt}"],
  ["a name in a variable", "${!NAME}"],
  ["nothing", "${}"],
  ["a name with a hyphen", "${user-id}"],
  ["a variable of a program", "${process.env.HOME}"],
  ["an expression of GitHub", "${{ github.sha }}"],
  ["an expression of JavaScript", "${user.name}"],
  ["an element", "${items[0].name}"],
  ["a directive of a log format", "%{Referer}"],
  ["a date", "%{yyyy-MM-dd}"],
])("%s in a text is refused", (_what, written) => {
  expectFound([site(env(`a ${written} b`))], tf01(written));
});

test("the text is shown, and how it is written", () => {
  expectFound(
    [site(env("${HOME}/bin"))],
    tf01("${HOME}", ', got "${HOME}/bin"; if you mean these characters themselves, write $${HOME}'),
  );
  expectFound(
    [site(env("%{Referer}i"))],
    tf01("%{Referer}", ', got "%{Referer}i"; if you mean these characters themselves, write %%{Referer}'),
  );
});

test("an expression that nothing closes is refused", () => {
  expectFound([site(env("5 ${"))], "error TF-01 prod/web: ");
});

test("a variable of the load balancer has no dollar sign", () => {
  expectFound(
    [site(header("X-Country: ${client_region}"))],
    "error TF-01 prod/web: Terraform reads ${client_region} in custom_request_headers as an expression, but it is not a valid one, " +
      'got "X-Country: ${client_region}"; write {client_region} for a variable of the load balancer, or if you mean these characters themselves, write $${client_region}',
  );
});

test.each([
  "$${HOME}/bin",
  "%%{Referer}i",
  "$HOME {x} {{ y }} $ {z}",
  "${google_compute_global_address.there_is_none.address}",
  "${var.name}",
  "${!var.isOn}",
  "${local.a.b[0]}",
  "${data.google_project.p.number}",
  "${path.module}/x",
  "${terraform.workspace}",
  "${each.value}",
  "${true}",
  "${5}",
  '${"a"}',
  '${join(",", var.names)}',
  "${[for name in var.names : name]}",
  "${{ a = 1 }.a}",
  '${var.a ? "b" : "c"}',
  "${ var.name }",
  "%{ if var.a }b%{ else }c%{ endif }",
  "%{~ for name in var.names ~}${name}%{ endfor }",
])("%s is left to Terraform", (value) => {
  expectFound([site(env(value))]);
});

test("outputs, locals and providers are read too", () => {
  const json = { ...site(), output: { a: { value: "${HOME}" } } };
  expectFound([json], "error TF-01 prod: Terraform reads ${HOME} in output.a.value");
});

test("what is in the comment of a resource is no text of Terraform's", () => {
  expectFound([site({ [BACKEND]: { web: { "//": { metadata: { path: "prod/web", note: "${HOME}" } } } } })]);
});

test.each(["404", "2024Campaign", "-a"])("Terraform takes no resource called %s", (id) => {
  const service = { ...serviceNamed("other"), template: { containers: [{ image: "gcr.io/acme/web" }] } };
  expectFound(
    [site({ google_project_service: { [id]: { service: "run.googleapis.com", project: service.name } } })],
    `error NAM-08 prod/${id}: the Terraform name of this resource would be ${JSON.stringify(id)}, but a Terraform name must begin with a letter`,
  );
});

test("Terraform takes no dot in the name of a resource", () => {
  expectFound(
    [site({ google_project_service: { "web.run": { service: "run.googleapis.com" } } })],
    "must begin with a letter or an underscore, and then have only letters, digits, underscores and hyphens; change the construct's id or the id that overrideLogicalId gives",
  );
});

test.each(["_404", "a-b_c", "A"])("Terraform takes a resource called %s", (id) => {
  expectFound([site({ google_project_service: { [id]: { service: "run.googleapis.com" } } })]);
});

const provider = (version: string) => ({
  terraform: { required_providers: { google: { source: "hashicorp/google", version } } },
});
const misspelt: Changes = { [BACKEND]: { web: { ...backendOf("web"), compresion_mode: "AUTOMATIC" } } };
const SAID = `NAM-06 prod/web: ${BACKEND} has no argument compresion_mode; did you mean compression_mode?`;

test.each<[string, Changes, string]>([
  ["a resource", misspelt, SAID],
  [
    "a block",
    { [BACKEND]: { web: { log_config: { enable: true, sample_rat: 1 } } } },
    `NAM-06 prod/web: log_config of ${BACKEND} has no argument sample_rat; did you mean sample_rate?`,
  ],
  [
    "a block in a list in a block",
    { [RUN]: { web: { template: { containers: [{ image: "gcr.io/acme/web", env: [{ nam: "A" }] }] } } } },
    `NAM-06 prod/web: template.containers.env of ${RUN} has no argument nam; did you mean name?`,
  ],
  [
    "what no provider has",
    { [RUN]: { web: { horsepower: 9 } } },
    `NAM-06 prod/web: ${RUN} has no argument horsepower; look it up in the documentation of provider ${PROVIDER_VERSION}`,
  ],
  [
    "a block, outside of it",
    { [BACKEND]: { web: { cache_mode: "USE_ORIGIN_HEADERS" } } },
    `NAM-06 prod/web: ${BACKEND} has no argument cache_mode; write it as cdn_policy.cache_mode`,
  ],
  [
    "a block, by the name that another block has for it",
    { [BACKEND]: { web: { log_config: { enabled: true } } } },
    `NAM-06 prod/web: log_config of ${BACKEND} has no argument enabled; did you mean enable?`,
  ],
  [
    "one that is near to none",
    { [BACKEND]: { web: { wholly_unknown: true } } },
    `NAM-06 prod/web: ${BACKEND} has no argument wholly_unknown; look it up in the documentation of provider ${PROVIDER_VERSION}`,
  ],
])("a misspelt argument of %s is refused", (_what, changes, said) => {
  expectFound([site(changes)], `error ${said}`);
});

const backendWith = (changes: object): Changes => ({ [BACKEND]: { web: changes } });

test.each<[string, Changes, string]>([
  [
    "a flag that is a word",
    backendWith({ enable_cdn: "yes" }),
    `enable_cdn of ${BACKEND} must be true or false, got "yes"; write true or false`,
  ],
  [
    "a number with a unit",
    backendWith({ connection_draining_timeout_sec: "5m" }),
    `connection_draining_timeout_sec of ${BACKEND} must be a number, got "5m"; write a number`,
  ],
  [
    "a text instead of a list",
    backendWith({ custom_response_headers: "X-A: b" }),
    `custom_response_headers of ${BACKEND} must be a list of texts, got "X-A: b"`,
  ],
  [
    "a flag instead of a block",
    backendWith({ log_config: true }),
    `log_config of ${BACKEND} is a block, got true; write it as an object with arguments such as enable,`,
  ],
  ["an object instead of a text", backendWith({ description: { a: "b" } }), `description of ${BACKEND} must be a text`],
])("%s is a value of another type", (_what, changes, said) => {
  expectFound([site(changes)], `error NAM-06 prod/web: ${said}`);
});

test.each<[string, Changes]>([
  ["a flag as a text", backendWith({ enable_cdn: "false" })],
  ["a number as a text", backendWith({ connection_draining_timeout_sec: "0" })],
  ["a text as a number", backendWith({ description: 5 })],
  ["an expression", backendWith({ enable_cdn: "${var.cdn}", custom_response_headers: "${var.headers}" })],
  ["a block in a list", backendWith({ log_config: [{ enable: true }] })],
  ["what is not there", backendWith({ log_config: null })],
])("%s is a value that Terraform takes", (_what, changes) => {
  expectFound([site(changes)]);
});

test.each<[string, Changes]>([
  ["names of the user's own", { [RUN]: { web: { labels: { any: "a" }, annotations: { "x/y": "z" } } } }],
  ["what Terraform reads itself", { [BACKEND]: { web: { count: 1, lifecycle: { prevent_destroy: true } } } }],
  ["a provider that nobody knows", { aws_thing: { web: { what_ever: 1 } } }],
])("%s are left alone", (_what, changes) => {
  expectFound([site(changes)]);
});

const [MAJOR, MINOR] = PROVIDER_VERSION.split(".").map(Number);

test.each([`~> ${NEXT_MAJOR}.2`, `>= ${MAJOR}.${MINOR + 1}`, `${NEXT_MAJOR}.0.0`])(
  "of a newer provider, %s, it is a warning",
  (version) => {
    expectFound([{ ...site(misspelt), ...provider(version) }], `warning ${SAID}`);
  },
);

test.each([
  PROVIDER_VERSION,
  `~> ${MAJOR}.${MINOR}`,
  ">= 5.0",
  `${MAJOR}.${MINOR}.3`,
  `>= ${MAJOR}.${MINOR}, < ${NEXT_MAJOR}.0.0`,
  `!= ${NEXT_MAJOR}.0`,
])("of the provider of the bindings, %s, it is an error", (version) => {
  expectFound([{ ...site(misspelt), ...provider(version) }], `error ${SAID}`);
});

test("on google-beta it is a warning", () => {
  const json = site({
    [BACKEND]: { web: { ...backendOf("web"), compresion_mode: "AUTOMATIC", provider: "google-beta" } },
  });
  expectFound([{ ...json, provider: { ...json.provider, "google-beta": [{ project: "p1" }] } }], `warning ${SAID}`);
});
