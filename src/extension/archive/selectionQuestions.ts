import * as vscode from 'vscode';
import { contentTypeLabels, contentTypes, type ContentType } from '../../core/api/contentType';
import { dayMs, startOfDay } from '../../core/api/contentWindow';
import type { RecordSelection } from '../../core/protocol/archiveProtocol';
import type { Step } from '../quickInput/multiStepInput';
import { askFrom, askUntil, type TimeRangeDraft } from '../words/askForTimeRange';
import { parseTimeInput, timeInputText } from '../words/timeInput';

/** Of records, by the time of the event. */
export interface SelectionDraft extends TimeRangeDraft {
  readonly contentTypes: readonly ContentType[];
  readonly isAllTimes: boolean;
}

export function emptySelection(now: number): SelectionDraft {
  return {
    contentTypes,
    isAllTimes: true,
    from: timeInputText(startOfDay(now) - 30 * dayMs),
    until: timeInputText(startOfDay(now)),
  };
}

/** The questions for records by content type and range. */
export function selectionSteps<Draft extends SelectionDraft>(): readonly Step<Draft>[] {
  const isAsked = ({ isAllTimes }: Draft): boolean => !isAllTimes;
  return [
    {
      ask: async (prompts, draft) => {
        const items = contentTypes.map((contentType) => ({
          label: contentTypeLabels[contentType],
          description: contentType,
          contentType,
        }));
        const chosen = await prompts.pickMany({
          prompt: vscode.l10n.t('Records of which content types?'),
          items,
          selected: items.filter(({ contentType }) => draft.contentTypes.includes(contentType)),
        });
        return { ...draft, contentTypes: chosen.map(({ contentType }) => contentType) };
      },
    },
    {
      ask: async (prompts, draft) => {
        const items = [
          { label: vscode.l10n.t('All Times'), isAllTimes: true },
          {
            label: vscode.l10n.t('From … Until …'),
            detail: vscode.l10n.t('By the time of the event, in UTC'),
            isAllTimes: false,
          },
        ];
        const { isAllTimes } = await prompts.pick({
          prompt: vscode.l10n.t('Events of which time?'),
          items,
          active: items.find((item) => item.isAllTimes === draft.isAllTimes),
        });
        return { ...draft, isAllTimes };
      },
    },
    { isAsked, ask: async (prompts, draft) => ({ ...draft, from: await askFrom(prompts, draft, () => undefined) }) },
    { isAsked, ask: async (prompts, draft) => ({ ...draft, until: await askUntil(prompts, draft, () => undefined) }) },
  ];
}

/** The selection that the answers make. All content types is no choice: what a later version knows besides belongs to it. */
export function toSelection({ contentTypes: chosen, isAllTimes, from, until }: SelectionDraft): RecordSelection {
  const start = isAllTimes ? undefined : parseTimeInput(from, 'from');
  const end = isAllTimes ? undefined : parseTimeInput(until, 'until');
  return {
    ...(chosen.length === contentTypes.length ? {} : { contentTypes: chosen }),
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { until: end }),
  };
}
