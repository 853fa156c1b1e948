import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/api/connection';
import { contentTypeTables } from '../../core/api/contentType';
import { dayMs, formatApiTime, retentionMs, type ContentWindow } from '../../core/api/contentWindow';
import type { CoverageRow } from '../../core/archive/coverage';
import { toEngineError } from '../errors/rehydrateError';
import { defineTool, type ToolServices } from './auditTool';
import { strangersData } from './toolText';

/** What can be asked: the connections, and what is kept of each. */
export const listSources = defineTool({
  input: z.object({}),
  prepare: () => ({ invocationMessage: vscode.l10n.t('Looking at what audit data there is') }),
  run: async (_, services, token) => {
    const { connections } = services.connections;
    if (connections.length === 0) {
      return 'There is no connection yet. The user can add one, or try the demo tenant, in the view M365 Audit.';
    }
    const sources = await Promise.all(connections.map((connection) => describe(connection, services, token)));
    return strangersData(JSON.stringify(sources, undefined, 2));
  },
});

async function describe(
  connection: Connection,
  { engine }: ToolServices,
  token: vscode.CancellationToken,
): Promise<object> {
  const { id, name, tenantId } = connection;
  const now = Date.now();
  const range = { start: now - retentionMs, end: now };
  try {
    const facts = await engine.request('m365Audit/getArchiveFacts', { connection }, token);
    const coverage = await engine.request('m365Audit/getCoverage', { connection, range, stepMs: dayMs }, token);
    return { connection: name, id, tenantId, archive: facts.tenant, last7Days: coverage.rows.map(describeRow) };
  } catch (error) {
    if (error instanceof vscode.CancellationError) {
      throw error;
    }
    return { connection: name, id, tenantId, problem: toEngineError(error).data.message };
  }
}

function describeRow({ contentType, since, listedAt, archived, fetchable, lost }: CoverageRow): object {
  const time = (instant: number | undefined): string | null => (instant === undefined ? null : formatApiTime(instant));
  const windows = (list: readonly ContentWindow[]): readonly string[] =>
    list.map(({ start, end }) => `${formatApiTime(start)}/${formatApiTime(end)}`);
  return {
    contentType,
    table: contentTypeTables[contentType],
    collectedSince: time(since),
    lastListed: time(listedAt),
    blobs: archived,
    notFetchedYet: windows(fetchable),
    lost: windows(lost),
  };
}
