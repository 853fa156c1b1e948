import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lease } from '../../../../../src/engine/sync/background/processLease';
import { takeLease } from '../../../../../src/engine/sync/background/processLease';
import { SharedLeases } from '../../../../../src/engine/sync/background/sharedLeases';

/** No time need pass between a rename and the look that follows it, where nobody else renames. */
const timing = { delay: () => Promise.resolve() };

let folder: string;
const leases: Lease[] = [];

async function take(name = 'tenant', delay = timing.delay): Promise<Lease | undefined> {
  const lease = await takeLease(folder, name, { delay });
  leases.push(...(lease === undefined ? [] : [lease]));
  return lease;
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lease-'));
});

afterEach(async () => {
  for (const lease of leases.splice(0)) {
    await lease.release();
  }
  await rm(folder, { recursive: true, force: true });
});

it('is held by one at a time, for each name', async () => {
  const first = await take();
  expect(await first?.isHeld()).toBe(true);
  expect(await take()).toBeUndefined();
  expect(await take('another tenant')).toBeDefined();
});

it('can be taken when it was given back, and leaves no file', async () => {
  const first = await take();
  await first?.release();
  leases.length = 0;
  expect(await readdir(folder)).toEqual([]);
  expect(await take()).toBeDefined();
});

it.skipIf(process.platform === 'win32')('is free when its process is killed', async () => {
  const sample = await take();
  const [name = ''] = await readdir(folder);
  await sample?.release();
  leases.length = 0;

  const listen = `require('node:net').createServer().listen(${JSON.stringify(path.join(folder, name))}, () => console.log('ready'))`;
  const holder = spawn(process.execPath, ['-e', listen]);
  await once(holder.stdout, 'data');
  expect(await take()).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(await readdir(folder)).toEqual([name]);
  const next = await take();
  expect(await next?.isHeld()).toBe(true);
});

it.skipIf(process.platform === 'win32')('goes to one of those that take it at the same moment', async () => {
  const contenders = 4;
  for (let round = 0; round < 10; round += 1) {
    // Each looks whether it has the lease when all have taken it, or found it taken.
    const events = new EventEmitter();
    const allArrived = once(events, 'arrived');
    const arrived = new Set<number>();
    const arrive = (contender: number): void => {
      arrived.add(contender);
      if (arrived.size === contenders) {
        events.emit('arrived');
      }
    };
    const results = await Promise.all(
      Array.from({ length: contenders }, async (_, contender) => {
        const lease = await take('raced', async () => {
          arrive(contender);
          await allArrived;
        });
        arrive(contender);
        return lease;
      }),
    );
    expect(results.filter((lease) => lease !== undefined)).toHaveLength(1);
    for (const lease of leases.splice(0)) {
      await lease.release();
    }
  }
});

it.skipIf(process.platform === 'win32')('is no longer held when its file is gone', async () => {
  const first = await take();
  for (const file of await readdir(folder)) {
    await rm(path.join(folder, file));
  }
  expect(await first?.isHeld()).toBe(false);
});

it('is shared within a process until the last gives it back', async () => {
  const shared = new SharedLeases((name) => take(name));
  const [one, other] = await Promise.all([shared.hold('tenant'), shared.hold('tenant')]);
  expect(one).toBeDefined();
  expect(other).toBeDefined();
  await one?.release();
  expect(await take()).toBeUndefined();
  await other?.release();
  leases.length = 0;
  expect(await take()).toBeDefined();
});

it.skipIf(process.platform === 'win32')(
  'is taken anew when it was lost, though another part has the lost one',
  async () => {
    const shared = new SharedLeases((name) => take(name));
    const lost = [await shared.hold('tenant'), await shared.hold('tenant')];
    for (const file of await readdir(folder)) {
      await rm(path.join(folder, file));
    }
    expect(await lost[0]?.isHeld()).toBe(false);
    await lost[0]?.release();
    const fresh = await shared.hold('tenant');
    expect(await fresh?.isHeld()).toBe(true);
    await lost[1]?.release();
    expect(await fresh?.isHeld()).toBe(true);
    leases.shift();
  },
);

it('can be asked for again after another process had it', async () => {
  const holder = await take();
  const shared = new SharedLeases((name) => take(name));
  expect(await shared.hold('tenant')).toBeUndefined();
  await holder?.release();
  leases.length = 0;
  const lease = await shared.hold('tenant');
  expect(lease).toBeDefined();
});
