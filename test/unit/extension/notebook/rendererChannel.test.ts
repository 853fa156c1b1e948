import type { CancellationToken, LogOutputChannel, NotebookEditor } from 'vscode';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RendererAction } from '../../../../src/core/notebook/resultMessages';
import { EngineError } from '../../../../src/core/protocol/engineError';
import {
  RendererChannel,
  type RendererChannelServices,
} from '../../../../src/extension/notebook/results/rendererChannel';
import type { HeldResult } from '../../../../src/extension/notebook/state/cellRuns';
import { CancellationError, EventEmitter, window } from '../vscodeStandIn';

const { messaging, posted } = vi.hoisted(() => {
  const sent: unknown[] = [];
  const listeners: ((event: unknown) => void)[] = [];
  return {
    posted: sent,
    messaging: {
      receive: (event: unknown) => {
        listeners.forEach((listener) => {
          listener(event);
        });
      },
      createRendererMessaging: () => ({
        onDidReceiveMessage: (listener: (event: unknown) => void) => {
          listeners.push(listener);
          return { dispose: () => listeners.splice(listeners.indexOf(listener), 1) };
        },
        postMessage: (message: unknown) => Promise.resolve(sent.push(message) > 0),
      }),
    },
  };
});

vi.mock('vscode', async () => ({ ...(await import('../vscodeStandIn')), notebooks: messaging }));

type EngineRequest = RendererChannelServices['engine']['request'];

const editor = { notebook: { uri: 'notebook' } } as unknown as NotebookEditor;
const view = { sort: [], filters: [] };
const held = { resultId: 'held' } as HeldResult;
const acted: RendererAction[] = [];
const warnings: string[] = [];
let request: EngineRequest;

beforeEach(() => {
  posted.length = 0;
  acted.length = 0;
  warnings.length = 0;
  const channel = new RendererChannel({
    engine: { request: (...args: Parameters<EngineRequest>) => request(...args) },
    runs: { findResult: (resultId) => (resultId === 'held' ? held : undefined) },
    act: (action) => {
      acted.push(action);
      return Promise.resolve();
    },
    log: { warn: (text: string) => warnings.push(text) } as unknown as LogOutputChannel,
  });
  return () => {
    channel.dispose();
  };
});

function readRows(id: number, resultId: string): void {
  const params = { resultId, view, offset: 0, limit: 10 };
  messaging.receive({ editor, message: { kind: 'request', id, method: 'readRows', params } });
}

describe('a renderer', () => {
  test('has its requests answered by the engine', async () => {
    const asked: unknown[] = [];
    request = (method: string, params: object) => {
      asked.push([method, params]);
      return Promise.resolve({ rows: [['a']], rowCount: 1 });
    };
    readRows(7, 'held');
    await expect.poll(() => posted).toEqual([{ kind: 'answer', id: 7, result: { rows: [['a']], rowCount: 1 } }]);
    expect(asked).toEqual([['m365Audit/readResultView', { resultId: 'held', view, offset: 0, limit: 10 }]]);
  });

  test('learns in words what failed', async () => {
    request = () => Promise.reject(new EngineError({ kind: 'query', message: 'That cannot be sorted.' }));
    readRows(8, 'held');
    await expect.poll(() => posted).toEqual([{ kind: 'failure', id: 8, message: 'That cannot be sorted.' }]);
  });

  test('has no result but those of this window: the engine is not asked', async () => {
    request = () => Promise.reject(new Error('asked'));
    readRows(9, 'of another');
    await expect
      .poll(() => posted)
      .toEqual([{ kind: 'failure', id: 9, message: 'The engine no longer has this result. Run the cell again.' }]);
  });

  test('cancels its request in the engine, and gets no answer to it', async () => {
    let token: CancellationToken | undefined;
    const ended = new EventEmitter<undefined>();
    request = ((_method: string, _params: object, given: CancellationToken) => {
      token = given;
      return new Promise((_resolve, reject) => {
        given.onCancellationRequested(() => {
          reject(new CancellationError());
          ended.fire(undefined);
        });
      });
    }) as unknown as EngineRequest;
    readRows(10, 'held');
    await expect.poll(() => token).toBeDefined();
    messaging.receive({ editor, message: { kind: 'cancel', id: 10 } });
    expect(token?.isCancellationRequested).toBe(true);
    await Promise.resolve();
    expect(posted).toEqual([]);
  });

  test('acts on results of this window only', () => {
    const show = vi.fn(() => Promise.resolve(undefined));
    Object.assign(window, { showWarningMessage: show });
    const action = { kind: 'action', action: 'copy', text: 'x' };
    messaging.receive({ editor, message: { ...action, resultId: 'held' } });
    messaging.receive({ editor, message: { ...action, resultId: 'of another' } });
    expect(acted).toEqual([{ ...action, resultId: 'held' }]);
    expect(show).toHaveBeenCalledOnce();
  });

  test('that says what nobody understands is not answered, and its words are in no log', () => {
    messaging.receive({ editor, message: { kind: 'action', resultId: 'held', action: 'erase', text: 'secret' } });
    expect(acted).toEqual([]);
    expect(warnings.join()).not.toContain('secret');
    expect(warnings).toHaveLength(1);
  });
});
