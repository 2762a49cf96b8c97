import { LIBRARIES, apis } from "../../simulator/apis";
import { Cloud } from "../../simulator/cloud";
import { Schema } from "../../simulator/schema/messages";
import { routesOf } from "../../simulator/schema/routes";
import { trimmed } from "../../simulator/schema/trim";
import { detached, refusedIn } from "../../simulator/try/configuration";
import { Findings, exitCodeOf, failureOf, pageOf } from "../../simulator/try/findings";
import { domainOfZone, hostsIn } from "../../simulator/try/hosts";
import { namedIn } from "../../simulator/try/neighbours";
import { isRemoved } from "../../simulator/try/removals";

const WELL: Findings = {
  stack: "prod",
  isChange: true,
  plan: "1 changed",
  refusals: [],
  refusedAgain: [],
  outages: [],
  gaps: [],
  removed: [],
  unserved: [],
  served: [],
  nextPlan: [],
  leftovers: [],
  neighbours: [],
};

describe("what is said", () => {
  test("a change that goes well", () => {
    expect(pageOf(WELL)).toBe(`# The change of \`prod\`, in a simulated Google Cloud

- The plan: 1 changed.
- It applied at once.
- Nobody was refused meanwhile.
- No protection was missing meanwhile.
- A second plan is empty.
- Nothing is left over.
`);
    expect(exitCodeOf(WELL)).toBe(0);
  });

  test("what was meant to go is no fault", () => {
    const findings = { ...WELL, removed: ["https://old.example.com/: no front end"] };
    expect(pageOf(findings)).toContain(
      "- Removed, as the new code says:\n  - https://old.example.com/: no front end\n",
    );
    expect(exitCodeOf(findings)).toBe(0);
  });

  test.each<[string, Partial<Findings>, string]>([
    ["an outage", { outages: ["outage of x"] }, "- **Refused meanwhile:**\n  - outage of x\n"],
    ["a gap", { gaps: ["gap at x"] }, "- **A protection was missing meanwhile:**\n  - gap at x\n"],
    ["a plan that is not empty", { nextPlan: ["update x"] }, "- **A second plan is not empty:**\n  - update x\n"],
    [
      "two steps",
      { refusals: ["in use"], refusedAgain: ["in use"], nextPlan: undefined },
      "- **It did not apply at once:**\n  - in use\n- **A second apply fails in the same words**; it takes two steps: https://github.com/cdktf-google-serverless-lb/cdktf-google-serverless-lb/blob/main/docs/changing-things-in-use.md#what-takes-two-steps",
    ],
    [
      "two applies",
      { refusals: ["in use"] },
      "- **It did not apply at once:**\n  - in use\n- A second apply passed, without a change of the code.\n",
    ],
  ])("%s ends with 2", (_, part, words) => {
    expect(pageOf({ ...WELL, ...part })).toContain(words);
    expect(exitCodeOf({ ...WELL, ...part })).toBe(2);
  });
});

describe("what cannot be tried is named", () => {
  const google = { terraform: { required_providers: { google: { source: "hashicorp/google" } } } };

  test("nothing in a site of Google's provider", () => {
    const data = { google_project: { P: {} }, google_compute_ssl_policy: { S: { name: "tls" } } };
    expect(refusedIn({ ...google, resource: { google_compute_url_map: { M: {} } }, data })).toEqual([]);
  });

  test.each([
    [
      {
        terraform: { required_providers: { random: { source: "hashicorp/random" } } },
        resource: { random_id: { A: {} } },
      },
      "the provider hashicorp/random, which random_id.A needs: only hashicorp/google has a simulated cloud",
    ],
    [{ resource: { null_resource: { A: {} } } }, "the provider null, which null_resource.A needs"],
    [
      { resource: { google_sql_database: { A: {} } } },
      "google_sql_database.A: the simulated cloud has no google_sql_database",
    ],
    [{ data: { google_storage_bucket: { A: {} } } }, "data.google_storage_bucket.A: the simulated cloud cannot answer"],
    [
      { data: { terraform_remote_state: { A: {} } } },
      "data.terraform_remote_state.A: it reads the state of another stack",
    ],
    [{ resource: { terraform_data: { A: { provisioner: [] } } } }, "terraform_data.A: it has a provisioner"],
  ])("%j", (json, words) => {
    const problems = refusedIn(json);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });
});

describe("a plan that fails", () => {
  const missing =
    'terraform: Cannot import non-existent remote object While attempting to import an existing object to "google_compute_url_map.M", the provider detected that no object exists with the given id.';

  test("says what Terraform says", () => {
    expect(failureOf(["google_compute_url_map.M: Invalid value"])).toBe("google_compute_url_map.M: Invalid value");
  });

  test("because of an import says how a takeover is rehearsed", () => {
    expect(failureOf([missing, missing])).toBe(
      `${missing}\n` +
        "The stack imports resources, and the simulated cloud begins empty: first make in it what is taken over, with the steps of https://github.com/cdktf-google-serverless-lb/cdktf-google-serverless-lb/blob/main/docs/adopting.md#rehearse-it",
    );
  });
});

