import { z } from 'zod';
import { parseUtcTime } from '../../../core/api/contentWindow';
import { EngineError } from '../../../core/protocol/engineError';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

export function registerDocumentHandlers(router: RequestRouter, tenants: Tenants): void {
  router.handle('m365Audit/readBlob', async ({ connection, contentId }, signal) => {
    const { tenantId } = connection;
    const archive = await tenants.archive(connection);
    const blob = (await archive.findBlobs(tenantId, [contentId])).get(contentId);
    if (blob === undefined) {
      throw new EngineError({
        kind: 'notFound',
        message:
          'The archive does not know this content blob. Open the day that holds it in the side bar, then try again.',
      });
    }
    const archived = await archive.readBlob(tenantId, contentId);
    if (archived !== undefined) {
      return { text: archived, created: blob.created };
    }
    if (blob.contentUri === '') {
      throw new EngineError({
        kind: 'notFound',
        message:
          'The archive does not have this content blob as it came, and the service has it no more. Query the archive for the records that came in it.',
      });
    }
    const client = await tenants.client(connection);
    const body = await client.fetchBlob(blob.contentUri, signal);
    return { text: new TextDecoder().decode(body), created: blob.created };
  });

  router.handle('m365Audit/readRecord', async ({ connection, recordId }) => {
    const archive = await tenants.archive(connection);
    const text = await archive.readRecord(connection.tenantId, recordId);
    if (text === undefined) {
      throw new EngineError({
        kind: 'notFound',
        action: 'fetch',
        message: 'The archive does not have this record. Fetch the content that holds it, then try again.',
      });
    }
    return { text, created: creationTime(text) };
  });
}

const auditRecord = z.object({ CreationTime: z.string().transform(parseUtcTime) });

/** A record without a time that can be read is as old as the epoch: a document must have some time. */
function creationTime(text: string): number {
  const instant = auditRecord.safeParse(JSON.parse(text)).data?.CreationTime;
  return instant === undefined || Number.isNaN(instant) ? 0 : instant;
}
