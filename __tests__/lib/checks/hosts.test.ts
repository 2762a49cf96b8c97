import { Token } from "cdktf";
import { checkHost } from "../../../lib/checks/hosts";

const TOKEN = Token.asString({ a: "token" });

test("a host in letters of other languages is refused with what DNS has for it", () => {
  expect(checkHost("bücher.example")[0].message).toContain("write it like xn--bcher-kva.example");
});

test("a host with an empty part is refused", () => {
  expect(checkHost("a..example.com")).toHaveLength(1);
});

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
  expect(checkHost(host)).toEqual([]);
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
  expect(checkHost(host)).toEqual([
    {
      rule: "UM-02",
      message: `a host must be a lower-case host name, with an optional port; * only stands first, alone or before . or -, got ${JSON.stringify(host)}; write it like app.example.com, *.example.com or *; no scheme, path, or IP address`,
    },
  ]);
});
