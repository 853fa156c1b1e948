import * as vscode from 'vscode';
import { contentTypeLabels } from '../../core/api/contentType';
import type { SyncProgress } from '../../core/protocol/archiveProtocol';
import { durationText } from '../tree/timeText';
import { countedText } from '../words/countedText';
import { bytesText, countText } from '../words/quantityText';
import type { Speed } from './speedMeter';

const minuteMs = 60_000;

/**
 * `Exchange: 12 of 40 blobs, 3,456 new records · 1,200 records/s, 1.4 MB/s · 2 minutes left`. Records are counted when they are in the
 * archive, many blobs at once: there is none to tell of before.
 */
export function syncProgressText(progress: SyncProgress, speed: Speed | undefined, locale: string): string {
  const { contentType, remainingMs } = progress;
  const parts = [`${contentTypeLabels[contentType]}: ${stepText(progress, locale)}`];
  if (speed !== undefined && speed.bytes > 0) {
    const bytes = bytesText(Math.round(speed.bytes), locale);
    parts.push(
      speed.records === 0
        ? vscode.l10n.t('{0}/s', bytes)
        : vscode.l10n.t('{0}/s, {1}/s', countedText(Math.round(speed.records), 'record', locale), bytes),
    );
  }
  if (remainingMs !== undefined) {
    parts.push(
      remainingMs < minuteMs
        ? vscode.l10n.t('less than a minute left')
        : vscode.l10n.t('{0} left', durationText(remainingMs, locale)),
    );
  }
  return parts.join(' · ');
}

/** How much is done, 0 to 1: each content type counts the same, and of the present one its blobs. */
export function syncFraction(progress: SyncProgress): number {
  const { contentTypesDone, contentTypesTotal, phase, blobsDone, blobsTotal } = progress;
  if (contentTypesTotal === 0) {
    return 0;
  }
  const ofPresent = phase === 'fetching' && blobsTotal > 0 ? blobsDone / blobsTotal : 0;
  return Math.min(1, (contentTypesDone + ofPresent) / contentTypesTotal);
}

function stepText(progress: SyncProgress, locale: string): string {
  const { phase, windowsDone, windowsTotal, blobsDone, blobsTotal, records } = progress;
  if (phase === 'listing') {
    return vscode.l10n.t(
      'listing, {0} of {1}',
      countText(windowsDone, locale),
      countedText(windowsTotal, 'window', locale),
    );
  }
  const [done, total] = [countText(blobsDone, locale), countedText(blobsTotal, 'blob', locale)];
  return records === 0
    ? vscode.l10n.t('{0} of {1}', done, total)
    : vscode.l10n.t('{0} of {1}, {2}', done, total, countedText(records, 'newRecord', locale));
}
