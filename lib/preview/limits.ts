/** Rate limits and bans of Cloud Armor, with a clock. */
import { Limit, Threshold } from "../cloud-armor/decision";

/** What a limit says about a request. */
export interface Counted {
  readonly outcome: "conforms" | "exceeds" | "banned";
  readonly text: string;
}

interface Window {
  readonly since: number;
  readonly count: number;
}

interface Counts {
  readonly limit: Window;
  readonly ban: Window;
  readonly bannedUntil: number;
}

/** So many visitors are counted; then those who have not come for the longest time make room. */
const MAX_COUNTED = 50_000;
const NEVER: Window = { since: -Infinity, count: 0 };

/** Counts requests. Time is cut into windows that begin with a first request: how Google cuts it is not documented. */
export class Limits {
  private readonly counts = new Map<string, Counts>();

  /** Counts by a clock of milliseconds. */
  public constructor(private readonly now: () => number = Date.now) {}

  /** How many visitors, or other keys, are counted. */
  public get size(): number {
    return this.counts.size;
  }

  /** Counts a request of a limit: the name says which one, of which policy, at which backend. */
  public count(name: string, limit: Limit): Counted {
    const key = JSON.stringify([name, limit.keys.map(({ type, name: of, value }) => [type, of, value])]);
    const { threshold, banThreshold = threshold, banDurationSec = 0, action } = limit;
    const now = this.now();
    const former = this.counts.get(key) ?? { limit: NEVER, ban: NEVER, bannedUntil: -Infinity };
    if (former.bannedUntil > now) {
      return { outcome: "banned", text: `banned for ${Math.ceil((former.bannedUntil - now) / 1000)} s more` };
    }
    const [rate, ban] = [next(former.limit, threshold, now), next(former.ban, banThreshold, now)];
    const isBan = action === "rate_based_ban" && ban.count > banThreshold.count;
    const bannedUntil = isBan ? now + banDurationSec * 1000 : -Infinity;
    this.remember(key, { limit: rate, ban, bannedUntil });
    const counted = `request ${rate.count} of ${threshold.count} in ${threshold.intervalSec} s`;
    if (isBan) {
      return { outcome: "banned", text: `${counted}: banned for ${banDurationSec} s` };
    }
    return { outcome: rate.count > threshold.count ? "exceeds" : "conforms", text: counted };
  }

  private remember(key: string, counts: Counts): void {
    this.counts.delete(key);
    this.counts.set(key, counts);
    // the first key is the one that has not been counted for the longest time
    for (const oldest of this.counts.keys()) {
      if (this.counts.size <= MAX_COUNTED) {
        break;
      }
      this.counts.delete(oldest);
    }
  }
}

function next(window: Window, threshold: Threshold, now: number): Window {
  return now < endOf(window, threshold) ? { ...window, count: window.count + 1 } : { since: now, count: 1 };
}

function endOf({ since }: Window, { intervalSec }: Threshold): number {
  return since + intervalSec * 1000;
}
