import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { hourMs } from '../../../../src/core/api/contentWindow';
import type { Subscription } from '../../../../src/core/protocol/subscriptionProtocol';
import type { Archive } from '../../../../src/engine/archive/archive';
import type { KnownSubscription } from '../../../../src/engine/archive/log/commit';
import { createdAt, openArchive, temporaryFolder, tenantId } from './archiveFixture';
import { checkpointInterval, commitMany, openState } from './stateFixture';

const exchange: Subscription = { contentType: 'Audit.Exchange', status: 'enabled' };
const dlp: Subscription = { contentType: 'DLP.All', status: 'none' };

async function knownOf(archive: Archive, tenant = tenantId): Promise<readonly KnownSubscription[]> {
  return (await archive.content(tenant)).flatMap(({ subscriptions }) => subscriptions);
}

async function commitCount({ folder }: Archive): Promise<number> {
  return (await readdir(path.join(folder, 'commits'))).length;
}

describe('subscriptions that the service told of', () => {
  test('are known as they were told last, to each tenant its own', async () => {
    const archive = await openArchive(await temporaryFolder());
    await archive.recordSubscriptions(tenantId, [exchange, dlp], createdAt);
    await archive.recordSubscriptions('another', [{ ...dlp, status: 'disabled' }], createdAt);
    await archive.recordSubscriptions(tenantId, [{ ...exchange, status: 'none' }], createdAt + 1);
    const expected = [
      { contentType: 'Audit.Exchange', status: 'none', listedAt: createdAt + 1 },
      { ...dlp, listedAt: createdAt },
    ];
    expect(await knownOf(archive)).toEqual(expected);
    expect(await knownOf(archive, 'another')).toEqual([{ ...dlp, status: 'disabled', listedAt: createdAt }]);
    const again = await openArchive(archive.folder);
    expect(await knownOf(again)).toEqual(expected);
  });

  test('are written where something has changed, and every six hours', async () => {
    const archive = await openArchive(await temporaryFolder());
    const webhook = { status: 'enabled', address: 'https://collector.example/a', expiration: '2026-06-01T00:00:00' };
    const record = async (subscription: Subscription, listedAt: number): Promise<number> => {
      await archive.recordSubscriptions(tenantId, [subscription, dlp], listedAt);
      return commitCount(archive);
    };
    expect(await record(exchange, createdAt)).toBe(1);
    expect(await record(exchange, createdAt + 6 * hourMs - 1)).toBe(1);
    expect(await record(exchange, createdAt + 6 * hourMs)).toBe(2);
    expect(await record({ ...exchange, webhook }, createdAt + 6 * hourMs)).toBe(3);
    expect(await record({ ...exchange, webhook }, createdAt + 7 * hourMs)).toBe(3);
    expect(await record({ ...exchange, webhook: { ...webhook, status: 'expired' } }, createdAt + 7 * hourMs)).toBe(4);
    expect((await knownOf(archive))[0]).toEqual({
      ...exchange,
      webhook: { address: 'https://collector.example/a', status: 'expired', expires: Date.UTC(2026, 5, 1) },
      listedAt: createdAt + 7 * hourMs,
    });
    // Another process learns it from the log.
    const other = await openArchive(archive.folder);
    await other.recordSubscriptions(tenantId, [dlp], createdAt + 8 * hourMs);
    expect(await commitCount(archive)).toBe(4);
  });

  test('bring no secret into the archive, nor a time that is none', async () => {
    const archive = await openArchive(await temporaryFolder());
    const webhook = {
      status: 'enabled',
      address: 'https://user:secret-1@collector.example:8443/hook?code=secret-2#secret-3',
      expiration: 'never',
      hasAuthId: true,
      authId: 'secret-4',
    };
    await archive.recordSubscriptions(tenantId, [{ ...exchange, webhook }], createdAt);
    await archive.recordSubscriptions(tenantId, [{ ...dlp, webhook: { ...webhook, address: 'secret-5' } }], createdAt);
    expect((await knownOf(archive)).map((known) => known.webhook)).toEqual([
      { address: 'https://collector.example:8443/hook', status: 'enabled' },
      { address: '', status: 'enabled' },
    ]);
    const entries = await readdir(archive.folder, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8')),
    );
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.join('\n')).not.toMatch(/secret|authId/i);
  });
});

describe('a checkpoint', () => {
  test('has them', async () => {
    const folder = await temporaryFolder();
    const state = await openState(folder);
    const known = { ...exchange, webhook: { address: 'https://collector.example/', status: 'enabled' }, listedAt: 1 };
    await state.commit(tenantId, () => ({ subscriptions: [{ ...exchange, listedAt: 0 }] }));
    await state.commit(tenantId, () => ({ subscriptions: [known] }));
    await state.commit('another', () => ({ subscriptions: [{ ...dlp, listedAt: 2 }] }));
    await commitMany(state, 4, checkpointInterval - 3);
    await state.settle();
    for (const name of (await readdir(path.join(folder, 'commits'))).toSorted().slice(0, 3)) {
      await writeFile(path.join(folder, 'commits', name), 'not read any more');
    }
    const again = await openState(folder);
    expect([...(await again.readTenant(tenantId)).subscriptions.values()]).toEqual([known]);
    expect([...(await again.readTenant('another')).subscriptions.values()]).toEqual([{ ...dlp, listedAt: 2 }]);
  });

  test('of a version that does not know them is read, and the next listing brings them again', async () => {
    const folder = await temporaryFolder();
    const state = await openState(folder);
    await state.commit(tenantId, () => ({ subscriptions: [{ ...exchange, listedAt: createdAt }] }));
    await commitMany(state, 2, checkpointInterval - 1);
    await state.settle();
    const [name = ''] = await readdir(path.join(folder, 'checkpoints'));
    const file = path.join(folder, 'checkpoints', name);
    const text = gunzipSync(await readFile(file)).toString();
    const withoutThem = text.replace(/,"subscriptions":\[[^\]]*\]/, '');
    expect(withoutThem).not.toBe(text);
    await writeFile(file, gzipSync(withoutThem));

    const archive = await openArchive(folder);
    expect(await knownOf(archive)).toEqual([]);
    await archive.recordSubscriptions(tenantId, [exchange], createdAt + 1);
    expect(await knownOf(archive)).toEqual([{ ...exchange, listedAt: createdAt + 1 }]);
  });
});
