import { describe, expect, it } from 'vitest';
import { chartCard } from '../../../../src/core/chart/chartCard';
import { describeChart } from '../../../../src/core/chart/describeChart';
import type { ChartTable } from '../../../../src/core/chart/chartTable';
import { chart, format, hour, table } from './chartCase';

function described(kind: string, from: ChartTable, properties: Readonly<Record<string, string>> = {}): string {
  const { spec, data } = chart(kind, from, properties);
  return describeChart(spec, from, data, format);
}

describe('describeChart', () => {
  it('tells series, range and extremes', () => {
    const from = table('t:datetime a:string n:long', [hour(0), 'x', 1], [hour(24), 'y', 1_200]);
    expect(described('timechart', from, { title: 'Sign-ins' })).toBe(
      'Sign-ins. Time chart of 2 series over 24 hours, from 2026-11-22 00:00 UTC until 2026-11-23 00:00 UTC: x; y. ' +
        'Highest: y, 2026-11-23 00:00 UTC, 1,200. Lowest: x, 2026-11-22 00:00 UTC, 1.',
    );
  });

  it('tells categories, and names no more than a listener keeps', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ['x', `s${index}`, 7]);
    expect(described('barchart', table('Workload:string a:string n:long', ...rows), { xcolumn: 'Workload' })).toBe(
      'Bar chart of 12 series by Workload, with 1 values: s0; s1; s2; s3; s4; s5; s6; s7; s8; s9; 2 more. Highest: s0, x, 7.',
    );
  });

  it('tells slices and cards', () => {
    expect(described('piechart', table('a:string n:long', ['x', 1], ['y', 3]))).toBe(
      'Pie chart of n by a, with 2 slices: x 1 (25%); y 3 (75%).',
    );
    expect(described('card', table('n:long when:datetime', [12_345, hour(1)]))).toBe(
      'Card: n 12,345; when 2026-11-22 01:00 UTC.',
    );
  });

  it('says that there is nothing', () => {
    const nothing = 'The result has no values that a chart could show.';
    expect(described('timechart', table('t:datetime n:long'))).toBe(nothing);
    expect(described('card', table('n:long'))).toBe(nothing);
  });
});

describe('chartCard', () => {
  it('shows names of numbers, and texts as they are', () => {
    const from = {
      ...table('Type:int a:string b:real', [8, null, 0.5]),
      enums: [{ column: 0, names: { '8': 'AzureActiveDirectory' } }],
    };
    expect(chartCard(chart('card', from).spec, from, format)).toEqual([
      { name: 'Type', text: '8 (AzureActiveDirectory)' },
      { name: 'a', text: '(empty)' },
      { name: 'b', text: '0.5' },
    ]);
  });
});
