import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, URL_MAP } from "../../app/types";
import { numberOf } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { range } from "../values";
import { Place, placesOf, routeActionOf } from "./places";

/** The largest weight of one backend service. */
export const MAX_WEIGHT = 1000;

/** Weights that are out of range, and splits without a weight above 0. */
export function weights(place: Place): Text[] {
  const shares = blocks(routeActionOf(place)?.weighted_backend_services);
  const isNothing = shares.length > 0 && shares.every((share) => numberOf(share, "weight") === 0);
  return [
    ...shares.flatMap(({ weight }) => range(`a weight of ${place.what}`, weight, 0, MAX_WEIGHT)),
    ...(isNothing
      ? [
          noWeight(
            place.what,
            shares.map((share) => numberOf(share, "weight")),
          ),
        ]
      : []),
  ];
}

/** The message about a split without a weight above 0. */
export function noWeight(what: string, all: readonly unknown[]): Text {
  return text`${what} needs at least one service with a weight above 0${all.length === 0 ? "" : text`, got ${given(all)}`}; give one a weight from 1 to ${MAX_WEIGHT}`;
}

/** A backend service with two shares, where another one was probably intended. */
export function sharedTwice(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    placesOf(urlMap.config).flatMap((place) => {
      const shares = blocks(routeActionOf(place)?.weighted_backend_services).flatMap(({ backend_service }) =>
        app.referred(urlMap, backend_service, BACKEND_SERVICE, BACKEND_BUCKET).slice(0, 1),
      );
      const repeated = shares.find((share, index) => shares.indexOf(share) < index);
      return repeated === undefined ? [] : [about(urlMap, twoShares(paths([repeated])))];
    }),
  );
}

/** The message about a backend service with two shares. */
export function twoShares(path: string): Text {
  return text`backend service ${path} is listed twice in the same traffic split; replace one of the two with another backend service`;
}
