import type { Connection } from '../../../core/api/connection';
import type { ArchiveFacts, ImportedFile } from '../../../core/protocol/archiveProtocol';
import type { Host } from '../host';
import { reportJob } from '../jobProgress';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

/** What becomes of kept records. What does the work is loaded when it is asked for: most engines never do it. */
export function registerArchiveHandlers(router: RequestRouter, tenants: Tenants, host: Host): void {
  const factsOf = async (connection: Connection, signal?: AbortSignal): Promise<ArchiveFacts> => {
    const { archiveFacts } = await import('../../data/archiveFacts');
    return archiveFacts(await tenants.archive(connection), connection.tenantId, signal);
  };

  router.handle('m365Audit/getArchiveFacts', ({ connection }, signal) => factsOf(connection, signal));

  router.handle('m365Audit/importFiles', async ({ connection, places, progressToken }, signal) => {
    const { importPlaces } = await import('../../import/importPlaces');
    const imported: ImportedFile[] = [];
    try {
      const outcomes = importPlaces(await tenants.archive(connection), places, {
        signal,
        tenantId: connection.tenantId,
        onProgress: reportJob(host, progressToken),
      });
      for await (const outcome of outcomes) {
        imported.push(outcome);
      }
      return imported;
    } finally {
      // Also after an error or a cancel: what came in until then stays.
      host.notify('m365Audit/archiveChanged', { tenantId: connection.tenantId });
    }
  });

  router.handle('m365Audit/exportRecords', async ({ connection, selection, format, file, progressToken }, signal) => {
    const { exportToFile } = await import('../../data/exportRecords');
    const scope = { tenantId: connection.tenantId, selection };
    const options = { signal, onProgress: reportJob(host, progressToken) };
    return exportToFile(await tenants.archive(connection), scope, format, file, options);
  });

  router.handle('m365Audit/measureSelection', async ({ connection, selection }, signal) => {
    const { measureSelection } = await import('../../data/measureSelection');
    return measureSelection(await tenants.archive(connection), { tenantId: connection.tenantId, selection }, signal);
  });

  router.handle('m365Audit/deleteRecords', async ({ connection, selection }, signal) => {
    const { deleteRecords } = await import('../../data/deleteRecords');
    const { tenantId } = connection;
    const size = await deleteRecords(await tenants.archive(connection), tenantId, selection, signal);
    host.notify('m365Audit/archiveChanged', { tenantId });
    return size;
  });

  router.handle('m365Audit/planRetention', async ({ connection, retention }, signal) => {
    const { planRetention } = await import('../../data/planRetention');
    const task = { tenantId: connection.tenantId, retention, now: Date.now(), signal };
    return (await planRetention(await tenants.archive(connection), task)) ?? null;
  });

  router.handle('m365Audit/moveArchive', async ({ connection, folder, progressToken }, signal) => {
    await tenants.moveArchive(connection, folder, { signal, onProgress: reportJob(host, progressToken) });
    return factsOf(connection);
  });
}
