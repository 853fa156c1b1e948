/** How a comparison is written with its sides changed over: `5 < Size` is `Size > 5`. */
export const mirroredComparisons: ReadonlyMap<string, string> = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
  ['==', '=='],
]);
