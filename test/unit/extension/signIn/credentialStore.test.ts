import { describe, expect, it } from 'vitest';
import type { SecretStorageChangeEvent } from 'vscode';
import type { Connection } from '../../../../src/core/api/connection';
import { CredentialStore, type Secrets } from '../../../../src/extension/signIn/credentialStore';
import { readSecretKey, secretKey } from '../../../../src/extension/signIn/secretKeys';

const connection: Connection = {
  id: 'contoso',
  name: 'Contoso',
  cloud: 'enterprise',
  tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100',
  clientId: '11111111-2222-4333-8444-555555555555',
  signIn: 'clientSecret',
};
const kept = { credential: { kind: 'clientSecret', secret: 'hunter2' } } as const;

/** VS Code's secret storage, in memory. */
function memorySecrets(): Secrets & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  const listeners = new Set<(event: SecretStorageChangeEvent) => unknown>();
  const tell = (key: string): Promise<void> => {
    listeners.forEach((listener) => listener({ key }));
    return Promise.resolve();
  };
  return {
    values,
    get: (key) => Promise.resolve(values.get(key)),
    store: (key, value) => {
      values.set(key, value);
      return tell(key);
    },
    delete: (key) => {
      values.delete(key);
      return tell(key);
    },
    onDidChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
}

describe('CredentialStore', () => {
  it('keeps a secret by the id of its connection, and forgets it', async () => {
    const secrets = memorySecrets();
    const store = new CredentialStore(secrets);
    expect(await store.find(connection)).toEqual({ kind: 'missing' });
    await store.keep(connection, kept);
    expect(await store.find({ ...connection, name: 'Renamed' })).toEqual({ kind: 'kept', ...kept });
    expect(await store.find({ ...connection, id: 'other' })).toEqual({ kind: 'missing' });
    await store.forget(connection);
    expect(secrets.values.size).toBe(0);
  });

  it('keeps a certificate with what it says of itself', async () => {
    const store = new CredentialStore(memorySecrets());
    const certificate = { thumbprint: 'AB', subject: 'CN=x', notBefore: 1, notAfter: 2 };
    const credential = { kind: 'certificate', format: 'pfx', data: 'MIL/', password: 'x' } as const;
    const byCertificate: Connection = { ...connection, signIn: 'certificate' };
    await store.keep(byCertificate, { credential, certificate });
    expect(await store.find(byCertificate)).toEqual({ kind: 'kept', credential, certificate });
    expect(await store.find(connection)).toEqual({ kind: 'missing' });
  });

  it.each<Partial<Connection>>([
    { clientId: '99999999-2222-4333-8444-555555555555' },
    { tenantId: '99999999-2222-4333-8444-555555555555' },
    { cloud: 'gcchigh' },
    { cloud: 'https://manage.example', authority: 'https://login.example' },
  ])('hands no secret out for another app, tenant or authority: %j', async (change) => {
    const store = new CredentialStore(memorySecrets());
    await store.keep(connection, kept);
    expect(await store.find({ ...connection, ...change })).toEqual({ kind: 'foreign' });
  });

  it('takes what it cannot read for nothing', async () => {
    const secrets = memorySecrets();
    const store = new CredentialStore(secrets);
    for (const text of ['no json', '{}', '{"audience":"x","credential":{"kind":"password"}}']) {
      await secrets.store('credential:contoso', text);
      expect(await store.find(connection)).toEqual({ kind: 'missing' });
    }
  });

  it('tells whose credential changed, and of no other secret', async () => {
    const secrets = memorySecrets();
    const changed: string[] = [];
    const store = new CredentialStore(secrets);
    store.onDidChange((id) => changed.push(id));
    await store.keep(connection, kept);
    await secrets.store(secretKey('other', 'fabrikam', 'x'), '1');
    await store.forget(connection);
    expect(changed).toEqual(['contoso', 'contoso']);
  });
});

describe('readSecretKey', () => {
  it('finds the connection in every key that was made for one', () => {
    expect(readSecretKey(secretKey('credential', 'contoso'))).toEqual({ kind: 'credential', connectionId: 'contoso' });
    expect(readSecretKey(secretKey('webhookAuthId', 'contoso-2', 'x', 'DLP.All'))?.connectionId).toBe('contoso-2');
    expect(readSecretKey('something')).toBeUndefined();
  });
});
