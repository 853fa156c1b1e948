import { chartData, type ChartData } from '../../../../src/core/chart/chartData';
import { ChartFormat } from '../../../../src/core/chart/chartFormat';
import { chartLabels, english } from '../../../../src/core/chart/chartLabels';
import type { ChartSpec } from '../../../../src/core/chart/chartSpec';
import { chartTable, type ChartTable } from '../../../../src/core/chart/chartTable';
import { readChart } from '../../../../src/core/chart/readChart';
import { kustoTypes, type Column } from '../../../../src/core/kql/kustoType';
import type { Row } from '../../../../src/core/protocol/queryProtocol';

export const format = new ChartFormat({ labels: chartLabels(english), locale: 'en', isLocalTime: false });

/** `t:datetime n:long` */
export function table(columns: string, ...rows: readonly Row[]): ChartTable {
  return chartTable({ columns: columns.split(' ').map(column), rows });
}

function column(text: string): Column {
  const [name = '', written] = text.split(':');
  const type = kustoTypes.find((candidate) => candidate === written);
  if (type === undefined) {
    throw new Error(`No type: ${text}`);
  }
  return { name, type };
}

/** The chart of a `render`; throws for what is none. */
export function chart(
  kind: string,
  from: ChartTable,
  properties: Readonly<Record<string, string>> = {},
): { readonly spec: ChartSpec; readonly notes: readonly string[]; readonly data: ChartData } {
  const reading = readChart({ kind, properties }, from, format);
  if (reading.outcome !== 'chart') {
    throw new Error(reading.outcome === 'problem' ? reading.message : 'a table');
  }
  return { ...reading, data: chartData(reading.spec, from, format) };
}

/** Hours of 2026-11-22, UTC, as a row has them. */
export function hour(hours: number): string {
  return `${new Date(Date.UTC(2026, 10, 22) + hours * 3_600_000).toISOString().slice(0, 19)}.0000000Z`;
}
