import { Clock } from "./clock";
import { delegate } from "./dns/look-up";
import { Faults } from "./faults";
import { JsonObject } from "./json";
import { Probe } from "./probe/probe";
import { Store } from "./store";

/** How the simulated cloud behaves where Google leaves it open. */
export interface CloudOptions {
  /**
   * Simulated seconds from a managed certificate's meeting its DNS condition to ACTIVE.
   * @default 1800
   */
  readonly certificateSeconds?: number;
  /**
   * Simulated seconds until an operation is DONE.
   * @default 0
   */
  readonly operationSeconds?: number;
}

/** A simulated Google Cloud: its resources, its time, and what its visitors have met. */
export class Cloud {
  public readonly clock = new Clock();
  public readonly store = new Store();
  public readonly faults = new Faults();
  public readonly probe: Probe;
  public certificateSeconds: number;
  public operationSeconds: number;

  public constructor(options: CloudOptions = {}) {
    this.certificateSeconds = options.certificateSeconds ?? 1800;
    this.operationSeconds = options.operationSeconds ?? 0;
    this.probe = new Probe(this);
  }

  /** Moves time, and looks at what has become of the visitors. */
  public advance(seconds: number): void {
    this.clock.advance(seconds);
    this.probe.observe(`${seconds} seconds later`);
  }

  /** Points a domain to the name servers of one zone of several with its name, as its operator would. */
  public delegate(zoneName: string): void {
    for (const [, zone] of this.store.matching((path) => path.endsWith(`/managedZones/${zoneName}`)))
      delegate(this, zone);
    this.probe.observe(`delegation to ${zoneName}`);
  }

  /** Resources, time and history, to be kept in a file. */
  public save(): JsonObject {
    return { milliseconds: this.clock.now(), store: this.store.save(), probe: this.probe.save() };
  }

  /** Continues from what `save` gave. */
  public restore(saved: JsonObject): void {
    this.clock.restore(Number(saved.milliseconds));
    this.store.restore(saved.store as JsonObject);
    this.probe.restore(saved.probe as JsonObject);
  }
}
