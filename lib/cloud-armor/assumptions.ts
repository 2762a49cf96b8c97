/**
 * Questions about Cloud Armor that Google's documentation leaves open, and the answer taken here. A decision says which of
 * them it rests on.
 */
export const ARMOR_ASSUMPTIONS = {
  "A-01":
    "a rule whose expression fails, such as one that reads a header that the request does not have, does not match",
  "A-02": "as in CEL, && and || do not fail because of one side if the other side alone decides",
  "A-03":
    "texts are compared byte by byte, upper() and lower() change only the letters of ASCII, and size() counts bytes",
  "A-04": "the functions for Unicode write and read other characters than those of ASCII as %u and four digits",
  "A-05": "a policy without any rules allows every request",
  "A-06":
    "the user's IP address is in the first of the headers that the request has; if it has none, it is the address of the connection",
  "A-07": "base64Decode() also reads texts without the padding at their end",
} as const;

/** The id of an assumption. */
export type ArmorAssumptionId = keyof typeof ARMOR_ASSUMPTIONS;
