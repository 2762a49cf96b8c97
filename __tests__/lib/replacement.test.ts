import { createHash } from "crypto";
import { TerraformOutput, TerraformVariable } from "cdktf";
import { digest, numberText, sha256 } from "../../lib/replacement";
import { synthesize } from "../synthesized";

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

test("a number is written as text, and a token stays a token", () => {
  const json = synthesize((stack) => {
    const port = new TerraformVariable(stack, "port", { type: "number" }).numberValue;
    new TerraformOutput(stack, "ports", { value: [numberText(443), numberText(port)] });
    new TerraformOutput(stack, "digest", { value: digest([numberText(port)]) });
  });
  expect(json.output.ports.value).toEqual(["443", "${var.port}"]);
  expect(json.output.digest.value).toBe('${substr(sha256(join("|", [var.port])), 0, 8)}');
});
