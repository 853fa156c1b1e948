import * as vscode from 'vscode';
import { parseUtcTime } from '../../../core/api/contentWindow';
import { wholeDays, type NotebookTimeRange } from '../../../core/notebook/state/notebookTimeRange';
import { timeInputText } from '../../words/timeInput';

/** A notebook's time range in a few words. */
export function timeRangeText(range: NotebookTimeRange | undefined): string {
  if (range === undefined) {
    return vscode.l10n.t('All times');
  }
  if ('from' in range) {
    return vscode.l10n.t(
      '{0} – {1} UTC',
      timeInputText(parseUtcTime(range.from)),
      timeInputText(parseUtcTime(range.until)),
    );
  }
  const { lastHours } = range;
  const days = wholeDays(lastHours);
  if (lastHours === 1) {
    return vscode.l10n.t('Last hour');
  }
  return days === undefined || days === 1
    ? vscode.l10n.t('Last {0} hours', lastHours)
    : vscode.l10n.t('Last {0} days', days);
}
