import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { GraphClient, type GraphLookup } from '../../../../src/engine/graph/graphClient';
import { defaultNetworkSettings, Network } from '../../../../src/engine/network/network';
import { listPeople } from '../../../../src/sandbox/records/people';
import { apps } from '../../../../src/sandbox/records/apps';
import { openSandbox } from '../../sandbox/sandboxClient';
import { sendJson, startLocalService } from '../api/localService';

const userId = '0a1b2c3d-0000-4000-8000-000000000001';
const { createDispatcher } = new Network(defaultNetworkSettings, {});

function clientOf(origin: string, tokens: readonly string[] = ['first', 'second']): GraphClient {
  return new GraphClient({
    origin,
    createDispatcher,
    getToken: ({ refresh }) => Promise.resolve(tokens[refresh ? 1 : 0] ?? ''),
  });
}

async function failureOf(client: GraphClient, lookup: GraphLookup): Promise<EngineError> {
  const error = await client.lookUp(lookup, new AbortController().signal).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngineError)) {
    throw new Error('It should fail.', { cause: error });
  }
  return error;
}

describe('a look-up in Microsoft Graph', () => {
  it('finds the people and apps of the demo tenant', async () => {
    const { sandbox } = await openSandbox();
    const client = clientOf(sandbox.origin, [sandbox.token]);
    const { signal } = new AbortController();
    const [person] = listPeople();
    const upn = person?.upn ?? '';
    const user = await client.lookUp({ kind: 'user', id: upn }, signal);
    expect(JSON.parse(user.text)).toMatchObject({ id: person?.objectId, userPrincipalName: upn, accountEnabled: true });
    const app = await client.lookUp({ kind: 'app', id: apps.teams.id }, signal);
    expect(JSON.parse(app.text)).toMatchObject({ appId: apps.teams.id, displayName: apps.teams.name });
    const gone = await failureOf(client, { kind: 'user', id: userId });
    expect(gone.data).toMatchObject({ kind: 'notFound', code: 'Request_ResourceNotFound' });
  });

  it('encodes the id, asks for little and shows only that', async () => {
    await using service = await startLocalService(({ response }) => {
      sendJson(response, { id: userId, displayName: 'Ana', secret: 'x', jobTitle: null });
    });
    const { text } = await clientOf(service.origin).lookUp(
      { kind: 'user', id: "o'neil_x.org#EXT#@contoso.com" },
      new AbortController().signal,
    );
    expect(JSON.parse(text)).toEqual({ id: userId, displayName: 'Ana', jobTitle: null });
    const [request] = service.requests;
    expect(request?.target).toMatch(/^\/v1\.0\/users\/o'neil_x\.org%23EXT%23%40contoso\.com\?\$select=id,displayName,/);
    expect(request?.headers.authorization).toBe('Bearer first');
  });

  it.each([
    ['user', ''],
    ['user', 'Not Available'],
    ['user', '../groups/x@y'],
    ['user', 'a@b/memberOf'],
    ['user', 'a@b?$expand=manager'],
    ['user', 'a\ud800@b'],
    ['app', 'ana@contoso.com'],
    ['app', "x')/owners"],
  ] as const)('sends nothing for the %s "%s"', async (kind, id) => {
    await using service = await startLocalService(({ response }) => {
      sendJson(response, {});
    });
    expect((await failureOf(clientOf(service.origin), { kind, id })).data.code).toBe('InvalidId');
    expect(service.requests).toEqual([]);
  });

  it.each([
    [403, 'Authorization_RequestDenied', 'user', { kind: 'api', action: 'openSetup' }, /User\.Read\.All/],
    [403, 'Authorization_RequestDenied', 'app', { kind: 'api', action: 'openSetup' }, /Application\.Read\.All/],
    [404, 'Request_ResourceNotFound', 'user', { kind: 'notFound' }, /deleted/],
    [404, 'Request_ResourceNotFound', 'app', { kind: 'notFound' }, /consented/],
    [401, 'InvalidAuthenticationToken', 'user', { kind: 'signIn', action: 'signIn' }, /Sign in again/],
    [429, 'TooManyRequests', 'user', { kind: 'network', action: 'retry' }, /Wait/],
    [503, 'serviceNotAvailable', 'user', { kind: 'network', action: 'retry' }, /Wait/],
    [400, 'Request_BadRequest', 'user', { kind: 'api' }, /Request_BadRequest: as the service says/],
  ] as const)('explains %d %s of a %s', async (status, code, kind, data, words) => {
    await using service = await startLocalService(({ response }) => {
      sendJson(response, { error: { code, message: 'as the service says' } }, { status });
    });
    const { data: told } = await failureOf(clientOf(service.origin), { kind, id: userId });
    expect(told).toMatchObject({ ...data, code });
    expect(told.message).toMatch(words);
    expect(told.message.includes('as the service says')).toBe(code === 'Request_BadRequest');
  });

  it('asks for another token once where the first is refused', async () => {
    await using service = await startLocalService(({ request, response }) => {
      if (request.headers.authorization === 'Bearer second') {
        sendJson(response, { id: userId });
      } else {
        sendJson(response, { error: { code: 'InvalidAuthenticationToken', message: '' } }, { status: 401 });
      }
    });
    const { text } = await clientOf(service.origin).lookUp({ kind: 'user', id: userId }, new AbortController().signal);
    expect(JSON.parse(text)).toEqual({ id: userId });
    expect(service.requests).toHaveLength(2);
  });

  it('follows no redirect: the token is for its one host', async () => {
    await using other = await startLocalService(({ response }) => {
      sendJson(response, { id: userId });
    });
    await using service = await startLocalService(({ response }) => {
      response.writeHead(307, { location: `${other.origin}/v1.0/users/${userId}` }).end();
    });
    expect((await failureOf(clientOf(service.origin), { kind: 'user', id: userId })).data.kind).toBe('api');
    expect(other.requests).toEqual([]);
  });

  it.each([
    ['a page of a proxy', '<html></html>'],
    ['another shape', '{"value":[]}'],
    ['more than any object', JSON.stringify({ id: userId, displayName: 'x'.repeat(300 * 1024) })],
  ])('refuses %s', async (_, body) => {
    await using service = await startLocalService(({ response }) => {
      response.end(body);
    });
    expect((await failureOf(clientOf(service.origin), { kind: 'user', id: userId })).data).toMatchObject({
      kind: 'network',
      code: 'UnexpectedAnswer',
    });
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    await using service = await startLocalService(() => {
      controller.abort();
    });
    const lookUp = clientOf(service.origin).lookUp({ kind: 'user', id: userId }, controller.signal);
    await expect(lookUp).rejects.toHaveProperty('name', 'AbortError');
  });

  it('says where nobody answers', async () => {
    const service = await startLocalService(() => undefined);
    await service[Symbol.asyncDispose]();
    const { data } = await failureOf(clientOf(service.origin), { kind: 'user', id: userId });
    expect(data).toMatchObject({ kind: 'network', code: 'ECONNREFUSED', action: 'retry' });
  });
});
