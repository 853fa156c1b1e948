import { formatApiTime } from '../../core/api/contentWindow';
import type { CellOutcome } from '../../engine/report/notebookRun';
import type { ReportHeader } from '../../engine/report/reportHtml';
import { errorOutput } from './errorText';
import { jsonMembers } from './resultFormats';

/**
 * A run as one JSON object: `{"notebook","time",…,"cells":[{"index","language","name"?,"elapsedMs","results":[{"columns","rows",
 * "rowCount"}],"error"?},…]}`, with all rows. Cells of prose are left out.
 */
export async function* runJson(header: ReportHeader, cells: AsyncIterable<CellOutcome>): AsyncGenerator<string> {
  const { notebook, tenantId, time, timeRange, parameters, coverage } = header;
  const facts = {
    notebook,
    ...(tenantId === undefined ? {} : { tenantId }),
    time: formatApiTime(time),
    ...(timeRange === undefined
      ? {}
      : { timeRange: { start: formatApiTime(timeRange.start), end: formatApiTime(timeRange.end) } }),
    parameters: Object.fromEntries(parameters),
    coverage,
  };
  yield `${JSON.stringify(facts).slice(0, -1)},"cells":[`;
  let separator = '';
  for await (const outcome of cells) {
    if (outcome.cell.kind === 'code') {
      yield separator;
      yield* cellJson(outcome);
      separator = ',';
    }
  }
  yield ']}\n';
}

async function* cellJson({ index, cell, name, elapsedMs, results, error }: CellOutcome): AsyncGenerator<string> {
  const facts = {
    index,
    language: cell.language,
    ...(name === undefined ? {} : { name }),
    elapsedMs: Math.round(elapsedMs),
    ...(error === undefined ? {} : { error: errorOutput(error) }),
  };
  yield `${JSON.stringify(facts).slice(0, -1)},"results":[`;
  let separator = '';
  for (const result of results) {
    yield `${separator}{`;
    yield* jsonMembers(result);
    yield `,"rowCount":${result.rowCount}}`;
    separator = ',';
  }
  yield ']}';
}
