import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { EngineLog } from '../../../../src/engine/server/engineLog';
import type { EngineRequestHandler } from '../../../../src/engine/server/requestRouter';
import { RequestRouter } from '../../../../src/engine/server/requestRouter';
import { connectPair } from './connectedPair';

const method = 'm365Audit/releaseResults';

function serve(handler: EngineRequestHandler<typeof method>): { host: ProtocolConnection; logged: string[] } {
  const logged: string[] = [];
  const { engine, host } = connectPair();
  const log = new EngineLog(({ level, message }) => logged.push(`${level}: ${message}`));
  new RequestRouter(engine, log).handle(method, handler);
  engine.listen();
  host.listen();
  return { host, logged };
}

async function failure(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => expect.unreachable('It should have failed.'),
    (error: unknown) => error,
  );
}

it('hands parameters over and the result back', async () => {
  const seen: unknown[] = [];
  const { host } = serve((params) => {
    seen.push(params);
    return Promise.resolve(null);
  });
  expect(await host.sendRequest(method, { resultIds: ['a'] })).toBeNull();
  expect(seen).toEqual([{ resultIds: ['a'] }]);
});

it('sends what an error is, with all that helps', async () => {
  const data = { kind: 'query', message: 'Nothing is named Foo.', start: 3, length: 4 } as const;
  const { host, logged } = serve(() => Promise.reject(new EngineError(data)));
  const error = await failure(host.sendRequest(method, { resultIds: [] }));
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toMatchObject({ message: 'Nothing is named Foo.', data });
  expect(logged).toEqual(['warn: m365Audit/releaseResults: query']);
});

it('logs no code that is a text', async () => {
  const data = { kind: 'api', message: 'Refused.', code: 'no such user\nalice@contoso.com' } as const;
  const { host, logged } = serve(() => Promise.reject(new EngineError(data)));
  expect(await failure(host.sendRequest(method, { resultIds: [] }))).toMatchObject({ data });
  expect(logged).toEqual(['warn: m365Audit/releaseResults: api']);
});

it('calls a defect internal, and tells and logs its kind and place but not its words', async () => {
  const { host, logged } = serve(() => {
    throw new TypeError('Cannot convert "alice@contoso.com"');
  });
  const error = await failure(host.sendRequest(method, { resultIds: [] }));
  expect(error).toMatchObject({ data: { kind: 'internal' } });
  // The host logs what it is answered.
  expect(String(error)).toContain('TypeError');
  expect(JSON.stringify([String(error), error])).not.toContain('alice');
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatch(/^error: m365Audit\/releaseResults: TypeError\n {4}at .*requestRouter\.test\.ts/);
  expect(logged[0]).not.toContain('alice');
});

it('turns the cancelling of a request into an aborted signal, and says so', async () => {
  const events = new EventEmitter();
  const { host, logged } = serve((_params, signal) => {
    events.emit('started');
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('Interrupted.'));
      });
    });
  });
  const cancel = new CancellationTokenSource();
  const started = once(events, 'started');
  const request = failure(host.sendRequest(method, { resultIds: [] }, cancel.token));
  await started;
  cancel.cancel();
  expect(await request).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(logged).toEqual([]);
});
