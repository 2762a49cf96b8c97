import * as fc from "fast-check";
import * as http from "http";
import { readSite } from "../../../lib/preview";
import { readArrival } from "../../../lib/preview/arrival";
import { seededDice } from "../../../lib/preview/dice";
import { treat } from "../../../lib/preview/treatment";
import { Unanswerable, evaluate } from "../../../lib/routing";
import { maps, requests } from "../routing/random";
import { Visit as RandomVisit } from "../routing/reference";
import { backendServices, endAll, linkTo, startBackend, startPreview, stackOf, visit } from "./running";

const SEED = 20_261_130;

afterEach(endAll);

/** The answer that a random request must get: which backends may get it, with which host and path; or a redirect. */
function expected(map: { readonly [argument: string]: unknown }, { scheme, host, path, query, headers }: RandomVisit) {
  const url = `${scheme}://${host}${path}${query === "" ? "" : `?${query}`}`;
  try {
    const { redirect, services, backendUrl = "" } = evaluate(map, { url, headers });
    const [, backendHost, backendPath] = /^https?:\/\/([^/]+)(.*)$/.exec(backendUrl) ?? [];
    return { redirect, services: services.map(({ service }) => service), backendHost, backendPath };
  } catch (error) {
    if (error instanceof Unanswerable) {
      return undefined;
    }
    throw error;
  }
}

test("1,000 random requests over 50 random maps arrive where the evaluation says", async () => {
  const names = ["s1", "s2", "s3", "s4"];
  const urls = await Promise.all(
    names.map((name) =>
      startBackend(({ headers, url }, response) => void response.end(JSON.stringify([name, headers.host, url]))),
    ),
  );
  const services = names.map((name, index) => `${name}=${urls[index]}`);
  const counts = { forwarded: 0, redirected: 0, unanswerable: 0 };
  const agent = new http.Agent({ keepAlive: true });
  for (const map of fc.sample(maps, { seed: SEED, numRuns: 50 })) {
    // every random map may lead to all of them
    const known = { ...map, test: names.map((service) => ({ service })) };
    const preview = await startPreview({ urlMap: known, services });
    for (const random of fc.sample(requests, { seed: SEED, numRuns: 20 })) {
      const { scheme, host, path, query, headers } = random;
      const whole = `${path}${query === "" ? "" : `?${query}`}`;
      const got = await visit(preview, { scheme: scheme as "https" | "http", host, path: whole, headers, agent });
      const wanted = expected(map, random);
      if (wanted === undefined) {
        counts.unanswerable++;
        expect(got.status).toBe(500);
      } else if (wanted.redirect) {
        counts.redirected++;
        expect([got.status, got.headers.location]).toEqual([wanted.redirect.code, wanted.redirect.location]);
      } else {
        counts.forwarded++;
        const [name, backendHost, backendPath] = JSON.parse(got.body) as string[];
        expect(wanted.services).toContain(name);
        expect([backendHost, backendPath]).toEqual([wanted.backendHost, wanted.backendPath]);
      }
    }
    await preview.close();
  }
  agent.destroy();
  expect(counts.forwarded).toBeGreaterThan(400);
  expect(counts.redirected).toBeGreaterThan(100);
});

test("10,000 requests are split as the weights say, within two points, and equally with the same seed", async () => {
  const weights = { a: 70, b: 25, c: 5 };
  const split = Object.entries(weights).map(([name, weight]) => ({ backend_service: linkTo(name), weight }));
  const site = {
    urlMap: { default_route_action: { weighted_backend_services: split } },
    resources: backendServices({ a: {}, b: {}, c: {} }),
  };
  const { https, ...read } = readSite({ json: stackOf(site) }, { stackId: "site", services: [] });
  if (https === undefined) {
    throw new Error("the site listens for HTTPS");
  }
  const incoming = { method: "GET", path: "/", headers: [["host", "app.example.com"]] as const };
  const ports = { hasTls: false };
  const visitor = { clientIp: "203.0.113.1", trustsHeaders: false };
  const arrival = readArrival(incoming, "https", { names: read.names, ports, visitor });
  const dice = seededDice(1);
  const chosen = Array.from(
    { length: 10_000 },
    () => treat({ ...read, https }, https, arrival, { dice }).backend?.name,
  );
  for (const [name, weight] of Object.entries(weights)) {
    expect(Math.abs(chosen.filter((backend) => backend === name).length / 100 - weight)).toBeLessThan(2);
  }
  for (const seed of [1, 7]) {
    const preview = await startPreview({ ...site, options: { seed } });
    const own = seededDice(seed);
    for (let index = 0; index < 20; index++) {
      const backend = treat({ ...read, https }, https, arrival, { dice: own }).backend?.name;
      expect((await visit(preview)).headers["x-preview-backend"]).toBe(backend);
    }
  }
});
