import * as fs from "fs";
import * as path from "path";
import { ROOT } from "./apps";

/** From the ground up: a room imports only from rooms below it, or from itself. */
const STOREYS = [
  [["google"], "What Google's API takes, as data: cache modes, regions, TLS, WAF rule sets"],
  [["app"], "The synthesized app, read once: resources, references, load balancers, access, what a change replaces"],
  [["routing"], "What a URL map does with a request"],
  [["cloud-armor", "cloud-cdn"], "Cloud Armor's rules language, WAF sets and IP ranges; what Cloud CDN caches"],
  [["rules"], "Google's rules as values, a folder per family"],
  [["review"], "The page for reviewers, and what changes between two versions"],
  [["resource"], "How a construct becomes a resource: names, tokens, replacement, findings"],
  [["shape"], "Whether what is given is of the type that is wanted, by a table made of the public API"],
  [["constructs/invocable", "constructs/iap"], "Grants to call a Cloud Run service; Identity-Aware Proxy"],
  [
    ["constructs/backend", "constructs/route-target", "constructs/cache-policy", "constructs/dns-zone"],
    "`IBackend`, between backend services and what serves; `IRouteTarget`, what routes send requests to; what Cloud CDN caches; zones, and the records in them",
  ],
  [
    [
      "constructs/serverless-neg",
      "constructs/security-policy",
      "constructs/ssl-policy",
      "constructs/ssl-certificate",
      "constructs/certificate-map",
      "constructs/client-authentication",
      "constructs/global-address",
    ],
    "Resources that others use",
  ],
  [
    ["constructs/backend-service", "constructs/backend-bucket", "constructs/cloud-run-service"],
    "They do not know each other",
  ],
  [["constructs/url-map"], "Knows only `IRouteTarget` and `IBackendBucket`"],
  [["constructs/application-load-balancer"], "Address, proxies, forwarding rules; owns a URL map"],
  [["synthesis"], "Checks all stacks, then writes"],
  [["constructs/environment-stack"], "Provider, state, labels, outputs"],
  [["index", "jest"], "What the package exports"],
  [["preview"], "The load balancer on loopback, in front of the developer's own processes"],
  [["cli"], "The command of the package"],
] as const satisfies readonly (readonly [rooms: readonly string[], what: string])[];
const FLOORS: readonly (readonly string[])[] = STOREYS.map(([rooms]) => rooms);

const LIB = path.join(ROOT, "lib");
const files = fs
  .readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort();

const importsOf = (file: string) =>
  [
    ...fs
      .readFileSync(path.join(LIB, file), "utf8")
      .matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)"|^import "([^"]+)"/gm),
  ].map((match) => match[1] ?? match[2]);
/** The imports that are there when the program runs. */
const loadedBy = (file: string) =>
  [
    ...fs.readFileSync(path.join(LIB, file), "utf8").matchAll(/^(?:import|export)\b(?! type\b)[^;]*?from "([^"]+)"/gm),
  ].map(([, imported]) => imported);
const roomOf = (file: string) => {
  const [area, noun] = path.normalize(file).split(path.sep);
  return (area === "constructs" ? `${area}/${noun}` : area).replace(/\.ts$/, "");
};
const floorOf = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));

