import { blocks } from "../../app/terraform-json";
import { Block, numberOf } from "../../app/values";
import { RETRY_CONDITIONS } from "../../google/retry-conditions";
import { MAX_SECONDS } from "../limits";
import { Fact, Text, given, text } from "../text";
import { isKnown, knownValues, oneOf, range } from "../values";
import { Place, argumentOf, routeActionOf } from "./places";
import { secondsOf } from "./waits";

const MAX_INTEGER = 2_147_483_647;
const ORIGIN = /^(\*|null|[a-z][a-z0-9+.-]*:\/\/[^/\s*]+)$/;

/** Timeouts, retries, CORS and fault injection that Google does not accept. */
export function options(place: Place): Text[] {
  const action = routeActionOf(place);
  return action === undefined
    ? []
    : [
        ...seconds(text`${optionOf(place, "timeout")} of ${place.what}`, action.timeout),
        ...blocks(action.retry_policy).flatMap((policy) => retries(place, policy)),
        ...blocks(action.cors_policy).flatMap((policy) =>
          range(text`${optionOf(place, "cors_policy.max_age")} of ${place.what}`, policy.max_age, 0, MAX_INTEGER),
        ),
        ...blocks(action.fault_injection_policy).flatMap((policy) => [
          ...blocks(policy.abort).flatMap((abort) => aborts(place, abort)),
          ...blocks(policy.delay).flatMap((delay) => delays(place, delay)),
        ]),
      ];
}

/** An origin that no browser sends. */
export function oddOrigins(place: Place): Text[] {
  return blocks(routeActionOf(place)?.cors_policy).flatMap((policy) =>
    knownValues<unknown>(policy.allow_origins)
      .filter((origin) => !ORIGIN.test(String(origin)))
      .slice(0, 1)
      .map(
        (origin) =>
          text`no browser sends ${given(origin)} as an origin; write it like https://www.example.com, without *, path or a slash at the end`,
      ),
  );
}

function retries(place: Place, policy: Block): Text[] {
  const { retry_conditions: conditions, num_retries, per_try_timeout } = policy;
  const named = (name: string) => text`${optionOf(place, `retry_policy.${name}`)} of ${place.what}`;
  return [
    ...(Array.isArray(conditions) && conditions.length === 0
      ? [text`the retry policy of ${place.what} needs a retry condition; add one`]
      : []),
    ...knownValues(conditions).flatMap((condition) =>
      oneOf(text`a retry condition of ${place.what}`, condition, RETRY_CONDITIONS),
    ),
    ...range(named("num_retries"), num_retries, 1, MAX_INTEGER),
    ...seconds(named("per_try_timeout"), per_try_timeout),
  ];
}

function aborts(place: Place, { http_status: status, percentage: share }: Block): Text[] {
  const named = (name: string) =>
    text`${optionOf(place, `fault_injection_policy.abort.${name}`)} of the abort of ${place.what}`;
  return [...range(named("http_status"), status, 200, 599), ...percentage(named("percentage"), share)];
}

function delays(place: Place, { fixed_delay, percentage: share }: Block): Text[] {
  const named = (name: string) => optionOf(place, `fault_injection_policy.delay.${name}`);
  return [
    ...percentage(text`${named("percentage")} of the delay of ${place.what}`, share),
    ...seconds(text`${named("fixed_delay")} of ${place.what}`, fixed_delay),
  ];
}

/** A duration above 0, up to the longest time that Google accepts. */
function seconds(what: Fact, duration: unknown): Text[] {
  const all = secondsOf(duration);
  return all === undefined || (all > 0 && all <= MAX_SECONDS)
    ? []
    : [
        text`${what} must be above 0 and at most ${MAX_SECONDS} seconds, got ${given(all)}; write a number of seconds, such as 30 or 0.5`,
      ];
}

function percentage(what: Fact, share: unknown): Text[] {
  const number = isKnown(share) ? numberOf({ share }, "share") : undefined;
  return number === undefined || (number >= 0 && number <= 100)
    ? []
    : [text`${what} must be a number from 0 to 100, got ${given(number)}; choose one in that range`];
}

function optionOf(place: Place, name: string) {
  return argumentOf(place, `route_action.${name}`);
}
