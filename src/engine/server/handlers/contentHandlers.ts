import type { FetchedSoFar } from '../../sync/contentSync';
import type { Host } from '../host';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

/** Progress is told at most so often: a small blob takes a few milliseconds. */
const progressIntervalMs = 100;

export function registerContentHandlers(router: RequestRouter, tenants: Tenants, host: Host): void {
  router.handle('m365Audit/listContent', async ({ connection, contentType, range }, signal) => {
    const sync = await tenants.sync(connection);
    return sync.list(contentType, range, { signal });
  });

  router.handle('m365Audit/fetchContent', async (params, signal) => {
    const { connection, contentType, range, contentIds, progressToken } = params;
    const sync = await tenants.sync(connection);
    const onProgress = progressToken === undefined ? undefined : createProgressReporter(host, progressToken);
    let recordsAdded = 0;
    try {
      return await sync.fetch({
        contentType,
        range,
        contentIds,
        signal,
        onProgress: (progress) => {
          recordsAdded = progress.records;
          onProgress?.(progress);
        },
      });
    } finally {
      // Also after an error or a cancel: what came in until then stays.
      if (recordsAdded > 0) {
        host.notify('m365Audit/archiveChanged', { tenantId: connection.tenantId });
      }
    }
  });
}

function createProgressReporter(host: Host, progressToken: string): (progress: FetchedSoFar) => void {
  let reportedAt = -Infinity;
  return ({ blobsDone, blobsTotal, records }) => {
    const now = performance.now();
    const isLast = blobsDone === blobsTotal;
    if (isLast || now - reportedAt >= progressIntervalMs) {
      reportedAt = now;
      host.notify('m365Audit/fetchProgress', { progressToken, blobsDone, blobsTotal, records });
    }
  };
}
