import * as vscode from 'vscode';
import { dayMs } from '../../core/api/contentWindow';
import type { Step } from '../quickInput/multiStepInput';
import { expirationText, expirationTime, readExpiration } from './expirationText';

/** The part of a dialog that says when a webhook shall expire. */
export interface ExpirationDraft {
  /** `typed`: as the text says. */
  readonly expirationChoice: number | 'never' | 'typed';
  /** What was typed: `2026-11-22 14:05`, in UTC. */
  readonly expirationText: string;
}

/** Days that are offered. */
const offeredDays = [7, 30, 90, 180] as const;

const defaultDays = 90;

/** A draft that begins with nothing chosen, and the text of a known expiration. */
export function expirationDraft(known?: number): ExpirationDraft {
  return {
    expirationChoice: known === undefined ? 'never' : 'typed',
    expirationText: expirationText(known ?? Date.now() + defaultDays * dayMs),
  };
}

/** The steps that ask for it. */
export function expirationSteps<Draft extends ExpirationDraft>(): readonly Step<Draft>[] {
  return [
    {
      ask: async (prompts, draft) => {
        const items: (vscode.QuickPickItem & { readonly choice: ExpirationDraft['expirationChoice'] })[] = [
          {
            label: vscode.l10n.t('Never'),
            detail: vscode.l10n.t('The service sends notifications until the webhook is removed or disabled.'),
            choice: 'never',
          },
          ...offeredDays.map((days) => ({
            label: vscode.l10n.t('In {0} days', days),
            description: `${expirationText(Date.now() + days * dayMs)} UTC`,
            choice: days,
          })),
          { label: vscode.l10n.t('At a time that I type…'), choice: 'typed' },
        ];
        const { choice } = await prompts.pick({
          prompt: vscode.l10n.t('When does the webhook expire?'),
          items,
          active: items.find((item) => item.choice === draft.expirationChoice),
        });
        return { ...draft, expirationChoice: choice };
      },
    },
    {
      isAsked: ({ expirationChoice }) => expirationChoice === 'typed',
      ask: async (prompts, draft) => ({
        ...draft,
        expirationText: await prompts.text({
          prompt: vscode.l10n.t('The day or time in UTC; of a day its end'),
          placeholder: vscode.l10n.t('YYYY-MM-DD, or YYYY-MM-DD HH:MM'),
          value: draft.expirationText,
          check: describeProblem,
        }),
      }),
    },
  ];
}

/** An ISO time; undefined for no expiration. */
export function chosenExpiration({ expirationChoice, expirationText: text }: ExpirationDraft): string | undefined {
  switch (expirationChoice) {
    case 'never':
      return undefined;
    case 'typed': {
      const read = readExpiration(text, Date.now());
      return read.kind === 'time' ? read.iso : undefined;
    }
    default:
      return expirationTime(Date.now() + expirationChoice * dayMs);
  }
}

function describeProblem(text: string): string | undefined {
  switch (readExpiration(text, Date.now()).kind) {
    case 'time':
      return undefined;
    case 'malformed':
      return vscode.l10n.t('Write a day as 2030-12-31, or a time as 2030-12-31 18:00.');
    case 'past':
      return vscode.l10n.t('This is in the past. Give a later time.');
  }
}
