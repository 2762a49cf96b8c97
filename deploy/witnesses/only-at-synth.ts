/** A finding of a rule that refuses what Google takes and what then breaks the site or does nothing, and how. */
export interface OnlyAtSynth {
  readonly finding: RegExp;
  readonly why: string;
}

/** What synth alone refuses. */
export const ONLY_AT_SYNTH: readonly OnlyAtSynth[] = [
  { finding: /\bCERT-06: /, why: "a managed certificate never becomes active: Google asks for it on port 443" },
  { finding: /\bFE-10: /, why: "nothing answers on the port that was asked for" },
  {
    finding: /\bUM-16: the custom error responses of .* need a rule/,
    why: "the provider does not send empty custom error responses, so that the plan would never be empty",
  },
  {
    finding: /\bRUN-16: maxInstanceRequestConcurrency .*, got 0;/,
    why: "the provider does not send a concurrency of 0, so that Google's default holds",
  },
  {
    finding: /\bRUN-01: the Cloud Run service's name .*, got "[a-z0-9-]{50,63}"/,
    why: "no Cloud Run service can have a name of that length, so that nothing answers",
  },
  {
    finding: /\bNEG-04: the App Engine service's name .*, got ""/,
    why: "the provider does not send an empty name, so that the default service answers",
  },
  {
    finding: /\bUM-14: PathRedirect\.\w+ .*, got ""/,
    why: "the provider does not send an empty redirect, so that the path stays",
  },
  {
    finding: /\bMTLS-01: /,
    why: "Google takes intermediate CAs without a trust anchor, and then verifies no client",
  },
  {
    finding: /\bMTLS-02: .* got a string of 0 characters/,
    why: "the provider does not send an empty certificate, so that one is missing",
  },
];
