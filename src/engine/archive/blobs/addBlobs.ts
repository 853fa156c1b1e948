import type { AddedBlobs, FetchedBlob, KnownBlob } from '../archiveTypes';
import { listedPart } from './blobEntries';
import { readBlobs } from './readBlobs';
import type { RecordCopy } from '../records/recordBatch';
import type { RecordWriter } from '../records/recordWriter';
import type { RejectedContent } from './rejectedContent';

/** Copies of a blob that are noted at most: the catalogue is held in memory. A blob with more is asked of the service. */
const maximumCopies = 200;

/**
 * Adds the records of blobs, in one commit with what the catalogue is to say of the blobs.
 *
 * @param known what it says now; of those that had failed, nothing needs to be kept apart any more
 */
export async function addBlobs(
  tenantId: string,
  blobs: readonly FetchedBlob[],
  known: ReadonlyMap<string, KnownBlob>,
  { writer, rejected }: { readonly writer: RecordWriter; readonly rejected: RejectedContent },
): Promise<AddedBlobs> {
  const { sources, failures } = await readBlobs(tenantId, blobs, rejected);
  const failed = failures.map(({ blob, reason }): KnownBlob => ({ ...listedPart(blob), state: 'failed', reason }));
  const fetchedAt = Date.now();
  const kept = await writer.add(tenantId, sources, ({ counts, copies, leftOut }) => [
    ...failed,
    ...sources.map(({ blob, texts, apart }, index): KnownBlob => ({
      ...listedPart(blob),
      ...apart,
      state: 'archived',
      fetchedAt,
      records: texts.length,
      duplicates: texts.length - (counts.get(index) ?? 0) - (leftOut.get(index) ?? 0),
      ...notedCopies(copies.get(index)),
      ...notedLeftOut(leftOut.get(index)),
    })),
  ]);
  for (const { contentId } of sources.map(({ blob }) => blob)) {
    if (known.get(contentId)?.state === 'failed') {
      await rejected.discardBody(tenantId, contentId);
    }
  }
  return {
    added: sources.map(({ blob: { contentId }, texts }, index) => ({
      contentId,
      records: texts.length,
      duplicates: texts.length - (kept.counts.get(index) ?? 0) - (kept.leftOut.get(index) ?? 0),
      ...notedLeftOut(kept.leftOut.get(index)),
    })),
    failures: failures.map(({ blob: { contentId }, reason }) => ({ contentId, state: 'failed', reason })),
  };
}

function notedLeftOut(leftOut = 0): Pick<KnownBlob, 'leftOut'> {
  return leftOut === 0 ? {} : { leftOut };
}

function notedCopies(copies: readonly RecordCopy[] = []): Pick<KnownBlob, 'copies'> {
  return copies.length === 0 || copies.length > maximumCopies ? {} : { copies };
}
