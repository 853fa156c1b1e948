import { mean } from './statistics';

/** How alike a series and the same series some places later are: from -1 to 1. */
export function autocorrelation(values: readonly number[], lag: number): number {
  const center = mean(values);
  const known = values.map((value) => (Number.isFinite(value) ? value - center : 0));
  const all = known.reduce((sum, value) => sum + value ** 2, 0);
  const shared = known.reduce((sum, value, index) => sum + value * (known[index + lag] ?? 0), 0);
  const overlap = known.length - lag;
  return all === 0 || overlap <= 0 ? 0 : (shared / overlap) * (known.length / all);
}

export interface Period {
  readonly period: number;
  /** From 0 to 1. */
  readonly score: number;
}

/** How well a period describes a series. */
export function validatePeriod(values: readonly number[], period: number): Period {
  const lag = Math.round(period);
  return { period, score: lag < 1 ? 0 : Math.min(1, Math.max(0, autocorrelation(values, lag))) };
}

/**
 * The periods that describe a series best: peaks of its autocorrelation, the best first. A multiple of a better period says nothing new.
 */
export function detectPeriods(
  values: readonly number[],
  least: number,
  most: number,
  count: number,
): readonly Period[] {
  const last = Math.min(Math.floor(most), Math.floor(values.length / 2));
  const first = Math.max(2, Math.ceil(least));
  const peaks: Period[] = [];
  for (let lag = first; lag <= last; lag++) {
    const score = autocorrelation(values, lag);
    if (score > 0 && score >= autocorrelation(values, lag - 1) && score >= autocorrelation(values, lag + 1)) {
      peaks.push({ period: lag, score: Math.min(1, score) });
    }
  }
  const best: Period[] = [];
  // Those that are as good within a hundredth are told apart by their length.
  const ranked = peaks.sort(
    (left, right) => Math.round((right.score - left.score) * 100) || left.period - right.period,
  );
  for (const peak of ranked) {
    if (best.length < count && !best.some(({ period }) => peak.period % period === 0)) {
      best.push(peak);
    }
  }
  return best;
}
