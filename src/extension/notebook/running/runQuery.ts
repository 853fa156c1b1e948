import type * as vscode from 'vscode';
import type { Connection } from '../../../core/api/connection';
import { maxPayloadRows } from '../../../core/notebook/resultPayload';
import type { CellInputs } from '../../../core/notebook/state/cellRun';
import { rangeAt } from '../../../core/notebook/state/notebookTimeRange';
import { runValues } from '../../../core/notebook/state/parameterValues';
import { declaredParameters } from '../../../core/notebook/state/queryParameters';
import type { QueryResult, RunQueryParams } from '../../../core/protocol/queryProtocol';
import type { EngineSession } from '../../engine/engineSession';
import { untilCancelled } from '../../engine/untilCancelled';

/** A cell that runs. */
export interface RunningCell {
  readonly cell: vscode.NotebookCell;
  readonly connection: Connection;
  readonly inputs: CellInputs;
  readonly token: vscode.CancellationToken;
}

/**
 * Runs a text of KQL with all that a cell of its notebook is run with.
 *
 * @param more what should be in the archive for it, where the text does not say it; the user's files that it may read
 */
export function runQuery(
  engine: EngineSession,
  { connection, inputs, token }: RunningCell,
  text: string,
  more: Pick<RunQueryParams, 'needs' | 'files'> = {},
): Promise<readonly QueryResult[]> {
  const now = Date.now();
  const { parameters, timeRange } = inputs;
  const tables = Object.entries(inputs.tables).flatMap(([name, resultId]) =>
    resultId === undefined ? [] : [{ name, resultId }],
  );
  const params: RunQueryParams = {
    connection,
    language: 'kql',
    text,
    firstRows: maxPayloadRows,
    parameters: runValues(declaredParameters(text), parameters, now),
    ...(timeRange === undefined ? {} : { timeRange: rangeAt(timeRange, now) }),
    tables,
    ...more,
  };
  return untilCancelled(engine.request('m365Audit/runQuery', params, token), token, (results) =>
    engine.requestIfRunning('m365Audit/releaseResults', { resultIds: results.map(({ resultId }) => resultId) }),
  );
}
