import * as vscode from 'vscode';
import { contentTypeLabels } from '../../core/api/contentType';
import type { Retention, SelectionSize } from '../../core/protocol/archiveProtocol';
import { instantText } from '../tree/timeText';
import { countedText } from '../words/countedText';
import { bytesText, countText } from '../words/quantityText';

/** `12,345 records, 1.4 MB on the disk`. */
export function sizeText({ records, bytes }: Pick<SelectionSize, 'records' | 'bytes'>, locale: string): string {
  return vscode.l10n.t('{0}, {1} on the disk', countedText(records, 'record', locale), bytesText(bytes, locale));
}

/** `Exchange 1,234, General 12`. */
export function contentTypesText({ contentTypes }: Pick<SelectionSize, 'contentTypes'>, locale: string): string {
  return contentTypes
    .filter(({ records }) => records > 0)
    .map(({ contentType, records }) => `${contentTypeLabels[contentType]} ${countText(records, locale)}`)
    .join(', ');
}

/** From the oldest to the newest event; empty where there is none. */
export function eventTimesText({ oldest, newest }: Pick<SelectionSize, 'oldest' | 'newest'>, locale: string): string {
  return oldest === undefined || newest === undefined
    ? ''
    : vscode.l10n.t('Events from {0} to {1}', instantText(oldest, locale), instantText(newest, locale));
}

/** What goes, before it goes. */
export function deletionText(size: SelectionSize, locale: string): string {
  return [
    `${sizeText(size, locale)}: ${contentTypesText(size, locale)}`,
    eventTimesText(size, locale),
    vscode.l10n.t(
      'This cannot be undone. What the service still has of it is not fetched again. Exported files and backups are not touched.',
    ),
  ]
    .filter((line) => line !== '')
    .join('\n\n');
}

/** `365 days, 20 GB`; what is kept. */
export function retentionText({ days, gigabytes }: Retention, locale: string): string {
  return [
    ...(days === undefined
      ? []
      : [new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days)]),
    ...(gigabytes === undefined ? [] : [bytesText(gigabytes * 1e9, locale)]),
  ].join(', ');
}
