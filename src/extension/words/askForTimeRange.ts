import * as vscode from 'vscode';
import type { Prompts } from '../quickInput/prompts';
import { parseTimeInput, timeInputText } from './timeInput';

/** A range as it was typed, so that it can be shown again. */
export interface TimeRangeDraft {
  readonly from: string;
  readonly until: string;
}

/** What is wrong with an instant besides its form, in words; undefined if nothing is. */
export type CheckInstant = (instant: number) => string | undefined;

/** Asks from when. */
export async function askFrom(prompts: Prompts, draft: TimeRangeDraft, checkInstant: CheckInstant): Promise<string> {
  return prompts.text({
    prompt: vscode.l10n.t('From when, in UTC'),
    placeholder: vscode.l10n.t('2026-11-22 or 2026-11-22 14:30'),
    value: draft.from,
    check: (text) => describeTime(text, 'from', checkInstant),
  });
}

/** Asks until when, which must be later than `draft.from`. */
export async function askUntil(prompts: Prompts, draft: TimeRangeDraft, checkInstant: CheckInstant): Promise<string> {
  const from = parseTimeInput(draft.from, 'from') ?? 0;
  return prompts.text({
    prompt: vscode.l10n.t('Until when, in UTC; a day alone means until its end'),
    placeholder: vscode.l10n.t('2026-11-22 or 2026-11-22 14:30'),
    value: draft.until,
    check: (text) =>
      describeTime(text, 'until', (instant) =>
        instant <= from
          ? vscode.l10n.t('This is not after the begin, {0} UTC.', timeInputText(from))
          : checkInstant(instant),
      ),
  });
}

function describeTime(text: string, edge: 'from' | 'until', checkInstant: CheckInstant): string | undefined {
  const instant = parseTimeInput(text, edge);
  return instant === undefined
    ? vscode.l10n.t('Give a day such as 2026-11-22, with a time such as 14:30 if need be.')
    : checkInstant(instant);
}
