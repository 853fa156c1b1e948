import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  RequestType,
  type CompletionList,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { protocolVersion } from '../../src/core/protocol/engineProtocol';
import { report } from './measurement';
import { percentile } from './timings';

const enginePath = path.join(import.meta.dirname, '..', '..', 'dist', 'engine.js');
const limitMs = 50;

/** What is typed, a letter at a time, after a query that an analyst may have. */
const begun = `let recent = AuditRecords | where CreationTime > ago(7d);
recent
| where Workload == "Exchange" and isnotempty(UserId)
| summarize Count = count(), Users = dcount(UserId) by Operation, bin(CreationTime, 1h)
| where Count > 5

AuditRecords
`;
const typed =
  '| where Operation has "File" and tolower(UserId) startswith "a" | summarize dcount(ClientIP) by Workload | sort by ';

/** The engine as it is built, in a process of its own. */
async function startEngine(): Promise<ProtocolConnection> {
  const folder = await mkdtemp(path.join(tmpdir(), 'language-bench-'));
  const engine = fork(enginePath, ['--node-ipc'], { execArgv: [] });
  const connection = createProtocolConnection(new IPCMessageReader(engine), new IPCMessageWriter(engine));
  connection.onRequest(new RequestType<object, unknown, unknown>('m365Audit/getDocumentConnection'), () => ({
    connection: null,
  }));
  connection.listen();
  onTestFinished(async () => {
    await connection.sendRequest('shutdown');
    engine.kill();
    await rm(folder, { recursive: true, force: true });
  });
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    initializationOptions: {
      protocolVersion,
      archiveFolder: folder,
      settings: { requestsPerMinute: 2_000, network: { noProxy: [], strictSsl: true, systemCertificates: false } },
    },
  });
  return connection;
}

/** A text that is typed at its end, and the list after each letter. */
async function typeText(engine: ProtocolConnection, uri: string, text: string): Promise<number[]> {
  await engine.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'kql', version: 1, text: begun },
  });
  const lines = begun.split('\n');
  const line = lines.length - 1;
  const elapsed: number[] = [];
  for (let character = 0; character < text.length; character++) {
    const place = { line, character };
    const started = performance.now();
    await engine.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: character + 2 },
      contentChanges: [{ range: { start: place, end: place }, text: text.charAt(character) }],
    });
    const position = { line, character: character + 1 };
    await engine.sendRequest<CompletionList>('textDocument/completion', { textDocument: { uri }, position });
    elapsed.push(performance.now() - started);
  }
  return elapsed;
}

describe('the language service', () => {
  it.runIf(existsSync(enginePath))('has the list within 50 ms of the keystroke, 95 times of 100', async (context) => {
    const engine = await startEngine();
    await typeText(engine, 'file:///warm.kql', typed);
    const elapsed = await typeText(engine, 'file:///typed.kql', typed);
    const [middle, most] = [percentile(elapsed, 0.5), percentile(elapsed, 0.95)];
    report(context, {
      measured: `${middle.toFixed(0)} ms in the middle, ${most.toFixed(0)} ms at the 95th percentile`,
      limit: `${limitMs} ms at the 95th percentile`,
    });
    expect(most).toBeLessThan(limitMs);
  });
});
