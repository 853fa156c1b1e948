import type { FetchedBlob } from '../../../../src/engine/archive/archiveTypes';

export const writerTenant = '99999999-2222-3333-4444-555555555555';
export const blobsInBatch = 3;
const recordsInBlob = 40;
const dayMs = 86_400_000;

/** Ids of the records of a blob: the first half are those of the second half of the same blob one batch earlier. */
export function recordIds(batch: number, blob: number): string[] {
  const first = batch * (recordsInBlob / 2);
  return Array.from({ length: recordsInBlob }, (_, index) => `${blob}-${first + index}`);
}

export function writerBatch(number: number): FetchedBlob[] {
  return Array.from({ length: blobsInBatch }, (_, blob) => {
    const contentId = `${number}/${blob}`;
    const created = Date.UTC(2026, 4, 1) + number * 1_000;
    const records = recordIds(number, blob).map((Id, index) => ({
      Id,
      CreationTime: new Date(created + (index % 3) * dayMs).toISOString(),
      Operation: `Operation ${index}`,
    }));
    return {
      blob: { contentType: 'Audit.General', contentId, contentUri: 'https://x', created, expires: created + 7 * dayMs },
      body: Buffer.from(JSON.stringify(records)),
    };
  });
}
