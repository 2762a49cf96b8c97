import type { SiteShape } from "../../deploy/site";
import { describe as described, randomWalk, type StartWalk } from "../../deploy/walk";

type Step = (before: SiteShape, after: SiteShape, past: readonly SiteShape[]) => string[];

/** A walk without Terraform, that fails where `step` or `arrive` says; it counts how often it was begun and ended. */
function fake(step: Step, arrive: (last: SiteShape) => string[] = () => []) {
  const count = { begun: 0, ended: 0, steps: 0 };
  const start: StartWalk = (first) => {
    count.begun += 1;
    const past = [first];
    return Promise.resolve({
      step: (before, after) => {
        count.steps += 1;
        const problems = step(before, after, past);
        past.push(after);
        return Promise.resolve(problems);
      },
      arrive: (last) => Promise.resolve(arrive(last)),
      end: () => {
        count.ended += 1;
        return Promise.resolve();
      },
    });
  };
  return { start, count };
}

/** The sites as they are when nothing was drawn. */
const PLAIN: SiteShape = {
  regions: ["us-central1"],
  service: "Web",
  backend: "WebBackend",
  api: "Api",
  inOrder: false,
  canary: undefined,
  host: undefined,
  armor: "Armor",
  limit: 100,
  cdn: undefined,
  ssl: undefined,
  restricted: false,
  ipv6: false,
  httpRedirect: false,
  keepAlive: undefined,
  outlier: false,
  domains: ["app.example.com", "www.example.com"],
  priorities: true,
};
const SEEDS = [1, 2, 3, 186776143];

test.each(SEEDS)("walks all steps where nothing goes wrong, with seed %d", async (seed) => {
  const { start, count } = fake(() => []);
  expect(await randomWalk({ steps: 25, seed }, start)).toBeUndefined();
  expect(count).toEqual({ begun: 1, ended: 1, steps: 25 });
});

test.each(SEEDS)("shrinks what is found at the end of all steps, with seed %d", async (seed) => {
  const { start, count } = fake(
    () => [],
    () => ["something was left"],
  );
  const failed = await randomWalk({ steps: 25, seed }, start);
  expect(failed).toEqual({
    sites: [{ ...PLAIN, rules: expect.any(Array) as unknown }],
    problems: ["something was left"],
  });
  expect(count.ended).toBe(count.begun);
});

test.each(SEEDS)("shrinks what one step breaks to that step and what it needs, with seed %d", async (seed) => {
  const { start, count } = fake((before, after) => (before.ipv6 && !after.ipv6 ? ["IPv6 cannot go"] : []));
  const failed = await randomWalk({ steps: 25, seed }, start);
  const rules = expect.any(Array);
  expect(failed).toEqual({
    sites: [
      { ...PLAIN, rules, ipv6: true },
      { ...PLAIN, rules },
    ],
    problems: ["IPv6 cannot go"],
  });
  expect(count.ended).toBe(count.begun);
});

test.each(SEEDS)("shrinks what two steps break to two, with seed %d", async (seed) => {
  const comesBack: Step = (before, after, past) =>
    after.ssl === "Tls" && before.ssl !== "Tls" && past.some(({ ssl }) => ssl === "Tls") ? ["Tls came back"] : [];
  const failed = await randomWalk({ steps: 25, seed }, fake(comesBack).start);
  expect(failed?.problems).toEqual(["Tls came back"]);
  expect(failed?.sites.map(({ ssl }) => ssl)).toEqual(["Tls", expect.not.stringContaining("Tls"), "Tls"]);
});

test("shrinks a site that cannot be made to that site", async () => {
  const { start } = fake(() => []);
  const picky: StartWalk = (first) => (first.cdn ? Promise.reject(new Error("no cache")) : start(first));
  const stepsToo: StartWalk = async (first) => ({
    ...(await picky(first)),
    step: (_, after) => Promise.resolve(after.cdn ? ["no cache"] : []),
  });
  const failed = await randomWalk({ steps: 25, seed: 1 }, stepsToo);
  expect(failed).toEqual({
    sites: [{ ...PLAIN, rules: expect.any(Array), cdn: expect.any(String) }],
    problems: ["no cache"],
  });
});

test("takes a step that throws for one that fails", async () => {
  const { start } = fake((_, after) => {
    if (after.ipv6) throw new Error("thrown");
    return [];
  });
  expect((await randomWalk({ steps: 25, seed: 1 }, start))?.problems).toEqual(["thrown"]);
});

test("keeps a walk that does not fail a second time", async () => {
  let steps = 0;
  const { start } = fake(() => (++steps === 4 ? ["once"] : []));
  const failed = await randomWalk({ steps: 25, seed: 1 }, start);
  expect(failed?.problems).toEqual(["once"]);
  expect(failed?.sites).toHaveLength(5);
});

test("prints the problems, the shrunken walk and its seed", () => {
  const lines = described({ sites: [{ ipv6: true }, {}], problems: ["outage"] }, { steps: 25, seed: 7 });
  expect(lines).toEqual([
    "outage",
    'shrunken to 1 step:\nfrom {"ipv6":true}\nto   {}',
    'seed 7; again with --only "Random walk" --steps 25 --seed 7',
  ]);
});
