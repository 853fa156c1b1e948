/**
 * The name that was probably meant; undefined where none is near. One that differs in case alone comes first.
 *
 * @param letters one in so many may be another one
 */
export function nearestName(name: string, candidates: Iterable<string>, letters = 3): string | undefined {
  const folded = name.toLowerCase();
  const most = Math.max(1, Math.floor(name.length / letters));
  let nearest: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    const distance = editDistance(folded, candidate.toLowerCase(), least);
    if (distance < least) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}

/** How many letters must be put in, left out, changed or swapped with the next one; `most` where it is that many or more. */
function editDistance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) >= most) {
    return most;
  }
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          (last[column] ?? most) + 1,
          (current[column - 1] ?? most) + 1,
          (last[column - 1] ?? most) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[column - 2] ?? most) + 1 : most,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? most;
}
