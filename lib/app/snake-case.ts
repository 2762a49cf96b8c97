/**
 * The name of an argument in Terraform's JSON: `urlMap` is `url_map`. What is done stands beside the rest, so that the
 * compiler need not go deep for a long name.
 */
export type SnakeCase<Name, Done extends string = ""> = Name extends `${infer First}${infer Rest}`
  ? SnakeCase<Rest, `${Done}${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}`>
  : Done;

/** The name in the provider's bindings of an argument in Terraform's JSON: `url_map` is `urlMap`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The name in Terraform's JSON of an argument of the provider's bindings: `urlMap` is `url_map`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
