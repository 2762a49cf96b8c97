/**
 * Questions that Google's documentation leaves open, and the answer taken here. A decision says which of them it rests
 * on. U-12 and U-16 are not answered at all.
 */
export const ASSUMPTIONS = {
  "U-01": "a host with a port matches only a host rule that names the port, or *",
  "U-02": "port 80 or 443 in the host of a request is treated like any other port",
  "U-03": "hosts are not case-sensitive",
  "U-04": "if several wildcards match a host, the longest one wins, and * comes last",
  "U-05": "paths are compared as they are sent: //, /./, a final /.. and percent-encoding are kept",
  "U-06":
    "a header match with invert_match does not match if the header is missing; to be sure, add a match with present_match",
  "U-07": "a header that is sent twice is treated as one, with its values joined by a comma",
  "U-08": "if a query parameter is sent twice, the first value is used",
  "U-09": "query parameters are compared as they are sent, including case and percent-encoding",
  "U-10": "a prefix is replaced as text: if only one of the two ends with a slash, no slash is added or removed",
  "U-11": "the prefix of a default action is put in front of the path, with one slash between them",
  "U-13": "a match rule without a path matches any path",
  "U-14": "present_match false means that the header or query parameter must be absent",
  "U-15": "a redirect to https removes port 80 and keeps any other port",
  "U-17": "* in a path template matches all characters except a slash",
  "U-18": "a regular expression in a rewrite replaces every part of the path that it matches, and sees no query",
} as const;

/** The id of an assumption. */
export type AssumptionId = keyof typeof ASSUMPTIONS;
