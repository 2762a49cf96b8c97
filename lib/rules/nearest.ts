const MAX_DISTANCE = 3;

/** The known name that a misspelled one most likely means, or undefined if none is near. */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  // of a short name, or the last part of one with dots, fewer letters can be wrong before it is another one
  const length = given.length - (given.lastIndexOf(".") + 1);
  const byDistance = [...known].map((name) => ({ name, distance: editDistance(given, name) }));
  byDistance.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const [best] = byDistance;
  return best && best.distance <= Math.min(MAX_DISTANCE, Math.ceil(length / 3)) ? best.name : undefined;
}

/** The hint at a similar name, or else the given text. */
export function didYouMean(given: string, known: Iterable<string>, otherwise: string): string {
  const near = nearest(given, known);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, substitution));
    }
    row = next;
  }
  return row[b.length];
}
