import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { readTokenClaims } from '../../../../src/core/api/tokenClaims';
import type { DeviceCode } from '../../../../src/core/protocol/signInProtocol';
import { Network } from '../../../../src/engine/network/network';
import { DeviceCodeSignIn } from '../../../../src/engine/signIn/deviceCodeSignIn';
import type { IdentityServer } from '../../../authority/identityServer';
import {
  account,
  clientId,
  connectionTo,
  failureOf,
  plainNetwork,
  resource,
  startTrustedAuthority,
} from './authorityFixture';

const never = new AbortController().signal;
const graph = 'https://graph.microsoft.com';

interface Attempt {
  readonly signIn: DeviceCodeSignIn;
  readonly code: Promise<DeviceCode>;
}

function prepare(): Attempt {
  const announced = new EventEmitter<{ code: [DeviceCode] }>();
  const signIn = new DeviceCodeSignIn({
    network: new Network(plainNetwork, {}),
    announce: (code) => announced.emit('code', code),
  });
  return { signIn, code: new Promise((resolve) => announced.once('code', resolve)) };
}

function connectionBy(origin: string, changes: Partial<Connection> = {}): Connection {
  return connectionTo(origin, { signIn: 'deviceCode', ...changes });
}

/** Signs the one account in. */
async function signIn(connection: Connection, identityServer: IdentityServer): Promise<DeviceCodeSignIn> {
  const attempt = prepare();
  const done = attempt.signIn.signIn(connection, never);
  identityServer.deviceCodes.set((await attempt.code).userCode, 'entered');
  await done;
  return attempt.signIn;
}

function breakOff(request: IncomingMessage): Promise<void> {
  request.socket.destroy();
  return Promise.resolve();
}

describe('a sign-in with a device code', () => {
  it('tells the code, waits until it is entered, and gives tokens for several resources', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const connection = connectionBy(origin);
    const attempt = prepare();
    const done = attempt.signIn.signIn(connection, never);
    const code = await attempt.code;
    expect(code).toMatchObject({ connectionId: 'contoso', verificationUri: `${origin}/devicelogin` });
    expect(code.expires).toBeGreaterThan(Date.now());
    await expect.poll(() => identityServer.deviceCodes.polls).toBeGreaterThanOrEqual(2);
    expect(attempt.signIn.findAccount(connection)).toBeUndefined();
    identityServer.deviceCodes.set(code.userCode, 'entered');
    await done;

    expect(attempt.signIn.findAccount(connection)).toBe(account.username);
    const request = { connection, refresh: false };
    const feed = readTokenClaims(await attempt.signIn.requestToken({ ...request, resource }));
    expect(feed).toMatchObject({ audience: resource, account: account.username, isAppOnly: false });
    const other = readTokenClaims(await attempt.signIn.requestToken({ ...request, resource: graph }));
    expect(other).toMatchObject({ audience: graph });
    expect(identityServer.requests.every((address) => address.startsWith(`${origin}/${account.tenantId}/`))).toBe(true);
  });

  it.each([
    ['declined', 'AADSTS65004', /declined/],
    ['expired', 'AADSTS70020', /not used in time/],
  ] as const)('says that the code was %s', async (state, code, message) => {
    const { origin, identityServer } = await startTrustedAuthority();
    const attempt = prepare();
    const failure = failureOf(attempt.signIn.signIn(connectionBy(origin), never));
    identityServer.deviceCodes.set((await attempt.code).userCode, state);
    expect(await failure).toMatchObject({ kind: 'signIn', code, action: 'signIn' });
    expect((await failure).message).toMatch(message);
  });

  it('goes on where the network breaks off for a moment while the code is typed', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const connection = connectionBy(origin);
    const attempt = prepare();
    const done = attempt.signIn.signIn(connection, never);
    const { userCode } = await attempt.code;
    const broken = vi.spyOn(identityServer, 'handle').mockImplementationOnce(breakOff);
    await expect.poll(() => broken.mock.calls.length).toBeGreaterThanOrEqual(2);
    identityServer.deviceCodes.set(userCode, 'entered');
    await done;
    expect(attempt.signIn.findAccount(connection)).toBe(account.username);
  });

  it('ends where the network stays away', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const attempt = prepare();
    const failure = failureOf(attempt.signIn.signIn(connectionBy(origin), never));
    await attempt.code;
    vi.spyOn(identityServer, 'handle').mockImplementation(breakOff);
    expect(await failure).toMatchObject({ kind: 'network', action: 'retry' });
  });

  it('explains missing consent', async () => {
    const { origin } = await startTrustedAuthority({ apps: [{ clientId, hasConsent: false }] });
    expect(await failureOf(prepare().signIn.signIn(connectionBy(origin), never))).toMatchObject({
      code: 'AADSTS65001',
      action: 'openSetup',
    });
  });

  it('ends at once when it is cancelled, and asks no more', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const attempt = prepare();
    const cancel = new AbortController();
    const connection = connectionBy(origin);
    const done = attempt.signIn.signIn(connection, cancel.signal);
    const { userCode } = await attempt.code;
    cancel.abort();
    await expect(done).rejects.toThrow('Cancelled.');
    identityServer.deviceCodes.set(userCode, 'entered');
    expect(attempt.signIn.findAccount(connection)).toBeUndefined();
    expect(identityServer.issuedTokens).toEqual([]);
  });
});

describe('a user who is signed in', () => {
  it('gets new tokens without being asked', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const connection = connectionBy(origin);
    const session = await signIn(connection, identityServer);
    const first = await session.requestToken({ connection, resource, refresh: false });
    // Whoever asks has no token that holds: one that was kept would lack what an administrator granted since.
    const second = await session.requestToken({ connection, resource, refresh: false });
    expect(second).not.toBe(first);
    expect(readTokenClaims(second)?.audience).toBe(resource);
  });

  it('is forgotten by a sign-out, and by a connection that became another one', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const connection = connectionBy(origin);
    const session = await signIn(connection, identityServer);
    const changed = { ...connection, tenantId: account.objectId };
    const request = { resource, refresh: false };
    expect(await failureOf(session.requestToken({ ...request, connection: changed }))).toMatchObject({
      code: 'NotSignedIn',
      action: 'signIn',
    });
    session.forget(connection);
    expect(session.findAccount(connection)).toBeUndefined();
    expect(await failureOf(session.requestToken({ ...request, connection }))).toMatchObject({ code: 'NotSignedIn' });
  });

  it('is told when the sign-in was withdrawn', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const connection = connectionBy(origin);
    const session = await signIn(connection, identityServer);
    identityServer.revokeRefreshTokens();
    const failure = await failureOf(session.requestToken({ connection, resource: graph, refresh: false }));
    expect(failure).toMatchObject({ kind: 'signIn', code: 'AADSTS70000', action: 'signIn' });
  });
});
