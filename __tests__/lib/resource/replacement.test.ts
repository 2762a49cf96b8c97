import { createHash } from "crypto";
import { Fn, Lazy, TerraformOutput, TerraformVariable } from "cdktf";
import { digest, joined, numberText, sha256 } from "../../../lib/resource/replacement";
import { synthesize } from "../../synthesized";

test("a digest of literals is the beginning of the SHA-256 of them, joined", () => {
  const whole = createHash("sha256").update("us-central1|web").digest("hex");
  expect(digest(["us-central1", "web"])).toBe(whole.slice(0, 8));
  expect(sha256("us-central1|web")).toBe(whole.slice(0, 8));
});

test("a digest tells one input from another, and from their order", () => {
  expect(new Set([digest(["a"]), digest(["b"]), digest(["a", "b"]), digest(["b", "a"])]).size).toBe(4);
});

test("a digest of a token is the same one, made by Terraform", () => {
  const json = synthesize((stack) => {
    const service = new TerraformVariable(stack, "service", { type: "string" }).stringValue;
    new TerraformOutput(stack, "digest", { value: digest(["us-central1", service]) });
  });
  expect(json.output.digest.value).toBe('${substr(sha256(join("|", ["us-central1", var.service])), 0, 8)}');
});

describe("a value that comes late", () => {
  const late = (value: string) => Lazy.stringValue({ produce: () => value });
  const outputOf = (value: (service: string, regions: string[]) => unknown) =>
    synthesize((stack) => {
      const service = new TerraformVariable(stack, "service", { type: "string" }).stringValue;
      const regions = new TerraformVariable(stack, "regions", { type: "list(string)" }).listValue;
      new TerraformOutput(stack, "output", { value: value(service, regions) });
    }).output.output.value as string;

  test("is digested as it would be if it were there at once", () => {
    expect(outputOf(() => digest(["us-central1", late("web")]))).toBe(digest(["us-central1", "web"]));
    expect(outputOf(() => digest([`${late("us")}-central1`, late(late("web"))]))).toBe(digest(["us-central1", "web"]));
    expect(outputOf(() => `name-${digest([late("web")])}`)).toBe(`name-${digest(["web"])}`);
  });

  test("stands in quotes among values that only Terraform knows", () => {
    expect(outputOf((service) => digest([late("us-central1"), service, late(late("a"))]))).toBe(
      '${substr(sha256(join("|", ["us-central1", var.service, "a"])), 0, 8)}',
    );
    expect(outputOf((service) => digest([late(service)]))).toBe('${substr(sha256(join("|", [var.service])), 0, 8)}');
  });

  test("gives a digest that Terraform's functions take", () => {
    expect(outputOf(() => Fn.upper(digest([late("web")])))).toBe(`\${upper("${digest(["web"])}")}`);
    expect(outputOf((service) => Fn.upper(digest([service])))).toBe(
      '${upper(substr(sha256(join("|", [var.service])), 0, 8))}',
    );
  });

  test("may be a list", () => {
    const list = (values: string[]) => Lazy.listValue({ produce: () => values });
    expect(outputOf(() => digest([joined(",", list(["a", "b"]))]))).toBe(digest(["a,b"]));
    expect(outputOf((service) => digest([joined(",", list(["a", service]))]))).toBe(
      '${substr(sha256(join("|", [join(",", ["a", var.service])])), 0, 8)}',
    );
    const byTerraform = '${substr(sha256(join("|", [join(",", var.regions)])), 0, 8)}';
    expect(outputOf((_, regions) => digest([joined(",", regions)]))).toBe(byTerraform);
    expect(outputOf((_, regions) => digest([joined(",", list(regions))]))).toBe(byTerraform);
  });
});

test("a number is written as text, and a token stays a token", () => {
  const json = synthesize((stack) => {
    const port = new TerraformVariable(stack, "port", { type: "number" }).numberValue;
    new TerraformOutput(stack, "ports", { value: [numberText(443), numberText(port)] });
    new TerraformOutput(stack, "digest", { value: digest([numberText(port)]) });
  });
  expect(json.output.ports.value).toEqual(["443", "${var.port}"]);
  expect(json.output.digest.value).toBe('${substr(sha256(join("|", [var.port])), 0, 8)}');
});
