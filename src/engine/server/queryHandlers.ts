import { randomUUID } from 'node:crypto';
import { EngineError } from '../../core/protocol/engineError';
import type { StatementResult } from '../query/queryRunner';
import type { Host } from './host';
import { reportJob } from './jobProgress';
import type { RequestRouter } from './requestRouter';
import type { Tenants } from './tenants';

/** Results stay here, by their id, until the host releases them: only the rows that are looked at travel. */
export function registerQueryHandlers(router: RequestRouter, tenants: Tenants, host: Host): void {
  const results = new Map<string, StatementResult>();

  router.handle('m365Audit/runQuery', async ({ connection, language, text, firstRows }, signal) => {
    const runner = await tenants.queryRunner(connection);
    const { tenantId } = connection;
    const statements = await runner.run(text, { language, tenantId, now: Date.now(), signal });
    try {
      const answers = await Promise.all(
        statements.map(async (statement) => ({
          statement,
          result: {
            resultId: randomUUID(),
            columns: statement.columns,
            rowCount: statement.rowCount,
            rows: await statement.readRows(0, firstRows),
            elapsedMs: statement.elapsedMs,
            start: statement.statement.start,
            length: statement.statement.length,
            ...(statement.statement.render === undefined ? {} : { render: statement.statement.render }),
            ...(statement.statement.notes === undefined ? {} : { notes: statement.statement.notes }),
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

  router.handle('m365Audit/readResultRows', async ({ resultId, offset, limit }) =>
    heldResult(resultId).readRows(offset, limit),
  );

  router.handle('m365Audit/readResultView', async ({ resultId, view, offset, limit }, signal) =>
    heldResult(resultId).views.readPage(view, offset, limit, signal),
  );

  router.handle('m365Audit/countResultValues', async ({ resultId, ...params }, signal) => {
    const { countValues } = await import('../query/result/countValues');
    return countValues(heldResult(resultId), params, signal);
  });

  router.handle('m365Audit/exportResult', async ({ resultId, view, format, file, progressToken }, signal) => {
    const { exportResult } = await import('../query/result/exportResult');
    const options = { signal, onProgress: reportJob(host, progressToken) };
    return exportResult(heldResult(resultId), view, format, file, options);
  });

  router.handle('m365Audit/releaseResults', async ({ resultIds }) => {
    for (const resultId of resultIds) {
      const result = results.get(resultId);
      results.delete(resultId);
      await result?.dispose();
    }
    return null;
  });
}
