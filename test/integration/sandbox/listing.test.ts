import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentTypes, type ContentType } from '../../../src/core/api/contentType';
import { dayMs, hourMs } from '../../../src/core/api/contentWindow';
import { GeneratedContent } from '../../../src/sandbox/content/generatedContent';
import { Clock, errorOf, openSandbox, wednesday } from '../../unit/sandbox/sandboxClient';

const content = 'subscriptions/content?contentType=Audit.SharePoint';

describe('a content window', () => {
  it.each([
    ['2026-11-25', '2026-11-25T12:00'],
    ['2026-11-25T00:00', '2026-11-25T12:00:00'],
    ['2026-11-25T00:00:00Z', '2026-11-25T12:00:00.123Z'],
    ['2026-11-25T00:00:00.0000000', '2026-11-26'],
  ])('may be written %s to %s', async (start, end) => {
    const client = await openSandbox();
    expect((await client.request(`${content}&startTime=${start}&endTime=${end}`)).status).toBe(200);
  });

  it.each([
    ['no zone but Z', '2026-11-25T00:00:00%2B00:00'],
    ['an unencoded plus', '2026-11-25T00:00:00+00:00'],
    ['another order', '25-11-2026'],
    ['a month that is none', '2026-13-01'],
    ['a day that is none', '2026-02-30'],
    ['an hour that is none', '2026-11-25T24:01'],
    ['words', 'yesterday'],
  ])('is refused with AF20002: %s', async (_, start) => {
    const client = await openSandbox();
    const answer = await client.request(`${content}&startTime=${start}&endTime=2026-11-25T12:00`);
    expect(errorOf(answer)).toEqual({
      code: 'AF20002',
      message: 'Invalid parameter type: startTime. Expected type: datetime',
    });
  });

  it.each([
    ['only a start', '&startTime=2026-11-25', 'AF20030'],
    ['only an end', '&endTime=2026-11-25', 'AF20030'],
    ['a minute more than a day', '&startTime=2026-11-23T00:00&endTime=2026-11-24T00:01', 'AF20030'],
    ['a second more than seven days ago', '&startTime=2026-11-18T12:59:59&endTime=2026-11-19', 'AF20030'],
    ['the end at the start', '&startTime=2026-11-25&endTime=2026-11-25', 'AF20055'],
    ['the end before the start', '&startTime=2026-11-25&endTime=2026-11-24', 'AF20055'],
  ])('is refused: %s', async (_, times, code) => {
    const client = await openSandbox();
    expect(errorOf(await client.request(`${content}${times}`)).code).toBe(code);
  });

  it('may begin seven days ago, last a day, and end in the future', async () => {
    const client = await openSandbox();
    expect((await client.request(`${content}&startTime=2026-11-18T13:00&endTime=2026-11-19T13:00`)).status).toBe(200);
    expect((await client.request(`${content}&startTime=2026-11-25T12:00&endTime=2026-11-26T12:00`)).status).toBe(200);
  });

  it('is the last 24 hours where no times are given', async () => {
    const client = await openSandbox();
    const expected = await client.list('Audit.SharePoint', { start: wednesday - dayMs, end: wednesday });
    expect(await client.list('Audit.SharePoint')).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });

  it('includes its start and not its end, by contentCreated', async () => {
    const client = await openSandbox();
    const [first, ...rest] = await client.list('Audit.SharePoint');
    const second = rest.find(({ contentCreated }) => contentCreated !== first?.contentCreated);
    const window = { start: Date.parse(first?.contentCreated ?? ''), end: Date.parse(second?.contentCreated ?? '') };
    const inside = await client.list('Audit.SharePoint', window);
    expect(new Set(inside.map(({ contentCreated }) => contentCreated))).toEqual(new Set([first?.contentCreated]));
  });
});

