/** Other words for the words of known names, such as `country` for `region`, and other names for whole names. */
export interface Vocabulary {
  /** By a word in the singular; several words may stand for it. */
  readonly words?: { readonly [word: string]: string };
  /** By the words of a name with spaces between them. */
  readonly names?: { readonly [name: string]: string };
}
