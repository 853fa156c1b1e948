import * as vscode from 'vscode';
import { contentTypeLabels, type ContentType } from '../../core/api/contentType';
import { dayMs, hourMs } from '../../core/api/contentWindow';
import type { CoverageCell, CoverageState } from '../../core/archive/coverage';
import { countedText } from '../words/countedText';
import { countText } from '../words/quantityText';
import type { CoverageSummary } from './coverageSummary';
import type { ZonedTime } from './zonedTime';

/** Hours up to here are counted as hours, longer stretches in days. */
const hoursInWords = 72;

/** States of the map in a word, for the legend. */
export function stateWords(): Readonly<Record<CoverageState, string>> {
  return {
    complete: vscode.l10n.t('Complete'),
    unsettled: vscode.l10n.t('Content may still come'),
    pending: vscode.l10n.t('Can be fetched'),
    failed: vscode.l10n.t('Failed, can be fetched'),
    lost: vscode.l10n.t('Lost'),
    deleted: vscode.l10n.t('Deleted on purpose'),
    none: vscode.l10n.t('Not known'),
    future: vscode.l10n.t('Not yet'),
  };
}

/** What the page is about, in sentences. */
export function summaryText(summary: CoverageSummary, time: ZonedTime): string {
  const { settledUntil, fetchableMs, lostMs, uncollected } = summary;
  return [
    settledUntil === undefined
      ? vscode.l10n.t(
          'Nothing is known to be complete yet: content counts as complete a day after it became available.',
        )
      : lostMs === 0
        ? vscode.l10n.t('Everything up to {0} is complete.', time.instant(settledUntil))
        : vscode.l10n.t('Everything up to {0} is complete, but for what is lost.', time.instant(settledUntil)),
    fetchableMs === 0
      ? vscode.l10n.t('There is nothing to fetch.')
      : vscode.l10n.t('{0} can still be fetched.', lengthText(fetchableMs)),
    ...(lostMs === 0 ? [] : [vscode.l10n.t('Lost in the days shown: {0}.', lengthText(lostMs))]),
    ...(uncollected.length === 0 ? [] : [vscode.l10n.t('Never collected: {0}.', labelsText(uncollected))]),
  ].join(' ');
}

/** What a cell says, with what and when it is about. @param stepMs an hour or a day */
export function cellText(contentType: ContentType, cell: CoverageCell, stepMs: number, time: ZonedTime): string {
  const when = stepMs === hourMs ? time.hours(cell) : time.day(cell.start);
  return vscode.l10n.t('{0}, {1}: {2}', contentTypeLabels[contentType], when, cellStateText(cell, time.locale));
}

function cellStateText(cell: CoverageCell, locale: string): string {
  const { state, blobs, archived, failed, lost } = cell;
  const open = blobs - archived - failed - lost;
  const count = (number: number): string => countText(number, locale);
  const ofBlobs = countedText(blobs, 'blob', locale);
  switch (state) {
    case 'complete':
      return vscode.l10n.t('complete, {0}', contentText(cell, locale));
    case 'unsettled':
      return vscode.l10n.t('content may still come, {0}', contentText(cell, locale));
    case 'pending':
      return open === 0
        ? vscode.l10n.t('not listed yet, can be fetched')
        : vscode.l10n.t('{0} of {1} not fetched yet', count(open), ofBlobs);
    case 'failed':
      return vscode.l10n.t('{0} of {1} failed, and can still be fetched', count(failed), ofBlobs);
    case 'lost':
      return lost === 0
        ? vscode.l10n.t('lost: it was not listed while the service had it')
        : vscode.l10n.t('{0} of {1} expired before being fetched, and lost', count(lost), ofBlobs);
    case 'deleted':
      return vscode.l10n.t('deleted on purpose');
    case 'none':
      return vscode.l10n.t('not known: the archive begins later');
    case 'future':
      return vscode.l10n.t('not yet');
  }
}

function contentText({ blobs, records }: CoverageCell, locale: string): string {
  return blobs === 0
    ? vscode.l10n.t('no content')
    : [countedText(blobs, 'blob', locale), countedText(records, 'record', locale)].join(', ');
}

/** A length of time, rounded up: what is missing is not made less. */
export function lengthText(ms: number): string {
  const hours = Math.ceil(ms / hourMs);
  return hours <= hoursInWords ? countedText(hours, 'hour') : countedText(Math.ceil((ms / dayMs) * 10) / 10, 'day');
}

function labelsText(types: readonly ContentType[]): string {
  return types.map((type) => contentTypeLabels[type]).join(', ');
}
