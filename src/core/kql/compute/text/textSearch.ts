/**
 * The place of a text in another; -1 where there is none, undefined where the length or the occurrence is below what there can be.
 *
 * @param start where to begin; below 0, from the end
 * @param length how far to look for each occurrence, from the end of the one before it; -1 for all
 * @param occurrence which one; they do not overlap
 */
export function indexOfText(
  text: string,
  wanted: string,
  start: number,
  length: number,
  occurrence: number,
): number | undefined {
  if (length < -1 || occurrence < 0) {
    return undefined;
  }
  // By characters as Kusto counts them, not by halves of surrogate pairs.
  const characters = Array.from(text);
  const step = Math.max(1, Array.from(wanted).length);
  let next = start < 0 ? Math.max(0, characters.length + start) : start;
  let place = -1;
  for (let found = 0; found < occurrence; found++) {
    const range = characters.slice(next, length < 0 ? undefined : next + length).join('');
    const index = range.indexOf(wanted);
    if (index < 0) {
      return -1;
    }
    place = next + Array.from(range.slice(0, index)).length;
    next = place + step;
  }
  return place;
}
