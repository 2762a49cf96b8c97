import { apis } from "../../simulator/apis";
import { Cloud, CloudOptions } from "../../simulator/cloud";
import { JsonObject } from "../../simulator/json";
import { createServer } from "../../simulator/server";

/** An answer: its status, its body, and the message when it is a refusal. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly message?: string;
  readonly reason?: string;
}

// Google's schema takes seconds on a busy machine, which no test's time is for
apis();

const started: { close(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(started.map((server) => server.close())));

/** A client of a simulator of its own, on a free port of the loopback. Paths are below `projects/p`. */
export class Client {
  public readonly cloud: Cloud;
  private readonly server;
  private address?: Promise<string>;

  public constructor(options: CloudOptions = {}) {
    this.cloud = new Cloud(options);
    this.server = createServer(this.cloud);
  }

  public async send(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    body?: JsonObject,
  ): Promise<Answer> {
    this.address ??= this.listen();
    const response = await fetch((await this.address) + url, {
      method,
      body: body && JSON.stringify(body),
      headers: body ? { "content-type": "application/json" } : {},
    });
    const answer = await response.text();
    const parsed: JsonObject = answer === "" ? {} : JSON.parse(answer);
    const error = parsed.error as { message: string; errors?: { reason: string }[] } | undefined;
    const operationError = Array.isArray(error?.errors) && error.message === undefined ? error.errors[0] : undefined;
    return {
      status: response.status,
      body: parsed,
      message: error?.message ?? (operationError as { message?: string } | undefined)?.message,
      reason: error?.errors?.[0]?.reason,
    };
  }

  /** Posts a text, and returns the answer as it comes. */
  public async raw(url: string, body: string, type: string): Promise<string> {
    this.address ??= this.listen();
    const response = await fetch((await this.address) + url, {
      method: "POST",
      body,
      headers: { "content-type": type },
    });
    return response.text();
  }

  private async listen(): Promise<string> {
    const address = await this.server.listen({ host: "127.0.0.1", port: 0 });
    started.push(this.server);
    return address;
  }

  public get = (path: string) => this.send("GET", `/compute/v1/projects/p/${path}`);
  public post = (path: string, body: JsonObject = {}) => this.send("POST", `/compute/v1/projects/p/${path}`, body);
  public put = (path: string, body: JsonObject) => this.send("PUT", `/compute/v1/projects/p/${path}`, body);
  public patch = (path: string, body: JsonObject) => this.send("PATCH", `/compute/v1/projects/p/${path}`, body);
  public delete = (path: string) => this.send("DELETE", `/compute/v1/projects/p/${path}`);

  /** Makes a Cloud Run service that lets everybody in through the load balancer. */
  public runService(name: string, fields: JsonObject = {}, region = "us-central1"): Promise<Answer> {
    return this.send("POST", `/v2/projects/p/locations/${region}/services?serviceId=${name}`, {
      ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
      invokerIamDisabled: true,
      template: { containers: [{ image: "image" }] },
      ...fields,
    });
  }

  /** Makes a serverless NEG for a Cloud Run service. */
  public neg(name: string, service: string, region = "us-central1"): Promise<Answer> {
    const body = { name, networkEndpointType: "SERVERLESS", cloudRun: { service } };
    return this.post(`regions/${region}/networkEndpointGroups`, body);
  }

  /** Makes a backend service in front of NEGs of us-central1. */
  public backendService(name: string, negs: string[], fields: JsonObject = {}): Promise<Answer> {
    return this.post("global/backendServices", {
      name,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      backends: negs.map((neg) => ({ group: `projects/p/regions/us-central1/networkEndpointGroups/${neg}` })),
      ...fields,
    });
  }

  /** Makes what serves https://app.example.com and sends http there. */
  public async site(): Promise<void> {
    await this.runService("web");
    await this.neg("web-neg", "web");
    await this.backendService("web", ["web-neg"]);
    await this.post("global/urlMaps", { name: "map", defaultService: "global/backendServices/web" });
    await this.post("global/addresses", { name: "ip" });
    await this.post("global/sslCertificates", { name: "cert", managed: { domains: ["app.example.com"] } });
    await this.post("global/targetHttpsProxies", {
      name: "https",
      urlMap: "global/urlMaps/map",
      sslCertificates: ["global/sslCertificates/cert"],
    });
    await this.rule("https-rule", "targetHttpsProxies/https", "443");
    const redirect = { name: "redirect", defaultUrlRedirect: { httpsRedirect: true } };
    await this.post("global/urlMaps", redirect);
    await this.post("global/targetHttpProxies", { name: "http", urlMap: "global/urlMaps/redirect" });
    await this.rule("http-rule", "targetHttpProxies/http", "80");
    this.cloud.advance(3600);
  }

  /** Makes a forwarding rule at the address `ip`. */
  public rule(name: string, target: string, port: string, fields: JsonObject = {}): Promise<Answer> {
    return this.post("global/forwardingRules", {
      name,
      IPAddress: "projects/p/global/addresses/ip",
      portRange: port,
      target: `global/${target}`,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      ...fields,
    });
  }

  /** The fingerprint that an update of a resource must give. */
  public async fingerprint(path: string): Promise<string> {
    return (await this.get(path)).body.fingerprint as string;
  }
}
