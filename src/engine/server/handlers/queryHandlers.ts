import { randomUUID } from 'node:crypto';
import { EngineError } from '../../../core/protocol/engineError';
import type { QueryResult } from '../../../core/protocol/queryProtocol';
import type { Archive } from '../../archive/archive';
import type { StatementResult } from '../../query/queryRunner';
import { findScan, type ScanOptions } from '../../query/resultScan';
import type { Host } from '../host';
import { reportJob } from '../jobProgress';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

/** Results stay here, by their id, until the host releases them: only the rows that are looked at travel. */
export function registerQueryHandlers(router: RequestRouter, tenants: Tenants, host: Host): void {
  const results = new Map<string, StatementResult>();

  const heldResult = (resultId: string): StatementResult => {
    const result = results.get(resultId);
    if (result === undefined) {
      throw new EngineError({
        kind: 'notFound',
        message: 'The engine no longer holds this result. Run the cell again.',
      });
    }
    return result;
  };

  router.handle('m365Audit/runQuery', async ({ connection, firstRows, tables = [], needs, ...query }, signal) => {
    const { language, text, parameters, timeRange, files } = query;
    const runner = await tenants.queryRunner(connection);
    const archive = await tenants.archive(connection);
    const { tenantId } = connection;
    const now = Date.now();
    const statements = await runner.run(text, {
      ...{ language, tenantId, now, parameters, timeRange, files, signal },
      tables: tables.map(({ name, resultId }) => ({ name, result: heldResult(resultId) })),
    });
    try {
      const answers = await Promise.all(
        statements.map(async (statement) => ({
          statement,
          result: {
            resultId: randomUUID(),
            rows: await statement.readRows(0, firstRows),
            ...describeResult(statement),
            ...(await describeScan(archive, statement, { tenantId, timeRange, needs, now })),
          },
        })),
      );
      signal.throwIfAborted();
      for (const { statement, result } of answers) {
        results.set(result.resultId, statement);
      }
      return answers.map(({ result }) => result);
    } catch (error) {
      await Promise.all(statements.map((statement) => statement.dispose()));
      throw error;
    }
  });

  router.handle('m365Audit/readResultRows', async ({ resultId, offset, limit }) =>
    heldResult(resultId).readRows(offset, limit),
  );

  router.handle('m365Audit/readResultView', async ({ resultId, view, offset, limit }, signal) =>
    heldResult(resultId).views.readPage(view, offset, limit, signal),
  );

  router.handle('m365Audit/countResultValues', async ({ resultId, ...params }, signal) => {
    const { countValues } = await import('../../query/result/countValues');
    return countValues(heldResult(resultId), params, signal);
  });

  router.handle(
    'm365Audit/exportResult',
    async ({ resultId, view, format, delimiter, file, progressToken }, signal) => {
      const { exportResult } = await import('../../query/result/exportResult');
      const options = { signal, delimiter, onProgress: reportJob(host, progressToken) };
      return exportResult(heldResult(resultId), view, format, file, options);
    },
  );

  router.handle('m365Audit/releaseResults', async ({ resultIds }) => {
    for (const resultId of resultIds) {
      const result = results.get(resultId);
      results.delete(resultId);
      await result?.dispose();
    }
    return null;
  });
}

/** What the host is told of a result besides its rows. */
function describeResult({ statement, rowCount, elapsedMs }: StatementResult): Omit<QueryResult, 'resultId' | 'rows'> {
  const { columns, start, length, render, notes, timeRange } = statement;
  return {
    ...{ columns, rowCount, elapsedMs, start, length },
    ...(render === undefined ? {} : { render }),
    ...(notes === undefined ? {} : { notes }),
    ...(timeRange === undefined ? {} : { timeRange }),
  };
}

async function describeScan(
  archive: Archive,
  { statement: { reads, timeRange }, read }: StatementResult,
  options: ScanOptions,
): Promise<Pick<QueryResult, 'scan'>> {
  // A range that the query does not keep to says nothing of what it read.
  const { timeRange: range, ...rest } = options;
  const others = { ...rest, isFromMemory: read === 'memory' };
  const scan = await findScan(archive, reads, timeRange === 'applied' ? { ...others, timeRange: range } : others);
  return scan === undefined ? {} : { scan };
}
