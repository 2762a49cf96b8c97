import { differences, stateOf } from "../../deploy/cloud-state";
import { Simulation } from "../../simulator/try/simulation";
import { text } from "../../simulator/json";

const started: Simulation[] = [];
afterAll(() => Promise.all(started.map((simulation) => simulation.stop())));

/** A cloud with an address, made after some others, and a record of it. */
async function withRecord(others: number, zone = "acme"): Promise<ReadonlyMap<string, string>> {
  const simulation = await Simulation.start();
  started.push(simulation);
  for (let index = 0; index < others; index++) simulation.cloud.store.next();
  await simulation.makeZone("p", zone, "acme.example.");
  await simulation.make("/compute/v1/projects/p/global/addresses", { name: "ip" });
  const address = text(simulation.cloud.store.get("projects/p/global/addresses/ip"), "address");
  await simulation.make(`/dns/v1/projects/p/managedZones/${zone}/changes`, {
    additions: [{ name: "acme.example.", type: "A", ttl: 300, rrdatas: [address] }],
  });
  return stateOf(simulation);
}

test("a record of an address is the same whatever the address is", async () => {
  expect(differences(await withRecord(0), await withRecord(7))).toEqual([]);
});

test("a record in another zone is missing in the one and orphaned in the other", async () => {
  const found = differences(await withRecord(0), await withRecord(0, "next"));
  expect(found).toEqual(
    expect.arrayContaining([
      "missing: projects/p/managedZones/acme/rrsets/acme.example./A",
      "orphaned: projects/p/managedZones/next/rrsets/acme.example./A",
    ]),
  );
});
