import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { parse } from "yaml";
import { environments } from "../environments";
import { ROOT } from "./apps";

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: { readonly [scope: string]: string };
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly env?: { readonly [name: string]: string };
  readonly strategy?: {
    readonly "fail-fast": boolean;
    readonly matrix: { readonly [name: string]: readonly string[] };
  };
  readonly steps: readonly Step[];
}

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: { readonly [name: string]: string };
}

interface Workflow {
  readonly permissions: { readonly [scope: string]: string };
  readonly jobs: { readonly [id: string]: Job };
}

const FOLDER = path.join(ROOT, ".github/workflows");
const FILES = fs.readdirSync(FOLDER);
const textOf = (file: string) => fs.readFileSync(path.join(FOLDER, file), "utf8");
const read = (file: string) => parse(textOf(file)) as Workflow;
const commandsOf = (file: string) => Object.values(read(file).jobs).flatMap(({ steps }) => steps.map(({ run }) => run));
const uses = FILES.flatMap((file) =>
  [...textOf(file).matchAll(/^.*\buses:.*$/gm)].map(([line]) => line.replace(/^[ -]*uses: /, "")),
);

test("every action is pinned by the hash of a commit, with its version beside it", () => {
  expect(uses.length).toBeGreaterThan(10);
  expect(uses.filter((line) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test("an action has one version everywhere", () => {
  const versions = new Set(uses);
  expect(versions.size).toBe(new Set(uses.map((line) => line.split("@")[0])).size);
});

test.each(FILES)("%s may do nothing but read, unless a job says more", (file) => {
  const { permissions } = read(file);
  expect(permissions).toBeDefined();
  expect(Object.values(permissions).filter((access) => access !== "read")).toEqual([]);
});

test.each(FILES)("%s runs only scripts that exist", (file) => {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const named = [...textOf(file).matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("the tests run on every Node.js that package.json takes and is maintained, and deploys with them", () => {
  const { jobs } = read("test.yml") as unknown as { jobs: Record<string, { strategy?: { matrix: object } }> };
  expect(jobs.test.strategy?.matrix).toEqual({ node: [20, 22, 24] });
  expect(commandsOf("test.yml")).toEqual(expect.arrayContaining(["npm test", "npm run test:deploy"]));
});

test("every language is tried each night and before a release", () => {
  expect(textOf("nightly.yml")).toMatch(/^ {2}schedule:\n {4}- cron: /m);
  expect(commandsOf("nightly.yml")).toContain("npm run test:languages");
  expect(commandsOf("release.yml")).toContain("npm run test:languages");
});

test("deploys are tried each night with the provider of CDKTF, and with the newest of each later major version", () => {
  const { deploys } = (read("nightly.yml") as unknown as { jobs: Record<string, { strategy?: { matrix: object } }> })
    .jobs;
  expect(deploys.strategy?.matrix).toEqual({ provider: ["6.50.0", "~> 7.0", "~> 8.0"] });
  expect(commandsOf("nightly.yml")).toContain('npm run test:deploy -- --provider "$PROVIDER" --steps 50');
});

test("a release builds once, publishes only behind the approval of its environment, then tells of it", () => {
  const { build, notes, ...publishing } = read("release.yml").jobs;
  expect(build).toMatchObject({ permissions: { contents: "read" } });
  expect(Object.keys(publishing)).toEqual(["npm", "pypi", "nuget", "maven", "go"]);
  for (const job of Object.values(publishing)) {
    expect(job).toMatchObject({ needs: "build", environment: "release" });
    expect(Object.keys(job.permissions ?? {})).not.toContain("contents");
  }
  expect(notes).toMatchObject({ needs: Object.keys(publishing), permissions: { contents: "write" } });
});

test("a release publishes both editions and their simulators, each alone, and tries the native one before", () => {
  const { build, npm, pypi } = read("release.yml").jobs;
  const FOLDERS = ["packages/js", "packages/simulator", "packages/native/js", "packages/native/simulator"];
  expect(npm.strategy).toEqual({ "fail-fast": false, matrix: { folder: FOLDERS } });
  expect(pypi.strategy?.matrix).toEqual({ folder: ["packages/python", "packages/native/python"] });
  const commands = build.steps.map(({ run = "" }) => run);
  expect(commands).toContain("npm run test:native -- --python");
  expect(commands.join("\n")).toMatch(/npm run native -- [^]*jsii-pacmak --target js --target python/);
});

test("each simulator is packed into a folder of its own", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-"));
  const [workspace, temp] = ["workspace", "temp"].map((name) => path.join(folder, name));
  fs.mkdirSync(path.join(workspace, "packages/native"), { recursive: true });
  fs.mkdirSync(path.join(temp, "native"), { recursive: true });
  fs.writeFileSync(path.join(folder, "npm"), '#!/bin/sh\necho "$PWD" > "$5/$3.tgz"\n', { mode: 0o755 });
  const { run = "" } = read("release.yml").jobs.build.steps.find(
    ({ name }) => name === "the simulator of each edition",
  ) as Step;
  const env = { PATH: `${folder}:${process.env.PATH}`, GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp };
  expect(spawnSync("bash", ["-e", "-c", run], { env }).status).toBe(0);
  const packed = (to: string) => fs.readFileSync(path.join(workspace, to, "simulator/simulator.tgz"), "utf8").trim();
  expect([packed("packages"), packed("packages/native")]).toEqual([workspace, path.join(temp, "native")]);
  fs.rmSync(folder, { recursive: true });
});

test("a tag that is not the version of both packages, or has no notes, is not released", () => {
  const { run = "" } = read("release.yml").jobs.build.steps.find(({ name = "" }) => name.startsWith("the tag")) as Step;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-"));
  fs.mkdirSync(path.join(folder, "simulator"));
  fs.mkdirSync(path.join(folder, "release/notes"), { recursive: true });
  fs.writeFileSync(path.join(folder, "release/notes/1.2.3.md"), "Notes\n");
  const status = (tag: string, version: string, simulator: string) => {
    fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ version }));
    fs.writeFileSync(path.join(folder, "simulator/package.json"), JSON.stringify({ version: simulator }));
    return spawnSync("bash", ["-e", "-c", run], { cwd: folder, env: { ...process.env, GITHUB_REF_NAME: tag } }).status;
  };
  expect(status("v1.2.3", "1.2.3", "1.2.3")).toBe(0);
  expect(status("v1.2.3", "1.2.2", "1.2.3")).not.toBe(0);
  expect(status("v1.2.3", "1.2.3", "1.2.2")).not.toBe(0);
  expect(status("v1.2.4", "1.2.4", "1.2.4")).not.toBe(0);
  fs.rmSync(folder, { recursive: true });
});

test("deploy.yml has a job for each environment of environments.ts, in that order, and their names in STACKS", () => {
  const { review, ...deploys } = read("deploy.yml").jobs;
  expect(Object.keys(deploys)).toEqual(Object.keys(environments));
  expect(review.env?.STACKS.split(" ")).toEqual(Object.keys(environments));
});

test("deploys go through the environments one after another, each approved, alone and without a key", () => {
  const { review, ...deploys } = read("deploy.yml").jobs;
  expect(Object.values(deploys).map(({ needs }) => needs)).toEqual([undefined, ...Object.keys(deploys).slice(0, -1)]);
  for (const [id, job] of Object.entries(deploys)) {
    expect(job).toMatchObject({
      environment: id,
      env: { STACK: id },
      permissions: { contents: "read", "id-token": "write" },
      concurrency: { group: `deploy-${id}`, "cancel-in-progress": false },
    });
    expect(job.steps.at(-1)?.run).toBe('npx cdktf deploy "$STACK" --auto-approve');
  }
  expect(review.permissions).toEqual({ contents: "read", "id-token": "write", "pull-requests": "write" });
  expect(textOf("deploy.yml")).not.toContain("secrets.");
});

test("a pull request deploys a revision without visitors, and takes its tag away when it is closed", () => {
  const { deploy, "clean-up": cleanUp } = read("preview.yml").jobs;
  const guard =
    "vars.PREVIEW_SERVICE_ACCOUNT != '' && github.event.pull_request.head.repo.full_name == github.repository";
  expect(deploy.if).toBe(`github.event.action != 'closed' && ${guard}`);
  expect(cleanUp.if).toBe(`github.event.action == 'closed' && ${guard}`);
  expect(deploy.steps.map(({ run }) => run)).toContain(
    'gcloud run deploy "$SERVICE" --source . --tag "$TAG" --no-traffic --quiet --project "$PROJECT" --region "$REGION"',
  );
  expect(cleanUp.steps.at(-1)?.run).toBe(
    'gcloud run services update-traffic "$SERVICE" --remove-tags "$TAG" --quiet --project "$PROJECT" --region "$REGION"',
  );
  expect(cleanUp.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(textOf("preview.yml")).not.toContain("secrets.");
});

describe("the comment on a pull request", () => {
  const step = (name: string) => read("deploy.yml").jobs.review.steps.find((one) => one.name === name) as Step;
  const MARK = step("comment it").env?.MARK ?? "";

  /** Runs the two steps as GitHub does, with commands that tell what they were asked. */
  const comment = (terraform: string, page = 'echo "page of $*"', former = "") => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "comment-"));
    fs.mkdirSync(path.join(folder, "base/cdktf.out/stacks/dev"), { recursive: true });
    const commands = {
      npx: page,
      terraform,
      gh: `case "$*" in *--jq*) printf "${former}";; *) echo "$*" > said;; esac`,
    };
    for (const [name, script] of Object.entries(commands)) {
      fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      STACKS: "dev prod",
      GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
      GITHUB_REPOSITORY: "acme/web",
      NUMBER: "7",
      RUN: "the run",
      MARK,
    };
    const bash = ({ run = "" }: Step) => spawnSync("bash", ["-e", "-o", "pipefail", "-c", run], { cwd: folder, env });
    const { status } = bash(step("write the review and the plan of each stack"));
    const commented = bash(step("comment it"));
    const text = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
    const result = { status, commented: commented.status, said: text("said"), comment: text("comment.md") };
    fs.rmSync(folder, { recursive: true });
    return result;
  };

  test("holds each stack's review, against what was there before, and its plan", () => {
    const result = comment('case "$*" in *init*) echo initialized;; *) echo "plan of $1";; esac');
    expect(result).toMatchObject({ status: 0, commented: 0 });
    expect(result.said).toBe("pr comment 7 --repo acme/web --body-file comment.md\n");
    const plan = (stack: string) =>
      "\n<details><summary>What Terraform would do</summary>\n\n```text\n" +
      `plan of -chdir=cdktf.out/stacks/${stack}\n\n\`\`\`\n\n</details>\n\n`;
    expect(result.comment).toBe(
      `${MARK}\n## dev\npage of cdktf-google-serverless-lb review dev --against base/cdktf.out\n${plan("dev")}` +
        `## prod\npage of cdktf-google-serverless-lb review prod\n${plan("prod")}`,
    );
  });

  test("takes the place of the one that the job wrote before", () => {
    const { commented, said } = comment("true", undefined, "31\\n45\\n");
    expect(commented).toBe(0);
    expect(said).toBe("api --method PATCH repos/acme/web/issues/comments/31 --field body=@comment.md --silent\n");
    expect(MARK).toMatch(/^<!-- .+ -->$/);
  });

  test("is written for all stacks when one fails, and the job fails", () => {
    const result = comment('case "$*" in *dev*init*) echo no state; exit 1;; *) echo "plan of $1";; esac');
    expect(result).toMatchObject({ status: 1, commented: 0 });
    expect(result.comment).toContain("no state");
    expect(result.comment).toContain("plan of -chdir=cdktf.out/stacks/prod");
  });

  test("is cut where it is too long, and says where the rest is", () => {
    const result = comment("true", 'head -c 70000 /dev/zero | tr "\\0" x');
    expect(result).toMatchObject({ status: 0, commented: 0 });
    expect(result.comment.length).toBeLessThan(65_536);
    expect(result.comment).toContain("The rest is in the run");
  });
});
