import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { Credential } from '../../core/protocol/signInProtocol';
import type { EngineSession } from '../engine/engineSession';
import { certificateAge } from './certificateAge';
import { certificateWarning } from './certificateText';
import type { CredentialStore } from './credentialStore';
import type { SignedIn, SignInProvider } from './signInProvider';

/** Digits of the client id that tell apps apart. */
const shownDigits = 8;

/** Signs the app in as itself, by its secret or certificate. Without a prompt: there is nobody to ask. */
export class AppSignIn implements SignInProvider {
  constructor(
    private readonly engine: EngineSession,
    private readonly credentials: CredentialStore,
  ) {}

  async findAccount(connection: Connection): Promise<SignedIn | undefined> {
    const found = await this.credentials.find(connection);
    if (found.kind !== 'kept') {
      return undefined;
    }
    const account = vscode.l10n.t('app {0}…', connection.clientId?.slice(0, shownDigits) ?? '');
    const warning = found.certificate === undefined ? undefined : certificateWarning(found.certificate, Date.now());
    return { account, ...(warning === undefined ? {} : { warning }) };
  }

  async signIn(connection: Connection): Promise<void> {
    const title = vscode.l10n.t('Signing in to {0}', connection.name);
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_progress, token) => {
        await this.engine.request('m365Audit/signIn', { connection }, token);
      },
    );
  }

  async signOut(connection: Connection): Promise<void> {
    await this.credentials.forget(connection);
  }
}

/**
 * What the app of a connection proves itself with.
 *
 * @throws EngineError of kind `signIn` where there is nothing that can work
 */
export async function requireCredential(credentials: CredentialStore, connection: Connection): Promise<Credential> {
  const found = await credentials.find(connection);
  switch (found.kind) {
    case 'missing':
      throw credentialError(
        'CredentialMissing',
        connection.signIn === 'certificate'
          ? vscode.l10n.t('There is no certificate for {0} on this machine.', connection.name)
          : vscode.l10n.t('There is no client secret for {0} on this machine.', connection.name),
      );
    case 'foreign':
      throw credentialError(
        'CredentialForeign',
        vscode.l10n.t(
          'The tenant, app or sign-in service of {0} has changed since its credential was set. Set the credential again.',
          connection.name,
        ),
      );
    case 'kept': {
      const { certificate, credential } = found;
      if (certificate !== undefined && certificateAge(certificate, Date.now()) === 'expired') {
        throw credentialError(
          'CertificateExpired',
          vscode.l10n.t(
            '{0} Set a new one for {1}, and upload it to the app registration.',
            certificateWarning(certificate, Date.now()) ?? '',
            connection.name,
          ),
        );
      }
      return credential;
    }
  }
}

function credentialError(code: string, message: string): EngineError {
  return new EngineError({ kind: 'signIn', code, message, action: 'signIn' });
}
