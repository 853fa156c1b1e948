import { describe, expect, it } from 'vitest';
import { contentTypes } from '../../../src/core/api/contentType';
import { hourMs } from '../../../src/core/api/contentWindow';
import { Clock, errorOf, makeToken, openSandbox, usualClaims, wednesday, type SandboxClient } from './sandboxClient';

async function listed(client: SandboxClient): Promise<unknown> {
  return JSON.parse((await client.request('subscriptions/list')).text);
}

describe('subscriptions', () => {
  it('are on at first for all but DLP.All, without a webhook', async () => {
    const client = await openSandbox();
    expect(await listed(client)).toEqual(
      contentTypes.slice(0, 4).map((contentType) => ({ contentType, status: 'enabled', webhook: null })),
    );
  });

  it('can be chosen', async () => {
    const client = await openSandbox({ subscribed: ['DLP.All'], disabled: { 'DLP.All': 'a service admin' } });
    expect(await listed(client)).toEqual([{ contentType: 'DLP.All', status: 'disabled', webhook: null }]);
    expect(errorOf(await client.request('subscriptions/content?contentType=DLP.All')).message).toBe(
      'The subscription was disabled by a service admin.',
    );
    expect((await client.start('DLP.All')).status).toBe(200);
  });

  it('are started once; again is AF20024', async () => {
    const client = await openSandbox();
    const answer = await client.start('DLP.All');
    expect(JSON.parse(answer.text)).toEqual({ contentType: 'DLP.All', status: 'enabled', webhook: null });
    expect(errorOf(await client.start('DLP.All')).code).toBe('AF20024');
    expect((await client.stop('DLP.All')).text).toBe('');
    expect((await client.start('DLP.All')).status).toBe(200);
  });

  it('are each app’s own', async () => {
    const client = await openSandbox();
    const other = client.withToken(makeToken(usualClaims(client.sandbox)));
    expect(await listed(other)).toEqual([]);
    expect(errorOf(await other.stop('Audit.Exchange')).code).toBe('AF20022');
    await other.start('Audit.General');
    expect(await listed(other)).toHaveLength(1);
    expect(await listed(client)).toHaveLength(4);
  });

  it('may be the demo app’s for a token of another', async () => {
    const appId = '11111111-2222-4333-8444-555555555555';
    const client = await openSandbox({ appId });
    expect(await listed(client.withToken(makeToken(usualClaims(client.sandbox))))).toHaveLength(4);
  });

  it('lose what becomes available while they are stopped', async () => {
    const clock = new Clock();
    const client = await openSandbox({ now: clock.now });
    const listedBefore = await client.list('Audit.Exchange');
    expect((await client.stop('Audit.Exchange')).status).toBe(200);
    const [first] = listedBefore;
    expect(errorOf(await client.request(first?.contentUri ?? '')).code).toBe('AF20022');
    expect(errorOf(await client.request('subscriptions/content?contentType=Audit.Exchange')).code).toBe('AF20022');

    clock.time += 3 * hourMs;
    await client.start('Audit.Exchange');
    clock.time += 3 * hourMs;
    const listedAfter = await client.list('Audit.Exchange');
    const inGap = ({ contentCreated }: { readonly contentCreated: string }): boolean =>
      Date.parse(contentCreated) >= wednesday && Date.parse(contentCreated) < wednesday + 3 * hourMs;
    expect(listedAfter.filter(inGap)).toEqual([]);
    expect(listedAfter.some(({ contentCreated }) => Date.parse(contentCreated) >= wednesday + 3 * hourMs)).toBe(true);

    const lost = await (await openSandbox({ now: clock.now })).list('Audit.Exchange');
    const inGapUri = lost.find(inGap)?.contentId ?? '';
    expect(errorOf(await client.request(`audit/${inGapUri}`)).code).toBe('AF20050');
  });

  it('give nothing of the past after a first start', async () => {
    const clock = new Clock();
    const client = await openSandbox({ now: clock.now });
    await client.start('DLP.All');
    expect(await client.list('DLP.All')).toEqual([]);
    clock.time += 6 * hourMs;
    expect((await client.list('DLP.All')).length).toBeGreaterThan(0);
  });

  it('that were stopped when the sandbox starts give the content of the time before, once they are started', async () => {
    const client = await openSandbox({ stopped: ['DLP.All'] });
    expect(errorOf(await client.request('subscriptions/content?contentType=DLP.All')).code).toBe('AF20022');
    await client.start('DLP.All');
    expect((await client.list('DLP.All')).length).toBeGreaterThan(0);
  });
});

describe('a start request', () => {
  it.each([
    ['a body that is no JSON', '{', 'AF20002'],
    ['a webhook that is a text', '{"webhook":"https://hook.example"}', 'AF20002'],
    ['a webhook without an address', '{"webhook":{}}', 'AF20001'],
    ['an expiration that is no time', '{"webhook":{"address":"https://hook.example","expiration":"soon"}}', 'AF20002'],
    ['an address that is none', '{"webhook":{"address":"hook"}}', 'AF20021'],
  ])('is refused: %s', async (_, body, code) => {
    const client = await openSandbox();
    const answer = await client.request('subscriptions/start?contentType=DLP.All', { method: 'POST', body });
    expect(errorOf(answer).code).toBe(code);
    expect(await listed(client)).toHaveLength(4);
  });

  it('may have an empty object for a body', async () => {
    const client = await openSandbox();
    expect((await client.start('DLP.All', {})).status).toBe(200);
  });
});

describe('friendly names', () => {
  it.each([
    ['en-US', 'Credit Card Number'],
    ['*', 'Credit Card Number'],
    ['de-DE', 'Kreditkartennummer'],
    ['fr;q=0.5', 'Numéro de carte de crédit'],
    ['sv', 'Credit Card Number'],
  ])('come in the language asked for: %s', async (language, name) => {
    const client = await openSandbox();
    const { text } = await client.request('resources/dlpSensitiveTypes', { headers: { 'Accept-Language': language } });
    expect(JSON.parse(text)).toContainEqual({ id: '50842eb7-edc8-4019-85dd-5a5c1f2bb085', name });
  });
});
