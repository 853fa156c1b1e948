import { computed, computedForLong, type ComputedFunction } from '../computedFunction';
import { isBag, numbersOf, reals, whole, type Json } from '../json';
import { decompose, outlierScores, type DecomposeOptions } from './decompose';
import { fitLine, fitPolynomial, fitTwoLines, type LineFit } from './fits';
import { fourier } from './fourier';
import { detectPeriods, validatePeriod } from './periods';
import { correlation, dotProduct, mean, variance } from './statistics';

/** A function of a series: null where the argument is no array. */
function ofSeries(compute: (values: readonly number[]) => Json | undefined): ComputedFunction {
  return computed(['dynamic'], 'dynamic', (series) => {
    const values = numbersOf(series);
    const result = values === undefined ? undefined : compute(values);
    return result === undefined ? undefined : reals(result);
  });
}

/** A number of two series that are equally long. */
function ofTwoSeries(compute: (left: readonly number[], right: readonly number[]) => number): ComputedFunction {
  return computed(['dynamic', 'dynamic'], 'real', (first, second) => {
    const [left, right] = [numbersOf(first), numbersOf(second)];
    return left !== undefined && left.length === right?.length ? compute(left, right) : undefined;
  });
}

function statistics(values: readonly number[]): readonly Json[] {
  const known = values.filter(Number.isFinite);
  const least = known.reduce((found, value) => Math.min(found, value), Infinity);
  const most = known.reduce((found, value) => Math.max(found, value), -Infinity);
  const spread = variance(values);
  return [
    least,
    whole(values.indexOf(least)),
    most,
    whole(values.indexOf(most)),
    mean(values),
    Math.sqrt(spread),
    spread,
  ];
}

const lineFit = ({ rsquare, slope, variance: all, rvariance, interception, fit }: LineFit): readonly Json[] => [
  rsquare,
  slope,
  all,
  rvariance,
  interception,
  fit,
];

const sideFit = ({ rsquare, slope, interception, variance: all, rvariance }: LineFit): readonly Json[] => [
  rsquare,
  slope,
  interception,
  all,
  rvariance,
];

const lineFitNames = ['rsquare', 'slope', 'variance', 'rvariance', 'interception', 'line_fit'];
const sideNames = ['rsquare', 'slope', 'interception', 'variance', 'rvariance'];
const twoLinesNames = [
  'rsquare',
  'split_idx',
  'variance',
  'rvariance',
  'line_fit',
  ...sideNames.map((name) => `right.${name}`),
  ...sideNames.map((name) => `left.${name}`),
];

function twoLines(values: readonly number[]): readonly Json[] | undefined {
  const best = fitTwoLines(values);
  return best === undefined
    ? undefined
    : [
        best.rsquare,
        whole(best.split),
        best.variance,
        best.rvariance,
        best.fit,
        ...sideFit(best.right),
        ...sideFit(best.left),
      ];
}

/** Values under their names; a dot in a name parts a bag from its member. */
function named(names: readonly string[], values: readonly Json[]): Json {
  const bag: Record<string, Json> = {};
  names.forEach((name, index) => {
    const [outer = '', inner] = name.split('.');
    const value = values[index] ?? null;
    const before = bag[outer];
    bag[outer] = inner === undefined ? value : { ...(isBag(before) ? before : {}), [inner]: value };
  });
  return bag;
}

function decomposeOptions(seasonality = -1, trend = 'avg', testPoints = 0, threshold = 0.6): DecomposeOptions {
  return {
    seasonality,
    trend: trend === 'linefit' || trend === 'none' ? trend : 'avg',
    testPoints,
    threshold,
  };
}

/** The percentiles at which each method of finding anomalies has its fences. */
const fences = { ctukey: [10, 90], tukey: [25, 75] } as const;

function fencesOf(method: string): readonly [number, number] {
  return method.toLowerCase() === 'tukey' ? fences.tukey : fences.ctukey;
}

/** Of a polynomial that is fitted: the time to solve its equations grows with the cube, and doubles hold no higher powers anyway. */
const highestDegree = 100;

