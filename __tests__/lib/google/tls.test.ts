import { SSL_PROFILES } from "../../../lib/google/tls";
import { changesOf } from "../review/compare/changes";
import { Json } from "../review/small";

// the tables of this file alone: jest loads them again for each file
Object.assign(SSL_PROFILES, { POST_QUANTUM: { rank: 3 }, SPECIAL: {} });

test.each([
  [
    "COMPATIBLE",
    "dangerous: TLS on port 443 is now TLS 1.2 or later, profile COMPATIBLE, policy `modern-tls`; previously ",
  ],
  [
    "RESTRICTED",
    "changed: TLS on port 443 is now TLS 1.2 or later, profile RESTRICTED, policy `modern-tls`; previously ",
  ],
  ["CUSTOM", "changed: TLS on port 443 is now TLS 1.2 or later, profile CUSTOM, policy `modern-tls`; previously "],
  [
    "POST_QUANTUM",
    "changed: TLS on port 443 is now TLS 1.2 or later, profile POST_QUANTUM, policy `modern-tls`; previously ",
  ],
  ["SPECIAL", "changed: TLS on port 443 is now TLS 1.2 or later, profile SPECIAL, policy `modern-tls`; previously "],
])("the review compares profile %s with profile MODERN by their rows in the table alone", (profile, text) => {
  const change = (_: Json, resource: Json) => (resource.google_compute_ssl_policy.Tls.profile = profile);
  expect(changesOf(change)).toEqual([expect.stringContaining(text)]);
});
