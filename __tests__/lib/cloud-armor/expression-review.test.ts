import * as fc from "fast-check";
import { checkExpression } from "../../../simulator/compute/security-expressions";
import { reviewExpression } from "../../../lib/cloud-armor/expression-review";
import { checkResource } from "../../../lib/rules";
import { Severity } from "../../../lib/rules/rule";
import { worded } from "../../../lib/rules/text";

const found = (severity: Severity, expression: string) =>
  checkResource(severity, "google_compute_security_policy_rule", { match: { expr: { expression } } });
const saidOf = (severity: Severity, expression: string) =>
  found(severity, expression).map(({ rule, text: sentence }) => `${rule}: ${worded(sentence)}`);
const problemsOf = (expression: string) => saidOf("error", expression);
const warningsOf = (expression: string) => saidOf("warning", expression);
const path = (name: string) => `request.path.startsWith('/${name}/')`;

/** The forms of Google's reference of the rules language, one or more for each of its sections. */
const DOCUMENTED = [
  "inIpRange(origin.ip, '198.51.100.0/24')",
  "inIpRange(origin.ip, '2001:db8::/32')",
  "inIpRange(origin.user_ip, '192.0.2.0/24')",
  "has(request.headers['cookie']) && request.headers['cookie'].contains('80=BLAH')",
  `has(request.headers['referer']) && request.headers['referer'] != ""`,
  "has(request.headers['referer'])==true",
  "request.headers['host'].lower() == 'test.example.com'",
  "request.headers['host'].lower().endsWith('.example.com')",
  "request.headers['host'].lower().contains('test.example.com') || request.headers['host'].lower().contains('test22.example.com')",
  "request.headers['host'].matches('(?i:(?:sub\\.)?test\\.example\\.com)')",
  "origin.region_code == 'AU'",
  "origin.region_code != 'AU'",
  "origin.asn == 123",
  "origin.asn != 123",
  `origin.region_code == "AU" && inIpRange(origin.ip, '1.2.3.0/24')`,
  "inIpRange(origin.ip, '1.2.3.4/32') &&\nhas(request.headers['user-agent']) && request.headers['user-agent'].contains('WordPress')",
  "request.path.matches('/example_path/')",
  "request.headers['user-agent'].matches('Chrome')",
  "request.headers['user-agent'].matches('(?i:wordpress)')",
  "has(request.headers['user-id']) && request.headers['user-id'].base64Decode().contains('myValue')",
  "size(request.path) > 10",
  "size(request.headers['x-data']) >= 1024",
  'int(request.headers["content-length"]) == 0',
  "has(request.headers['cookie']) && request.headers['cookie'].urlDecode().contains('<')",
  "has(request.headers['cookie']) && request.headers['cookie'].urlDecodeUni() == 'Match+Value'",
  "has(request.headers['cookie']) && request.headers['cookie'].utf8ToUnicode() == '%u00ac'",
  "origin.tls_ja4_fingerprint == 't13d1516h2_8daaf6152771_b186095e22b6'",
  "origin.tls_ja3_fingerprint == 'e7d705a3286e19ea42f587b344ee6865'",
  `request.path == R"/fo'o"`,
  "request.path + request.query == '/a'",
  "!request.path.startsWith('/login/api/') && evaluatePreconfiguredWaf('xss-v422-stable')",
  "evaluatePreconfiguredWaf('xss-v422-stable', {'opt_out_rule_ids': ['owasp-crs-v042200-id941100-xss',\n'owasp-crs-v042200-id941110-xss']})",
  "evaluatePreconfiguredWaf('sqli-v422-stable', {'sensitivity': 0, 'opt_in_rule_ids': ['owasp-crs-v042200-id942350-sqli']})",
  "evaluateManagedRules('sqli:stable')",
  "request.path.startsWith('/login') && evaluateManagedRules('account_takeover:canary')",
  "evaluateThreatIntelligence('iplist-known-malicious-ips')",
  "evaluateThreatIntelligence('iplist-known-malicious-ips', ['203.0.113.0/24'])",
  "evaluateThreatIntelligence('iplist-known-malicious-ips', origin.user_ip, ['203.0.113.0/24'])",
  "evaluateAddressGroup('my-own-list-of-bad-ips', origin.user_ip)",
  "evaluateOrganizationAddressGroup('bad', origin.ip, ['203.0.113.0/24'])",
  "evaluateAdaptiveProtection('14412341234')",
  "evaluateAdaptiveProtectionAutoDeploy()",
  "token.recaptcha_exemption.valid",
  "!token.recaptcha_action.valid",
  "request.path.matches('good-score.html') &&    token.recaptcha_session.score > 0.4",
  "token.recaptcha_action.score >= 0 && token.recaptcha_action.captcha_status == 'PASS'",
  "'[AU,NZ]'.contains(origin.region_code)",
  "'YWJj'.base64Decode() == 'abc'",
  "request.headers['User-Agent'.lower()] == 'Mozilla/5.0'",
  "true",
];

