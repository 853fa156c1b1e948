import { expect, it, vi } from 'vitest';
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import type { LogOutputChannel } from 'vscode';
import { EngineClient } from '../../../../src/extension/engine/engineClient';

vi.mock('vscode', () => ({ l10n: { t: (text: string) => text }, LogLevel: { Off: 0, Trace: 1 } }));

/** The library itself needs all of VS Code. */
vi.mock('vscode-languageclient/node', () => ({
  LanguageClient: vi.fn(
    class {
      readonly onRequest = (): void => undefined;
      readonly onNotification = (): void => undefined;
      readonly start = (): Promise<void> => Promise.resolve();
      readonly dispose = (): Promise<void> => Promise.resolve();
    },
  ),
  CancellationReceiverStrategy: { Message: {} },
  CancellationSenderStrategy: { Message: {} },
  RevealOutputChannelOn: { Never: 4 },
  TransportKind: { ipc: 1 },
}));

it('what host and engine exchange is traced nowhere, whatever the log level and the settings are', async () => {
  const written: string[] = [];
  const write = (text: string): void => void written.push(text);
  const log = { name: 'Audit', logLevel: 1, trace: write, info: write } as unknown as LogOutputChannel;
  const nobody = (): Promise<never> => Promise.reject(new Error('Nobody.'));
  const engine = await EngineClient.start({
    modulePath: 'engine.js',
    folders: { archiveFolder: 'archive', demoArchiveFolder: 'demo-archive', archiveMustExist: false },
    settings: { requestsPerMinute: 1, network: { noProxy: [], strictSsl: true, systemCertificates: true } },
    log,
    answers: {
      'm365Audit/getToken': nobody,
      'm365Audit/getCredential': nobody,
      'm365Audit/getDocumentConnection': nobody,
    },
    onDied: () => undefined,
  });
  await engine.stop();
  const created = vi.mocked(LanguageClient).mock.calls[0] as unknown as [
    string,
    string,
    ServerOptions,
    LanguageClientOptions,
  ];
  const { traceOutputChannel } = created[3];
  expect(traceOutputChannel?.logLevel).toBe(0);
  traceOutputChannel?.trace('a-token');
  expect(written.join('\n')).not.toContain('a-token');
});
