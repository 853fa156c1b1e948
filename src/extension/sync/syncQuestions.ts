import * as vscode from 'vscode';
import { contentTypeLabels, contentTypes, type ContentType } from '../../core/api/contentType';
import { dayMs, type ContentWindow } from '../../core/api/contentWindow';
import type { Connection } from '../../core/api/connection';
import type { EngineSession } from '../engine/engineSession';
import { retainedRange } from '../fetch/fetchJobs';
import { askInSteps, type Step } from '../quickInput/multiStepInput';
import { askFrom, askUntil, type TimeRangeDraft } from '../words/askForTimeRange';
import { parseTimeInput, timeInputText } from '../words/timeInput';
import type { SyncRequest } from './syncRequest';

/** What is shown is cut to minutes: one more is safe to type. */
const minuteMs = 60_000;

type RangeChoice = 'new' | 'day' | 'custom';

interface SyncDraft extends TimeRangeDraft {
  /** Undefined until they were chosen. */
  readonly contentTypes?: readonly ContentType[];
  readonly choice: RangeChoice;
}

/**
 * Asks what the requests leave open: the content types of a single connection, and the range of all.
 *
 * @param requests what is known already: one, or several that only lack the range
 * @returns undefined if the user leaves
 */
export async function askForSync(
  engine: EngineSession,
  requests: readonly SyncRequest[],
): Promise<readonly SyncRequest[] | undefined> {
  const [first, ...others] = requests;
  if (first === undefined) {
    return undefined;
  }
  const asksForTypes = others.length === 0 && first.contentTypes === undefined;
  const subscribed = asksForTypes ? await findSubscribed(engine, first.connection) : [];
  const now = Date.now();
  const names = [...new Set(requests.map(({ connection }) => connection.name))].join(', ');
  const draft = await askInSteps<SyncDraft>(
    vscode.l10n.t('Sync Content of {0}', names),
    [...(asksForTypes ? [typesStep(subscribed)] : []), choiceStep(now), ...customSteps(now)],
    { choice: 'new', from: timeInputText(now - dayMs), until: timeInputText(now) },
  );
  if (draft === undefined) {
    return undefined;
  }
  const chosen = draft.contentTypes === undefined ? {} : { contentTypes: draft.contentTypes };
  const range = rangeOf(draft, now);
  return requests.map((request) => ({ ...request, ...chosen, ...(range === undefined ? {} : { range }) }));
}

function typesStep(subscribed: readonly ContentType[]): Step<SyncDraft> {
  return {
    ask: async (prompts, draft) => {
      const items = contentTypes.map((contentType) => ({
        label: contentTypeLabels[contentType],
        description: subscribed.includes(contentType) ? contentType : vscode.l10n.t('{0}, not subscribed', contentType),
        contentType,
      }));
      const ticked = draft.contentTypes ?? subscribed;
      const chosen = await prompts.pickMany({
        prompt: vscode.l10n.t('The content types to sync'),
        items,
        selected: items.filter(({ contentType }) => ticked.includes(contentType)),
      });
      return { ...draft, contentTypes: chosen.map(({ contentType }) => contentType) };
    },
  };
}

function choiceStep(now: number): Step<SyncDraft> {
  return {
    ask: async (prompts, draft) => {
      const items = [
        {
          label: vscode.l10n.t('What Is New'),
          detail: vscode.l10n.t(
            'What the service still has of 7 days and the archive has not. Nothing is fetched twice.',
          ),
          choice: 'new' as const,
        },
        { label: vscode.l10n.t('The Last 24 Hours'), choice: 'day' as const },
        {
          label: vscode.l10n.t('From … Until …'),
          detail: vscode.l10n.t('Not before {0} UTC', timeInputText(retainedRange(now).start)),
          choice: 'custom' as const,
        },
      ];
      const { choice } = await prompts.pick({
        prompt: vscode.l10n.t('Which content, by when it became available?'),
        items,
        active: items.find((item) => item.choice === draft.choice),
      });
      return { ...draft, choice };
    },
  };
}

function customSteps(now: number): readonly Step<SyncDraft>[] {
  const isAsked = ({ choice }: SyncDraft): boolean => choice === 'custom';
  const oldest = retainedRange(now).start;
  return [
    {
      isAsked,
      ask: async (prompts, draft) => ({
        ...draft,
        from: await askFrom(prompts, draft, (instant) => {
          if (instant < oldest) {
            return vscode.l10n.t(
              'The service keeps content for 7 days: the earliest is {0} UTC.',
              timeInputText(oldest + minuteMs),
            );
          }
          return instant >= now ? vscode.l10n.t('This is in the future.') : undefined;
        }),
      }),
    },
    { isAsked, ask: async (prompts, draft) => ({ ...draft, until: await askUntil(prompts, draft, () => undefined) }) },
  ];
}

/** Of what is new, all that the service still has: what came late is found as well. */
function rangeOf(draft: SyncDraft, now: number): ContentWindow | undefined {
  switch (draft.choice) {
    case 'new':
      return undefined;
    case 'day':
      return { start: now - dayMs, end: now };
    case 'custom':
      return {
        start: parseTimeInput(draft.from, 'from') ?? now - dayMs,
        end: Math.min(parseTimeInput(draft.until, 'until') ?? now, now),
      };
  }
}

async function findSubscribed(engine: EngineSession, connection: Connection): Promise<readonly ContentType[]> {
  const subscriptions = await engine.request('m365Audit/listSubscriptions', { connection });
  return subscriptions.filter(({ status }) => status === 'enabled').map(({ contentType }) => contentType);
}