/** Statistics, fits and parts of series. Those that give several columns give them as one array. */
export const seriesComputed = {
  series_stats: ofSeries(statistics),
  series_stats_dynamic: ofSeries((values) => ({
    ...Object.fromEntries(
      ['min', 'min_idx', 'max', 'max_idx', 'avg', 'stdev', 'variance'].map((name, index) => [
        name,
        statistics(values)[index] ?? null,
      ]),
    ),
    sum: values.filter(Number.isFinite).reduce((sum, value) => sum + value, 0),
    len: whole(values.length),
  })),
  series_fit_line: ofSeries((values) => lineFit(fitLine(values))),
  series_fit_line_dynamic: ofSeries((values) => named(lineFitNames, lineFit(fitLine(values)))),
  series_fit_2lines: ofSeries(twoLines),
  series_fit_2lines_dynamic: ofSeries((values) => named(twoLinesNames, twoLines(values) ?? [])),
  series_fit_poly: computed(['dynamic', 'dynamic', 'int'], 'dynamic', (y, x, degree = 5) => {
    const values = numbersOf(y);
    if (values === undefined || degree < 0 || degree > highestDegree) {
      return undefined;
    }
    const {
      rsquare,
      coefficients,
      variance: all,
      rvariance,
      fit,
    } = fitPolynomial(numbersOf(x) ?? values.map((_, index) => index + 1), values, degree);
    return reals([rsquare, coefficients, all, rvariance, fit]);
  }),
  series_outliers: computed(
    ['dynamic', 'string', 'real', 'real', 'real'],
    'dynamic',
    (series, kind = 'ctukey', ignored = NaN, low = 10, high = 90) => {
      const values = numbersOf(series)?.map((value) => (value === ignored ? NaN : value));
      const [lower, upper] = kind.toLowerCase() === 'tukey' ? fences.tukey : [low, high];
      return values === undefined ? undefined : reals(outlierScores(values, lower, upper));
    },
  ),
  series_periods_detect: computedForLong(
    ['dynamic', 'real', 'real', 'long'],
    'dynamic',
    (throwIfCancelled, series, least = 2, most, count = 1n) => {
      const values = numbersOf(series);
      if (values === undefined) {
        return undefined;
      }
      const found = detectPeriods(values, least, most ?? values.length / 2, Number(count), throwIfCancelled);
      return reals([found.map(({ period }) => period), found.map(({ score }) => score)]);
    },
  ),
  /** The periods as one array. */
  series_periods_scores: computed(['dynamic', 'dynamic'], 'dynamic', (series, periods) => {
    const [values, wanted] = [numbersOf(series), numbersOf(periods)];
    return values === undefined || wanted === undefined
      ? undefined
      : reals([wanted, wanted.map((period) => validatePeriod(values, period).score)]);
  }),
  series_seasonal: computedForLong(['dynamic', 'int'], 'dynamic', (throwIfCancelled, series, period = -1) => {
    const values = numbersOf(series);
    if (values === undefined) {
      return undefined;
    }
    const { seasonal, trend } = decompose(values, decomposeOptions(period), throwIfCancelled);
    return reals(seasonal.map((value, place) => value + (trend[place] ?? 0)));
  }),
  series_decompose: computedForLong(
    ['dynamic', 'int', 'string', 'int', 'real'],
    'dynamic',
    (throwIfCancelled, series, seasonality, trend, testPoints, threshold) => {
      const values = numbersOf(series);
      if (values === undefined) {
        return undefined;
      }
      const parts = decompose(values, decomposeOptions(seasonality, trend, testPoints, threshold), throwIfCancelled);
      return reals([parts.baseline, parts.seasonal, parts.trend, parts.residual]);
    },
  ),
  series_decompose_forecast: computedForLong(
    ['dynamic', 'int', 'int', 'string', 'real'],
    'dynamic',
    (throwIfCancelled, series, points, seasonality, trend = 'linefit', threshold) => {
      const values = numbersOf(series);
      if (values === undefined) {
        return undefined;
      }
      const parts = decompose(values, decomposeOptions(seasonality, trend, points, threshold), throwIfCancelled);
      return reals([parts.baseline, parts.seasonal, parts.trend, parts.residual]);
    },
  ),
  series_decompose_anomalies: computedForLong(
    ['dynamic', 'real', 'int', 'string', 'int', 'string', 'real'],
    'dynamic',
    (throwIfCancelled, series, threshold = 1.5, seasonality, trend, testPoints, method = 'ctukey', seasonThreshold) => {
      const values = numbersOf(series);
      if (values === undefined) {
        return undefined;
      }
      const { baseline, residual } = decompose(
        values,
        decomposeOptions(seasonality, trend, testPoints, seasonThreshold),
        throwIfCancelled,
      );
      const [low, high] = fencesOf(method);
      const scores = outlierScores(residual, low, high);
      const flags = scores.map((score) => (score >= threshold ? 1 : score <= -threshold ? -1 : 0));
      return [flags, reals(scores), reals(baseline)];
    },
  ),
  series_fft: computedForLong(['dynamic', 'dynamic'], 'dynamic', (throwIfCancelled, real, imaginary) => {
    const values = numbersOf(real);
    return values === undefined
      ? undefined
      : reals(fourier(values, numbersOf(imaginary) ?? values.map(() => 0), -1, throwIfCancelled));
  }),
  series_ifft: computedForLong(['dynamic', 'dynamic'], 'dynamic', (throwIfCancelled, real, imaginary) => {
    const values = numbersOf(real);
    return values === undefined
      ? undefined
      : reals(
          fourier(values, numbersOf(imaginary) ?? values.map(() => 0), 1, throwIfCancelled).map((part) =>
            part.map((value) => value / values.length),
          ),
        );
  }),
  series_pearson_correlation: ofTwoSeries(correlation),
  series_cosine_similarity: ofTwoSeries(
    (left, right) => dotProduct(left, right) / Math.sqrt(dotProduct(left, left) * dotProduct(right, right)),
  ),
};
