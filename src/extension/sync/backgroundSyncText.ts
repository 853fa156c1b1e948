import * as vscode from 'vscode';
import { clockText } from '../tree/timeText';
import { countedText } from '../words/countedText';
import type { BackgroundConnection } from './backgroundSync';

/** How the background sync of a connection is, in a line: `every 15 minutes; 12 new records at 13:50 UTC, next at 14:05 UTC`. */
export function backgroundSyncText({ intervalMinutes, state }: BackgroundConnection, locale: string): string {
  const interval = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  const every = vscode.l10n.t('every {0}', interval.format(intervalMinutes));
  return state === undefined ? every : `${every}; ${stateText(state, locale)}`;
}

function stateText(state: NonNullable<BackgroundConnection['state']>, locale: string): string {
  switch (state.state) {
    case 'running':
      return vscode.l10n.t('running');
    case 'elsewhere':
      return vscode.l10n.t('another window does it');
    case 'failed':
      return state.error === undefined
        ? vscode.l10n.t('the last turn failed')
        : vscode.l10n.t('the last turn failed: {0}', state.error.message);
    case 'waiting':
      return waitingText(state, locale);
  }
}

function waitingText({ lastAt, nextAt, records }: NonNullable<BackgroundConnection['state']>, locale: string): string {
  const parts: string[] = [];
  if (lastAt !== undefined) {
    parts.push(vscode.l10n.t('{0} at {1} UTC', countedText(records ?? 0, 'newRecord', locale), clockText(lastAt)));
  }
  if (nextAt !== undefined) {
    parts.push(vscode.l10n.t('next at {0} UTC', clockText(nextAt)));
  }
  return parts.length === 0 ? vscode.l10n.t('waiting') : parts.join(', ');
}
