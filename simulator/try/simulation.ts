import { FastifyInstance } from "fastify";
import { Cloud } from "../cloud";
import { JsonObject, text } from "../json";
import { createServer } from "../server";

/** Longer than a managed certificate takes to become ACTIVE, in simulated seconds. */
const UNTIL_CERTIFICATES_ARE_ACTIVE = 3600;

/** A simulated Google Cloud of its own on a free port. */
export class Simulation {
  /** Starts one, empty or from a saved state. */
  public static async start(saved?: JsonObject): Promise<Simulation> {
    const cloud = new Cloud();
    if (saved) cloud.restore(structuredClone(saved));
    const server = createServer(cloud);
    const simulation = new Simulation(cloud, server);
    // before it listens, since hooks cannot be added later
    server.addHook("preHandler", (request, _reply, done) => {
      if (request.method !== "GET") simulation.onMutation?.(request.url);
      done();
    });
    server.addHook("onResponse", (request, reply, done) => {
      const [, path] = /\/(projects\/[^?]+)/.exec(decodeURIComponent(request.url)) ?? [];
      if (request.method === "GET" && reply.statusCode === 404 && path !== undefined) simulation.missing.add(path);
      done();
    });
    simulation.url = await server.listen({ host: "127.0.0.1", port: 0 });
    return simulation;
  }

  /** Called when a request that changes something has arrived as a whole, before it is answered. */
  public onMutation?: (url: string) => void;
  /** The paths of what was asked for and is not there. */
  public readonly missing = new Set<string>();
  private url = "";

  private constructor(
    public readonly cloud: Cloud,
    private readonly server: FastifyInstance,
  ) {}

  /** Where it answers. */
  public get address(): string {
    return this.url;
  }

  /** The paths of all resources, without operations and APIs that are on. */
  public resources(): string[] {
    const passes = (path: string) => !path.includes("/operations/") && !/^projects\/[^/]+\/services\//.test(path);
    return this.cloud.store.matching(passes).map(([path]) => path);
  }

  /** Lets simulated time pass until Google has issued all certificates that it can issue. */
  public waitForCertificates(): void {
    this.cloud.advance(UNTIL_CERTIFICATES_ARE_ACTIVE);
  }

  /** Points all domains to an address, by its name. */
  public moveDns(addressName: string): void {
    const { probe, store } = this.cloud;
    const [[, address]] = store.matching((path) => path.endsWith(`/addresses/${addressName}`));
    for (const { domain } of probe.dns.records()) probe.dns.set(domain, text(address, "address"));
    probe.observe("DNS");
  }

  /** Makes what stands outside of a stack: a request to the API. */
  public async make(path: string, body: JsonObject): Promise<void> {
    const response = await fetch(this.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  /** Makes a Cloud Run service outside of a stack that lets every visitor of the load balancer in. */
  public makeService(project: string, region: string, name: string): Promise<void> {
    return this.make(`/v2/projects/${project}/locations/${region}/services?serviceId=${name}`, {
      template: { containers: [{ image: "us-docker.pkg.dev/cloudrun/container/hello" }] },
      ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
      invokerIamDisabled: true,
    });
  }

  /** Makes a public DNS zone outside of a stack. */
  public makeZone(project: string, name: string, dnsName: string): Promise<void> {
    return this.make(`/dns/v1/projects/${project}/managedZones`, { name, dnsName, description: "a zone for tests" });
  }

  /** Stops answering. */
  public async stop(): Promise<void> {
    await this.server.close();
  }
}
