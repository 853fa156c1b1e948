/** Series: fits, statistics and parts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitLine, fitTwoLines } from '../../../../../src/core/kql/compute/series/fits';
import { testAnswers, testRows } from './answers';

testAnswers([
  ['series_fit_line_dynamic(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30])).slope', 2.7307692307692313],
  ['series_fit_line_dynamic(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30])).interception', -1.6666666666666714],
  ['round(toreal(series_fit_line_dynamic(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30])).rvariance), 3)', 1.686],
  [
    'series_stats_dynamic(dynamic([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29]))',
    {
      min: 2,
      min_idx: 8,
      max: 87,
      max_idx: 3,
      avg: 32.8,
      stdev: 28.503633853548266,
      variance: 812.4571428571428,
      sum: 492,
      len: 15,
    },
  ],
  [
    'tostring(series_stats_dynamic(dynamic([1, 2, 3])))',
    '{"min":1.0,"min_idx":0,"max":3.0,"max_idx":2,"avg":2.0,"stdev":1.0,"variance":1.0,"sum":6.0,"len":3}',
  ],
  ['tostring(series_add(dynamic([1, 2, 4]), dynamic([4, null, 1])))', '[5,null,5]'],
  ['tostring(series_subtract(dynamic([1, 2]), 2))', '[-1,0]'],
  ['tostring(series_multiply(dynamic([1, 2]), dynamic([2.0, 2])))', '[2.0,4.0]'],
  ['tostring(series_multiply(dynamic([1, 2]), 2.0))', '[2.0,4.0]'],
  ['tostring(series_divide(dynamic([1, 2, 4]), dynamic([4, 2, 1])))', '[0.25,1.0,4.0]'],
  ['tostring(series_fit_line_dynamic(dynamic([1, 2, 3])).line_fit)', '[1.0,2.0,3.0]'],
  ['tostring(series_fit_2lines_dynamic(dynamic([1, 2, 3, 2, 1])).split_idx)', '2'],
  ['series_fill_linear(dynamic([null, 2, null, 4, null]), int(null), false, 9)', [null, 2, 3, 4, null]],
  ['series_fill_linear(dynamic([null, null]))', [0, 0]],
  ['series_fill_linear(dynamic([null, null]), double(null), true, 9)', [9, 9]],
  ['series_product(dynamic([2, 3, 4]))', 24],
  ['series_magnitude(dynamic([3, 4]))', 5],
  ['series_dot_product(dynamic([1, 2]), dynamic([3, 4]))', 11],
  ['series_pearson_correlation(dynamic([1, 2, 3]), dynamic([2, 4, 6]))', 1],
  ['series_cosine_similarity(dynamic([1, 0]), dynamic([1, 1]))', 0.7071067811865475],
  ['series_cos(dynamic([0]))', [1]],
  ['series_log(dynamic([1]))', [0]],
  ['series_exp_smooth(dynamic([8, 4, 6]), 0.5)', [4, 4, 5]],
  ['series_exp_smoothing_fl(dynamic([1, 1]), 1)', [1, 1]],
  ['series_outliers(dynamic([1, 2, 1, 2, 1, 2, 1, 2, 1, 20]))[0]', 0],
  ['series_seasonal(dynamic([1, 3, 1, 3, 1, 3]), 2)', [1, 3, 1, 3, 1, 3]],
  // The median of each place of the season
  ['series_seasonal(dynamic([9, 3, 1, 3, 1, 3]), 2)', [1, 3, 1, 3, 1, 3]],
]);

testRows([
  [
    'print y = dynamic([1, 3, 5]) | extend (a, b) = series_fit_line(y), z = 1 | project a, b, series_fit_line_y_interception, series_fit_line_y_line_fit, z',
    [[1, 2, -1, [1, 3, 5], 1]],
  ],
  [
    'print y = dynamic([1, 3, 5]) | project z = series_stats(y), (p, q) = series_fit_line(y) | project z, series_stats_y_max_idx, p, q',
    [[1, 2, 1, 2]],
  ],
  ['print (p, q) = series_fit_line(dynamic([1, 3, 5]))', [[1, 2]]],
  [
    'print y = dynamic([1, 4, 9, 16, 25, 36]) | extend (r, c) = series_fit_poly(y, dynamic([1, 2, 3, 4, 5, 6]), int(2)) | project r, c = round(toreal(c[0]), 6)',
    [[1, 1]],
  ],
  [
    'print y = dynamic([1, 2, 3]) | extend (r, c) = series_fit_poly(y, y, int(2147483647)) | project r, c',
    [[null, null]],
  ],
  ['print y = dynamic([1, 1, 1, 1, 5, 6, 7, 8]) | extend (r, split) = series_fit_2lines(y) | project split', [[4]]],
  [
    // Periods shorter than four places are not looked for; those that are not found are 0.
    'print y = dynamic([1, 3, 5, 7, 1, 3, 5, 7, 1, 3, 5, 7, 1, 3, 5, 7]) | extend (p, s) = series_periods_detect(y, 2.0, 8.0, 2) | project p, s',
    [
      [
        [4, 0],
        [1, 0],
      ],
    ],
  ],
  [
    'print y = dynamic([4, 4, 4, 4, 4, 4, 4, 4, 4, 50, 4, 4]) | extend (found) = series_decompose_anomalies(y) | project found',
    [[[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]]],
  ],
  [
    'print y = dynamic([1, 2, 3, 4, 5, 6, 0, 0]) | extend (f) = series_decompose_forecast(y, 2, 0) | project f',
    [[[1, 2, 3, 4, 5, 6, 7, 8]]],
  ],
  [
    'print y = dynamic([5, 7, 5, 7, 5, 7]) | extend (b, s, t, r) = series_decompose(y, 2) | project b, s, t, r',
    [
      [
        [5, 7, 5, 7, 5, 7],
        [-1, 1, -1, 1, -1, 1],
        [6, 6, 6, 6, 6, 6],
        [0, 0, 0, 0, 0, 0],
      ],
    ],
  ],
  [
    'print y = dynamic([1, 2, 3, 4]) | extend (re, im) = series_fft(y) | extend (back) = series_ifft(re, im) | mv-apply re to typeof(real), im to typeof(real), back to typeof(real) on (project r = round(re, 6), i = round(im, 6) + 0.0, b = round(back, 6)) | project r, i, b',
    [
      [10, 0, 1],
      [-2, 2, 2],
      [-2, 0, 3],
      [-2, -2, 4],
    ],
  ],
  [
    'print y = dynamic([5, 7, 5, 7, 5, 7]) | extend (p, s) = series_periods_validate(y, 2.0, 3.0) | project p, s',
    [
      [
        [2, 3],
        [1, 0],
      ],
    ],
  ],
  // Places at which a series is more like itself than beside them, but less than if it were random, are no period.
  [
    'print y = dynamic([0, 3, 0, 2, 4, 4, 4, 3]) | extend (p, s) = series_periods_validate(y, 5.0) | project p, s',
    [[[5], [0]]],
  ],
]);

test('two lines are parted where trying each place finds that they fit best', () => {
  const remainder = (values: readonly number[]): number =>
    fitLine(values).fit.reduce((sum, fitted, index) => sum + ((values[index] ?? 0) - fitted) ** 2, 0);
  const value = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: 1e6, max: 1e6 + 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 30 }), (values) => {
      const split = fitTwoLines(values)?.split ?? 0;
      const left = (place: number): number => remainder(values.slice(0, place)) + remainder(values.slice(place));
      const least = Math.min(...values.slice(1).map((_, index) => left(index + 1)));
      const spread = values.reduce((sum, each) => sum + each ** 2, 0);
      expect(left(split)).toBeLessThanOrEqual(least + 1e-12 * spread);
    }),
  );
});

test('two lines are found in a long series', () => {
  const bent = Array.from({ length: 50_000 }, (_, index) => (index < 30_000 ? index : 60_000 - index) + (index % 2));
  expect(fitTwoLines(bent)?.split).toBeCloseTo(30_000, -1);
});
