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
