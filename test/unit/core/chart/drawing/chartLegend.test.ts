import { describe, expect, it } from 'vitest';
import { layOutLegend } from '../../../../../src/core/chart/drawing/chartLegend';

describe('layOutLegend', () => {
  it('has as many rows as the names need', () => {
    const long = Array.from({ length: 4 }, (_, n) => `Add delegated permission grant ${n}`);
    const rowHeight = layOutLegend(long.slice(0, 1), 860).height;
    expect(layOutLegend([], 860).height).toBe(0);
    expect(layOutLegend(long.slice(0, 2), 860).height).toBe(rowHeight);
    expect(layOutLegend(long, 860).height).toBe(2 * rowHeight);
    expect(layOutLegend(long, 300).height).toBe(4 * rowHeight);
  });

  it('leaves more room between longer names, whose width is known less well', () => {
    const gapOf = (name: string): number => layOutLegend([name], 860).itemGap;
    expect(gapOf('Audit.AzureActiveDirectory')).toBeGreaterThan(gapOf('DLP.All') + 10);
  });

  it('cuts only names that no row has room for', () => {
    expect(layOutLegend(['Send'], 860).nameWidth).toBe(300);
    expect(layOutLegend(['Send'], 200).nameWidth).toBeLessThan(200);
  });
});
