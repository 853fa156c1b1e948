/**
 * The place of a text in another; -1 where there is none.
 *
 * @param start where to begin; below 0, from the end
 * @param length how far to look; -1 for all
 * @param occurrence which one; they do not overlap
 */
export function indexOfText(text: string, wanted: string, start: number, length: number, occurrence: number): number {
  // By characters as Kusto counts them, not by halves of surrogate pairs.
  const characters = Array.from(text);
  const first = start < 0 ? Math.max(0, characters.length + start) : start;
  const range = characters.slice(first, length < 0 ? undefined : first + length).join('');
  let place = -1;
  for (let found = 0; found < occurrence; found++) {
    place = range.indexOf(wanted, place < 0 ? 0 : place + Math.max(1, wanted.length));
    if (place < 0) {
      return -1;
    }
  }
  return place < 0 ? -1 : first + Array.from(range.slice(0, place)).length;
}