test.each(DOCUMENTED)("Google's own form passes: %s", (expression) => {
  expect([...problemsOf(expression), ...warningsOf(expression)]).toEqual([]);
});

test("a form of Google's page that is true for every request passes with a warning", () => {
  const expression = "origin.region_code != 'AU' || origin.region_code != 'US'";
  expect(problemsOf(expression)).toEqual([]);
  expect(warningsOf(expression)).toEqual([expect.stringMatching(/^ARM-38: .* is true for every request/)]);
});

test("what Google replaced passes with a warning", () => {
  expect(problemsOf("evaluatePreconfiguredExpr('xss-v33-stable', ['owasp-crs-v030301-id941100-xss'])")).toEqual([]);
  expect(warningsOf("evaluatePreconfiguredExpr('xss-v33-stable')")).toEqual([
    expect.stringMatching(
      /^ARM-22: Google has replaced evaluatePreconfiguredExpr, at column 1 .*; use evaluatePreconfiguredWaf$/,
    ),
  ]);
});

test("a mistake is shown with its column and a caret below it", () => {
  expect(problemsOf("request.path ==")).toEqual([
    [
      "ARM-19: syntax error (an operand is missing), at column 16 of the expression:",
      "    request.path ==",
      "                   ^; write it like request.path.startsWith('/admin/')",
    ].join("\n"),
  ]);
});

test("a mistake in several lines is shown with its line", () => {
  expect(problemsOf("origin.asn == 1 ||\n\torigin.asn in [2, 3]")).toEqual([
    [
      "ARM-19: Cloud Armor's rules language does not support in, at line 2, column 13 of the expression:",
      "    \torigin.asn in [2, 3]",
      "    \t           ^; compare with == and combine with ||",
    ].join("\n"),
  ]);
});

