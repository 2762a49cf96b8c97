import * as fs from "fs";
import * as path from "path";
import { compare, comparisonPage } from "../../../../lib/review";
import { ROOT } from "../../../apps";
import { backend, changedSite, small } from "../small";

test("the comparison that the documentation shows is what is found", () => {
  const after = changedSite((_, resource) => {
    resource.google_compute_ssl_policy.Tls.min_tls_version = "TLS_1_0";
    resource.google_cloud_run_v2_service.Web.ingress = "INGRESS_TRAFFIC_ALL";
    resource.google_compute_security_policy.Armor.rule[0].preview = true;
    resource.google_compute_url_map.Map.path_matcher[0].path_rule[0].service = backend("Web");
  });
  const page = fs.readFileSync(path.join(ROOT, "docs/review.md"), "utf8");
  expect(/```md\n([^]*?)```/.exec(page)?.[1]).toBe(comparisonPage(compare({ json: small() }, { json: after })));
});

test("nothing changed for visitors is said", () => {
  expect(comparisonPage(compare({ json: small() }, { json: small() }))).toBe(
    "# What changes for visitors of `prod`\n\nNothing changes for visitors.\n",
  );
});

test("a replacement that no visitor notices is listed, and nothing changes for visitors", () => {
  const after = changedSite((_, resource) => (resource.google_compute_ssl_policy.Tls.name = "modern-tls-2"));
  expect(comparisonPage(compare({ json: small() }, { json: after }))).toBe(
    [
      "# What changes for visitors of `prod`",
      "Nothing changes for visitors.",
      "## Replaced resources",
      [
        "| resource                        | previous name | new name       | because of |",
        "| ------------------------------- | ------------- | -------------- | ---------- |",
        "| `google_compute_ssl_policy.Tls` | `modern-tls`  | `modern-tls-2` | `name`     |\n",
      ].join("\n"),
    ].join("\n\n"),
  );
});

test("what comes with a first synthesis is made, and nothing is destroyed", () => {
  const { made, destroyed, replaced } = compare({ json: {} }, { json: small() });
  expect([made.length, destroyed, replaced]).toEqual([16, [], []]);
});

test("one and the same sentence stands once", () => {
  const texts = compare({ json: small() }, { json: {} }).changes.map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
});

describe("Terraform's state", () => {
  const keptIn = (backend: object | undefined) => {
    const site = small();
    return { ...site, terraform: { ...(site.terraform as object), backend } };
  };
  const gcs = (settings: object) => keptIn({ gcs: settings });
  const said = (before: object, after: object) =>
    compare({ json: before }, { json: after }).changes.map(({ level, text }) => `${level}: ${text}`);

  test.each<[object, object, string, string]>([
    [
      gcs({ bucket: "states", prefix: "prod" }),
      gcs({ bucket: "states-eu", prefix: "prod" }),
      "`gcs`, bucket `states-eu`, prefix `prod`",
      "`gcs`, bucket `states`, prefix `prod`",
    ],
    [
      gcs({ bucket: "states", prefix: "prod" }),
      gcs({ bucket: "states", prefix: "site" }),
      "`gcs`, bucket `states`, prefix `site`",
      "`gcs`, bucket `states`, prefix `prod`",
    ],
    [
      keptIn({ local: { path: "a.tfstate" } }),
      gcs({ bucket: "states" }),
      "`gcs`, bucket `states`",
      "`local`, path `a.tfstate`",
    ],
  ])("in another place is the first thing to look at", (before, after, is, was) => {
    expect(said(before, after)).toEqual([
      `dangerous: Terraform's state is kept in ${is}; previously in ${was}. Terraform does not look in the old place, so it would create everything again: move the state first, with \`terraform init -migrate-state\` in the stack's folder`,
    ]);
  });

  test("in the same place, or in one that only one version says, is nothing", () => {
    expect(said(gcs({ bucket: "states", prefix: "prod" }), gcs({ prefix: "prod", bucket: "states" }))).toEqual([]);
    expect(said(keptIn(undefined), gcs({ bucket: "states" }))).toEqual([]);
  });
});

describe("warnings", () => {
  const warnedOf = (...warnings: object[]) => ({ ...small(), "//": { metadata: { stackName: "prod" }, warnings } });
  const cdn = { id: "CDN-16", path: "prod/Api", text: "responses with cookies are cached" };
  const pageOf = (before: object, after: object) => comparisonPage(compare({ json: before }, { json: after }));

  test("that are new are listed, and those that somebody acknowledged since", () => {
    expect(pageOf(warnedOf(), warnedOf(cdn))).toContain(
      "## New warnings\n\n- **CDN-16** at `prod/Api`: responses with cookies are cached",
    );
    expect(pageOf(warnedOf(cdn), warnedOf({ ...cdn, acknowledged: "they are public" }))).toContain(
      "- **CDN-16** at `prod/Api`: responses with cookies are cached. Acknowledged: they are public",
    );
  });

  test("that were there before are not", () => {
    expect(pageOf(warnedOf(cdn), warnedOf(cdn))).not.toContain("warnings");
    expect(pageOf(warnedOf(cdn), warnedOf())).not.toContain("warnings");
  });
});

test("a grant that is created has the name of its service", () => {
  const after = small();
  after.resource.google_cloud_run_v2_service_iam_member = {
    Everybody: { name: "${google_cloud_run_v2_service.Web.name}", member: "allUsers", role: "roles/run.invoker" },
  };
  expect(comparisonPage(compare({ json: small() }, { json: after }))).toContain(
    "- created: `google_cloud_run_v2_service_iam_member` `web`\n",
  );
});
