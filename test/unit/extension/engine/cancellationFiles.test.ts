import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  CancellationReceiverStrategy,
  CancellationSenderStrategy,
  CancellationTokenSource,
  LSPErrorCodes,
  type MessageConnection,
} from 'vscode-languageserver/node';
import { cancellationFolderArgument } from '../../../../src/core/protocol/cancellationFiles';
import { cancellationReceiver } from '../../../../src/engine/server/cancellationFiles';
import { EngineLog } from '../../../../src/engine/server/engineLog';
import { RequestRouter } from '../../../../src/engine/server/requestRouter';
import { CancellationFiles } from '../../../../src/extension/engine/cancellationFiles';
import { connectPair } from '../../engine/server/connectedPair';

const method = 'm365Audit/releaseResults';

/** Sends no message, as if the engine read none. */
const silence: CancellationSenderStrategy = { sendCancellation: () => Promise.resolve(), cleanup: () => undefined };

function notExpected(error: unknown): never {
  throw error;
}

function folderOf({ engineArguments: [argument = ''] }: CancellationFiles<MessageConnection>): string {
  return argument.slice(cancellationFolderArgument.length);
}

it('tells an engine that reads no message, which looks by itself, and leaves nothing behind', async () => {
  const files = await CancellationFiles.create(silence, notExpected);
  onTestFinished(() => files.remove());
  const folder = folderOf(files);
  const receiver = cancellationReceiver(['node', ...files.engineArguments]);
  const { engine, host } = connectPair({ receiver, sender: files });
  const router = new RequestRouter(engine, new EngineLog(() => undefined));
  let isComputing = false;
  router.handle(method, async ({ resultIds }, signal) => {
    isComputing = resultIds.length > 0;
    await vi.waitUntil(
      () => {
        router.hearCancellations();
        return signal.aborted || !isComputing;
      },
      { timeout: 10_000, interval: 5 },
    );
    signal.throwIfAborted();
    return null;
  });
  engine.listen();
  host.listen();
  if (process.platform !== 'win32') {
    expect((await stat(folder)).mode & 0o077).toBe(0);
  }
  const cancel = new CancellationTokenSource();
  const request = host.sendRequest(method, { resultIds: ['a'] }, cancel.token);
  await vi.waitUntil(() => isComputing);
  cancel.cancel();
  await expect(request).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(await host.sendRequest(method, { resultIds: [] })).toBeNull();
  await vi.waitUntil(async () => (await readdir(folder)).length === 0);
  await files.remove();
  expect(existsSync(folder)).toBe(false);
});

it('does with messages alone where the engine is given no folder', () => {
  expect(cancellationReceiver(['node', 'engine.js', '--node-ipc'])).toBe(CancellationReceiverStrategy.Message);
});

it('does with messages alone where no folder can be made', async () => {
  vi.stubEnv(process.platform === 'win32' ? 'TEMP' : 'TMPDIR', path.join(import.meta.dirname, 'nowhere'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const onFailure = vi.fn();
  const files = await CancellationFiles.create(CancellationSenderStrategy.Message, onFailure);
  expect(onFailure).toHaveBeenCalledOnce();
  expect(files.engineArguments).toEqual([]);
  const { engine, host } = connectPair({ receiver: CancellationReceiverStrategy.Message, sender: files });
  const cancel = new CancellationTokenSource();
  const router = new RequestRouter(engine, new EngineLog(() => undefined));
  router.handle(method, async (_params, signal) => {
    cancel.cancel();
    await vi.waitUntil(() => signal.aborted);
    signal.throwIfAborted();
    return null;
  });
  engine.listen();
  host.listen();
  await expect(host.sendRequest(method, { resultIds: [] }, cancel.token)).rejects.toMatchObject({
    code: LSPErrorCodes.RequestCancelled,
  });
  await files.remove();
});
