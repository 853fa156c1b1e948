import type { ThrowIfCancelled } from '../computedFunction';
import { mean } from './statistics';

/** How alike a series and the same series some places later are, by how many places: from -1 to 1. */
type Autocorrelation = (lag: number) => number;

function autocorrelationOf(values: readonly number[]): Autocorrelation {
  const center = mean(values);
  const known = values.map((value) => (Number.isFinite(value) ? value - center : 0));
  const all = known.reduce((sum, value) => sum + value ** 2, 0);
  const found = new Map<number, number>();
  const compute = (lag: number): number => {
    const overlap = known.length - lag;
    let shared = 0;
    for (let place = 0; place < overlap; place++) {
      shared += (known[place] ?? 0) * (known[place + lag] ?? 0);
    }
    return all === 0 || overlap <= 0 ? 0 : (shared / overlap) * (known.length / all);
  };
  return (lag) => {
    const score = found.get(lag) ?? compute(lag);
    found.set(lag, score);
    return score;
  };
}

export interface Period {
  readonly period: number;
  /** From 0 to 1. */
  readonly score: number;
}

/** How well a period describes a series: its autocorrelation where that is a peak, and 0 elsewhere. */
export function validatePeriod(values: readonly number[], period: number): Period {
  const lag = Math.round(period);
  return { period, score: lag < 1 ? 0 : (peak(autocorrelationOf(values), lag) ?? 0) };
}

/** The autocorrelation, where it is above 0 and as great as those beside it. */
function peak(autocorrelation: Autocorrelation, lag: number): number | undefined {
  const score = autocorrelation(lag);
  return score > 0 && score >= autocorrelation(lag - 1) && score >= autocorrelation(lag + 1)
    ? Math.min(1, score)
    : undefined;
}

/** Shorter periods are not looked for, as in Kusto: samples are too sparse for them. */
const shortestPeriod = 4;

/**
 * The periods that describe a series best: peaks of its autocorrelation, the best first. A multiple of a better period says nothing new.
 * Where there are fewer than asked for, the others are of length 0; no more than the series has values.
 */
export function detectPeriods(
  values: readonly number[],
  least: number,
  most: number,
  count: number,
  throwIfCancelled: ThrowIfCancelled,
): readonly Period[] {
  const last = Math.min(Math.floor(most), Math.floor(values.length / 2));
  const first = Math.max(shortestPeriod, Math.ceil(least));
  const autocorrelation = autocorrelationOf(values);
  const peaks: Period[] = [];
  for (let lag = first; lag <= last; lag++) {
    throwIfCancelled();
    const score = peak(autocorrelation, lag);
    if (score !== undefined) {
      peaks.push({ period: lag, score });
    }
  }
  const best: Period[] = [];
  // Those that are as good within a hundredth are told apart by their length.
  const ranked = peaks.sort(
    (left, right) => Math.round((right.score - left.score) * 100) || left.period - right.period,
  );
  for (const found of ranked) {
    if (best.length < count && !best.some(({ period }) => found.period % period === 0)) {
      best.push(found);
    }
  }
  const missing = Math.min(count, values.length) - best.length;
  return [...best, ...Array.from({ length: missing }, () => ({ period: 0, score: 0 }))];
}
