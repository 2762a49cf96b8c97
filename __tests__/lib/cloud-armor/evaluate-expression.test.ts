import { evaluateExpression } from "../../../lib/cloud-armor/evaluate-expression";
import { factsOf } from "../../../lib/cloud-armor/facts";
import { RouteRequest } from "../../../lib/routing";

const REQUEST: RouteRequest = {
  clientIp: "9.9.9.7",
  url: "https://app.example.com/admin/Users?name=bob&x=%3Cscript%3E",
  method: "POST",
  headers: {
    Accept: "text/html,*/*",
    Cookie: "80=BLAH; session=1",
    "User-Agent": "Godzilla/5.0 (compatible)",
    "Content-Length": "1500",
    "X-Data": "Zm9vOmJhcg==",
    "X-Url": "a%20b+c",
    "X-Uni": "%u0041%u00e9",
    "X-Name": "José",
    "X-Empty": "",
  },
  regionCode: "AU",
  asn: 15169,
  tlsJa3Fingerprint: "e7d705a3286e19ea42f587b344ee6865",
  tlsJa4Fingerprint: "t13d1516h2_8daaf6152771_b186095e22b6",
};

function holds(expression: string, request: Partial<RouteRequest> = {}): string {
  return evaluateExpression(expression, factsOf({}, { ...REQUEST, ...request })).holds;
}

function assumed(expression: string, request: Partial<RouteRequest> = {}): string[] {
  const facts = factsOf({}, { ...REQUEST, ...request });
  evaluateExpression(expression, facts);
  return [...facts.assumed];
}

describe("Google's page of the language, line by line", () => {
  test.each([
    // attributes
    ["origin.ip == '9.9.9.7'", "true"],
    ["origin.user_ip == '9.9.9.7'", "true"],
    ["origin.region_code == 'AU'", "true"],
    ["origin.region_code != 'AU'", "false"],
    ["origin.asn == 15169", "true"],
    ["origin.tls_ja3_fingerprint == 'e7d705a3286e19ea42f587b344ee6865'", "true"],
    ["origin.tls_ja4_fingerprint == 't13d1516h2_8daaf6152771_b186095e22b6'", "true"],
    ["request.method == 'POST'", "true"],
    ["request.path == '/admin/Users'", "true"],
    ["request.query == 'name=bob&x=%3Cscript%3E'", "true"],
    ["request.scheme == 'https'", "true"],
    ["request.headers['host'] == 'app.example.com'", "true"],
    ["request.headers.accept == 'text/html,*/*'", "true"],
    ["request.headers['accept'] == 'text/html,*/*'", "true"],
    // the names of headers are in lower case
    ["has(request.headers['Accept'])", "false"],
    // operators
    ['request.path == "/admin/Users"', "true"],
    ["request.path == R'/admin/Users'", "true"],
    ["request.headers['x-data'] == r\"Zm9vOmJhcg==\"", "true"],
    ["request.path == request.method", "false"],
    ["request.path != request.method", "true"],
    ["request.path + request.method == '/admin/UsersPOST'", "true"],
    ["request.method == 'POST' && origin.asn > 15168", "true"],
    ["request.method == 'GET' && origin.asn > 15168", "false"],
    ["request.method == 'GET' || origin.asn >= 15169", "true"],
    ["request.method == 'GET' || origin.asn < 15169", "false"],
    ["!(request.method == 'GET')", "true"],
    ["origin.asn <= 15168", "false"],
    ["origin.asn + 1 == 15170", "true"],
    ["origin.asn - 1 == 15168", "true"],
    ["2 * 3 == 6", "true"],
    ["-1 < 0", "true"],
    ["true", "true"],
    ["false", "false"],
    ["true == false", "false"],
    // functions of texts
    ["request.path.contains('dmin')", "true"],
    ["request.path.contains('ADMIN')", "false"],
    ["request.path.startsWith('/admin/')", "true"],
    ["request.path.startsWith('/users')", "false"],
    ["request.path.endsWith('Users')", "true"],
    ["request.path.endsWith('users')", "false"],
    // a pattern need not fit all of the text
    ["request.path.matches('dmin')", "true"],
    ["matches(request.path, '^/admin')", "true"],
    ["request.path.matches('^dmin')", "false"],
    ["request.path.matches('(?i)^/ADMIN/users$')", "true"],
    ["request.headers['host'].matches('app\\.example\\.com')", "true"],
    ["request.headers['user-agent'].matches('(?i:godzilla|curl)')", "true"],
    ["request.path.lower() == '/admin/users'", "true"],
    ["request.path.upper() == '/ADMIN/USERS'", "true"],
    ["request.headers['x-data'].base64Decode() == 'foo:bar'", "true"],
    ["request.headers['x-url'].urlDecode() == 'a b c'", "true"],
    ["request.query.urlDecode().contains('<script>')", "true"],
    ["request.headers['x-uni'].urlDecode() == '%u0041%u00e9'", "true"],
    ["request.headers['x-uni'].urlDecodeUni() == 'Aé'", "true"],
    ["request.headers['x-name'].utf8ToUnicode().contains('%u00e9')", "true"],
    ["request.headers['x-name'] == 'José'", "true"],
    ["size(request.path) == 12", "true"],
    ["request.path.size() == 12", "true"],
    // other functions
    ["inIpRange(origin.ip, '9.9.9.0/24')", "true"],
    ["inIpRange(origin.ip, '9.9.8.0/24')", "false"],
    ["inIpRange(origin.ip, '9.9.9.7')", "true"],
    ["inIpRange(origin.ip, '2001:db8::/32')", "false"],
    ["inIpRange(origin.user_ip, '9.9.9.0/24')", "true"],
    ["has(request.headers['cookie'])", "true"],
    ["has(request.headers['x-empty'])", "true"],
    ["has(request.headers['x-missing'])", "false"],
    ["has(request.headers['x-missing']) == false", "true"],
    ["has(origin.region_code)", "true"],
    ["int(request.headers['content-length']) > 1000", "true"],
    ["int(request.headers['content-length']) > 1500", "false"],
    ["int(2) == 2", "true"],
    // Google's examples
    ["has(request.headers['cookie']) && request.headers['cookie'].contains('80=BLAH')", "true"],
    ["has(request.headers['referer']) && request.headers['referer'] != \"\"", "false"],
    ["origin.region_code == 'AU' && !inIpRange(origin.ip, '1.2.3.0/24')", "true"],
    ["origin.region_code == \"AU\" && inIpRange(origin.ip, '1.2.3.0/24')", "false"],
    ["request.path.matches('/bad_path/')", "false"],
    ["request.path.lower().urlDecode().contains('/admin')", "true"],
    ["inIpRange(origin.ip, '9.9.9.0/24') || inIpRange(origin.ip, '1.2.3.0/24')", "true"],
    ["has(request.headers['user-agent']) && request.headers['user-agent'].contains('Godzilla')", "true"],
  ])("%s is %s", (expression, expected) => {
    expect(holds(expression)).toBe(expected);
  });
});

