/** Random policies and requests: what lib says is what the simulated Google Cloud reads, with a parser of its own. */
import { evaluatePolicy } from "../../../lib/cloud-armor/evaluate-policy";
import { actionFor } from "../../../simulator/compute/security-evaluation";

const POLICIES = 500;
const REQUESTS = 20;

/** Random numbers that are the same in each run. */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)];
  return { next, pick };
}
type Dice = ReturnType<typeof dice>;

const PATHS = ["/", "/a", "/A/b", "/admin", "/admin/x", "/a%20b", "/x.php"];
const TEXTS = ["a", "/a", "/admin", "GET", "POST", "US", "b=1", "Zm9v", "foo", "", "x y", "1500", "https"];
const RANGES = ["203.0.113.0/24", "203.0.113.7/32", "198.51.100.0/25", "2001:db8::/32", "0.0.0.0/0"];
const NAMES = ["x-a", "x-n", "cookie", "host", "X-A"];

function textTerm(random: Dice, depth = 0): string {
  const base = random.pick([
    () => random.pick(["request.path", "request.query", "request.method", "request.scheme", "origin.ip"]),
    () => "origin.region_code",
    () => `request.headers['${random.pick(NAMES)}']`,
    () => `'${random.pick(TEXTS)}'`,
  ])();
  const change = random.pick(["", "", "", ".lower()", ".upper()", ".urlDecode()", ".base64Decode()"]);
  return depth === 0 && random.next() < 0.1 ? `(${base} + ${textTerm(random, 1)})` : base + change;
}

function numberTerm(random: Dice): string {
  return random.pick([
    () => "origin.asn",
    () => `int(request.headers['${random.pick(NAMES)}'])`,
    () => `size(${textTerm(random)})`,
    () => `${textTerm(random)}.size()`,
    () => String(Math.floor(random.next() * 2000)),
  ])();
}

function condition(random: Dice, depth: number): string {
  if (depth > 0 && random.next() < 0.6) {
    const [left, right] = [condition(random, depth - 1), condition(random, depth - 1)];
    return random.pick([
      `${left} && ${right}`,
      `${left} || ${right}`,
      `(${left}) && (${right})`,
      `(${left} || ${right})`,
      `!(${left})`,
    ]);
  }
  return random.pick([
    () => `${textTerm(random)} ${random.pick(["==", "!="])} ${textTerm(random)}`,
    () => `${numberTerm(random)} ${random.pick(["==", "!=", "<", "<=", ">", ">="])} ${numberTerm(random)}`,
    () => `${textTerm(random)}.${random.pick(["contains", "startsWith", "endsWith"])}('${random.pick(TEXTS)}')`,
    () => `${textTerm(random)}.matches('${random.pick(["^/a", "(?i)ADMIN", "x$", "\\\\.php$", "[0-9]+"])}')`,
    () => `inIpRange(origin.ip, '${random.pick(RANGES)}')`,
    () => `inIpRange(request.headers['${random.pick(NAMES)}'], '${random.pick(RANGES)}')`,
    () => `${random.pick(["", "!"])}has(request.headers['${random.pick(NAMES)}'])`,
    () => "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})",
    () => random.pick(["true", "false"]),
  ])();
}

/** A policy, as Terraform has it and as Google's API has it. */
function policyOf(random: Dice) {
  const rules = Array.from({ length: 1 + Math.floor(random.next() * 4) }, (_, index) => ({
    priority: index * 10 + 1,
    action: random.pick(["allow", "deny(403)", "deny(404)", "deny(502)"]),
    preview: random.next() < 0.15,
    ranges: random.next() < 0.25 ? [random.pick(RANGES), random.pick(RANGES)] : undefined,
    expression: condition(random, 2),
  })).concat({
    priority: 2147483647,
    action: random.pick(["allow", "deny(403)"]),
    preview: false,
    ranges: ["*"],
    expression: "",
  });
  rules.sort(() => random.next() - 0.5);
  return {
    terraform: {
      rule: rules.map(({ ranges, expression, ...rest }) => ({
        ...rest,
        match: ranges ? { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ranges } } : { expr: { expression } },
      })),
    },
    api: {
      rules: rules.map(({ ranges, expression, ...rest }) => ({
        ...rest,
        match: ranges ? { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ranges } } : { expr: { expression } },
      })),
    },
  };
}

function visitOf(random: Dice) {
  const headers: Record<string, string> = {};
  if (random.next() < 0.5) headers["x-a"] = random.pick([...TEXTS, "Zm9vYg==", "YQ..", "203.0.113.9"]);
  if (random.next() < 0.5) headers["x-n"] = random.pick(["1500", "-3", "abc"]);
  if (random.next() < 0.3) headers.cookie = "a=b; id=1";
  return {
    ip: random.pick(["203.0.113.7", "203.0.113.8", "198.51.100.7", "198.51.100.200", "2001:db8::1"]),
    region: random.next() < 0.7 ? random.pick(["US", "CA"]) : undefined,
    asn: random.next() < 0.7 ? random.pick([15169, 1500]) : undefined,
    method: random.pick(["GET", "POST"]),
    scheme: random.pick(["http", "https"]),
    host: "app.example.com",
    path: random.pick(PATHS),
    query: random.pick(["", "b=1", "q=x+y%41"]),
    headers,
  };
}

test(`${POLICIES} policies with ${REQUESTS} requests each: no disagreement`, () => {
  const random = dice(20261130);
  const seen: Record<string, number> = {};
  const disagreements: object[] = [];
  for (let policy = 0; policy < POLICIES; policy++) {
    const { terraform, api } = policyOf(random);
    for (let request = 0; request < REQUESTS; request++) {
      const visit = visitOf(random);
      const { outcome, decidedBy } = evaluatePolicy(terraform, {
        url: `${visit.scheme}://${visit.host}${visit.path}${visit.query === "" ? "" : `?${visit.query}`}`,
        method: visit.method,
        headers: visit.headers,
        clientIp: visit.ip,
        regionCode: visit.region,
        asn: visit.asn,
      });
      const ours = outcome.action === "undecided" ? "undecided" : decidedBy?.action;
      const theirs = actionFor(api, visit);
      seen[theirs] = (seen[theirs] ?? 0) + 1;
      if (ours !== theirs && disagreements.length < 5) disagreements.push({ ours, theirs, visit, rules: api.rules });
    }
  }
  expect(disagreements).toEqual([]);
  // each outcome comes up often enough to say something
  expect(Object.values(seen).every((count) => count > 300)).toBe(true);
  expect(Object.keys(seen).sort()).toEqual(["allow", "deny(403)", "deny(404)", "deny(502)", "undecided"]);
});
