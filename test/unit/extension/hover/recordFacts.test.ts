import { describe, expect, it } from 'vitest';
import { apps } from '../../../../src/sandbox/records/apps';
import { recordFacts } from '../../../../src/extension/hover/recordFacts';
import { context, factsAfter } from './recordHoverFixture';

const userId = '9d8001cb-a159-4252-a3a1-c2dc689f322a';
const appId = 'de8bc8b5-d9f9-48b1-a8ad-b748da725064';
const principalId = '81c7cf0a-ec14-42b6-adbc-5ac76b5ae951';
const typeId = '50842eb7-edc8-4019-85dd-5a5c1f2bb085';

describe('what is known of a number', () => {
  it.each([
    [{ RecordType: 15 }, '"RecordType": 1', 'RecordType', 15, 'AzureActiveDirectoryStsLogon'],
    [{ UserType: 2 }, '"UserTy', 'UserType', 2, 'Admin'],
    [{ LogonType: 1 }, '"LogonType": ', 'LogonType', 1, 'Admin'],
    [{ Members: [{ Role: 1 }] }, '"Role": ', 'Role', 1, 'Owner'],
    [{ FormTypes: [2] }, '    ', 'FormTypes', 2, 'Survey'],
  ])('%j: its name', (record, marker, field, value, name) => {
    expect(factsAfter(record, marker)).toEqual([expect.objectContaining({ kind: 'enum', field, value, name })]);
  });

  it('is that it has no name, where no document names it', () => {
    expect(factsAfter({ RecordType: 99_999 }, '"RecordType": ')).toEqual([
      { kind: 'enum', field: 'RecordType', enumName: 'AuditLogRecordType', value: 99_999 },
    ]);
  });

  it.each([
    [{ Version: 1 }, '"Version": '],
    [{ Actor: [{ ID: 'x', Type: 5 }] }, '"Type": '],
    [{ Item: { RecordType: 1 } }, '"RecordType": '],
  ])('is nothing for %j', (record, marker) => {
    expect(factsAfter(record, marker)).toEqual([]);
  });
});

describe('what is known of a time', () => {
  const instant = Date.UTC(2026, 10, 22, 14, 5, 9);

  it.each([
    ['2026-11-22T14:05:09', false],
    ['2026-11-22T14:05:09Z', true],
    ['2026-11-22T15:05:09+01:00', true],
    ['2026-11-22T14:05:09.0000000', false],
  ])('%s is one instant, in UTC where it names no zone', (CreationTime, hasZone) => {
    expect(factsAfter({ CreationTime }, '"CreationTime": "2')).toEqual([{ kind: 'time', instant, hasZone }]);
  });

  it.each(['2026-11-22', '2026-99-22T14:05:09', 'at 2026-11-22T14:05:09'])('is nothing for "%s"', (text) => {
    expect(factsAfter({ Subject: text }, '"Subject": "')).toEqual([]);
  });
});

describe('what is known of a GUID', () => {
  it('is the connection whose tenant it is', () => {
    expect(factsAfter({ OrganizationId: '5A8F0C1E-7D3B-4E62-9C4A-D1E0DE30A0DE' }, '"Organiz')).toEqual([
      { kind: 'tenant', connectionName: 'Contoso' },
    ]);
    expect(factsAfter({ OrganizationId: typeId }, '"Organiz')).toEqual([]);
  });

  it('is the sensitive type, with the name beside it', () => {
    const information = { SensitiveType: typeId.toUpperCase(), SensitiveInformationTypeName: 'Card' };
    const record = { PolicyDetails: [{ Rules: [{ ConditionsMatched: { SensitiveInformation: [information] } }] }] };
    expect(factsAfter(record, '"SensitiveType": "')).toEqual([
      { kind: 'sensitiveType', id: typeId, recordedName: 'Card' },
    ]);
    expect(
      factsAfter({ SensitiveInfoTypeData: [{ SensitiveInfoTypeId: typeId }] }, '"SensitiveInfoTypeId": "'),
    ).toEqual([{ kind: 'sensitiveType', id: typeId }]);
  });
});

