import { Token } from "cdktf";
import { problemsIn, problemsOf } from "../../../lib/resource/findings";

const TOKEN = Token.asString({ a: "token" });
/** What is said of a host in a host rule. */
const told = (host: string) =>
  [
    ...problemsOf("UrlMap.addHostRule", { hosts: [host], present: new Set() }),
    ...problemsIn("google_compute_url_map", { host_rule: [{ hosts: [host], path_matcher: "${var.name}" }] }),
  ].map(({ rule, message }) => `${rule}: ${message}`);

test.each([
  ["app.example.com"],
  ["localhost"],
  ["*"],
  ["*.example.com"],
  ["*-preview.example.com"],
  ["*:8080"],
  ["app.example.com:1"],
  ["app.example.com:65535"],
  [TOKEN],
  [`app.${TOKEN}`],
])("a host may be %s", (host) => {
  expect(told(host)).toEqual([]);
});

test.each([
  ["with a capital", "App.example.com"],
  ["with a scheme", "https://app.example.com"],
  ["with a path", "app.example.com/"],
  ["with * in the middle", "app.*.example.com"],
  ["with * before a letter", "*app.example.com"],
  ["with * and nothing after the dot", "*."],
  ["with port 0", "app.example.com:0"],
  ["with port 65536", "app.example.com:65536"],
  ["with an empty port", "app.example.com:"],
  ["that is an IP address", "203.0.113.7"],
  ["that is an IP address with a port", "203.0.113.7:80"],
  ["that is an IPv6 address", "2001:db8::1"],
  ["that is empty", ""],
])("a host %s is refused", (_what, host) => {
  expect(told(host)).toEqual([
    `UM-02: a host must be a lowercase host name with an optional port, and * may only come first, alone or before . or -, got ${JSON.stringify(host)}; write it like app.example.com, *.example.com or *, without scheme, path and IP address`,
  ]);
});

test("a host in letters of other languages is refused with what DNS has for it", () => {
  expect(told("bücher.example")).toEqual([expect.stringContaining("write it like xn--bcher-kva.example")]);
});

test.each([
  ["an empty part", "a..example.com", "leave out the empty part between two dots"],
  ["a space", "api.shop .example", 'leave out " ", which no host name has'],
  ["a comma", "a.example,com", 'leave out ",", which no host name has'],
])("a host with %s is refused with what to leave out", (_what, host, wayOut) => {
  expect(told(host)).toEqual([expect.stringMatching(new RegExp(`; ${wayOut}$`))]);
});
