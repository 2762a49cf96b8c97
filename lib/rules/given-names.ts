import { Text, given, text } from "./text";

/** What to write for a name that has not the form that Google wants: its last part, in words joined by hyphens. */
export function nameMeant(name: unknown, form: RegExp, otherwise = "choose another name"): Text {
  const meant = String(name)
    .replace(/^(https?:\/\/[^/]*\/|projects\/).*\//, "")
    .replace(/^gs:\/\//, "")
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[\s_./-]+/g, "-");
  return form.test(meant) ? text`write ${given(meant)}` : text`${otherwise}`;
}
