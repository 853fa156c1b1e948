import type { ContentType } from '../../../core/api/contentType';
import { dayMs, retentionMarginMs, retentionMs } from '../../../core/api/contentWindow';
import { counted } from '../../../core/text/counted';
import type { ListedBlob } from '../../archive/archiveTypes';
import { attempt } from '../attempt';
import type { Examination } from '../examination';
import { ok, warning, type Finding } from '../finding';
import { namesOf, timeText } from '../words';

/** No listing is read further: a thousand blobs that are about to be lost are reason enough. */
const enoughBlobs = 1_000;

/** What the service still has that is oldest, and whether any of it is about to be lost. */
export async function checkOldestContent(examination: Examination): Promise<Finding> {
  const now = await examination.serverNow();
  const oldest: ListedBlob[] = [];
  for (const contentType of await examination.enabled()) {
    // A content type that cannot be listed has been told of already.
    const { value: blobs = [] } = await attempt(() => listOldestDay(examination, contentType, now));
    oldest.push(...blobs);
  }
  const first = oldest.toSorted((one, other) => one.created - other.created)[0];
  if (first === undefined) {
    return ok('The service lists no content yet.');
  }
  const words = `The oldest content became available on ${timeText(first.created)}; the service keeps content for 7 days.`;
  const expiring = await findMissing(
    examination,
    oldest.filter(({ expires }) => expires - now < dayMs),
  );
  if (expiring === undefined || expiring.length === 0) {
    return ok(words);
  }
  const types = namesOf([...new Set(expiring.map(({ contentType }) => contentType))]);
  const count = `${expiring.length < enoughBlobs ? '' : 'At least '}${counted(expiring.length, 'blob')}`;
  return warning(`${words} ${count} will be gone within a day, and the archive does not have them: ${types}.`, {
    help: 'Fetch it now.',
    action: 'fetch',
  });
}

/** The content of the first 24 hours, from 7 days ago on, that have any. */
async function listOldestDay(
  examination: Examination,
  contentType: ContentType,
  now: number,
): Promise<readonly ListedBlob[]> {
  for (let start = now - retentionMs + retentionMarginMs; start < now; start += dayMs) {
    const blobs = await examination.list(contentType, { start, end: Math.min(start + dayMs, now) }, enoughBlobs);
    if (blobs.length > 0) {
      return blobs;
    }
  }
  return [];
}

/** Those that the archive does not have; undefined where there is no archive to look into. */
async function findMissing(
  { connection, services }: Examination,
  blobs: readonly ListedBlob[],
): Promise<readonly ListedBlob[] | undefined> {
  const archive = await services.openArchive?.();
  const known = await archive?.findBlobs(
    connection.tenantId,
    blobs.map(({ contentId }) => contentId),
  );
  return known && blobs.filter(({ contentId }) => known.get(contentId)?.state !== 'archived');
}
