import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { DeviceCode } from '../../core/protocol/signInProtocol';
import type { EngineSession } from '../engine/engineSession';
import { withoutLinks } from '../errors/errorPresentation';
import type { SignedIn, SignInProvider } from './signInProvider';

/** Signs a user in by a code that is typed in any browser. The engine keeps the sign-in in memory, so it ends with the engine. */
export class DeviceCodeSignIn implements SignInProvider {
  constructor(private readonly engine: EngineSession) {}

  async findAccount(connection: Connection): Promise<SignedIn | undefined> {
    return (await this.engine.request('m365Audit/findSignIn', { connection })) ?? undefined;
  }

  async signIn(connection: Connection): Promise<void> {
    const title = vscode.l10n.t('Signing in to {0}', connection.name);
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        const listener = this.engine.onNotification('m365Audit/deviceCode', (code) => {
          if (code.connectionId === connection.id) {
            progress.report({ message: vscode.l10n.t('waiting for the code {0}', withoutLinks(code.userCode)) });
            void offerToOpen(connection, code);
          }
        });
        try {
          await this.engine.request('m365Audit/signIn', { connection }, token);
        } finally {
          listener.dispose();
        }
      },
    );
  }

  /** The facade tells the engine. */
  async signOut(): Promise<void> {
    return Promise.resolve();
  }
}

async function offerToOpen(connection: Connection, { userCode, verificationUri }: DeviceCode): Promise<void> {
  const open = vscode.l10n.t('Copy Code and Open Page');
  const page = vscode.Uri.parse(verificationUri, true);
  const chosen = await vscode.window.showInformationMessage(
    withoutLinks(
      vscode.l10n.t('To sign in to {0}, type the code {1} on {2}', connection.name, userCode, verificationUri),
    ),
    // A page of the authority: anything else, such as a command, is not opened.
    ...(page.scheme === 'https' ? [open] : []),
  );
  if (chosen === open) {
    await vscode.env.clipboard.writeText(userCode);
    await vscode.env.openExternal(page);
  }
}
