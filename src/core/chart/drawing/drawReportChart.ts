import type { Render } from '../../kql/render';
import { chartCard, type CardValue } from '../chartCard';
import { chartData } from '../chartData';
import type { ChartFormat } from '../chartFormat';
import { chartTable, type ChartTable } from '../chartTable';
import { describeChart } from '../describeChart';
import { drawChartSvg } from './drawChartSvg';
import { readChart } from '../readChart';
import { reportPalette } from './reportPalette';

/** A `render` on paper: a picture or the values of a card, and always the words for those who do not see it. */
export type ReportChart =
  | { readonly outcome: 'table' }
  | { readonly outcome: 'problem'; readonly message: string }
  | {
      readonly outcome: 'chart';
      /** SVG with no script, coloured by the variables of `reportChartStyle`. Absent for a card. */
      readonly svg?: string;
      /** Present for a card. They are not escaped, and neither are the texts below. */
      readonly card?: readonly CardValue[];
      readonly description: string;
      readonly notes: readonly string[];
    };

/** Pixels: a page that is read, or printed. */
const width = 860;

/** Draws what a `render` asks for, with no browser. */
export function drawReportChart(render: Render | undefined, result: ChartTable, format: ChartFormat): ReportChart {
  const table = chartTable(result);
  const reading = readChart(render, table, format);
  if (reading.outcome !== 'chart') {
    return reading;
  }
  const { spec } = reading;
  const data = chartData(spec, table, format);
  const drawn = {
    outcome: 'chart',
    description: describeChart(spec, table, data, format),
    notes: [...reading.notes, ...data.notes],
  } as const;
  if (spec.kind === 'card') {
    return { ...drawn, card: chartCard(spec, table, format) };
  }
  const hasLegend = spec.isLegendShown && spec.kind !== 'piechart' && data.series.length > 1;
  return { ...drawn, svg: drawChartSvg({ spec, table, data, format, palette: reportPalette, width, hasLegend }) };
}
