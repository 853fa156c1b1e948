import { chartData, type ChartData } from '../../core/chart/chartData';
import { ChartFormat } from '../../core/chart/chartFormat';
import type { ChartSpec } from '../../core/chart/chartSpec';
import { chartTable, type ChartTable } from '../../core/chart/chartTable';
import { describeChart } from '../../core/chart/describeChart';
import { readChart } from '../../core/chart/readChart';
import type { ResultPayload } from '../../core/notebook/resultPayload';
import type { Row } from '../../core/protocol/queryProtocol';

/** What a result's `render` asks for, worked out of its rows. */
export type ChartModel =
  | { readonly outcome: 'table' }
  | { readonly outcome: 'problem'; readonly message: string }
  | {
      readonly outcome: 'chart';
      readonly spec: ChartSpec;
      readonly table: ChartTable;
      readonly data: ChartData;
      readonly format: ChartFormat;
      /** The chart in words. */
      readonly description: string;
      /** What it leaves out, in words. */
      readonly notes: readonly string[];
    };

type ChartPayload = Pick<ResultPayload, 'columns' | 'enums' | 'labels' | 'locale' | 'render'>;

export function readChartModel(payload: ChartPayload, rows: readonly Row[], isLocalTime: boolean): ChartModel {
  const { columns, enums, labels, locale, render } = payload;
  const format = new ChartFormat({ labels, locale, isLocalTime });
  const table = chartTable({ columns, rows, enums });
  const reading = readChart(render, table, format);
  if (reading.outcome !== 'chart') {
    return reading;
  }
  const { spec } = reading;
  const data = chartData(spec, table, format);
  const description = describeChart(spec, table, data, format);
  return { outcome: 'chart', spec, table, data, format, description, notes: [...reading.notes, ...data.notes] };
}
