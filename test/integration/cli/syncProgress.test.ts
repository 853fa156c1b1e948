import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { Progress } from '../../../src/cli/output/progress';
import { syncProgressText } from '../../../src/cli/output/syncProgressText';
import type { TenantSyncProgress } from '../../../src/engine/sync/syncMeter';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/sandbox';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { runInProcess } from './cliFixture';

const fetching: TenantSyncProgress = {
  contentType: 'Audit.Exchange',
  phase: 'fetching',
  contentTypesDone: 1,
  contentTypesTotal: 4,
  windowsDone: 8,
  windowsTotal: 8,
  blobsDone: 1_200,
  blobsTotal: 4_000,
  records: 48_000,
  bytes: 96_000_000,
  remainingMs: 3_780_000,
};

async function startTenant(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; args: readonly string[] }> {
  const sandbox = await startSandbox({ token: 'secret-token', ...options });
  const folder = await mkdtemp(path.join(tmpdir(), 'cli-sync-'));
  onTestFinished(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const args = [
    ...['sync', '--archive', folder, '--tenant', sandbox.tenantId, '--cloud', sandbox.origin, '--token-env', 'TOKEN'],
    ...['--requests-per-minute', '1000000'],
  ];
  return { sandbox, args };
}

it('says how far a sync is, how fast it goes, and how long it takes', () => {
  expect(syncProgressText(fetching, 60_000)).toBe(
    'Audit.Exchange: 1,200 of 4,000 blobs, 48,000 records (800/s), 96.0 MB (1.6 MB/s), 1 h 3 min left',
  );
  expect(syncProgressText({ ...fetching, remainingMs: 59_001 }, 60_000)).toMatch(/, 60 s left$/);
  expect(syncProgressText({ ...fetching, phase: 'listing' }, 0)).toBe(
    'Audit.Exchange: 8 of 8 windows listed (4 content types)',
  );
});

it('rewrites one line of a terminal, which never wraps', () => {
  let written = '';
  const terminal = new Writable({
    write(chunk: Buffer, _encoding, done): void {
      written += chunk.toString();
      done();
    },
  });
  const progress = new Progress(Object.assign(terminal, { isTTY: true, columns: 20 }));
  progress.show('x'.repeat(50));
  progress.tell('Done.');
  expect(written).toBe(`\r\u001b[K${'x'.repeat(19)}\r\u001b[KDone.\n`);
});

it('goes on after a content type that the service refuses, and says so by its exit code', async () => {
  const { args } = await startTenant({ subscribed: ['Audit.General'] });
  const types = ['--content-type', 'Audit.Exchange', '--content-type', 'Audit.General'];
  const run = await runInProcess([...args, ...types], { env: { TOKEN: 'secret-token' } });
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toMatch(/^Audit\.Exchange: .*subscri/m);
  expect(run.stderr).toMatch(/^Audit\.General: \d+ blobs? fetched/m);
});

it('ends when it is interrupted, and says what stays', async () => {
  const interruption = new AbortController();
  let requests = 0;
  const { args } = await startTenant({
    // The tenant looks at its clock for each request.
    now: () => {
      requests += 1;
      if (requests === 300) {
        interruption.abort();
      }
      return Date.now();
    },
  });
  const first = await runInProcess(args, { env: { TOKEN: 'secret-token' }, signal: interruption.signal });
  expect(first.exitCode).toBe(130);
  const added = Number(/^Interrupted\. (\d+) records? added; the next sync goes on\.$/m.exec(first.stderr)?.[1]);
  expect(added).toBeGreaterThan(0);

  const second = await runInProcess(args, { env: { TOKEN: 'secret-token' } });
  expect(second.exitCode).toBe(0);
  expect(second.stderr).toMatch(/^Audit\.AzureActiveDirectory: \d+ blobs? fetched/m);
});
