/** The rules that refuse what Google takes and what then breaks the site or does nothing, each with how. */
export const ONLY_AT_SYNTH: { readonly [rule: string]: string } = {
  "CERT-06": "a managed certificate never becomes active: Google asks for it on port 443",
  "FE-10": "nothing answers on the port that was asked for",
};
