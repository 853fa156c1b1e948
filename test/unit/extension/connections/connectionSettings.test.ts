import { describe, expect, it } from 'vitest';
import {
  describeCloudProblem,
  makeConnectionId,
  readConnections,
} from '../../../../src/extension/connections/connectionSettings';

const tenantId = '0F0E0D0C-0B0A-4908-8706-050403020100';
const good = { id: 'contoso', name: 'Contoso', cloud: 'enterprise', tenantId };
const custom = { ...good, cloud: 'https://manage.example' };

describe('readConnections', () => {
  it('reads good entries, GUIDs in lower case', () => {
    const { connections, problems } = readConnections([good, { ...good, id: 'b', clientId: tenantId }]);
    expect(problems).toEqual([]);
    expect(connections).toEqual([
      { ...good, tenantId: tenantId.toLowerCase() },
      { ...good, id: 'b', tenantId: tenantId.toLowerCase(), clientId: tenantId.toLowerCase() },
    ]);
  });

  it.each([
    { ...good, cloud: 'china' },
    { ...good, signIn: 'certificate', clientId: tenantId },
    { ...custom, authority: 'https://login.microsoftonline.com' },
    { ...custom, signIn: 'deviceCode', clientId: tenantId, authority: 'https://login.example', resource: 'api://feed' },
  ])('takes every way to sign in, in every cloud: %j', (entry) => {
    expect(readConnections([entry]).problems).toEqual([]);
  });

  it.each([
    [{ ...good, tenantId: 'contoso.example' }, 'Connection 1: tenantId: is no GUID'],
    [{ ...good, id: 'a/b' }, 'Connection 1: id: may only hold letters'],
    [{ ...good, name: '' }, 'Connection 1: name: is empty'],
    [{ ...good, cloud: 'http://manage.example' }, 'Connection 1: cloud: "http://manage.example" is no cloud'],
    [{ ...good, cloud: 'demo' }, 'Connection 1: cloud: "demo" is no cloud'],
    [{ ...good, id: 'demo' }, 'Connection 1: the id "demo" is taken.'],
    [{ ...good, colour: 'x' }, 'Connection 1: there is no field "colour". Remove it; the fields are id, name,'],
    [
      { ...good, clientSecret: 'x' },
      '"clientSecret": no secret belongs here. Remove it, and run "M365 Audit: Set Cred',
    ],
    [{ ...good, authority: 'https://login.example' }, 'authority: the cloud "enterprise" has its own. Remove it'],
    [{ ...good, resource: 'https://manage.example' }, 'resource: the cloud "enterprise" has its own. Remove it'],
    [{ ...custom, authority: 'http://login.example' }, 'authority: is no origin over https'],
    [{ ...custom, resource: 'no address' }, 'resource: is no address'],
    [{ ...custom, authority: 'https://login.example' }, "signIn: VS Code's Microsoft provider does not sign in at"],
    [{ ...good, signIn: 'password' }, 'signIn: is none of microsoft, deviceCode, clientSecret, certificate'],
    [{ ...good, signIn: 'clientSecret' }, 'clientId: is missing. To sign in by "clientSecret", give the client id'],
    [{ ...good, signIn: 'deviceCode' }, 'clientId: is missing. To sign in by "deviceCode", give the client id'],
    [{ ...good, publisherIdentifier: 'me' }, 'publisherIdentifier: is no GUID'],
    [{ id: 'a', name: 'A', cloud: 'gcc' }, 'Connection 1: tenantId: is missing'],
    [{ ...good, backgroundSync: true }, 'backgroundSync: is no object with "intervalMinutes"'],
    [{ ...good, backgroundSync: { intervalMinutes: 0 } }, 'backgroundSync.intervalMinutes: is no whole number of min'],
    [{ ...good, backgroundSync: { intervalMinutes: 5, contentTypes: ['Mail'] } }, 'contentTypes.0: is none of Audit.'],
    [{ ...good, backgroundSync: { intervalMinutes: 5, contentTypes: [] } }, 'contentTypes: is empty. Remove it'],
    [{ ...good, retention: {} }, 'retention: names neither days nor gigabytes'],
    [{ ...good, retention: { days: 0.5 } }, 'retention.days: is no whole number of days'],
    [{ ...good, retention: { gigabytes: 0 } }, 'retention.gigabytes: is no number above 0'],
    ['text', 'Connection 1: is no object.'],
  ])('tells what is wrong with an entry and uses the others: %j', (entry, problem) => {
    const { connections, problems } = readConnections([entry, { ...good, id: 'other' }]);
    expect(connections.map(({ id }) => id)).toEqual(['other']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('keeps what is done for a connection apart from what signs in', () => {
    const upkeep = {
      backgroundSync: { intervalMinutes: 15, contentTypes: ['Audit.Exchange'] },
      retention: { days: 365, gigabytes: 20.5 },
    };
    const { connections, upkeep: read, problems } = readConnections([{ ...good, ...upkeep }]);
    expect(problems).toEqual([]);
    expect(connections).toEqual([{ ...good, tenantId: tenantId.toLowerCase() }]);
    expect(read.get('contoso')).toEqual(upkeep);
  });

  it('uses the first of two entries with one id', () => {
    const { connections, problems } = readConnections([good, { ...good, name: 'Twin' }]);
    expect(connections.map(({ name }) => name)).toEqual(['Contoso']);
    expect(problems).toEqual(['Connection 2: the id "contoso" is taken.']);
  });

  it('takes no setting for no connections, and anything else but a list for a problem', () => {
    expect(readConnections(undefined)).toEqual({ connections: [], upkeep: new Map(), problems: [] });
    expect(readConnections({}).problems).toHaveLength(1);
  });
});

describe('describeCloudProblem', () => {
  it('takes names, https origins and loopback', () => {
    expect(['gcc', 'https://manage.example', 'http://127.0.0.1:80'].map(describeCloudProblem)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(describeCloudProblem('https://manage.example/path')).toContain('is no cloud');
  });
});

describe('makeConnectionId', () => {
  it.each([
    ['Contoso Ltd.', [], 'contoso-ltd'],
    ['Contoso', ['contoso', 'contoso-2'], 'contoso-3'],
    ['日本', [], 'tenant'],
    ['Demo', [], 'demo-2'],
  ])('makes an id of %j that is not among %j', (name, taken, id) => {
    expect(makeConnectionId(name, taken)).toBe(id);
  });
});
