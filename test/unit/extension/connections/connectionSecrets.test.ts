import { expect, it } from 'vitest';
import type { SecretStorage } from 'vscode';
import { ConnectionSecrets } from '../../../../src/extension/connections/connectionSecrets';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import { memento } from '../memento';

const now = Date.UTC(2026, 10, 22);
const dayMs = 24 * 60 * 60_000;

function storageOf(...keys: readonly string[]): SecretStorage {
  const kept = new Set(keys);
  return {
    keys: () => Promise.resolve([...kept]),
    delete: (key: string) => Promise.resolve(void kept.delete(key)),
  } as unknown as SecretStorage;
}

it('deletes all that is kept of a connection, and nothing of another one', async () => {
  const storage = storageOf('credential:contoso', 'webhookAuthId:contoso:tenant:DLP.All', 'credential:contoso-2');
  const state = memento();
  await state.update('account:contoso', { id: 'ana' });
  await state.update('wantedSubscriptions:contoso:tenant', { 'DLP.All': { isStarted: true } });
  await state.update('wantedSubscriptions:contoso-2:tenant', { 'DLP.All': { isStarted: true } });
  await new ConnectionSecrets(storage, state).delete('contoso');
  expect(await storage.keys()).toEqual(['credential:contoso-2']);
  expect(state.get('account:contoso')).toBeUndefined();
  expect(state.get('wantedSubscriptions:contoso:tenant')).toBeUndefined();
  expect(state.get('wantedSubscriptions:contoso-2:tenant')).toBeDefined();
});

it('deletes what is kept of a connection that has been gone from the settings for a day', async () => {
  const state = memento();
  await state.update('wantedSubscriptions:contoso:tenant', { 'DLP.All': { isStarted: true } });
  await state.update('account:fabrikam', { id: 'ana' });
  const secrets = new ConnectionSecrets(storageOf(), state);
  const connections = { knownIds: ['demo', 'fabrikam'] } as unknown as ConnectionStore;
  await secrets.sweep(connections, now);
  expect(state.get('wantedSubscriptions:contoso:tenant')).toBeDefined();
  await secrets.sweep(connections, now + dayMs);
  expect(state.get('wantedSubscriptions:contoso:tenant')).toBeUndefined();
  expect(state.get('account:fabrikam')).toBeDefined();
});
