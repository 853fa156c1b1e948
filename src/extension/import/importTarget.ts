import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';

/** The connection whose archive takes the records; undefined if the user leaves. Where there is none, one is made first. */
export async function pickImportTarget(
  connections: ConnectionStore,
  target: ConnectionTarget | undefined,
): Promise<Connection | undefined> {
  if (target === undefined && connections.connections.length === 0) {
    await askForFirstConnection(connections);
  }
  // Nobody is asked twice: whoever added none has left.
  return target === undefined && connections.connections.length === 0 ? undefined : pickConnection(connections, target);
}

async function askForFirstConnection(connections: ConnectionStore): Promise<void> {
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Add Connection…'),
        detail: vscode.l10n.t('Of the tenant that the records are of. To import you need not sign in.'),
        run: () => vscode.commands.executeCommand('m365Audit.addConnection'),
      },
      {
        label: vscode.l10n.t('Use the Demo Tenant'),
        detail: vscode.l10n.t('To try it out: its archive is made anew each day.'),
        run: () => connections.addDemo(),
      },
    ],
    { placeHolder: vscode.l10n.t('Records are kept for a connection, and there is none yet') },
  );
  await chosen?.run();
}
