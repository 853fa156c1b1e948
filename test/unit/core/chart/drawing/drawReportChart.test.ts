import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawReportChart, type ReportChart } from '../../../../../src/core/chart/drawing/drawReportChart';
import type { ChartTable } from '../../../../../src/core/chart/chartTable';
import { reportChartStyle } from '../../../../../src/core/chart/drawing/reportPalette';
import { format, hour, table } from '../chartCase';

const hours = table(
  't:datetime Operation:string n:long',
  [hour(0), 'Send', 1],
  [hour(1), 'Send', 2],
  [hour(1), 'Update', 3],
);

function drawn(kind: string, from: ChartTable, properties: Readonly<Record<string, string>> = {}): ReportChart {
  return drawReportChart({ kind, properties }, from, format);
}

function svgOf(kind: string, from: ChartTable, properties: Readonly<Record<string, string>> = {}): string {
  const result = drawn(kind, from, properties);
  return (result.outcome === 'chart' ? result.svg : undefined) ?? '';
}

/** What a reader of the picture sees as text. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

describe('drawReportChart', () => {
  it.each(['areachart', 'barchart', 'columnchart', 'linechart', 'scatterchart', 'stackedareachart', 'timechart'])(
    'draws a %s with its names',
    (kind) => {
      const svg = svgOf(kind, hours, { title: 'By hour', xcolumn: 't', ytitle: 'How many' });
      expect(textsOf(svg)).toEqual(expect.arrayContaining(['By hour', 'Send', 'Update', 'How many', 't (UTC)']));
      expect(svg).toContain('var(--chart-series-1, ');
    },
  );

  it('draws a pie with its shares', () => {
    const svg = svgOf('piechart', table('Operation:string n:long', ['Send', 1], ['Update', 3]));
    expect(textsOf(svg)).toEqual(['Send: 25%', 'Update: 75%']);
    const long = svgOf('piechart', table('Operation:string n:long', ['x'.repeat(80), 1], ['Update', 3]));
    expect(textsOf(long)[0]).toMatch(/^x{20,40}…: 25%$/);
  });

  it('names each column that has room', () => {
    const names = [
      'FileAccessed',
      'FileDeleted',
      'MailItemsAccessed',
      'New-InboxRule',
      'Send',
      'UserLoggedIn',
      'Update',
    ];
    const columns = table('Operation:string n:long', ...names.map((name): [string, number] => [name, 1]));
    expect(textsOf(svgOf('columnchart', columns))).toEqual(expect.arrayContaining(names));
  });

  it('shows names whole, and counts without fractions', () => {
    const long = 'priscilla.dunmore@halvern.example';
    const bars = textsOf(svgOf('barchart', table('User:string n:long', [long, 1], ['ines', 2])));
    expect(bars).toEqual(expect.arrayContaining([long, 'User', '0', '1', '2']));
    expect(bars).not.toContain('0.5');
    const operations = ['Add delegated permission grant.', 'Remove delegated permission grant.'];
    const series = table(
      't:datetime Operation:string n:long',
      [hour(0), operations[0] ?? '', 1],
      [hour(1), operations[1] ?? '', 1],
    );
    expect(textsOf(svgOf('columnchart', series))).toEqual(expect.arrayContaining(operations));
    expect(textsOf(svgOf('barchart', table('User:string n:real', ['a', 0.5], ['b', 1])))).toContain('0.6');
  });

  it('says in words what it shows, and why it cannot', () => {
    const hourly = drawn('timechart', hours);
    expect(hourly.outcome === 'chart' ? hourly.description : '').toMatch(/^Time chart of 2 series over 60 minutes/);
    expect(drawn('card', table('n:long', [1_234]))).toEqual({
      outcome: 'chart',
      card: [{ name: 'n', text: '1,234' }],
      description: 'Card: n 1,234.',
      notes: [],
    });
    expect(drawn('timechart', table('n:long')).outcome).toBe('problem');
    expect(drawn('table', table('n:long'))).toEqual({ outcome: 'table' });
  });

  it('holds strange names as text, in every place', () => {
    const markup = fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onload='alert(1)",
      ']]></style><script>',
      '{a|b}',
      '&lt;',
      '</svg>',
      'javascript:alert(1)',
    );
    const kinds = fc.constantFrom('columnchart', 'barchart', 'piechart', 'timechart');
    fc.assert(
      fc.property(kinds, markup, markup, markup, (kind, name, title, column) => {
        const from: ChartTable = {
          columns: [
            { name: 't', type: 'datetime' },
            { name: column, type: 'string' },
            { name: 'n', type: 'long' },
          ],
          rows: [
            [hour(0), name, 1],
            [hour(1), `${name}2`, 2],
          ],
        };
        const x = kind === 'timechart' ? 't' : column;
        const svg = svgOf(kind, from, { title, xtitle: title, ...(x.includes(',') ? {} : { xcolumn: x }) });
        const tags = [...svg.matchAll(/<\/?([a-zA-Z]+)/g)].map(([, tag]) => tag);
        expect(
          tags.filter((tag) => !/^(svg|g|path|text|rect|defs|clipPath|style|pattern|circle|polyline)$/.test(tag ?? '')),
        ).toEqual([]);
        expect(svg).not.toMatch(/<[^>]*\son\w+=/);
        expect(svg.match(/<svg/g)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });

  it('has colours for light and for dark pages', () => {
    const used = new Set([...svgOf('columnchart', hours).matchAll(/var\((--chart-[\w-]+)/g)].map(([, name]) => name));
    expect(used.size).toBeGreaterThan(3);
    const [light = '', dark = ''] = reportChartStyle.split('@media');
    for (const name of used) {
      expect(light).toContain(`${name ?? ''}: #`);
      expect(dark).toContain(`${name ?? ''}: #`);
    }
  });
});
