import { MANAGED_CERTIFICATE } from "../../../lib/app/types";
import { Breach, checkCall, checkResource } from "../../../lib/rules";
import { worded } from "../../../lib/rules/text";

const LABEL = "a".repeat(63);
const told = (breaches: readonly Breach[]) => breaches.map(({ rule, text }) => ({ rule, message: worded(text) }));
const added = (domain: string) =>
  told(checkCall("error", "ApplicationLoadBalancer.addDomain", { domain, present: [], httpsPort: 443 }));
const first = (domain: string) => told(checkResource("error", MANAGED_CERTIFICATE, { managed: { domains: [domain] } }));
/** A domain of a length. */
const domain = (length: number) => `${LABEL}.${LABEL}.${LABEL}.${LABEL}`.slice(0, length - 4) + ".com";

test.each([
  ["app.example.com"],
  ["example.com."],
  ["xn--bcher-kva.example"],
  ["1.example.com"],
  [`${LABEL}.com`],
  [domain(253)],
])("a certificate's domain may be %s", (name) => {
  expect(added(name)).toEqual([]);
});

/** Of domains that nearly are one. */
const WAYS_OUT: { readonly [name: string]: string | undefined } = {
  "App.example.com": 'write "app.example.com"',
  "https://app.example.com": 'write "app.example.com"',
  "app.example.com:443": 'write "app.example.com"',
  "app.example.com/": 'write "app.example.com"',
  "my_app.example.com": 'leave out "_", which no host name has',
  "app..example.com": "leave out the empty part between two dots",
};

test.each([
  ["that is one word", "localhost"],
  ["with a scheme", "https://app.example.com"],
  ["with a port", "app.example.com:443"],
  ["with a path", "app.example.com/"],
  ["with an underscore", "my_app.example.com"],
  ["with an empty label", "app..example.com"],
  ["with a label that ends with a hyphen", "app-.example.com"],
  ["of 254 characters", domain(254)],
  ["that is empty", ""],
])("a certificate's domain %s is refused", (_what, name) => {
  expect(added(name)).toEqual([
    {
      rule: "CERT-01",
      message: `a certificate's domain must be a full host name in lower case with at most 253 characters, got ${JSON.stringify(name)}; ${WAYS_OUT[name] ?? "write it like app.example.com, without scheme, port and path"}`,
    },
  ]);
});

test("a certificate's domain is no IP address, and no part of it is too long", () => {
  expect(["203.0.113.7", "2001:db8::1", `a${LABEL}.com`].map((name) => added(name)[0].message)).toEqual([
    'a Google-managed certificate cannot be for an IP address, got "203.0.113.7"; write a domain, such as app.example.com',
    'a Google-managed certificate cannot be for an IP address, got "2001:db8::1"; write a domain, such as app.example.com',
    `each part of a domain between its dots can have at most 63 characters, got "a${LABEL}", which has 64; shorten it`,
  ]);
});

test("a certificate's domain in letters of other languages is refused with what DNS has for it", () => {
  expect(added("bücher.example")[0].message).toContain('write "xn--bcher-kva.example"');
});

test("a certificate's domain with a capital is refused with the same in lower case", () => {
  expect(added("App.example.com")[0].message).toContain('got "App.example.com"; write "app.example.com"');
});

test("a wildcard is refused with the certificate that can hold one", () => {
  expect(added("*.example.com")).toEqual([
    {
      rule: "CERT-02",
      message:
        'a Google-managed certificate of the load balancer cannot have a wildcard, got "*.example.com"; put it into a CertificateMap, or list the domains one by one',
    },
  ]);
});

test.each([[domain(64)], ["${var.domain}"]])("a certificate's first domain may be %s", (name) => {
  expect(first(name)).toEqual([]);
});

test("a certificate's first domain of 65 characters is refused", () => {
  expect(first(domain(65))).toEqual([
    {
      rule: "CERT-01",
      message: `the first domain of a Google-managed certificate can have at most 64 characters, got "${domain(65)}"; put a shorter domain before it in a ManagedSslCertificate with several domains`,
    },
  ]);
});
