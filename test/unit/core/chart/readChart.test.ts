import { describe, expect, it } from 'vitest';
import { readChart } from '../../../../src/core/chart/readChart';
import { chart, format, hour, table } from './chartCase';

/** The columns of a chart by name: `x | y | series`. */
function columnsOf(
  kind: string,
  columns: string,
  properties: Readonly<Record<string, string>> = {},
  rows = oneRow,
): string {
  const from = table(columns, ...rows(columns));
  const { spec } = chart(kind, from, properties);
  const names = (indices: readonly number[]): string => indices.map((index) => from.columns[index]?.name).join(',');
  return [names([spec.x]), names(spec.y), names(spec.series)].join(' | ');
}

function oneRow(columns: string): (null | string)[][] {
  return [columns.split(' ').map(() => null)];
}

/** Rows in which the first column repeats. */
function repeating(columns: string): string[][] {
  return [0, 1].map(() => columns.split(' ').map(() => 'a'));
}

function problemOf(kind: string, columns: string, properties: Readonly<Record<string, string>> = {}): string {
  const reading = readChart({ kind, properties }, table(columns), format);
  return reading.outcome === 'problem' ? reading.message : reading.outcome;
}

describe('the columns of a chart', () => {
  it.each([
    ['timechart', 't:datetime n:long', 't | n | '],
    ['timechart', 't:datetime Operation:string n:long', 't | n | Operation'],
    ['timechart', 'Operation:string t:datetime n:long users:long', 't | n,users | Operation'],
    ['linechart', 'x:real y:real z:real', 'x | y,z | '],
    ['linechart', 'n:long Operation:string', 'Operation | n | '],
    ['areachart', 'Operation:string t:datetime n:long', 't | n | Operation'],
    ['stackedareachart', 't:datetime n:long', 't | n | '],
    ['columnchart', 'Operation:string n:long', 'Operation | n | '],
    ['columnchart', 'UserId:string n:long last:datetime', 'UserId | n | '],
    ['columnchart', 'RecordType:int n:long', 'RecordType | n | '],
    ['barchart', 'Workload:string Operation:string n:long', 'Workload | n | Operation'],
    ['barchart', 'n:long Workload:string', 'Workload | n | '],
    ['piechart', 'Operation:string n:long users:long', 'Operation | n | '],
    ['piechart', 'n:long Operation:string', 'Operation | n | '],
    ['scatterchart', 'Size:long Duration:real Operation:string', 'Size | Duration | Operation'],
    ['scatterchart', 'Operation:string t:datetime n:long', 't | n | Operation'],
  ])('of %s over %s are %s', (kind, columns, expected) => {
    expect(columnsOf(kind, columns)).toBe(expected);
  });

  it('are bars over time where the first column repeats', () => {
    expect(columnsOf('columnchart', 'Operation:string t:datetime n:long', {}, repeating)).toBe('t | n | Operation');
  });

  it.each([
    [{ xcolumn: 'b' }, 'b | n,m | a'],
    [{ ycolumns: 'm' }, 'a | m | b'],
    [{ ycolumns: 'm, n', series: 'a,b', xcolumn: 't' }, 't | m,n | a,b'],
    [{ series: "['b']" }, 'a | n,m | b'],
  ])('are those that the properties name: %j', (properties, expected) => {
    expect(columnsOf('columnchart', 'a:string b:string t:datetime n:long m:real', properties)).toBe(expected);
  });

  it('are told when they could have split the chart', () => {
    const { notes } = chart('timechart', table('t:datetime a:string b:string n:long'));
    expect(notes).toEqual(['The column "b" is left out. To split by it, name it in the property series.']);
  });

  it.each([
    ['timechart', 'a:string n:long', {}, 'A time chart needs a column of type datetime, and the result has none.'],
    [
      'columnchart',
      'a:string b:string',
      {},
      'The chart needs a column of numbers beside its axis, and the result has none.',
    ],
    [
      'columnchart',
      'a:string n:long',
      { xcolumn: 'Users' },
      'The property xcolumn names the column "Users", which the result does not have. It has: a, n.',
    ],
    [
      'columnchart',
      'a:string n:long',
      { ycolumns: 'a' },
      'The property ycolumns names the column "a", which holds no numbers.',
    ],
    ['linechart', 't:datetime n:long', { ymin: 'low' }, 'The property ymin must be a number, not "low".'],
    ['linechart', 't:datetime n:long', { ymin: '3', ymax: '1' }, 'The property ymin must be below ymax.'],
    [
      'linechart',
      't:datetime n:long',
      { yaxis: 'cubic' },
      'The property yaxis must be one of linear, log, not "cubic".',
    ],
    [
      'treemap',
      'a:string n:long',
      {},
      '"treemap" is not drawn here, so the result is a table. What is drawn: areachart, barchart, card, columnchart, linechart, ' +
        'piechart, scatterchart, timechart, stackedareachart, table.',
    ],
  ])('of %s over %s with %j cannot be found', (kind, columns, properties, message) => {
    expect(problemOf(kind, columns, properties)).toBe(message);
  });
});

describe('readChart', () => {
  it('leaves a table a table', () => {
    expect(problemOf('table', 'n:long')).toBe('table');
    expect(readChart(undefined, table('n:long'), format)).toEqual({ outcome: 'table' });
  });

  it('reads the properties', () => {
    const { spec, notes } = chart('columnchart', table('t:datetime n:long', [hour(1), 1]), {
      title: 'Mail',
      xtitle: 'When',
      ytitle: 'How many',
      legend: 'hidden',
      ymin: '-1',
      ymax: '1e3',
      xaxis: 'linear',
      yaxis: 'log',
      kind: 'stacked100',
      accumulate: 'true',
      ysplit: 'panels',
    });
    expect(spec).toEqual({
      kind: 'columnchart',
      x: 0,
      y: [1],
      series: [],
      title: 'Mail',
      xTitle: 'When',
      yTitle: 'How many',
      isLegendShown: false,
      yMin: -1,
      yMax: 1_000,
      xScale: 'linear',
      yScale: 'log',
      stacking: 'stacked100',
      isAccumulated: true,
    });
    expect(notes).toEqual(['The property ysplit has no effect on this chart.']);
  });

  it('stacks only what can be stacked', () => {
    const from = table('t:datetime n:long');
    expect(chart('stackedareachart', from).spec).toMatchObject({ kind: 'areachart', stacking: 'stacked' });
    expect(chart('stackedareachart', from, { kind: 'unstacked' }).spec.stacking).toBe('unstacked');
    expect(chart('linechart', from, { kind: 'stacked' }).spec.stacking).toBe('unstacked');
    expect(chart('barchart', from, { kind: 'default' }).spec.stacking).toBe('unstacked');
  });
});
