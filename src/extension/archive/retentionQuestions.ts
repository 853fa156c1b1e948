import * as vscode from 'vscode';
import type { Retention } from '../../core/protocol/archiveProtocol';
import { askInSteps } from '../quickInput/multiStepInput';

interface RetentionDraft {
  readonly days: string;
  readonly gigabytes: string;
}

/**
 * Asks how much is kept.
 *
 * @returns an empty object to keep everything; undefined if the user leaves
 */
export async function askForRetention(name: string, current: Retention): Promise<Retention | undefined> {
  const draft = await askInSteps<RetentionDraft>(
    vscode.l10n.t('Retention of {0}', name),
    [
      {
        ask: async (prompts, given) => ({
          ...given,
          days: await prompts.text({
            prompt: vscode.l10n.t('Days that records are kept, from the event on; leave empty for no limit'),
            placeholder: '365',
            value: given.days,
            check: (text) =>
              text === '' || /^[1-9]\d{0,5}$/.test(text) ? undefined : vscode.l10n.t('Give a whole number of days.'),
          }),
        }),
      },
      {
        ask: async (prompts, given) => ({
          ...given,
          gigabytes: await prompts.text({
            prompt: vscode.l10n.t('Gigabytes that they may take on the disk; leave empty for no limit'),
            placeholder: '20',
            value: given.gigabytes,
            check: (text) =>
              text === '' || (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0)
                ? undefined
                : vscode.l10n.t('Give a number above 0, such as 20 or 0.5.'),
          }),
        }),
      },
    ],
    { days: toText(current.days), gigabytes: toText(current.gigabytes) },
  );
  return (
    draft && {
      ...(draft.days === '' ? {} : { days: Number(draft.days) }),
      ...(draft.gigabytes === '' ? {} : { gigabytes: Number(draft.gigabytes) }),
    }
  );
}

function toText(limit: number | undefined): string {
  return limit === undefined ? '' : String(limit);
}
