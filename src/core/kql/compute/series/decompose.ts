import type { ThrowIfCancelled } from '../computedFunction';
import { fitLine } from './fits';
import { detectPeriods } from './periods';
import { mean, median, percentile } from './statistics';

/** How a series is taken apart. */
export interface DecomposeOptions {
  /** The period of the season in places; -1 to look for it, 0 for none. */
  readonly seasonality: number;
  readonly trend: 'avg' | 'linefit' | 'none';
  /** So many places at the end are not learned from. */
  readonly testPoints: number;
  /** The score that a period that is looked for must have. */
  readonly threshold: number;
}

/** A series as the sum of its parts, each as long as the series. */
export interface Decomposition {
  /** The season and the trend together. */
  readonly baseline: readonly number[];
  readonly seasonal: readonly number[];
  readonly trend: readonly number[];
  readonly residual: readonly number[];
}

/** Parts a series into season, trend and what is left; the last values, which are not learned from, are forecast. */
export function decompose(
  values: readonly number[],
  options: DecomposeOptions,
  throwIfCancelled: ThrowIfCancelled,
): Decomposition {
  const learned = values.slice(0, values.length - Math.max(0, options.testPoints));
  const trend = trendOf(learned, values.length, options.trend);
  const flat = learned.map((value, place) => value - (trend[place] ?? 0));
  const period = periodOf(flat, options, throwIfCancelled);
  const season = Array.from({ length: Math.min(period, values.length) }, (_, phase) =>
    median(
      Array.from(
        { length: Math.ceil((flat.length - phase) / period) },
        (_, turn) => flat[phase + turn * period] ?? NaN,
      ),
    ),
  );
  const seasonal = values.map((_, place) => season[place % Math.max(1, period)] ?? 0);
  const baseline = values.map((_, place) => (trend[place] ?? 0) + (seasonal[place] ?? 0));
  return { baseline, seasonal, trend, residual: values.map((value, place) => value - (baseline[place] ?? NaN)) };
}

function trendOf(learned: readonly number[], length: number, kind: DecomposeOptions['trend']): readonly number[] {
  const places = Array.from({ length }, (_, place) => place);
  switch (kind) {
    case 'avg': {
      const level = mean(learned);
      return places.map(() => level);
    }
    case 'linefit': {
      const { slope, interception } = fitLine(learned);
      return places.map((place) => interception + slope * (place + 1));
    }
    case 'none':
      return places.map(() => 0);
  }
}

function periodOf(
  values: readonly number[],
  { seasonality, threshold }: DecomposeOptions,
  throwIfCancelled: ThrowIfCancelled,
): number {
  if (seasonality !== -1) {
    return Math.max(0, Math.round(seasonality));
  }
  const [best] = detectPeriods(values, 0, values.length / 2, 1, throwIfCancelled);
  return best !== undefined && best.score >= threshold ? best.period : 0;
}

/**
 * How far each value is beyond the fences of Tukey's test, in widths between them: 0 inside, below 0 under the lower one.
 *
 * @param low @param high the percentiles that the fences are at
 */
export function outlierScores(values: readonly number[], low: number, high: number): readonly number[] {
  const [lower, upper] = [percentile(values, low), percentile(values, high)];
  const width = upper - lower;
  return values.map((value) => {
    const beyond = value > upper ? value - upper : value < lower ? value - lower : 0;
    return beyond === 0 || !Number.isFinite(value) ? 0 : width === 0 ? Math.sign(beyond) * Infinity : beyond / width;
  });
}
