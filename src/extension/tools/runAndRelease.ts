import type * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { QueryResult } from '../../core/protocol/queryProtocol';
import type { EngineSession } from '../engine/engineSession';

/** Runs KQL and takes the first rows of each result: the engine keeps none of the results. */
export async function runAndRelease(
  engine: EngineSession,
  connection: Connection,
  text: string,
  firstRows: number,
  token: vscode.CancellationToken,
): Promise<readonly QueryResult[]> {
  const results = await engine.request('m365Audit/runQuery', { connection, language: 'kql', text, firstRows }, token);
  await engine.requestIfRunning('m365Audit/releaseResults', { resultIds: results.map(({ resultId }) => resultId) });
  return results;
}

/** A column as KQL names it, whatever its name is. */
export function columnReference(name: string): string {
  return `[${JSON.stringify(name)}]`;
}
