import { counted } from '../../core/text/counted';
import type { TenantSyncProgress } from '../../engine/sync/syncMeter';

const count = new Intl.NumberFormat('en-US');
const megabytes = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const bytesInMegabyte = 1_000_000;
const secondMs = 1_000;
const minuteMs = 60_000;

/**
 * A line that says how far a sync is.
 *
 * @param elapsedMs since the first content was fetched
 */
export function syncProgressText(progress: TenantSyncProgress, elapsedMs: number): string {
  const { contentType, phase, windowsDone, windowsTotal, blobsDone, blobsTotal, records, bytes } = progress;
  const { contentTypesTotal, remainingMs } = progress;
  if (phase === 'listing') {
    return `${contentType}: ${windowsDone} of ${counted(windowsTotal, 'window')} listed (${counted(contentTypesTotal, 'content type')})`;
  }
  const seconds = Math.max(1, elapsedMs / secondMs);
  return [
    `${contentType}: ${count.format(blobsDone)} of ${counted(blobsTotal, 'blob', count.format(blobsTotal))}`,
    `${counted(records, 'record', count.format(records))} (${count.format(Math.round(records / seconds))}/s)`,
    `${megabytes.format(bytes / bytesInMegabyte)} MB (${megabytes.format(bytes / bytesInMegabyte / seconds)} MB/s)`,
    ...(remainingMs === undefined ? [] : [`${timeText(remainingMs)} left`]),
  ].join(', ');
}

/** Rounded up: nobody minds when it is done early. */
function timeText(milliseconds: number): string {
  if (milliseconds < minuteMs) {
    return `${Math.ceil(milliseconds / secondMs)} s`;
  }
  const minutes = Math.ceil(milliseconds / minuteMs);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
