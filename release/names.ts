/** What a user's state and projects remember of a stack: Terraform addresses and physical names. */

/** Terraform address to physical name, per stack. */
export interface Names {
  readonly [stack: string]: { readonly [address: string]: string };
}

interface Stack {
  readonly resource?: { readonly [type: string]: { readonly [id: string]: { readonly name?: string } } };
  readonly output?: { readonly [id: string]: object };
}

/** The addresses of a stack's resources and outputs, with the names of the resources that have one. */
export function namesOf({ resource = {}, output = {} }: Stack): Names[string] {
  const resources = Object.entries(resource).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, { name = "" }]) => [`${type}.${id}`, name]),
  );
  const outputs = Object.keys(output).map((id) => [`output.${id}`, ""]);
  return Object.fromEntries([...resources, ...outputs].sort(([a], [b]) => (a < b ? -1 : 1))) as Names[string];
}

/** What Terraform would destroy or replace at a user's site. More resources are no harm. */
export function changedNames(last: Names, now: Names): string[] {
  return Object.entries(last).flatMap(([stack, names]) =>
    Object.entries(names)
      .filter(([address, name]) => now[stack]?.[address] !== name)
      .map(([address, name]) => {
        const changed = now[stack]?.[address];
        return `${stack}: ${address} ${changed === undefined ? "is gone" : `was named ${name}, is named ${changed}`}`;
      }),
  );
}
