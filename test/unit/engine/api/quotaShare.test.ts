import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { QuotaKeeper } from '../../../../src/engine/api/quotaKeeper';
import { QuotaShare } from '../../../../src/engine/api/quotaShare';
import { FakeTiming } from './fakeTiming';

let root: string;
let timing: FakeTiming;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'quota-share-'));
  timing = new FakeTiming();
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

function share(key = 'tenant', folder = root): QuotaShare {
  return new QuotaShare(folder, key, timing);
}

/** As when a request goes, some seconds after the last one. */
async function use(one: QuotaShare, used: number): Promise<void> {
  await timing.delay(5_000, undefined);
  one.use(used);
  await one.settled();
}

/** The file of the first process that uses a quota. */
async function fileOf(first: QuotaShare): Promise<string> {
  await use(first, 1);
  const [name = ''] = await readdir(root);
  return path.join(root, name);
}

it('counts the other processes that use the quota, and what they use', async () => {
  const [one, two, three] = [share(), share(), share()];
  await use(one, 10);
  expect(one.others).toEqual({ processes: 0, used: 0 });
  await use(two, 200);
  await use(three, 3_000);
  await use(one, 20);
  expect(one.others).toEqual({ processes: 2, used: 3_200 });
  expect(two.others).toEqual({ processes: 1, used: 10 });
});

it('counts nobody of another quota', async () => {
  const [one, other] = [share('tenant'), share('other')];
  await use(other, 10);
  await use(one, 10);
  expect(one.others.processes).toBe(0);
});

it('forgets a process that has sent nothing for a minute, or was killed', async () => {
  const [one, dead] = [share(), share()];
  const file = await fileOf(dead);
  await utimes(file, new Date(), new Date(Date.now() - 61_000));
  await use(one, 1);
  expect(one.others.processes).toBe(0);
  await utimes(file, new Date(), new Date(Date.now() - 3_600_000));
  await use(one, 1);
  expect(await readdir(root)).toHaveLength(1);
});

it('counts a process whose file is just being written', async () => {
  const [one, other] = [share(), share()];
  await writeFile(await fileOf(other), '{"us');
  await use(one, 1);
  expect(one.others).toEqual({ processes: 1, used: 0 });
});

it('takes a process out when it closes', async () => {
  const [one, other] = [share(), share()];
  await use(other, 1);
  await other.close();
  await use(one, 1);
  expect(one.others.processes).toBe(0);
});

it('is never a reason to fail', async () => {
  const file = path.join(root, 'file');
  await writeFile(file, '');
  const one = share('tenant', path.join(file, 'no folder'));
  await use(one, 1);
  expect(one.others.processes).toBe(0);
  await one.close();
});

it('looks at the others now and then, not for each request', async () => {
  const [one, other] = [share(), share()];
  await use(one, 1);
  await use(other, 1);
  one.use(2);
  await one.settled();
  expect(one.others.processes).toBe(1);
  await other.close();
  one.use(3);
  await one.settled();
  expect(one.others.processes).toBe(1);
});

it('leaves each process its part of the quota', async () => {
  const [one, other] = [share(), share()];
  const keeper = new QuotaKeeper({ requestsPerMinute: 2_000, timing, share: one });
  expect(keeper.facts).toMatchObject({ pacePerMinute: 1_900, processes: 1 });
  await use(other, 700);
  await use(one, 1);
  expect(keeper.facts).toMatchObject({ pacePerMinute: 950, processes: 2, usedByOthers: 700 });
});
