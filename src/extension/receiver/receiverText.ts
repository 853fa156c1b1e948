import * as vscode from 'vscode';
import type { ReceiverState } from '../../core/protocol/webhookProtocol';
import { instantText } from '../tree/timeText';
import { countedText } from '../words/countedText';
import { countText } from '../words/quantityText';

/** What the receiver has counted, in one line. */
export function countersText(
  { notifications, validations, rejected, lastReceived }: ReceiverState,
  locale: string,
): string {
  const counts = [
    countedText(notifications, 'notification', locale),
    countedText(validations, 'validation', locale),
    vscode.l10n.t('{0} refused', countText(rejected, locale)),
  ].join(', ');
  return lastReceived === undefined
    ? counts
    : vscode.l10n.t('{0}, the last at {1}', counts, instantText(lastReceived, locale));
}
