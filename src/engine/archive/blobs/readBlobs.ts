import type { FetchedBlob, KnownBlob, ListedBlob } from '../archiveTypes';
import { parseRecords, UnreadableRecordsError } from '../records/parseRecords';
import type { RecordSource } from '../records/recordBatch';
import type { RejectedContent } from './rejectedContent';
import { rejectedFolder } from './rejectedContent';

/** A blob with its records. */
export interface ReadBlob extends RecordSource {
  readonly blob: ListedBlob;
  /** What the catalogue is to say of elements that are no records: they are kept apart. */
  readonly apart: Pick<KnownBlob, 'unreadable' | 'reason'>;
}

/** A blob that could not be read; its body is kept apart. */
export interface UnreadBlob {
  readonly blob: ListedBlob;
  readonly reason: string;
}

/**
 * Takes blobs apart into their records. What is none is on the disk when this returns, and so before any commit says that the blob is
 * archived, or failed.
 */
export async function readBlobs(
  tenantId: string,
  blobs: readonly FetchedBlob[],
  rejected: RejectedContent,
): Promise<{ readonly sources: readonly ReadBlob[]; readonly failures: readonly UnreadBlob[] }> {
  const sources: ReadBlob[] = [];
  const failures: UnreadBlob[] = [];
  for (const { blob, body } of blobs) {
    const { contentType, contentId, created } = blob;
    try {
      const { texts, keys, unreadable } = parseRecords(body);
      const [first] = unreadable;
      const apart =
        first === undefined
          ? {}
          : {
              unreadable: unreadable.length,
              reason: `Element ${first.element}: ${first.reason} What is no record is kept in ${await rejected.keepElements(tenantId, contentId, unreadable)}.`,
            };
      sources.push({ texts, keys, contentType, contentId, contentCreated: created, blob, apart });
    } catch (error) {
      if (!(error instanceof UnreadableRecordsError)) {
        throw error;
      }
      await rejected.keepBody(tenantId, contentId, body);
      failures.push({ blob, reason: `${error.message} It is kept in ${rejectedFolder}.` });
    }
  }
  return { sources, failures };
}
