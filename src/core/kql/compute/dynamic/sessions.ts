/** Where the session that each of some ticks is in begins: one ends where the next is further from its first than `longest`. */
export function sessionStarts(ticks: readonly bigint[], longest: bigint): readonly bigint[] {
  let start = ticks[0] ?? 0n;
  return ticks.map((tick) => {
    if (tick - start > longest) {
      start = tick;
    }
    return start;
  });
}

/** The rank, from 1, that each percentile has among sorted values that count as often as their weights say. */
export function weightedRanks(weights: readonly number[], percents: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  return percents.map((percent) => {
    let passed = 0;
    const rank = weights.findIndex((weight) => {
      passed += Math.max(0, weight);
      return passed > 0 && passed >= (total * percent) / 100;
    });
    return rank < 0 ? weights.length : rank + 1;
  });
}
