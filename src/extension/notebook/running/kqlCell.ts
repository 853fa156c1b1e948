import * as vscode from 'vscode';
import { EngineError } from '../../../core/protocol/engineError';
import type { QueryResult } from '../../../core/protocol/queryProtocol';
import type { EngineSession } from '../../engine/engineSession';
import type { CellOutcome } from './cellOutcome';
import type { NotebookFiles } from '../files/notebookFiles';
import { resultOutput } from '../results/resultOutput';
import { runQuery, type RunningCell } from './runQuery';
import type { HeldResult } from '../state/cellRuns';

/** Runs a cell of KQL. */
export async function runKqlCell(
  engine: EngineSession,
  files: NotebookFiles,
  running: RunningCell,
): Promise<CellOutcome> {
  const { text, tables } = running.inputs;
  const missing = Object.keys(tables).find((name) => tables[name] === undefined);
  if (missing !== undefined) {
    throw new EngineError({
      kind: 'notFound',
      code: 'cellNotRun',
      message: vscode.l10n.t(
        'There is no result "{0}" to read: its cell failed, or has not run. Run that cell first.',
        missing,
      ),
    });
  }
  const results = await files.run(running.cell.notebook, (allowed) =>
    runQuery(engine, running, text, { files: allowed }),
  );
  return {
    results: results.map((result) => holdResult(running, result, text)),
    outputs: results.map((result) => resultOutput(result)),
  };
}

/** @param text KQL of which the result is a statement's */
export function holdResult({ cell, connection }: RunningCell, result: QueryResult, text: string): HeldResult {
  const { resultId, columns, rowCount, elapsedMs, notes, scan, start, length } = result;
  return {
    resultId,
    cell,
    connection,
    query: { text, place: { start, length }, columns },
    facts: {
      rowCount,
      elapsedMs,
      ...(notes === undefined ? {} : { notes }),
      ...(scan === undefined ? {} : { scan }),
    },
  };
}
