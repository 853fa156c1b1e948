import { describe, expect, it } from 'vitest';
import type { RendererMessage } from '../../../../src/core/notebook/resultMessages';
import { RendererHost } from '../../../../src/renderer/host/rendererHost';

function connect(): { host: RendererHost; posted: RendererMessage[]; receive: (message: unknown) => void } {
  const posted: RendererMessage[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const host = RendererHost.connect({
    postMessage: (message: RendererMessage) => {
      posted.push(message);
    },
    onDidReceiveMessage: (listener: (message: unknown) => void) => {
      listeners.push(listener);
      return { dispose: () => undefined };
    },
  });
  if (host === undefined) {
    throw new Error('There is messaging, and so a host.');
  }
  return {
    host,
    posted,
    receive: (message) => {
      listeners.forEach((listener) => {
        listener(message);
      });
    },
  };
}

const params = { resultId: 'r', view: { sort: [], filters: [] }, offset: 0, limit: 1 };

describe('RendererHost', () => {
  it('is not there without messaging', () => {
    expect(RendererHost.connect({})).toBeUndefined();
  });

  it('gives each answer to the request that it is for', async () => {
    const { host, posted, receive } = connect();
    const { signal } = new AbortController();
    const first = host.readRows(params, signal);
    const second = host.readRows({ ...params, offset: 1 }, signal);
    expect(posted.map((message) => (message.kind === 'request' ? message.id : 0))).toEqual([1, 2]);
    receive({ kind: 'answer', id: 2, result: { rows: [['second']], rowCount: 2 } });
    receive({ kind: 'answer', id: 1, result: { rows: [['first']], rowCount: 2 } });
    expect((await first).rows).toEqual([['first']]);
    expect((await second).rows).toEqual([['second']]);
  });

  it('fails in the words of the host', async () => {
    const { host, receive } = connect();
    const failed = host.countValues(
      { resultId: 'r', column: 0, view: params.view, limit: 1 },
      new AbortController().signal,
    );
    receive({ kind: 'failure', id: 1, message: 'The engine has let the result go.' });
    await expect(failed).rejects.toThrow('The engine has let the result go.');
  });

  it('cancels what nobody waits for, and ignores its late answer', async () => {
    const { host, posted, receive } = connect();
    const controller = new AbortController();
    const cancelled = host.readRows(params, controller.signal);
    controller.abort();
    await expect(cancelled).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(posted.at(-1)).toEqual({ kind: 'cancel', id: 1 });
    receive({ kind: 'answer', id: 1, result: { rows: [], rowCount: 0 } });
  });

  it('accepts no answer of another shape, and ignores messages that are not for it', async () => {
    const { host, receive } = connect();
    const odd = host.readRows(params, new AbortController().signal);
    receive('hello');
    receive({ kind: 'answer', id: 1, result: { rows: 'all', rowCount: 1 } });
    await expect(odd).rejects.toThrow();
  });
});
