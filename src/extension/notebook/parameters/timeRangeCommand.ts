import * as vscode from 'vscode';
import { dayMs } from '../../../core/api/contentWindow';
import {
  offeredHours,
  rangeAt,
  timeRangeKey,
  timeRangeOf,
  type NotebookTimeRange,
} from '../../../core/notebook/state/notebookTimeRange';
import { askInSteps, type Step } from '../../quickInput/multiStepInput';
import { askFrom, askUntil, type TimeRangeDraft } from '../../words/askForTimeRange';
import { parseTimeInput, timeInputText } from '../../words/timeInput';
import { updateNotebookMetadata } from '../state/notebookMetadata';
import { timeRangeText } from '../state/timeRangeText';

interface RangeDraft extends TimeRangeDraft {
  readonly choice: 'all' | 'custom' | NotebookTimeRange;
}

/** "Set Time Range…": which audit records the cells of a notebook see. It is saved with the notebook. */
export async function askForNotebookRange(notebook: vscode.NotebookDocument): Promise<void> {
  const now = Date.now();
  const current = timeRangeOf(notebook.metadata);
  const shown = current === undefined ? { start: now - dayMs, end: now } : rangeAt(current, now);
  const isCustom = ({ choice }: RangeDraft): boolean => choice === 'custom';
  const noLimit = (): undefined => undefined;
  const draft = await askInSteps<RangeDraft>(
    vscode.l10n.t('Time Range of the Notebook'),
    [
      choiceStep(current),
      {
        isAsked: isCustom,
        ask: async (prompts, known) => ({ ...known, from: await askFrom(prompts, known, noLimit) }),
      },
      {
        isAsked: isCustom,
        ask: async (prompts, known) => ({ ...known, until: await askUntil(prompts, known, noLimit) }),
      },
    ],
    { choice: current ?? 'all', from: timeInputText(shown.start), until: timeInputText(shown.end) },
  );
  if (draft !== undefined) {
    await updateNotebookMetadata(notebook, { [timeRangeKey]: rangeOf(draft, now) });
  }
}

function choiceStep(current: NotebookTimeRange | undefined): Step<RangeDraft> {
  return {
    ask: async (prompts, draft) => {
      const named = Object.values(offeredHours).map((lastHours) => ({
        label: timeRangeText({ lastHours }),
        choice: { lastHours } as const,
      }));
      const items = [
        ...named,
        { label: timeRangeText(undefined), choice: 'all' as const },
        { label: vscode.l10n.t('From … Until …'), choice: 'custom' as const },
      ];
      const text = timeRangeText(current);
      const { choice } = await prompts.pick({
        prompt: vscode.l10n.t('Which audit records do the cells see, by the time of the event?'),
        items,
        active: items.find(({ label }) => label === text) ?? items.at(-1),
      });
      return { ...draft, choice };
    },
  };
}

/** Undefined for all times. */
function rangeOf({ choice, from, until }: RangeDraft, now: number): NotebookTimeRange | undefined {
  if (choice !== 'custom') {
    return choice === 'all' ? undefined : choice;
  }
  return {
    from: new Date(parseTimeInput(from, 'from') ?? now - dayMs).toISOString(),
    until: new Date(parseTimeInput(until, 'until') ?? now).toISOString(),
  };
}
