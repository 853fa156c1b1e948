import * as vscode from 'vscode';
import type { ReceiverState } from '../../core/protocol/webhookProtocol';
import { instantText } from '../tree/timeText';

/** What the receiver has counted, in one line. */
export function countersText(
  { notifications, validations, rejected, lastReceived }: ReceiverState,
  locale: string,
): string {
  const counts = vscode.l10n.t('{0} notifications, {1} validations, {2} refused', notifications, validations, rejected);
  return lastReceived === undefined
    ? counts
    : vscode.l10n.t('{0}, the last at {1}', counts, instantText(lastReceived, locale));
}
