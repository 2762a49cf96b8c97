import * as fs from "fs";
import * as path from "path";
import { BINDINGS } from "../release/bindings";
import { CDKTN } from "../release/repository";
import { saidTo } from "../scripts/mistakes";
import { ROOT } from "./apps";
import { stackOf } from "./apps/synthesized-stack";
import { PROVIDER_VERSION } from "./provider-version";

const readme = fs.readFileSync(path.join(ROOT, "README.md"), "utf8");
const scripts = (JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { scripts: object }).scripts;

test("the README begins with the two commands", () => {
  const [, block] = /```sh\n([^]*?)```/.exec(readme) ?? [];
  expect(block).toBe("npm ci && npm run synth\nnpm ci && npm test\n");
});

test("the README's first screen has the commands, a site of ten lines and a picture", () => {
  const screen = readme.split("\n").slice(0, 60).join("\n");
  expect(screen).toContain("npm ci && npm test");
  expect(screen).toContain("<!-- examples/one-service.ts -->");
  expect(screen).toMatch(/<picture>[^]*docs\/pictures\/preview-site-light.png/);
});

test("the README tells the tested versions", () => {
  const status = (/\n## Status\n([^]*?)\n## /.exec(readme)?.[1] ?? "").replace(/\s+/g, " ");
  expect(status).toContain(`CDK Terrain ${CDKTN}`);
  expect(status).toContain(`provider ${PROVIDER_VERSION}`);
  expect(status).toContain(`provider ${BINDINGS.provider}`);
});

test("every script that README, CONTRIBUTING and help name exists", () => {
  const texts = ["README.md", "CONTRIBUTING.md", "help"].map((file) => fs.readFileSync(path.join(ROOT, file), "utf8"));
  const named = texts.flatMap((text) => [...text.matchAll(/npm run ([a-z:-]+)/g)].map((match) => match[1]));
  expect(named).toContain("synth");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("the error that the README quotes is the one that synth gives", () => {
  const [, quoted] = /`(\[prod\/Frontend\][^`]+)`/.exec(readme) ?? [];
  expect(saidTo("ttl-above-maximum")).toBe(quoted.replace(/\s+/g, " "));
});

test("the defaults that the README calls safe are those of the synthesized example", async () => {
  const { resource } = (await stackOf("examples/one-service.ts", "prod")) as {
    resource: { [type: string]: { [id: string]: { [argument: string]: string } } };
  };
  const argumentsOf = (type: string) => Object.values(resource[type])[0];
  const { profile, min_tls_version } = argumentsOf("google_compute_ssl_policy");
  const [, version] = /^TLS_(\d_\d)$/.exec(min_tls_version) ?? [];
  const { load_balancing_scheme } = argumentsOf("google_compute_backend_service");
  const { ingress } = argumentsOf("google_cloud_run_v2_service");
  expect(safeDefaults()).toMatchObject({
    scheme: `\`${load_balancing_scheme}\`, always written`,
    TLS: `profile ${profile}, TLS ${version.replace("_", ".")} and up`,
    ingress: `\`${ingress.replace("INGRESS_TRAFFIC_", "")}\``,
  });
});

/** The rows of the table of safe defaults. */
function safeDefaults(): { [thing: string]: string } {
  const [, table] = /\n## Safe by default\n([^]*?)\n## /.exec(readme) ?? [];
  const rows = [...table.matchAll(/^\| (.*?) +\| (.*?) +\|/gm)];
  return Object.fromEntries(rows.map(([, thing, byDefault]) => [thing, byDefault]));
}
