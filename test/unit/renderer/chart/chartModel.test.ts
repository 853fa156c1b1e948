import { describe, expect, it } from 'vitest';
import { resultLabels } from '../../../../src/extension/notebook/results/resultLabels';
import { readChartModel } from '../../../../src/renderer/chart/chartModel';

const payload = {
  columns: [
    { name: 'Operation', type: 'string' },
    { name: 'n', type: 'long' },
  ],
  enums: undefined,
  labels: resultLabels({ t: (message: unknown) => String(message) }),
  locale: 'de',
} as const;

describe('readChartModel', () => {
  it('is a table without a render', () => {
    expect(readChartModel({ ...payload, render: undefined }, [], false)).toEqual({ outcome: 'table' });
  });

  it('speaks with the words and numbers of the payload', () => {
    const labels = { ...payload.labels, chartPiechart: 'Kreisdiagramm' };
    const render = { kind: 'piechart', properties: {} };
    const model = readChartModel({ ...payload, labels, render }, [['Send', 1_234.5]], false);
    expect(model.outcome === 'chart' ? model.description : '').toBe(
      'Kreisdiagramm of n by Operation, with 1 slices: Send 1.234,5 (100\u00a0%).',
    );
  });

  it('says why there is no chart', () => {
    expect(readChartModel({ ...payload, render: { kind: 'timechart', properties: {} } }, [], false)).toEqual({
      outcome: 'problem',
      message: 'A time chart needs a column of type datetime, and the result has none.',
    });
  });
});
