import type * as vscode from 'vscode';
import { readSecretKey } from '../signIn/secretKeys';
import type { ConnectionStore } from './connectionStore';
import { planSecretSweep, type GoneSince } from './secretSweep';

const goneSinceKey = 'secretsGoneSince';

/**
 * All secrets of connections, of whatever kind, and what is remembered of them, such as addresses of webhooks: they end with their
 * connection. Both are kept by keys of the same form.
 */
export class ConnectionSecrets {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly state: vscode.Memento,
  ) {}

  async delete(connectionId: string): Promise<void> {
    const isOwn = (key: string): boolean => readSecretKey(key)?.connectionId === connectionId;
    const keys = await this.secrets.keys();
    await Promise.all([
      ...keys.filter(isOwn).map((key) => this.secrets.delete(key)),
      ...this.state
        .keys()
        .filter(isOwn)
        .map((key) => this.state.update(key, undefined)),
    ]);
  }

  /** Deletes the secrets of connections that vanished from the settings, once they have been gone for a day. */
  async sweep({ knownIds }: ConnectionStore, now: number): Promise<void> {
    if (knownIds === undefined) {
      return;
    }
    const keys = [...(await this.secrets.keys()), ...this.state.keys()];
    const secretIds = keys.map((key) => readSecretKey(key)?.connectionId).filter((id) => id !== undefined);
    const before = this.state.get<GoneSince>(goneSinceKey, {});
    const { deletedIds, goneSince } = planSecretSweep(secretIds, knownIds, before, now);
    await Promise.all(deletedIds.map((id) => this.delete(id)));
    await this.state.update(goneSinceKey, goneSince);
  }
}
