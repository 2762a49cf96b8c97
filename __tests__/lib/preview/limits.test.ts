import { Limit } from "../../../lib/cloud-armor/decision";
import { Limits } from "../../../lib/preview/limits";

const ofIp = (value: string) => [{ type: "IP", value }];
const throttle: Limit = {
  action: "throttle",
  threshold: { count: 2, intervalSec: 10 },
  keys: ofIp("192.0.2.1"),
  exceed: { action: "deny", status: 429 },
};

test("a throttle counts each key on its own, and forgets when its time is over", () => {
  let now = 0;
  const limits = new Limits(() => now);
  const count = (limit = throttle) => limits.count("p 1000", limit).outcome;
  expect([count(), count(), count()]).toEqual(["conforms", "conforms", "exceeds"]);
  expect(count({ ...throttle, keys: ofIp("192.0.2.2") })).toBe("conforms");
  expect(limits.count("p 2000", throttle).outcome).toBe("conforms");
  now = 9_999;
  expect(count()).toBe("exceeds");
  now = 10_000;
  expect(count()).toBe("conforms");
});

test("a ban begins above its own threshold, and lasts", () => {
  let now = 0;
  const limits = new Limits(() => now);
  const ban: Limit = {
    ...throttle,
    action: "rate_based_ban",
    banThreshold: { count: 3, intervalSec: 60 },
    banDurationSec: 120,
  };
  const count = () => limits.count("p 1000", ban).outcome;
  expect([count(), count(), count(), count()]).toEqual(["conforms", "conforms", "exceeds", "banned"]);
  now = 119_000;
  expect(limits.count("p 1000", ban)).toEqual({ outcome: "banned", text: "banned for 1 s more" });
  now = 120_000;
  expect(count()).toBe("conforms");
});

test("a ban without a threshold of its own begins above the limit", () => {
  const limits = new Limits(() => 0);
  const count = () => limits.count("p", { ...throttle, action: "rate_based_ban", banDurationSec: 1 }).outcome;
  expect([count(), count(), count()]).toEqual(["conforms", "conforms", "banned"]);
});

test("many visitors do not fill the memory", () => {
  const limits = new Limits(() => 0);
  for (let index = 0; index < 60_000; index++) {
    limits.count("p", { ...throttle, keys: ofIp(String(index)) });
  }
  expect(limits.size).toBe(50_000);
});