describe('a listing', () => {
  it('gives every blob once over its pages, in the order in which they became available', async () => {
    const client = await openSandbox({ pageSize: 7 });
    const window = { start: wednesday - dayMs, end: wednesday };
    const pages = await client.pages('Audit.Exchange', window);
    const whole = await (await openSandbox({ pageSize: 1_000 })).list('Audit.Exchange', window);
    expect(pages.length).toBe(Math.ceil(whole.length / 7));
    expect(pages.flat().map(({ contentId }) => contentId)).toEqual(whole.map(({ contentId }) => contentId));
    expect(whole.map(({ contentCreated }) => contentCreated)).toEqual(
      whole.map(({ contentCreated }) => contentCreated).sort(),
    );
  });

  it('names the next page as the service does', async () => {
    const client = await openSandbox({ pageSize: 5 });
    const { headers } = await client.request(`${content}&PublisherIdentifier=${client.sandbox.tenantId}`);
    const next = headers.get('NextPageUri') ?? '';
    expect(next.startsWith(`${client.sandbox.apiRoot}/subscriptions/content?`)).toBe(true);
    expect([...new URL(next).searchParams.keys()]).toEqual(['contenttype', 'endtime', 'starttime', 'nextpage']);
    expect(/nextpage=\d+\$[0-9a-f]+$/.test(next)).toBe(true);
  });

  it('refuses a next page that belongs to another listing', async () => {
    const client = await openSandbox({ pageSize: 5 });
    const { headers } = await client.request(content);
    const next = (headers.get('NextPageUri') ?? '').replace('Audit.SharePoint', 'Audit.Exchange');
    expect(errorOf(await client.request(next)).code).toBe('AF20031');
  });

  it('goes on where it was, though content expires and becomes available meanwhile', async () => {
    const clock = new Clock();
    const client = await openSandbox({ pageSize: 5, now: clock.now });
    const window = { start: wednesday - 7 * dayMs + hourMs, end: wednesday - 6 * dayMs + hourMs };
    const before = await client.list('Audit.Exchange', window);
    const { headers } = await client.request(
      `subscriptions/content?contentType=Audit.Exchange&startTime=${new Date(window.start).toISOString()}&endTime=${new Date(window.end).toISOString()}`,
    );
    clock.time += hourMs;
    const { text } = await client.request(headers.get('NextPageUri') ?? '');
    expect(JSON.parse(text)).toEqual(before.slice(5, 10));
  });

  it('has new blobs as time goes on, and none of the future', async () => {
    const clock = new Clock();
    const client = await openSandbox({ now: clock.now });
    const window = { start: wednesday - hourMs, end: wednesday + 3 * hourMs };
    const before = await client.list('Audit.Exchange', window);
    expect(Date.parse(before.at(-1)?.contentCreated ?? '')).toBeLessThan(wednesday);
    clock.time += 2 * hourMs;
    const after = await client.list('Audit.Exchange', window);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('goes on past midnight', async () => {
    const clock = new Clock();
    const client = await openSandbox({ now: clock.now });
    clock.time += 2 * dayMs;
    expect((await client.list('Audit.Exchange')).length).toBeGreaterThan(20);
  });

  it('has items that expire seven days after they became available', async () => {
    const client = await openSandbox();
    const [item] = await client.list('Audit.Exchange');
    expect(Date.parse(item?.contentExpiration ?? '') - Date.parse(item?.contentCreated ?? '')).toBe(7 * dayMs);
    expect(item?.contentId).toContain('$');
    expect(item?.contentUri).toBe(`${client.sandbox.apiRoot}/audit/${item?.contentId ?? ''}`);
  });
});

describe('windows', () => {
  const source = new GeneratedContent({ seed: 1, organizationId: 'tenant', now: wednesday });
  const idsBetween = (contentType: ContentType, start: number, end: number): readonly string[] =>
    source.list(contentType, { start, end }).map(({ contentId }) => contentId);

  it('give together what the whole gives, wherever it is cut', () => {
    const start = wednesday - 7 * dayMs;
    const instant = fc.integer({ min: start, max: wednesday });
    fc.assert(
      fc.property(fc.constantFrom(...contentTypes), fc.array(instant, { maxLength: 12 }), (contentType, cuts) => {
        const edges = [start, ...cuts.sort((one, other) => one - other), wednesday];
        const parts = edges.slice(1).flatMap((edge, index) => idsBetween(contentType, edges[index] ?? edge, edge));
        expect(parts).toEqual(idsBetween(contentType, start, wednesday));
      }),
      { numRuns: 60 },
    );
  });
});
