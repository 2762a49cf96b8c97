/**
 * Questions that Google's documentation leaves open, and the answer taken here. A decision says which of them it rests
 * on. U-12 and U-16 are not answered at all.
 */
export const ASSUMPTIONS = {
  "U-01": "a host with a port fits only a host rule that names the port, and *",
  "U-02": "a port 80 or 443 that is sent in full is like any other",
  "U-03": "the case of a host does not count",
  "U-04": "of several wildcards that fit a host the longest wins, and * is last",
  "U-05": "paths are compared as they are sent: //, /./, a final /.. and percent-encoding stay",
  "U-06": "a header match with invert_match does not hold when the header is missing; use a present match to be sure",
  "U-07": "a header that is sent twice counts as one, joined by a comma",
  "U-08": "of a query parameter that is sent twice the first counts",
  "U-09": "query parameters are compared as they are sent, with their case and percent-encoding",
  "U-10": "a prefix is swapped as text: where only one of the two ends in a slash, none is added or taken away",
  "U-11": "the prefix of a default action stands in front of the path, with one slash between them",
  "U-13": "a match rule without a path fits any path",
  "U-14": "present_match false means that the header must be absent",
  "U-15": "a redirect to https drops the port 80 and keeps any other",
  "U-17": "* in a path template takes all characters but a slash",
} as const;

/** The id of an assumption. */
export type AssumptionId = keyof typeof ASSUMPTIONS;
