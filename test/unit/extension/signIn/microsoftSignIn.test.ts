import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthenticationGetSessionOptions } from 'vscode';
import type { Connection } from '../../../../src/core/api/connection';
import { MicrosoftSignIn } from '../../../../src/extension/signIn/microsoftSignIn';
import { memento } from '../memento';

/** VS Code's provider: it keeps one session, and makes another one where it must. */
const provider = vi.hoisted(() => ({ sessions: 0, forced: 0 }));

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly event = (): void => undefined;
    readonly dispose = (): void => undefined;
  },
  l10n: { t: (text: string) => text },
  authentication: {
    onDidChangeSessions: () => ({ dispose: () => undefined }),
    getSession: (_id: string, _scopes: readonly string[], options: AuthenticationGetSessionOptions) => {
      const isForced = options.forceNewSession !== undefined;
      provider.forced += isForced ? 1 : 0;
      provider.sessions = isForced ? provider.sessions + 1 : Math.max(provider.sessions, 1);
      const account = { id: 'alex', label: 'alex@contoso.com' };
      return Promise.resolve({ id: 's', scopes: [], account, accessToken: `token-${provider.sessions}` });
    },
  },
}));

const connection: Connection = {
  id: 'contoso',
  name: 'Contoso',
  cloud: 'enterprise',
  tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100',
};
const resource = 'https://manage.office.com';

beforeEach(() => {
  provider.sessions = 0;
  provider.forced = 0;
});

describe('signing in again', () => {
  it('brings another token than the one that the engine has', async () => {
    const signIn = new MicrosoftSignIn(memento());
    const tokenNow = async (): Promise<string> =>
      (await signIn.getToken({ connection, resource, refresh: false })).accessToken;
    await signIn.signIn(connection);
    expect(await tokenNow()).toBe('token-1');
    await signIn.signIn(connection);
    expect(await tokenNow()).toBe('token-2');
    expect(provider.forced).toBe(1);
  });

  it('asks for no new session where the engine has no token yet, or after a sign-out', async () => {
    const signIn = new MicrosoftSignIn(memento());
    await signIn.signIn(connection);
    await signIn.signIn(connection);
    await signIn.getToken({ connection, resource, refresh: false });
    await signIn.signOut(connection);
    await signIn.signIn(connection);
    expect(provider.forced).toBe(0);
  });
});