describe("what fails", () => {
  test.each([
    "request.headers['x-missing'] == 'a'",
    "request.headers['x-missing'] != 'a'",
    "!(request.headers['x-missing'] == 'a')",
    "request.headers['x-missing'].contains('a')",
    "request.headers['Accept'] == 'text/html,*/*'",
    "int(request.headers['user-agent']) > 1",
    "int(request.headers['x-empty']) == 0",
    "inIpRange(request.headers['cookie'], '9.9.9.0/24')",
    "request.headers['x-missing'] == 'a' || request.method == 'GET'",
    "request.headers['x-missing'] == 'a' && request.method == 'POST'",
    "request.headers[request.headers['x-missing']] == 'a'",
  ])("%s", (expression) => {
    expect(holds(expression)).toBe("fails");
  });

  test("says why", () => {
    expect(evaluateExpression("request.headers['x-a'] == 'a'", factsOf({}, REQUEST)).why).toBe(
      "the request has no header x-a",
    );
  });

  test("the other side of && and || may decide alone", () => {
    expect(holds("request.headers['x-missing'] == 'a' || request.method == 'POST'")).toBe("true");
    expect(assumed("request.headers['x-missing'] == 'a' || request.method == 'POST'")).toEqual(["A-02"]);
    expect(holds("request.headers['x-missing'] == 'a' && request.method == 'GET'")).toBe("false");
    // what stands behind the side that decides is not asked
    expect(assumed("request.method == 'POST' || request.headers['x-missing'] == 'a'")).toEqual([]);
    expect(assumed("has(request.headers['x-missing']) && request.headers['x-missing'] == 'a'")).toEqual([]);
  });
});

