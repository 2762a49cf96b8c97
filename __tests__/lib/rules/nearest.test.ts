import { didYouMean, nearest } from "../../../lib/rules/nearest";

test.each([
  ["startwith", ["startsWith", "endsWith"], "startsWith"],
  ["client_contry", ["client_city", "client_country"], "client_country"],
  ["max_instances", ["maxInstanceRequestConcurrency", "maxInstanceCount"], "maxInstanceCount"],
  ["hostRule", ["hostRules"], "hostRules"],
  ["CND-16", ["CDN-14", "CDN-16"], "CDN-16"],
  ["cpu_limit", ["cpu", "memory"], "cpu"],
  ["origin.ipp", ["origin.ip", "origin.asn"], "origin.ip"],
])("of %s, the nearest of %j is %s", (given, known, expected) => {
  expect(nearest(given, known)).toBe(expected);
});

test.each([
  ["GET", ["origin.ip"]],
  ["request.uri", ["request.query", "request.path"]],
  ["abcdefghijkl", ["abcdefghxxxx"]],
  ["a", []],
  ["b", ["a", "c"]],
  ["TLS_1_3", ["TLS_1_1", "TLS_1_2"]],
  ["get", ["geo", "set_cookie"]],
  ["policy", ["cdnPolicy", "securityPolicy"]],
])("%s is near none of %j", (given, known) => {
  expect(nearest(given, known)).toBeUndefined();
});

test("the hint is the nearest name, or else another one", () => {
  expect(didYouMean("lowr", ["lower"], "look it up")).toBe("did you mean lower?");
  expect(didYouMean("x", ["lower"], "look it up")).toBe("look it up");
});

test("others call a name, or a word of it, otherwise", () => {
  const vocabulary = { words: { country: "region" }, names: { ip: "client_ip_address" } };
  const known = ["client_region", "client_region_subdivision", "client_ip_address", "server_ip_address"];
  expect(["client_contry", "country", "ip", "constructor"].map((given) => nearest(given, known, vocabulary))).toEqual([
    "client_region",
    "client_region",
    "client_ip_address",
    undefined,
  ]);
});
