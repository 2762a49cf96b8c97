/** Regions as Google Cloud has them, and what was meant by others. */
import { CONTINENTS, DIRECTIONS, REGIONS, REGION_BY_PLACE } from "../google/regions";
import { slipOf } from "./nearest";
import { Text, given, text } from "./text";
import { isKnown } from "./values";

const REGION = new RegExp(`^(${Object.keys(CONTINENTS).join("|")})-(${Object.keys(DIRECTIONS).join("|")})\\d{1,2}$`);
const ZONE = /^(.*\d)-[a-z]$/;
/** The regions without their numbers, such as `us-east`, by all that people write for one, without hyphens. */
const PLACES = new Map(
  [...new Set([...REGIONS].map(placeOf))].flatMap((place) => spellingsOf(place).map((spelling) => [spelling, place])),
);

/** Those that a slip of the fingers does not make another one of. */
const LONG_SPELLINGS = [...PLACES].filter(([spelling]) => spelling.length > 5);

/** A text that is not a region. `what` has to be in one. */
export function wrongRegion(what: string, region: unknown): Text[] {
  return isKnown(region) && !REGION.test(String(region))
    ? [text`${what} must be in a region of Google Cloud, got ${given(region)}; ${wayOutFrom(String(region))}`]
    : [];
}

/** A region that Google is not known to have. */
export function unlistedRegion(region: unknown): Text[] {
  return isKnown(region) && REGION.test(String(region)) && !REGIONS.has(String(region))
    ? [
        text`region ${String(region)} is not a Google Cloud region that this package knows; ${wayOutFrom(String(region))}`,
      ]
    : [];
}

function wayOutFrom(region: string): string {
  const [, regionOfZone = region] = ZONE.exec(region) ?? [];
  if (regionOfZone !== region && REGIONS.has(regionOfZone)) {
    return `this is a zone, so use its region ${regionOfZone}`;
  }
  const plain = regionOfZone.toLowerCase().replace(/[^a-z0-9]/g, "");
  const [, letters = "", number = ""] = /^([a-z]+)(\d*)$/.exec(plain) ?? [];
  const place = PLACES.get(letters) ?? slipOf(letters, LONG_SPELLINGS);
  const regions = [...REGIONS].filter((each) => placeOf(each) === place);
  const meant = regionInWords(letters) ?? regions.find((each) => number === "" || each === `${place}${number}`);
  if (meant !== undefined) {
    return `did you mean ${meant}?`;
  }
  return regions.length > 0
    ? `Google Cloud's ${place} regions are ${regions.join(", ")}`
    : "use the id of a region, such as us-central1";
}

/** The region at a city or state, alone or with its continent. */
function regionInWords(letters: string): string | undefined {
  const [, region] =
    Object.entries(REGION_BY_PLACE).find(([place, region]) => {
      const [continent] = region.split("-");
      const prefixes = ["", continent, ...CONTINENTS[continent]];
      return letters === place || prefixes.some((prefix) => letters === prefix + place);
    }) ?? [];
  return region;
}

function placeOf(region: string): string {
  return region.replace(/\d+$/, "");
}

function spellingsOf(place: string): string[] {
  const [continent, direction] = place.split("-");
  return [continent, ...CONTINENTS[continent]].flatMap((first) =>
    [direction, ...DIRECTIONS[direction]].flatMap((second) => [first + second, second + first]),
  );
}
