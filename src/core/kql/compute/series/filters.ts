/** The weighted sum of each value and of those before it; `shift` values later where it is centred. What is no number counts as 0. */
export function weightedSums(values: readonly number[], weights: readonly number[], shift = 0): readonly number[] {
  const known = values.map((value) => (Number.isNaN(value) ? 0 : value));
  return known.map((_, place) => {
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) {
      sum += (weights[tap] ?? NaN) * (known[place + shift - tap] ?? 0);
    }
    return sum;
  });
}

/** Each result is of the values until there, and of the results before it, which count by the weights after the first. */
export function recursiveFilter(
  values: readonly number[],
  forward: readonly number[],
  [own = NaN, ...back]: readonly number[],
): readonly number[] {
  const results: number[] = [];
  for (const sum of weightedSums(values, forward)) {
    let earlier = 0;
    for (let tap = 0; tap < back.length; tap++) {
      earlier += (back[tap] ?? NaN) * (results[results.length - 1 - tap] ?? 0);
    }
    results.push((sum - earlier) / own);
  }
  return results;
}