test("state and credentials of a real account are left out", () => {
  const json = {
    terraform: { backend: { gcs: { bucket: "b" } }, required_version: ">= 1" },
    provider: { google: [{ project: "p", credentials: "secret", compute_custom_endpoint: "https://x" }] },
  };
  expect(detached(json)).toEqual({
    terraform: { backend: { local: { path: "terraform.tfstate" } }, required_version: ">= 1" },
    provider: { google: [{ project: "p" }] },
  });
});

describe("what a site names and does not make", () => {
  const resource = (type: string, values: object) => ({ mode: "managed", type, values });
  const planOf = (...resources: object[]) =>
    JSON.parse(JSON.stringify({ planned_values: { root_module: { resources } } })) as Parameters<typeof namedIn>[0];

  test("by name and by link", () => {
    const neg = { name: "n", region: "us-central1", cloud_run: [{ service: "web" }] };
    const backend = {
      name: "b",
      security_policy: "https://www.googleapis.com/compute/v1/projects/q/global/securityPolicies/s",
    };
    const plan = planOf(
      resource("google_compute_region_network_endpoint_group", neg),
      resource("google_compute_backend_service", backend),
      resource("google_dns_record_set", { managed_zone: "z", project: "dns" }),
    );
    expect(namedIn(plan, "p")).toEqual([
      "projects/q/global/securityPolicies/s",
      "projects/p/locations/us-central1/services/web",
      "projects/dns/managedZones/z",
    ]);
  });

  test("not what it makes itself, though another kind may have the name", () => {
    const neg = { name: "web", region: "us-central1", cloud_run: [{ service: "web" }] };
    const group = resource("google_compute_region_network_endpoint_group", neg);
    expect(namedIn(planOf(group), "p")).toEqual(["projects/p/locations/us-central1/services/web"]);
    expect(namedIn(planOf(group, resource("google_cloud_run_v2_service", { name: "web" })), "p")).toEqual([]);
  });

  test("a service, though its region is a link, as in the state of what is there already", () => {
    const region = "https://www.googleapis.com/compute/v1/projects/p/regions/us-central1";
    const neg = { name: "n", region, cloud_run: [{ service: "web" }] };
    expect(namedIn(planOf(resource("google_compute_region_network_endpoint_group", neg)), "p")).toEqual([
      "projects/p/locations/us-central1/services/web",
    ]);
  });

  test("the domain of a zone is read from its records", () => {
    const zone = (name: string, ...records: string[]) =>
      domainOfZone(name, [
        {
          resource: {
            google_dns_record_set: Object.fromEntries(
              records.map((record) => [record.replaceAll(".", "_"), { managed_zone: name, name: record }]),
            ),
          },
        },
      ]);
    expect(zone("example-com", "app.example.com.")).toBe("example.com.");
    expect(zone("web", "app.example.com.", "www.example.com.")).toBe("example.com.");
    expect(zone("web", "example.com.", "www.example.com.")).toBe("example.com.");
    expect(zone("web", "app.example.com.")).toBe("example.com.");
    expect(zone("web", "example.com.")).toBe("example.com.");
  });

  test("hosts are those of rules, certificates and records", () => {
    const json = {
      resource: {
        google_compute_url_map: { M: { host_rule: [{ hosts: ["app.example.com", "*.example.com"] }] } },
        google_compute_managed_ssl_certificate: { C: { managed: { domains: ["www.example.com"] } } },
      },
    };
    expect(hostsIn([json])).toEqual(["app.example.com", "www.example.com"]);
  });
});

test("a URL is removed where nothing stands for it any more", () => {
  expect(isRemoved(new Cloud(), "https://app.example.com/")).toBe(true);
  expect(isRemoved(new Cloud(), "ingress of projects/p/locations/l/services/s")).toBe(false);
});

test("the trimmed schema has all routes, and all that their requests are made of", () => {
  expect(apis().length).toBeGreaterThan(0);
  for (const [library, { name, services }] of Object.entries(LIBRARIES)) {
    const whole = Schema.ofLibrary(library);
    const less = new Schema(trimmed(whole, name, services));
    const [all, kept] = [whole, less].map((schema) => routesOf(schema, name, services));
    const formOf = ({ method, verb, pattern, bodyField }: (typeof all)[number]) => [method, verb, pattern, bodyField];
    expect(kept.map(formOf)).toEqual(all.map(formOf));
    const seen = new Set<string>();
    const same = (scope: readonly string[], type: string): void => {
      const [one, other] = [whole, less].map((schema) => schema.find(type, scope));
      expect(other?.scope).toEqual(one?.scope);
      const key = one?.scope.join(".") ?? "";
      if (!one || !other || seen.has(key)) return;
      seen.add(key);
      expect(Object.keys(other.node.fields ?? {})).toEqual(Object.keys(one.node.fields ?? {}));
      expect(other.node.values).toEqual(one.node.values);
      Object.values(one.node.fields ?? {}).forEach((field) => same(one.scope, field.type));
    };
    all.forEach(({ request }) => same([], request.scope.join(".")));
    expect(seen.size).toBeGreaterThan(5);
  }
});
