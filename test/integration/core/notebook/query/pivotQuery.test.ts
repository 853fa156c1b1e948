import { beforeEach, describe, expect, test } from 'vitest';
import { pivotFields, pivotQuery } from '../../../../../src/core/notebook/query/pivotQuery';
import { commonFields, workloadFields } from '../../../../../src/core/schema/generated/documentedFields';
import { QueryRunner } from '../../../../../src/engine/query/queryRunner';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../../../../unit/engine/archive/archiveFixture';
import { rowsOf } from '../../../../unit/engine/query/rowsOf';

let runner: QueryRunner;
const at = '2026-05-01T10:00:00';

beforeEach(async () => {
  const archive = await openArchive(await temporaryFolder());
  const one = (id: string, fields: object): ReturnType<typeof record> =>
    record(id, { CreationTime: at, UserId: 'nobody@contoso.com', ...fields });
  await archive.addBlobs(tenantId, [
    blobOf('b1', [
      one('user', { UserId: 'Ada@Contoso.com' }),
      one('owner', { MailboxOwnerUPN: 'ada@contoso.com' }),
      one('actor', { Actor: [{ ID: 'ADA@contoso.com', Type: 5 }] }),
      one('other', { UserId: 'nevada@contoso.com.au' }),
      one('late', { UserId: 'ada@contoso.com', CreationTime: '2026-05-01T11:30:00' }),
      one('port', { ClientIP: '203.0.113.7:50211' }),
      one('exchange', { ClientIPAddress: '203.0.113.7' }),
      one('longer', { ClientIP: '203.0.113.77' }),
      one('six', { ClientIP: '[2001:DB8::7]:443' }),
      one('session', { SessionId: 'ABC-1' }),
      one('entra', { AppAccessContext: { AADSessionId: 'abc-1' } }),
    ]),
  ]);
  runner = new QueryRunner(archive);
});

async function idsOf(text: string): Promise<unknown[]> {
  return (await rowsOf(runner, `${text}\n| project Id`)).map(([id]) => id).sort();
}

describe('everything around a row', () => {
  test('of a user, by all fields that hold one, whatever the case', async () => {
    expect(await idsOf(pivotQuery('user', 'ada@contoso.com', at))).toEqual(['actor', 'owner', 'user']);
  });

  test('of an address, with any port', async () => {
    expect(await idsOf(pivotQuery('address', '203.0.113.7:1', at))).toEqual(['exchange', 'port']);
    expect(await idsOf(pivotQuery('address', '2001:db8::7', at))).toEqual(['six']);
  });

  test('of a session', async () => {
    expect(await idsOf(pivotQuery('session', 'abc-1', at))).toEqual(['entra', 'session']);
  });

  test('of all times where the row has none', async () => {
    expect(await idsOf(pivotQuery('user', 'ada@contoso.com', undefined))).toEqual(['actor', 'late', 'owner', 'user']);
  });

  test('whatever the value holds', async () => {
    expect(await idsOf(pivotQuery('user', '" or true or "', 'no time'))).toEqual([]);
  });

  test('names fields that there are', () => {
    expect(pivotFields.filter((name) => !(name in { ...commonFields, ...workloadFields }))).toEqual([]);
  });
});
