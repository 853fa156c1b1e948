import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import {
  emptyDraft,
  isDomain,
  isOtherApp,
  offeredMethods,
  toConnection,
  toDraft,
} from '../../../../src/extension/connections/connectionDraft';
import { readConnections } from '../../../../src/extension/connections/connectionSettings';

const tenantId = '0f0e0d0c-0b0a-4908-8706-050403020100';
const clientId = '11111111-2222-4333-8444-555555555555';
const plain: Connection = { id: 'contoso', name: 'Contoso', cloud: 'enterprise', tenantId };
const connections: readonly Connection[] = [
  plain,
  { ...plain, cloud: 'dod', clientId, signIn: 'deviceCode', publisherIdentifier: clientId },
  { ...plain, cloud: 'https://manage.example', clientId, signIn: 'certificate' },
  {
    ...plain,
    cloud: 'http://127.0.0.1:8080',
    authority: 'https://login.example',
    resource: 'api://feed',
    clientId,
    signIn: 'clientSecret',
  },
];

describe('the answers of a connection', () => {
  it.each(connections)('come from a connection and make the same one again: %j', (connection) => {
    expect(toConnection(connection.id, toDraft(connection))).toEqual(connection);
    expect(readConnections([connection])).toMatchObject({ connections: [connection], problems: [] });
  });

  it('are written as the settings want them', () => {
    const draft = {
      ...emptyDraft,
      name: 'Contoso',
      cloud: 'other' as const,
      apiOrigin: 'https://MANAGE.example/',
      authority: 'https://login.example/',
      tenantId: tenantId.toUpperCase(),
      clientId: clientId.toUpperCase(),
      signIn: 'clientSecret' as const,
      publisherIdentifier: tenantId.toUpperCase(),
    };
    const connection = toConnection('contoso', draft);
    expect(connection).toEqual({
      ...plain,
      cloud: 'https://manage.example',
      authority: 'https://login.example',
      signIn: 'clientSecret',
      clientId,
    });
    expect(readConnections([connection]).problems).toEqual([]);
  });

  it('leave out what belongs to another host, once a cloud with a name is chosen', () => {
    const draft = { ...toDraft(plain), apiOrigin: 'https://manage.example', authority: 'https://login.example' };
    expect(toConnection('contoso', draft)).toEqual(plain);
  });
});

describe('offeredMethods', () => {
  it("leaves VS Code's own sign-in out where it does not sign in", () => {
    const other = { ...emptyDraft, cloud: 'other' as const, apiOrigin: 'https://manage.example' };
    expect(offeredMethods(emptyDraft)).toContain('microsoft');
    expect(offeredMethods(other)).toContain('microsoft');
    expect(offeredMethods({ ...other, authority: 'https://login.example' })).toEqual([
      'deviceCode',
      'clientSecret',
      'certificate',
    ]);
    expect(offeredMethods({ ...emptyDraft, authority: 'https://login.example' })).toContain('microsoft');
  });
});

describe('isOtherApp', () => {
  it('tells when the subscriptions of the tenant are those of another app', () => {
    expect(isOtherApp(plain, { ...plain, clientId })).toBe(true);
    expect(isOtherApp({ ...plain, clientId }, { ...plain, clientId, name: 'Other', signIn: 'deviceCode' })).toBe(false);
    expect(isOtherApp(plain, { ...plain, clientId, tenantId: clientId })).toBe(false);
  });
});

describe('isDomain', () => {
  it.each([
    ['contoso.onmicrosoft.com', true],
    ['xn--bcher-kva.example', true],
    ['contoso', false],
    ['https://contoso.com', false],
    ['contoso.com/path', false],
    ['-contoso.com', false],
    ['', false],
  ])('%j: %j', (text, expected) => {
    expect(isDomain(text)).toBe(expected);
  });
});
