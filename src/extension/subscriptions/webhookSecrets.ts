import type * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { contentTypes } from '../../core/api/contentType';
import type { ContentTypeTarget } from '../connections/commandTarget';
import { readSecretKey, secretKey } from '../signIn/secretKeys';

/** The authIds of webhooks: what the service proves itself with to the address. They are nowhere but in VS Code's secret storage. */
export class WebhookSecrets {
  constructor(private readonly storage: vscode.SecretStorage) {}

  async find(target: ContentTypeTarget): Promise<string | undefined> {
    return this.storage.get(keyOf(target));
  }

  /** `undefined` forgets it. */
  async put(target: ContentTypeTarget, authId: string | undefined): Promise<void> {
    await (authId === undefined ? this.storage.delete(keyOf(target)) : this.storage.store(keyOf(target), authId));
  }

  /** Those of all content types of a connection, each once. */
  async list(connection: Connection): Promise<readonly string[]> {
    const found = await Promise.all(contentTypes.map((contentType) => this.find({ connection, contentType })));
    return [...new Set(found.filter((authId) => authId !== undefined))];
  }

  onDidChange(listener: () => void): vscode.Disposable {
    return this.storage.onDidChange(({ key }) => {
      if (readSecretKey(key)?.kind === secretKind) {
        listener();
      }
    });
  }
}

const secretKind = 'webhookAuthId';

function keyOf({ connection, contentType }: ContentTypeTarget): string {
  return secretKey(secretKind, connection.id, connection.tenantId, contentType);
}