describe("what is unknown", () => {
  test.each([
    "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})",
    "evaluatePreconfiguredExpr('sqli-stable', ['owasp-crs-v030001-id942421-sqli'])",
    "evaluateManagedRules('sqli:stable')",
    "evaluateThreatIntelligence('iplist-tor-exit-nodes')",
    "evaluateAddressGroup('GROUP', origin.ip)",
    "evaluateOrganizationAddressGroup('GROUP', origin.ip)",
    "evaluateAdaptiveProtection('RULE')",
    "evaluateAdaptiveProtectionAutoDeploy()",
    "!evaluateThreatIntelligence('iplist-tor-exit-nodes')",
    "token.recaptcha_session.score < 0.5",
    "token.recaptcha_action.valid",
    "token.recaptcha_exemption.valid",
    "has(token.recaptcha_session.score)",
    "evaluateAddressGroup('GROUP', origin.ip) && request.method == 'POST'",
    "request.headers['x-missing'] == 'a' || token.recaptcha_action.valid",
    "request.headers['x-missing'] == 'a' && token.recaptcha_action.valid",
    "has(request.headers['x-forwarded-for'])",
    // what Google refuses
    "request.verb == 'POST'",
    "request.path",
    "request.path == 5",
    "request.path < 'a'",
    "request.path.matches('(?<=a)b')",
    "request.path.trim() == ''",
    "inIpRange(origin.ip, 'office')",
    "request.method == 'POST' &&",
    "request.method in ['POST']",
  ])("%s", (expression) => {
    expect(holds(expression)).toBe("unknown");
  });

  test.each([
    ["origin.region_code == 'AU'", { regionCode: undefined }],
    ["origin.asn == 15169", { asn: undefined }],
    ["origin.tls_ja3_fingerprint == 'a'", { tlsJa3Fingerprint: undefined }],
    ["origin.tls_ja4_fingerprint == 'a'", { tlsJa4Fingerprint: undefined }],
  ])("%s without it", (expression, request) => {
    expect(holds(expression, request)).toBe("unknown");
    expect(holds(`!(${expression})`, request)).toBe("unknown");
  });

  test("the other side of && and || may decide alone", () => {
    expect(holds("evaluateAddressGroup('GROUP', origin.ip) && request.method == 'GET'")).toBe("false");
    expect(holds("evaluateAddressGroup('GROUP', origin.ip) || request.method == 'POST'")).toBe("true");
  });
});

describe("texts", () => {
  const header = (value: string) => ({ headers: { "x-text": value } });

  test.each([
    // Google replaces _, - and . before it decodes
    ["_-8.", "base64Decode", "\\xff", false],
    ["YQ..", "base64Decode", "a", true],
    ["YWI=", "base64Decode", "ab", true],
    ["YWI", "base64Decode", "ab", true],
    ["no base64!", "base64Decode", "", true],
    ["Y", "base64Decode", "", true],
    ["YWI=YWI=", "base64Decode", "", true],
    // invalid encodings stay
    ["100%", "urlDecode", "100%", true],
    ["%zz%41", "urlDecode", "%zzA", true],
    ["%C3%A9", "urlDecode", "é", true],
    ["%u00zz", "urlDecodeUni", "%u00zz", true],
    ["%u002b+%2b", "urlDecodeUni", "+ +", true],
    ["%u0025%34%31", "urlDecodeUni", "%41", true],
    ["é", "upper", "é", true],
    ["ÀB", "lower", "Àb", true],
    ["€", "utf8ToUnicode", "%u20ac", true],
  ])("%j.%s() is %j: %s", (text, method, expected, isSame) => {
    expect(holds(`request.headers['x-text'].${method}() == ${JSON.stringify(expected)}`, header(text))).toBe(
      String(isSame),
    );
  });

  test("are bytes to regular expressions and size", () => {
    expect(holds("request.headers['x-text'].matches('^..$')", header("é"))).toBe("true");
    expect(holds("request.headers['x-text'].matches('^é$')", header("é"))).toBe("true");
    expect(holds("size(request.headers['x-text']) == 2", header("é"))).toBe("true");
    expect(assumed("size(request.headers['x-text']) == 2", header("é"))).toEqual(["A-03"]);
    expect(assumed("size(request.headers['x-text']) == 1", header("e"))).toEqual([]);
  });

  test("that Google's page does not settle are assumed", () => {
    expect(assumed("request.headers['x-text'].base64Decode() == 'ab'", header("YWI"))).toEqual(["A-07"]);
    expect(assumed("request.headers['x-text'].base64Decode() == 'ab'", header("YWI="))).toEqual([]);
    expect(assumed("request.headers['x-text'].urlDecodeUni() == 'A'", header("%u0041"))).toEqual(["A-04"]);
    expect(assumed("request.headers['x-text'].urlDecodeUni() == 'A'", header("%41"))).toEqual([]);
    expect(assumed("request.headers['x-text'].utf8ToUnicode() == 'a'", header("a"))).toEqual([]);
    expect(assumed("request.headers['x-text'].upper() == 'é'", header("é"))).toEqual(["A-03"]);
  });
});

describe("why a condition is false", () => {
  test.each([
    ["request.method == 'GET'", "request.method == 'GET' is false"],
    ["request.method == 'POST' && request.path == '/'", "request.path == '/' is false"],
    [
      "request.method == 'GET' || request.path == '/'",
      "request.method == 'GET' is false, and request.path == '/' is false",
    ],
    [
      "request.method == 'POST' && (origin.asn == 1 || origin.asn == 2)",
      "origin.asn == 1 is false, and origin.asn == 2 is false",
    ],
    ["!(request.method == 'POST')", "request.method == 'POST' is true"],
  ])("%s", (expression, why) => {
    expect(evaluateExpression(expression, factsOf({}, REQUEST)).why).toBe(why);
  });
});