describe('what seems to be and is not', () => {
  it.each([
    [{ RecordType: 15, ResultStatus: 'Succeeded' }, 'ResultStatus', 'signInResult'],
    [{ RecordType: 15, ResultStatus: 'Success' }, 'ResultStatus', 'signInResult'],
    [{ RecordType: 1, ResultStatus: 'False' }, 'ResultStatus', 'cmdletResult'],
    [{ RecordType: 8, ClientIP: null }, 'ClientIP', 'directoryClientIp'],
    [{ UserType: 0, RecordType: 15 }, 'UserType', 'directoryUserType'],
  ])('%j: %s is the trap %s', (record, field, trap) => {
    expect(factsAfter(record, `"${field}`)).toContainEqual({ kind: 'trap', trap });
  });

  it.each([
    [{ RecordType: 15, ResultStatus: 'Failed' }, 'ResultStatus'],
    [{ RecordType: 4, ResultStatus: 'Succeeded' }, 'ResultStatus'],
    [{ RecordType: 8, ClientIP: '192.0.2.1' }, 'ClientIP'],
    [{ RecordType: 15, Item: { ResultStatus: 'Succeeded' } }, 'ResultStatus'],
  ])('%j: %s is what it is', (record, field) => {
    expect(factsAfter(record, `"${field}`)).toEqual([]);
  });
});

describe('what can be looked up', () => {
  const user = (id: string): unknown => ({ kind: 'graph', subject: 'user', id });
  const app = (id: string): unknown => ({ kind: 'graph', subject: 'app', id });

  it.each([
    [{ UserId: 'ana@contoso.com' }, 'UserId', [user('ana@contoso.com')]],
    [{ UserId: 'x_y.org#EXT#@contoso.com' }, 'UserId', [user('x_y.org#EXT#@contoso.com')]],
    [{ UserKey: userId }, 'UserKey', [user(userId)]],
    [{ ApplicationId: appId }, 'ApplicationId', [app(appId)]],
    [{ AppAccessContext: { ClientAppId: appId } }, 'ClientAppId', [app(appId)]],
    [{ ObjectId: 'ana@contoso.com', RecordType: 8 }, 'ObjectId', [user('ana@contoso.com')]],
    [{ ObjectId: appId, RecordType: 8 }, 'ObjectId', [user(appId), app(appId)]],
    [{ ObjectId: apps.exchange.id, RecordType: 15 }, 'ObjectId', [app(apps.exchange.id)]],
  ])('%j', (record, field, subjects) => {
    expect(factsAfter(record, `"${field}": "`)).toEqual(subjects);
  });

  it.each([
    [{ UserId: 'app@sharepoint' }],
    [{ UserId: 'Not Available' }],
    [{ UserId: 'SHAREPOINT\\system' }],
    [{ UserKey: '10032001266C162C@contoso.com' }],
    [{ UserKey: 'i:0h.f|membership|10032001266c162c@live.com' }],
    [{ ObjectId: 'https://contoso.sharepoint.com/a' }],
    [{ Subject: 'ana@contoso.com' }],
  ])('%j cannot', (record) => {
    expect(factsAfter(record, '": "')).toEqual([]);
  });

  it('tells the identities of a user, and of an app that acts for them, apart', () => {
    const Actor = ['ana@contoso.com', '10032001266C162C', appId, `User_${userId}`, userId, 'User'].map((ID) => ({
      ID,
    }));
    expect(factsAfter({ Actor }, '"ana')).toEqual([user('ana@contoso.com')]);
    expect(factsAfter({ Actor }, `"User_`)).toEqual([user(userId)]);
    expect(factsAfter({ Actor }, `"ID": "${userId}`)).toEqual([user(userId)]);
    expect(factsAfter({ Actor }, `"ID": "${appId}`)).toEqual([app(appId)]);
    expect(factsAfter({ Actor }, `"1003`)).toEqual([]);
  });

  it('asks for an app by its client id, not by its object id', () => {
    const Target = [`ServicePrincipal_${principalId}`, principalId, 'ServicePrincipal', 'Mail', appId].map((ID) => ({
      ID,
    }));
    expect(factsAfter({ Target }, `"ID": "${appId}`)).toEqual([app(appId)]);
    expect(factsAfter({ Target }, `"ID": "${principalId}`)).toEqual([]);
    expect(factsAfter({ Target }, `"ServicePrincipal_`)).toEqual([]);
  });

  it('reads the identities of a sign-in, which have no prefixes', () => {
    const record = {
      RecordType: 15,
      Actor: [{ ID: userId }, { ID: 'ana@contoso.com' }],
      Target: [{ ID: apps.exchange.id }],
    };
    expect(factsAfter(record, `"ID": "${userId}`)).toEqual([user(userId)]);
    expect(factsAfter(record, `"ID": "${apps.exchange.id}`)).toEqual([app(apps.exchange.id)]);
  });
});

describe('a record that is no JSON', () => {
  it.each(['{\n  "UserType": \n}', '{\n  "UserType": 2,,,\n  "Actor": [[{]\n}', '{ "a', ''])(
    '%j does no harm',
    (text) => {
      for (let offset = 0; offset <= text.length; offset++) {
        expect(() => recordFacts(text, offset, context)).not.toThrow();
      }
    },
  );
});
