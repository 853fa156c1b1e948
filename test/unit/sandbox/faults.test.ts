import { describe, expect, it } from 'vitest';
import { errorOf, openSandbox } from './sandboxClient';

describe('faults', () => {
  it('can be a web page in place of an answer', async () => {
    const client = await openSandbox({ faults: { html: 1 } });
    const { status, headers, text } = await client.request('subscriptions/list');
    expect([status, headers.get('Content-Type')]).toEqual([503, 'text/html']);
    expect(text).toMatch(/^<html>/);
  });

  it('can be a connection that is reset', async () => {
    const client = await openSandbox({ faults: { reset: 1 } });
    await expect(client.request('subscriptions/list')).rejects.toThrow('fetch failed');
  });

  it('can be a body that ends halfway', async () => {
    const client = await openSandbox({ faults: { truncate: 1 } });
    const response = await fetch(`${client.sandbox.apiRoot}/subscriptions/list`, {
      headers: { Authorization: `Bearer ${client.sandbox.token}` },
    });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('can be slow answers, which are right all the same', async () => {
    const client = await openSandbox({ faults: { slow: 1, slowMs: 5 } });
    expect((await client.request('subscriptions/list')).status).toBe(200);
  });

  it('come in the same order for the same seed', async () => {
    const codes = async (seed: number): Promise<readonly string[]> => {
      const client = await openSandbox({ faults: { serverError: 0.5, seed } });
      const answers: string[] = [];
      for (let count = 0; count < 24; count += 1) {
        const answer = await client.request('subscriptions/content?contentType=DLP.All');
        answers.push(errorOf(answer).code);
      }
      return answers;
    };
    const first = await codes(7);
    expect(new Set(first)).toEqual(new Set(['AF50000', 'AF20022']));
    expect(await codes(7)).toEqual(first);
    expect(await codes(8)).not.toEqual(first);
  });

  it('are off at first', async () => {
    const client = await openSandbox();
    for (let count = 0; count < 20; count += 1) {
      expect((await client.request('subscriptions/list')).status).toBe(200);
    }
  });
});