test.each([
  ["(request.path == '/a'", /^ARM-19: syntax error \(expected \), but the expression ends\), at column 22 /],
  ["request.path == '/a", /^ARM-19: syntax error \(unterminated string\), at column 17 /],
  ["request.path = '/a'", /^ARM-19: syntax error .*, at column 14 /],
  ["request.path == '/a' and true", /^ARM-19: syntax error .*, at column 22 /],
  ["   ", /^ARM-19: syntax error .*, at column 4 /],
  ["origin.region_code in ['AU']", /^ARM-19: Cloud Armor's rules language does not support in, at column 20 /],
  ["['a'].exists(x, x == 'a')", /^ARM-19: Cloud Armor's rules language does not support exists\(\)/],
  ["request.headers.all(x, x == 'a')", /^ARM-19: Cloud Armor's rules language does not support all\(\)/],
  ["size(['a'].map(x, x)) == 1", /^ARM-19: Cloud Armor's rules language does not support map\(\)/],
  ["size(['a'].filter(x, true)) == 1", /^ARM-19: Cloud Armor's rules language does not support filter\(\)/],
  ["true ? true : false", /^ARM-19: Cloud Armor's rules language does not support \?:/],
  ["origin.asn % 2 == 0", /^ARM-19: Cloud Armor's rules language does not support %, at column 12 /],
  [
    "request.path.matches('/(a|b)')",
    /^ARM-19: the regular expression has a capture group, at column 22 .*write \(\?:…\)/s,
  ],
  ["request.path.matches('/a(?=b)')", /^ARM-19: RE2 does not support this regular expression \(.*\(\?=/],
  ["request.path.matches('[')", /^ARM-19: RE2 does not support this regular expression/],
  ["request.path.matches(R'a\\1')", /^ARM-19: RE2 does not support this regular expression/],
  ["has(request.path == 'a')", /^ARM-19: has\(\) takes a header/],
  ["has('x')", /^ARM-19: has\(\) takes a header/],
  ["origin.region_code == 'au'", /^ARM-21: .*, at column 23 .*; write it like 'AU'$/s],
  ["'AUS' != origin.region_code", /^ARM-21: /],
  ["inIpRange(origin.ip, '203.0.113.0/33')", /^ARM-07: this text is not an IP range, at column 22 /],
  ["inIpRange(origin.ip, 'example.com')", /^ARM-07: /],
  [
    "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 5})",
    /^ARM-23: sensitivity must be a whole number from 0 to 4, got 5/,
  ],
  [
    "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 0, 'opt_in_rule_ids': ['a'], 'opt_out_rule_ids': ['b']})",
    /^ARM-23: a rule cannot have both opt_in_rule_ids and opt_out_rule_ids; /,
  ],
  ["evaluatePreconfiguredWaf('SQLi v33')", /^ARM-22: the name of a rule set must be lowercase words/],
  ["size(request.path).x == 1", /^ARM-20: this value has no fields, at column 1 /],
  ["request.path", /^ARM-20: the expression is a text, not a condition, at column 1 /],
  ["request.path && true", /^ARM-20: this is a text, not a condition, at column 1 /],
  ["!origin.asn", /^ARM-20: this is an integer, not a condition, at column 2 /],
  ["origin.asn == '15169'", /^ARM-20: an integer cannot be used with a text, at column 1 /],
  ["request.path == 1", /^ARM-20: a text cannot be used with an integer/],
  ["request.path > '/a'", /^ARM-20: > works with numbers, not with texts/],
  ["request.headers == 'a'", /^ARM-20: all headers cannot be used with a text/],
  ["request.path.contains(1)", /^ARM-20: contains\(\) takes an argument of type text, not integer, at column 23 /],
  ["request.path.contains()", /^ARM-20: contains\(\) has 0 arguments, at column 1 .*; give it 1$/s],
  ["request.path.lower('a') == 'a'", /^ARM-20: lower\(\) has 1 arguments/],
  ["evaluatePreconfiguredWaf() ", /^ARM-20: evaluatePreconfiguredWaf\(\) has 0 arguments, .*; give it 1 to 2$/s],
  ["origin.asn.contains('1')", /^ARM-20: contains\(\) is a function of a text, not of type integer/],
  [
    "request.headers['content-length'] > 1000",
    /^ARM-20: a header is a text, and is used with a number, .*; write int\(request\.headers\['content-length'\]\)$/s,
  ],
  ["1000 <= request.headers['content-length']", /^ARM-20: a header is a text, .*; write int\(request\.headers\[/s],
  ["request.headers['x-level'] == 3", /^ARM-20: a header is a text, /],
  ["request.headers['x-level'] + 1 == 2", /^ARM-20: a header is a text, /],
  ["request.headers['x-bot'] == true", /^ARM-20: a header cannot be used with a condition, at column 1 /],
  ["has(request.headers['x-key']) && request.headers['x-key']", /^ARM-20: this is a header, .* or write has\(req/s],
  ["!request.headers['x-key']", /^ARM-20: this is a header, not a condition, at column 2 /],
  ["request.headers['x-key']", /^ARM-20: the expression is a header, not a condition, at column 1 /],
  ["request.headers['referer'] == null", /^ARM-20: Cloud Armor compares nothing with null, .*; .* write !has\(requ/s],
  ["request.headers['referer'] != null", /^ARM-20: Cloud Armor compares nothing with null, .*; .* write has\(requ/s],
  ["request.headers['a'] < request.headers['b']", /^ARM-20: < works with numbers, not with texts/],
  ["request.headers['cookie']['id'] == '1'", /^ARM-20: a header has no fields, at column 1 /],
  ["request.headers[1] == '1'", /^ARM-20: the name of a header must be a text, at column 17 /],
  ["request.path[0] == '/'", /^ARM-20: a text has no fields, at column 1 /],
  ["origin.region_code == ['AU', 'NZ']", /^ARM-20: a text cannot be used with a list/],
  ["has(request.headers['a']) + has(request.headers['b']) == 1", /^ARM-20: \+ does not work with a condition/],
  ["-request.path == '/a'", /^ARM-20: - works with numbers, not with a text, at column 1 /],
  ["token.recaptcha_session.score > '0.4'", /^ARM-20: > works with numbers, not with texts/],
  ["size(request.path) == '10'", /^ARM-20: an integer cannot be used with a text/],
  [
    "request.method == GET",
    /^ARM-20: there is no attribute GET, at column 19 .*; for a text, write 'GET' with quotes$/s,
  ],
  ["origin.region_code == AU", /^ARM-20: there is no attribute AU, .* write 'AU' with quotes$/s],
  [
    "request.path.startswith('/a')",
    /^ARM-20: there is no function startswith, at column 1 .*; did you mean startsWith\?$/s,
  ],
  ["inIPRange(origin.ip, '203.0.113.0/24')", /^ARM-20: there is no function inIPRange, .*; did you mean inIpRange\?$/s],
  ["lower(request.path) == '/a'", /^ARM-20: lower\(\) has no such form, .*; write request\.path\.lower\(\)$/s],
  ["contains(request.path, 'a')", /^ARM-20: contains\(\) has no such form, .*; write request\.path\.contains\('a'\)$/s],
  ["request.path.int() == 1", /^ARM-20: int\(\) has no such form, .*; write int\(request\.path\)$/s],
  [
    "origin.ip.inIpRange('203.0.113.0/24')",
    /^ARM-20: inIpRange\(\) has no such form, .*; write inIpRange\(origin\.ip, '203\.0\.113\.0\/24'\)$/s,
  ],
  [
    "evaluatePreconfiguredWaf('xss-v33-stable', {'sensitivity': '1'})",
    /^ARM-23: sensitivity must be a number, .*: 1$/s,
  ],
  [
    "evaluatePreconfiguredWaf('xss-v33-stable', {'opt_out_rule_ids': 'owasp-crs-v030301-id941100-xss'})",
    /^ARM-23: opt_out_rule_ids must be a list of texts, at column 65 .*; write it like 'opt_out_rule_ids': \['id'\]$/s,
  ],
  ["evaluatePreconfiguredWaf('xss-v33-stable', {'opt_out_rule_ids': [941100]})", /^ARM-23: opt_out_rule_ids must be /],
])("%s is refused", (expression, message) => {
  expect(problemsOf(expression)).toEqual([expect.stringMatching(message)]);
});

test.each([
  ["request.uri == '/a'", "ARM-20: there is no attribute request.uri, at column 1 ", "use request.path for"],
  ["request.pth == '/a'", "ARM-20: there is no attribute request.pth", "did you mean request.path?"],
  ["request.path.contain('/a')", "ARM-20: there is no function contain", "did you mean contains?"],
  ["request.headers['X-Key'] == 'a'", "ARM-19: no request has header X-Key, because", "write x-key"],
  ["request.method == 'get'", `ARM-20: request.method is never "get"`, "check the capital letters"],
  ["request.scheme == 'HTTPS'", `ARM-20: request.scheme is never "HTTPS"`, "check the capital letters"],
  ["request.path == 'admin'", `ARM-20: request.path is never "admin"`, "and the leading slash"],
  ["request.path == '/search?q=1'", `request.path is never "/search?q=1"`, "request.query for the part after the ?"],
  ["request.path.startsWith('admin')", `ARM-20: request.path never begins with "admin", at column 25`, "slash"],
  ["request.path.endsWith('?')", `ARM-20: request.path never ends with "?"`, "request.query"],
  ["request.path.contains('?q=')", `ARM-20: request.path never contains "?q="`, "request.query"],
  ["request.path.matches('^admin')", `ARM-20: request.path never matches "^admin"`, "the leading slash"],
  ["matches(request.path, '^admin')", `ARM-20: request.path never matches "^admin"`, "the leading slash"],
  ["request.path.matches('(?i)^(?:wp|admin)/')", "request.path never matches ", "the leading slash"],
  ["request.path.lower().startsWith('admin')", "request.path never begins with ", "the leading slash"],
  ["request.query.startsWith('?debug')", `ARM-20: request.query never begins with "?debug"`, "write it without the ?"],
  ["request.query == '?a=1'", `ARM-20: request.query is never "?a=1"`, "write it without the ?"],
  ["request.headers['user-agent:'] == 'a'", `no request has header "user-agent:"`, "write the name alone"],
  ["request.method.startsWith('p')", `ARM-20: request.method never begins with "p"`, "check the capital letters"],
  ["request.path.lower().contains('/Admin')", `ARM-20: a text after lower() never contains "/Admin"`, 'write "/admin"'],
  [
    "request.headers['host'].lower() == 'App.example.com'",
    `a text after lower() is never "App.example.com"`,
    'write "app.example.com"',
  ],
  ["'put' != request.method.upper()", `ARM-20: a text after upper() is never "put"`, 'write "PUT"'],
  [
    "origin.ip == '203.0.113.0/24'",
    `ARM-20: origin.ip is never "203.0.113.0/24"`,
    "write inIpRange(origin.ip, '203.0.113.0/24')",
  ],
  ["origin.user_ip.startsWith('203.0.113.*')", "origin.user_ip never begins with ", "inIpRange(origin.user_ip, "],
  ["origin.region_code == 'UK'", "ARM-21: there is no region code UK", "the code of the United Kingdom is 'GB'"],
  ["inIpRange(origin.ip, '203.0.113.7')", "ARM-07: this text is an IP address, not a range", "write '203.0.113.7/32'"],
  [
    "inIpRange(origin.ip, '203.0.113.7/24')",
    "ARM-07: 203.0.113.7/24 is not the first address of its range",
    "write 203.0.113.0/24",
  ],
  ["inIpRange(origin.ip, '10.0.0.0/8')", "ARM-07: IP range 10.0.0.0/8 is not public", "use public addresses"],
  [
    "evaluatePreconfiguredWaf('sqli-v34-stable')",
    `ARM-22: preconfigured rule set "sqli-v34-stable"`,
    "did you mean sqli-v33-stable?",
  ],
  [
    "evaluatePreconfiguredWaf('xss-v33-stable', {'level': 1})",
    "ARM-23: there is no setting level",
    "use one of sensitivity, ",
  ],
  [
    "evaluateThreatIntelligence('iplist-tor-exit-node')",
    `ARM-20: there is no threat intelligence feed "iplist-tor-exit-node"`,
    "did you mean iplist-tor-exit-nodes?",
  ],
  [`request.path == '/${"a".repeat(1005)}'`, "", ""],
  [`request.path == '/${"a".repeat(1020)}'`, "ARM-17: this comparison or call has 1039 characters", "shorten it"],
])("%s is warned of", (expression, what, wayOut) => {
  expect(problemsOf(expression)).toEqual([]);
  const warnings = warningsOf(expression);
  expect(warnings).toHaveLength(what === "" ? 0 : 1);
  expect(warnings.join()).toContain(what);
  expect(warnings.join()).toContain(wayOut);
});

test.each([
  "request.path.startsWith('/admin') || request.path.startsWith('/')",
  "request.path.contains('admin') && request.path.endsWith('.php')",
  "request.path.matches('^/admin') || request.path.matches('admin')",
  "request.path.matches('^.admin|^a') || request.path.matches('^(?:admin)?/x')",
  "request.path.matches('^a?/x') || request.path.matches('^a{0,1}/x')",
  "request.path.matches('^(?:admin|/api)') || request.path.matches('^(?:|a)/x')",
  "request.path.urlDecode().contains('?') || request.path.lower().urlDecode().contains('/A')",
  "request.query == '' || request.query.contains('?') || request.query.startsWith('a=1?')",
  "request.method.lower() == 'post' || request.scheme.upper() == 'HTTPS'",
  "request.method.matches('(?i)^post') || request.scheme.startsWith('http')",
  "request.path.lower().contains('/admin') || request.path.contains('/Admin')",
  "request.path.contains(request.headers['x-path']) || request.scheme == request.headers['x-scheme']",
  "origin.ip == '203.0.113.7' || origin.ip == '2001:DB8::1' || origin.ip.startsWith('203.0.113.')",
])("%s is not warned of", (expression) => {
  expect([...problemsOf(expression), ...warningsOf(expression)]).toEqual([]);
});

test("and, or and not do not count as subexpressions, and of those there are at most five", () => {
  const five = ["a", "b", "c", "d", "e"].map(path);
  expect(problemsOf(`!(${five.join(" || ")})`)).toEqual([]);
  expect(problemsOf(`${five.join(" || ")} && ${path("f")}`)).toEqual([
    expect.stringMatching(
      /^ARM-18: the expression has 6 comparisons and calls, and Google accepts at most 5, at column \d+ /,
    ),
  ]);
  expect(problemsOf(`(${five.join(" || ")}) == true`)).toEqual([]);
  expect(problemsOf(`(${five.join(" || ")} || true) == true`)).toEqual([expect.stringMatching(/^ARM-18: /)]);
});

test("a long expression is not shown whole in a warning", () => {
  expect(warningsOf(`request.pth == '/${"a".repeat(1000)}'`)).toEqual([
    expect.stringMatching(/^.{100,300}…; did you mean/),
  ]);
});

test("it is known which attributes an expression looks at", () => {
  expect(reviewExpression("inIpRange(origin.user_ip, '192.0.2.0/24')").attributes).toContain("origin.user_ip");
  expect(reviewExpression("request.path == '/origin.user_ip'").attributes).not.toContain("origin.user_ip");
});

// ---- random expressions

const word = fc.stringMatching(/^[a-z0-9._-]{1,12}$/);
const header = fc.stringMatching(/^[a-z][a-z-]{0,10}$/).map((name) => `request.headers['${name}']`);
const text = fc.oneof(
  fc.constantFrom("request.query", "origin.ip", "origin.user_ip", "origin.tls_ja4_fingerprint", "request.path.lower()"),
  header,
  header.map((name) => `${name}.urlDecode()`),
);
const atom = fc.oneof(
  fc.tuple(text, fc.constantFrom("==", "!="), word).map(([left, operator, right]) => `${left} ${operator} '${right}'`),
  fc
    .tuple(text, fc.constantFrom("contains", "startsWith", "endsWith", "matches"), word)
    .map(([target, method, argument]) => `${target}.${method}("${argument}")`),
  header.map((name) => `has(${name})`),
  fc
    .tuple(fc.constantFrom("==", "<", ">=", "!="), fc.nat())
    .map(([operator, number]) => `origin.asn ${operator} ${number}`),
  fc.tuple(text, fc.nat(999)).map(([of, size]) => `size(${of}) > ${size}`),
  fc.ipV4().map((address) => `inIpRange(origin.ip, '${address}/32')`),
  fc.constantFrom(
    "origin.region_code == 'AU'",
    "token.recaptcha_action.valid",
    "evaluatePreconfiguredWaf('xss-v422-stable')",
  ),
);
/** The given atoms joined at random, with parentheses, negations and white space. */
const joined = (count: number) =>
  fc
    .tuple(
      fc.array(atom, { minLength: count, maxLength: count }),
      fc.array(
        fc.record({ or: fc.boolean(), not: fc.boolean(), wrap: fc.boolean(), space: fc.constantFrom(" ", "\n", "  ") }),
        {
          minLength: count,
          maxLength: count,
        },
      ),
    )
    .map(([atoms, how]) =>
      atoms
        .map((one, index) => (how[index].not ? `!(${one})` : one))
        .reduce((all, one, index) => {
          const { or, wrap, space } = how[index];
          const both = `${all}${space}${or ? "||" : "&&"}${space}${one}`;
          return wrap ? `(${both})` : both;
        }),
    );
const run = { seed: 20261125, numRuns: 300 };

test("expressions of up to five parts, joined as one likes, are valid", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }).chain(joined), (expression) => {
      expect(problemsOf(expression)).toEqual([]);
      expect(() => checkExpression(expression, "match")).not.toThrow();
    }),
    run,
  );
});

test("of more parts, they are refused, as another reading of Google's limit says too", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 6, max: 12 }).chain((count) => joined(count).map((expression) => ({ count, expression }))),
      ({ count, expression }) => {
        expect(problemsOf(expression)).toEqual([expect.stringContaining(`the expression has ${count} comparisons`)]);
        expect(() => checkExpression(expression, "match")).toThrow(
          `Expression count of ${count} exceeded maximum of 5`,
        );
      },
    ),
    run,
  );
});

test("cut off anywhere but between parts, an expression is refused with the place of the fault", () => {
  fc.assert(
    fc.property(joined(2), fc.double({ min: 0, max: 1, noNaN: true }), (expression, share) => {
      const cut = expression.slice(0, Math.floor(expression.length * share));
      const [problem, ...others] = problemsOf(cut).filter((found) => found.startsWith("ARM-19: syntax error"));
      expect(others).toEqual([]);
      const isOpen = (cut.match(/\(/g) ?? []).length !== (cut.match(/\)/g) ?? []).length;
      expect(problem !== undefined || !isOpen).toBe(true);
    }),
    run,
  );
});

test("any text at all is judged and never makes the checks fail", () => {
  const piece = fc.oneof(
    atom,
    word,
    fc.string({ maxLength: 5 }),
    fc.constantFrom(" && ", " || ", "!", "(", ")", "[", "]", "'", "\\", "{", "}", ",", " in "),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const breaches = [...found("error", pieces.join("")), ...found("warning", pieces.join(""))];
      breaches.forEach(({ rule }) => expect(rule).toMatch(/^ARM-\d\d$/));
    }),
    { ...run, numRuns: 2000 },
  );
});
