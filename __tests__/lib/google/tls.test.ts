import { SSL_PROFILES } from "../../../lib/google/tls";
import { changesOf } from "../review/compare/changes";
import { Json } from "../review/small";

// the tables of this file alone: jest loads them again for each file
Object.assign(SSL_PROFILES, { POST_QUANTUM: { rank: 3 }, SPECIAL: {} });

test.each([
  ["COMPATIBLE", "dangerous: TLS on port 443: TLS 1.2 or later, profile COMPATIBLE, policy `modern-tls`; before "],
  ["RESTRICTED", "added: TLS on port 443: TLS 1.2 or later, profile RESTRICTED, policy `modern-tls`; before "],
  ["CUSTOM", "changed: TLS on port 443: TLS 1.2 or later, profile CUSTOM, policy `modern-tls`; before "],
  ["POST_QUANTUM", "added: TLS on port 443: TLS 1.2 or later, profile POST_QUANTUM, policy `modern-tls`; before "],
  ["SPECIAL", "changed: TLS on port 443: TLS 1.2 or later, profile SPECIAL, policy `modern-tls`; before "],
])("the review compares profile %s with profile MODERN by their rows in the table alone", (profile, text) => {
  const change = (_: Json, resource: Json) => (resource.google_compute_ssl_policy.Tls.profile = profile);
  expect(changesOf(change)).toEqual([expect.stringContaining(text)]);
});
