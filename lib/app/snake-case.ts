/**
 * The name of an argument in Terraform's JSON: `urlMap` is `url_map`. What is done stands beside the rest, so that the
 * compiler need not go deep for a long name.
 */
export type SnakeCase<Name, Done extends string = ""> = Name extends `${infer First}${infer Rest}`
  ? SnakeCase<Rest, `${Done}${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}`>
  : Done;
