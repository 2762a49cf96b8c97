/** Types by the name of a parameter or prop: `string`, `RouteRule[]`, `string{}` for a map, and a `?` where it may be left out. */
export interface Fields {
  readonly [name: string]: string;
}

/** What a class of ours takes. */
export interface ClassShape {
  /** The interfaces that its objects, or what its factories make, have. */
  readonly is: readonly string[];
  /** Ready-made objects of the class, such as `EnforceOnKey.IP`. */
  readonly constants: readonly string[];
  /** The parameters of its constructor, if it is public. */
  readonly constructs?: Fields;
  readonly factories: { readonly [name: string]: Fields };
  readonly methods: { readonly [name: string]: Fields };
}

/** All that the package takes. */
export interface Shapes {
  readonly structs: { readonly [name: string]: Fields };
  /** The values of an enum by the names of its members. */
  readonly enums: { readonly [name: string]: Fields };
  /** The members of an interface; a method ends in `()`. */
  readonly interfaces: { readonly [name: string]: readonly string[] };
  readonly classes: { readonly [name: string]: ClassShape };
}