test("CONTRIBUTING.md has the floors that are kept here, from the top down", () => {
  const rows = STOREYS.map(
    ([rooms, what], floor) => `| ${floor} | ${rooms.map((room) => `\`${room}\``).join(", ")} | ${what} |`,
  );
  const page = fs.readFileSync(path.join(ROOT, "CONTRIBUTING.md"), "utf8").replace(/ {2,}/g, " ");
  expect(page).toContain([...rows].reverse().join("\n"));
});

test("every file of lib stands on a floor", () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => floorOf(roomOf(file)) === -1)).toEqual([]);
});

test("a file of lib imports only from the floors below its own, or from its own folder", () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => imported.startsWith("."))
      .map((imported) => roomOf(path.join(path.dirname(file), imported)))
      .filter((room) => room !== roomOf(file) && floorOf(room) >= floorOf(roomOf(file)))
      .map((room) => `${file} imports ${room}`),
  );
  expect(wrong).toEqual([]);
});

test("the plain functions on the ground floor import no construct", () => {
  const ground = ["google", "app", "routing", "cloud-armor", "cloud-cdn", "rules", "review"];
  const imports = files.filter((file) => ground.includes(roomOf(file))).flatMap(loadedBy);
  expect(
    imports.filter((imported) => imported === "cdktf" || imported === "constructs" || imported.startsWith("@cdktf/")),
  ).toEqual([]);
});

test("lib imports the core as cdktf, the provider by resource, and little else", () => {
  const packages = new Set(files.flatMap(importsOf).filter((imported) => !imported.startsWith(".")));
  const others = [...packages]
    .filter((name) => !/^@(cdktf|cdktn)\/provider-google\/lib\/[a-z0-9-]+$/.test(name))
    .sort();
  expect(others).toEqual([
    "@marcbachmann/cel-js",
    "cdktf",
    "constructs",
    "crypto",
    "fs",
    "http",
    "https",
    "ipaddr.js",
    "module",
    "net",
    "path",
    "re2js",
    "safe-stable-stringify",
    "stream",
    "timers/promises",
    "url",
    "util",
  ]);
});

test("every Terraform resource of a construct is made, and named, in the one place for it", () => {
  const constructs = files.filter((file) => file.startsWith("constructs"));
  const making = constructs.flatMap((file) => {
    const text = fs.readFileSync(path.join(LIB, file), "utf8");
    const provided = [...text.matchAll(/^import \{([^}]*)\} from "@cdktf\/provider-google\/lib\/(?!data-)[^"]+"/gm)];
    const classes = provided.flatMap(([, names]) => names.split(",").map((name) => name.trim()));
    const made = [...text.matchAll(/\bnew (\w+)\(/g)].map(([, name]) => name);
    return [
      ...made.filter((name) => classes.includes(name) && name !== "GoogleProvider"),
      ...(text.match(/physicalName\(this/g) ?? []),
    ].map((name) => `${file}: ${name}`);
  });
  expect(making).toEqual([]);
});

test("nothing in lib names an environment", () => {
  const naming = files.filter((file) =>
    /["'`](dev|staging|prod|production)["'`]/.test(fs.readFileSync(path.join(LIB, file), "utf8")),
  );
  expect(naming).toEqual([]);
});

test("a file of lib has at most 300 lines, but for what is generated", () => {
  const written = files.filter((file) => file !== path.join("shape", "table.ts"));
  const long = written.filter((file) => fs.readFileSync(path.join(LIB, file), "utf8").split("\n").length > 301);
  expect(long).toEqual([]);
});

test("every class and function that lib exports to users has a doc comment", () => {
  const undocumented = files.flatMap((file) => {
    const lines = fs.readFileSync(path.join(LIB, file), "utf8").split("\n");
    return lines
      .map((line, index) => ({ line, before: lines[index - 1] ?? "" }))
      .filter(({ line }) => /^export (class|interface|enum|function|const)\b|^ {2}public (?!constructor)/.test(line))
      .filter(({ before }) => !/\*\/\s*$/.test(before))
      .map(({ line }) => `${file}: ${line.trim()}`);
  });
  expect(undocumented).toEqual([]);
});

test("only the model of an app, its synthesis and the command read synthesized JSON", () => {
  const readers = files.filter((file) =>
    /\bTerraform(Resources?)?Json\b/.test(fs.readFileSync(path.join(LIB, file), "utf8")),
  );
  expect(readers.filter((file) => !["app", "synthesis", "cli"].includes(roomOf(file)))).toEqual([]);
});

test("no files of lib import each other in a circle, types neither", () => {
  const imports = new Map(
    files.map((file) => {
      const imported = importsOf(file)
        .filter((name) => name.startsWith("."))
        .map((name) => path.join(path.dirname(file), name))
        .flatMap((name) => [`${name}.ts`, path.join(name, "index.ts")]);
      return [file, files.filter((other) => imported.includes(other))] as const;
    }),
  );
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    (imports.get(from) ?? []).filter((file) => !seen.has(file)).forEach((file) => reached(file, seen.add(file)));
    return seen;
  };
  expect(files.filter((file) => reached(file).has(file))).toEqual([]);
});
