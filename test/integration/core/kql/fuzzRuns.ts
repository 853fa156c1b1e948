import type { Parameters } from 'fast-check';

/**
 * How the fuzzers run: a bounded number of times, from a seed, so that a run finds what the last one found.
 *
 * To look further: `FUZZ_TIMES=50 FUZZ_SEED=7 vitest run test/integration/core/kql/fuzz`. `FUZZ_SHRINK=1` looks for a simpler
 * counterexample, which takes minutes where each try runs queries.
 */
const { FUZZ_TIMES: times = '1', FUZZ_SEED: seed = '20260615', FUZZ_SHRINK: shrink = '' } = process.env;

/** @param numRuns takes a few seconds at the most. */
export function fuzzRuns(numRuns: number): Pick<Parameters<unknown>, 'seed' | 'numRuns' | 'endOnFailure'> {
  return { seed: Number(seed), numRuns: numRuns * Number(times), endOnFailure: shrink === '' };
}

/** In milliseconds; a fuzzer shares the cores with other tests. */
export const fuzzTimeout = (shrink === '' ? 300_000 : 600_000) * Number(times);
