import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartData } from '../../../../src/core/chart/chartData';
import { readExactJson } from '../../../../src/core/kql/values/exactNumbers';
import { maxPoints, maxSeries } from '../../../../src/core/chart/series/limitSeries';
import { chart, format, hour, table } from './chartCase';

/** Series as `name: x=y x=y`; times as hours of the day, categories by name. */
function drawn({ axis, categories, series }: ChartData): readonly string[] {
  const place = (x: number): string =>
    axis === 'time'
      ? String((x - Date.parse(hour(0))) / 3_600_000)
      : axis === 'category'
        ? (categories[x] ?? '?')
        : String(x);
  return series.map(({ name, points }) => `${name}: ${points.map(({ x, y }) => `${place(x)}=${y ?? '-'}`).join(' ')}`);
}

describe('chartData', () => {
  it('makes a series of each column of values', () => {
    const from = table('t:datetime n:long users:real', [hour(2), 5, 1.5], [hour(1), '9007199254740993', 'NaN']);
    expect(drawn(chart('timechart', from).data)).toEqual(['n: 1=9007199254740992 2=5', 'users: 1=- 2=1.5']);
  });

  it('makes a series of each value of a column, and breaks lines where a time has no row', () => {
    const from = table(
      't:datetime Workload:string n:long',
      [hour(1), 'Exchange', 1],
      [hour(2), 'Exchange', 2],
      [hour(5), 'Exchange', 3],
      [hour(1), '', 4],
    );
    expect(drawn(chart('timechart', from).data)).toEqual(['Exchange: 1=1 2=2 3=- 5=3', '(empty): 1=4']);
  });

  it('joins points of uneven times', () => {
    const from = table('t:datetime n:long', [hour(1), 1], [hour(2.25), 2], [hour(7.6), 3]);
    expect(drawn(chart('linechart', from).data)).toEqual(['n: 1=1 2.25=2 7.6=3']);
  });

  it('names series by value and column', () => {
    const from = table('t:datetime a:string b:guid n:long m:long', [hour(1), 'x', 'y', 1, 2]);
    expect(drawn(chart('timechart', from, { series: 'a, b' }).data)).toEqual(['x, y: n: 1=1', 'x, y: m: 1=2']);
  });

  it('adds up what stands at the same place, and says so', () => {
    const from = table('a:string n:long', ['x', 1], ['y', 2], ['x', 3]);
    const { data } = chart('columnchart', from);
    expect(drawn(data)).toEqual(['n: x=4 y=2']);
    expect(data.notes).toEqual(['Values of the same series at the same place are added up.']);
  });

  it('keeps each point of a scatter chart', () => {
    const from = table('x:real y:real', [2, 1], [1, 5], [2, 3], [null, 4]);
    expect(drawn(chart('scatterchart', from).data)).toEqual(['y: 1=5 2=1 2=3']);
  });

  it('keeps categories in the order of the rows, and numbers in their own', () => {
    expect(drawn(chart('barchart', table('a:string n:long', ['z', 1], ['b', 2])).data)).toEqual(['n: z=1 b=2']);
    expect(drawn(chart('barchart', table('a:int n:long', [10, 1], [9, 2])).data)).toEqual(['n: 9=2 10=1']);
  });

  it('gives numbers their names', () => {
    const from = {
      ...table('RecordType:int n:long', [15, 3]),
      enums: [{ column: 0, names: { '15': 'AzureActiveDirectory' } }],
    };
    expect(drawn(chart('columnchart', from).data)).toEqual(['n: 15 (AzureActiveDirectory)=3']);
  });

  it('shows the control characters of names', () => {
    expect(chart('piechart', table('a:string n:long', ['a\u202eb', 1])).data.categories).toEqual(['a\\u202eb']);
  });

  it('gives stacked series a value everywhere', () => {
    const from = table('t:datetime a:string n:long', [hour(1), 'x', 1], [hour(2), 'y', 2]);
    expect(drawn(chart('stackedareachart', from).data)).toEqual(['x: 1=1 2=0', 'y: 1=0 2=2']);
  });

  it('accumulates', () => {
    const from = table('t:datetime n:long', [hour(3), 3], [hour(1), 1], [hour(2), null]);
    expect(drawn(chart('linechart', from, { accumulate: 'true' }).data)).toEqual(['n: 1=1 2=1 3=4']);
  });

  it('has no place for zero on a logarithmic axis or in a pie, and says so', () => {
    const note = 'Values that are zero or less cannot be shown in this chart: 1.';
    const log = chart('linechart', table('x:real y:real', [1, 0], [2, 5], [3, null]), { yaxis: 'log' }).data;
    expect([drawn(log), log.notes]).toEqual([['y: 1=- 2=5 3=-'], [note]]);
    const pie = chart('piechart', table('a:string n:long', ['x', -1], ['y', 5])).data;
    expect([drawn(pie), pie.notes]).toEqual([['n: y=5'], [note]]);
    expect(drawn(chart('linechart', table('x:real y:real', [0, 1], [2, 5]), { xaxis: 'log' }).data)).toEqual([
      'y: 2=5',
    ]);
  });

  it('joins the smallest slices', () => {
    const rows = Array.from({ length: 60 }, (_, index) => [`s${index}`, index + 1]);
    const { data } = chart('piechart', table('a:string n:long', ...rows));
    expect(data.series[0]?.points).toHaveLength(maxSeries);
    expect(drawn(data)[0]).toMatch(/^n: s11=12 .* s59=60 \(others\)=66$/);
    expect(data.notes).toEqual(['The 11 smallest slices are shown as one.']);
  });

  it('keeps the largest series and the first points, and says so', () => {
    const many = Array.from({ length: 60 }, (_, index) => [hour(1), `s${index}`, index]);
    const { data } = chart('timechart', table('t:datetime a:string n:long', ...many));
    expect(data.series.map(({ name }) => name)).toEqual(many.slice(10).map(([, name]) => name));
    expect(data.notes).toEqual(['Only 50 of 60 series are shown, those with the highest sums.']);

    const long = Array.from({ length: maxPoints + 1 }, (_, index) => [index, index]);
    const cut = chart('linechart', table('x:long y:long', ...long)).data;
    expect(cut.series[0]?.points).toHaveLength(maxPoints);
    expect(cut.notes).toEqual(['Only the first 5,000 points of a series are shown.']);
    const bars = chart('columnchart', table('x:string y:long', ...long.map(([x, y]) => [`n${x}`, y ?? 0]))).data;
    expect([bars.categories.length, bars.series[0]?.points.length]).toEqual([maxPoints, maxPoints]);
  });

  it('draws what make-series gives', () => {
    const from = table(
      'a:string n:dynamic t:dynamic',
      ['x', readExactJson('[1.0, 2.0]'), [hour(1), hour(2)]],
      ['y', [3, null], [hour(1), hour(2)]],
    );
    expect(from.columns.map(({ type }) => type)).toEqual(['string', 'real', 'datetime']);
    expect(drawn(chart('timechart', from).data)).toEqual(['x: 1=1 2=2', 'y: 1=3 2=-']);
  });

  it('loses no value and no order, whatever the rows are', () => {
    const row = fc.tuple(
      fc.option(fc.integer({ min: 0, max: 500 }).map((minutes) => hour(minutes / 4))),
      fc.constantFrom('a', 'b', '', 'c'),
      fc.option(fc.integer({ min: -1_000, max: 1_000 })),
    );
    const kind = fc.constantFrom(
      'timechart',
      'linechart',
      'areachart',
      'stackedareachart',
      'columnchart',
      'scatterchart',
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), kind, (rows, chosen) => {
        const { data } = chart(chosen, table('t:datetime a:string n:long', ...rows), { xcolumn: 't' });
        const wanted = rows.reduce((sum, [t, , n]) => sum + (t === null ? 0 : (n ?? 0)), 0);
        const points = data.series.flatMap((series) => series.points);
        expect(points.reduce((sum, { y }) => sum + (y ?? 0), 0)).toBe(wanted);
        for (const series of data.series) {
          const places = series.points.map(({ x }) => x);
          expect(places).toEqual(places.toSorted((left, right) => left - right));
        }
        expect(new Set(data.series.map(({ name }) => name)).size).toBe(data.series.length);
      }),
    );
  });

  it('gives numbers and times as people of the place write them', () => {
    expect([format.number(1_234.5), format.shortNumber(12_500), format.percent(0.125)]).toEqual([
      '1,234.5',
      '12.5K',
      '12.5%',
    ]);
    expect(format.time(Date.UTC(2026, 10, 22, 11))).toBe('2026-11-22 11:00 UTC');
    expect(format.time(Date.UTC(2026, 10, 22, 11, 0, 5, 250))).toBe('2026-11-22 11:00:05.250 UTC');
    expect([format.duration(86_400_000), format.duration(7 * 86_400_000), format.duration(90_000)]).toEqual([
      '24 hours',
      '7 days',
      '90 seconds',
    ]);
  });
});
