import * as vscode from 'vscode';
import { EngineError } from '../../core/protocol/engineError';

/** What was opened with a connection may outlive it. */
export function connectionGone(id: string): EngineError {
  return new EngineError({
    kind: 'notFound',
    message: vscode.l10n.t('The connection "{0}" is not in the settings. Add it again to open this.', id),
  });
}
