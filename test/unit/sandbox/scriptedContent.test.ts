import { expect, it } from 'vitest';
import { hourMs } from '../../../src/core/api/contentWindow';
import { Clock, openSandbox, parseRecords, wednesday } from './sandboxClient';

it('lists a late blob from when the script says, in the window of its time', async () => {
  const contentType = 'Audit.Exchange';
  const clock = new Clock();
  const early = { contentType, created: wednesday - hourMs, records: [{ Id: 'early' }] } as const;
  const late = {
    contentType,
    created: wednesday - 2 * hourMs,
    listed: wednesday + hourMs,
    records: [{ Id: 'late' }],
  } as const;
  const client = await openSandbox({ blobs: [early, late], now: clock.now });
  const window = { start: wednesday - 3 * hourMs, end: wednesday };
  expect(await client.list(contentType, window)).toHaveLength(1);

  clock.time += hourMs + 1;
  const [first, second] = await client.list(contentType, window);
  expect(first?.contentCreated).toBe(new Date(late.created).toISOString());
  expect(parseRecords((await client.request(first?.contentUri ?? '')).text)).toEqual(late.records);
  expect(parseRecords((await client.request(second?.contentUri ?? '')).text)).toEqual(early.records);
  expect(await client.list('DLP.All', window).catch(() => 'not subscribed')).toBe('not subscribed');
});
