import { chartLabels, english } from '../../core/chart/chartLabels';
import { ChartFormat } from '../../core/chart/chartFormat';
import { drawReportChart, type ReportChart } from '../../core/chart/drawing/drawReportChart';
import { resultEnums } from '../../core/notebook/resultEnums';
import type { StatementResult } from '../query/queryRunner';
import { Html, markup } from './html';
import { tableHtml } from './reportTable';

/** Rows of a table: a report is read, and the rows are in the archive. */
const maxTableRows = 200;

/** Rows that a chart is drawn from. More of them would be a spot. */
const maxChartRows = 10_000;

const format = new ChartFormat({ labels: chartLabels(english), locale: 'en', isLocalTime: false });

/** A result as its query wants it to be shown: a chart has its rows below it. */
export async function resultHtml(result: StatementResult, label: string): Promise<Html> {
  const { columns, rowCount, statement } = result;
  const rows = await result.readRows(0, maxTableRows);
  const table = tableHtml({ columns, rows, rowCount }, label);
  const chart = await chartOf(result);
  const notes = [...(statement.notes ?? []), ...notesOf(chart, rowCount)];
  const shown =
    chart.outcome === 'chart' && rowCount > 0
      ? markup`${figure(chart, label)}<details><summary>Rows of the chart</summary>${table}</details>\n`
      : table;
  return markup`${shown}${notes.map((note) => markup`<p class="note">${note}</p>\n`)}`;
}

async function chartOf(result: StatementResult): Promise<ReportChart> {
  const { render } = result.statement;
  if (render === undefined) {
    return { outcome: 'table' };
  }
  const { columns } = result;
  const rows = await result.readRows(0, maxChartRows);
  return drawReportChart(render, { columns, rows, enums: resultEnums(columns) }, format);
}

function notesOf(chart: ReportChart, rowCount: number): readonly string[] {
  switch (chart.outcome) {
    case 'table':
      return [];
    case 'problem':
      return [chart.message];
    case 'chart':
      return [
        ...chart.notes,
        ...(rowCount > maxChartRows ? [format.words('chartRowsLeftOut', maxChartRows, rowCount)] : []),
      ];
  }
}

function figure({ svg, card, description }: Extract<ReportChart, { outcome: 'chart' }>, label: string): Html {
  if (svg !== undefined) {
    const picture = markup`<div class="chart" role="img" aria-label="${`Chart of ${label}`}">${Html.trusted(svg)}</div>`;
    return markup`<figure>${picture}<figcaption>${description}</figcaption></figure>\n`;
  }
  const values = (card ?? []).map(({ name, text }) => markup`<div><dt>${name}</dt><dd>${text}</dd></div>`);
  return markup`<figure><dl class="card">${values}</dl></figure>\n`;
}
