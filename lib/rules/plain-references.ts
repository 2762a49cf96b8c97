/** Texts that look like a reference, and are only text: nobody puts a value in their place. */
import { Fact, Text, given, text } from "./text";

/** A variable of a shell, alone or as the project in the path of a resource. */
const SHELL = /^(projects\/)?\$[A-Za-z_]\w*(?=$|\/)/;
/** A reference of Terraform without `${` and `}`. The name of a bucket may look like one to another provider. */
const TERRAFORM =
  /^((var|local|module)\.[A-Za-z_][\w-]*|each\.(key|value)|(data\.[a-z]\w*_|google_)\w+\.[A-Za-z_][\w-]*)(\.[a-z_]\w*|\[[^\]]*\])*$/;

/** The parts of the reference of Terraform that a whole text would be, such as those of `var.image`. */
export function plainReferenceIn(value: string): readonly string[] | undefined {
  return TERRAFORM.test(value) ? value.split(".") : undefined;
}

/** Whether a text is a variable of a shell. */
export function isShellVariable(value: string): boolean {
  return SHELL.test(value);
}

/** What is wrong about such a text. */
export function plainReference(what: Fact, value: string): Text {
  return value.includes("$")
    ? text`nothing replaces the variable in ${what}, got ${given(value)}; take its value in the program, for example from process.env`
    : text`${what} is plain text, not a reference, got ${given(value)}; write ${`\${${value}}`}, or pass the value itself`;
}
