import * as path from "node:path";
import { DataGoogleProject } from "@cdktf/provider-google/lib/data-google-project";
import { DataGoogleStorageBucket } from "@cdktf/provider-google/lib/data-google-storage-bucket";
import { TerraformStack } from "cdktf";
import { EnvironmentStack, SecurityPolicy } from "cdktf-google-serverless-lb";
import { commandWith } from "../lib/cli/try";
import { tryStack } from "../simulator/try/try-stack";
import { AnySite } from "./changes";
import { backend, balancer, existing, site } from "./changes/builders";
import { Outcome, Trial } from "./outcome";
import { Prepared } from "./prepared";
import { STACK } from "./site";
import { synthesizeInto } from "./synthesis";
import { addSite } from "./try-change";

const PART = "cdktf-google-serverless-lb try";
const PROTECTED = { deletionProtection: true };

/** What a try is to say. */
interface Told {
  readonly name: string;
  readonly from?: AnySite;
  readonly to: AnySite;
  readonly code: number;
  readonly says: readonly string[];
  /** What it must not say. */
  readonly never?: readonly string[];
}

const WELL = [
  "It applied at once.",
  "Nobody was refused meanwhile.",
  "No protection was missing meanwhile.",
  "A second plan is empty.",
  "Nothing is left over.",
];

const TOLD: readonly Told[] = [
  {
    name: "try --from: a domain and a route are removed, a domain is added",
    from: { domains: ["app.example.com", "old.example.com"] },
    to: { domains: ["app.example.com", "new.example.com"], api: "" },
    code: 0,
    says: [
      ...WELL,
      "Removed, as the new code says:",
      "https://old.example.com/: ",
      "the route of https://app.example.com/api/sample: goes to prod-web-backend now",
      "`new.example.com` gets a certificate",
    ],
  },
  {
    name: "try --from: a service with deletion protection is renamed, which takes two steps",
    from: PROTECTED,
    to: { ...PROTECTED, service: "Site" },
    code: 2,
    says: ["It did not apply at once:", "deletion_protection", "A second apply fails", "Nobody was refused meanwhile."],
    never: ["A second plan"],
  },
  {
    name: "try --from: one certificate per domain instead of one for all, in one step",
    from: { domains: [], together: ["app.example.com", "www.example.com"] },
    to: { domains: ["app.example.com", "www.example.com"] },
    code: 2,
    says: [
      "It applied at once.",
      "Refused meanwhile:",
      "outage of https://app.example.com/: ",
      "A second plan is empty.",
    ],
  },
  {
    name: "try --from: an Armor rule before the others, without priorities",
    from: { rules: ["crawlers", "abuse"] },
    to: { rules: ["scanners", "crawlers", "abuse"] },
    code: 2,
    says: ["gap at https://app.example.com/"],
  },
  {
    name: "try: an existing service, a policy and a project that are looked up",
    to: site((stack) => {
      const securityPolicy = SecurityPolicy.fromSecurityPolicyName(stack, "Shared", "company-policy");
      balancer(stack, backend(stack, "Web", existing(stack, "web9"), { securityPolicy }));
      new DataGoogleProject(stack, "Project");
    }),
    code: 0,
    says: [
      "It applied at once.",
      "https://app.example.com/: goes to prod-web",
      "projects/acme/global/securityPolicies/company-policy",
      "projects/acme/locations/us-central1/services/web9",
    ],
  },
  {
    name: "try: what the simulated cloud does not have, and another provider: refused by name",
    to: site((stack) => {
      balancer(stack, backend(stack, "Web", existing(stack, "web1")));
      new DataGoogleStorageBucket(stack, "Bucket", { name: "acme-assets" });
      addRandomPet(stack);
    }),
    code: 1,
    says: ["data.google_storage_bucket.Bucket", "hashicorp/random", "random_pet.suffix"],
  },
];

/** Runs `cdktf-google-serverless-lb try` on synthesized stacks. */
export function tryStackTrials(prepared: Prepared): Trial[] {
  return TOLD.map((told) => ({ part: PART, name: told.name, run: () => tell(prepared, told) }));
}

async function tell(prepared: Prepared, { from, to, code, says, never = [] }: Told): Promise<Outcome> {
  const former = from === undefined ? [] : ["--from", synthesized(prepared, from)];
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const streams = { out: write, error: write, isColoured: false };
  const command = commandWith(() => Promise.resolve({ tryStack }));
  const ended = await command
    .run([STACK, "--outdir", synthesized(prepared, to), ...former], streams)
    .catch((error: Error) => {
      write(error.message);
      return command.errorCode;
    });
  const text = lines.join("");
  const problems = [
    ...(ended === code ? [] : [`exit code ${ended} instead of ${code}`]),
    ...says.filter((words) => !text.includes(words)).map((words) => `it does not say: ${words}`),
    ...never.filter((words) => text.includes(words)).map((words) => `it says: ${words}`),
  ];
  return {
    plan: /The plan: (.*)\./.exec(text)?.[1] ?? "–",
    applied: `exit code ${ended}`,
    windows: /outage of|gap at/.exec(text)?.[0].split(" ")[0] ?? (code === 1 ? "–" : "none"),
    whoGetsIn: "–",
    problems: problems.length === 0 ? [] : [...problems, text],
  };
}

function synthesized(prepared: Prepared, wanted: AnySite): string {
  const outdir = path.join(prepared.emptyFolder(), "cdktf.out");
  synthesizeInto(outdir, (app) => addSite(app, wanted));
  return outdir;
}

/** A resource of a provider that is not installed here. */
function addRandomPet(stack: EnvironmentStack): void {
  TerraformStack.of(stack).addOverride("terraform.required_providers.random", { source: "hashicorp/random" });
  TerraformStack.of(stack).addOverride("resource.random_pet.suffix", {});
}
