import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, onTestFinished } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { openArchive, temporaryFolder } from '../../unit/engine/archive/archiveFixture';
import { runInProcess } from './cliFixture';

async function archiveOfThree(): Promise<string> {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'three.ndjson');
  const records = ['Exchange', 'Exchange', 'OneDrive'].map((Workload, index) => ({
    Id: String(index),
    OrganizationId: 'a',
    Workload,
    CreationTime: '2026-05-01T00:00:00',
  }));
  await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
  const archive = path.join(folder, 'archive');
  expect(await runInProcess(['import', '--archive', archive, file])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: `${file}: 3 records, 3 added, 0 duplicates\n`,
  });
  return archive;
}

async function emptyArchive(): Promise<string> {
  const folder = await temporaryFolder();
  await openArchive(folder);
  return folder;
}

describe('query', () => {
  test('writes each statement in the format that is asked for', async () => {
    const archive = await archiveOfThree();
    const query = 'AuditRecords | summarize n=count() by Workload | sort by n desc; print now()';
    const run = await runInProcess(['query', '--archive', archive, '--format', 'json', '--now', '2026-05-01', query]);
    expect(run).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        '{"columns":[{"name":"Workload","type":"string"},{"name":"n","type":"long"}],"rows":[["Exchange",2],["OneDrive",1]]}\n',
        '{"columns":[{"name":"print_0","type":"datetime"}],"rows":[["2026-05-01T00:00:00.0000000Z"]]}\n',
      ].join(''),
    });
    const fromStdin = await runInProcess(['query', '--archive', archive, '--format', 'csv', '-'], { stdin: query });
    expect(fromStdin.stdout).toMatch(/^Workload,n\r\nExchange,2\r\nOneDrive,1\r\n\r\nprint_0\r\n/);
    expect((await runInProcess(['query', '--archive', archive, 'AuditRecords | count'])).stdout).toBe(
      'Count\n-----\n3\n',
    );
  });

  test('takes parameters, and a time range, which may be open at one end', async () => {
    const archive = await archiveOfThree();
    const text = 'declare query_parameters(who: string = ""); AuditRecords | summarize n = count() by who = who';
    const run = async (...options: string[]): Promise<string> =>
      (await runInProcess(['query', '--archive', archive, '--format', 'csv', ...options, text])).stdout;
    expect(await run('--param', 'who=a=b')).toBe('who,n\r\na=b,3\r\n');
    expect(await run('--since', '2000-01-01')).toBe('who,n\r\n,3\r\n');
    expect(await run('--until', '2000-01-01')).toBe('who,n\r\n');
    const wrong = await runInProcess(['query', '--archive', archive, '--param', 'who', text]);
    expect(wrong).toMatchObject({ exitCode: 1, stdout: '' });
    expect(wrong.stderr).toContain('Give a name and a value');
  });

  test('says what is wrong and where', async () => {
    const archive = await emptyArchive();
    const json = await runInProcess(['query', '--archive', archive, '--format', 'json', 'print x']);
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({
      error: { code: expect.any(String) as unknown, message: expect.any(String) as unknown, start: 6, length: 1 },
    });
    const table = await runInProcess(['query', '--archive', archive, 'print x']);
    expect(table).toMatchObject({ exitCode: 1, stdout: '' });
    expect(table.stderr).not.toBe('');
  });

  test('says what of a query has no effect, beside the rows', async () => {
    const run = await runInProcess([
      'query',
      '--archive',
      await emptyArchive(),
      '--format',
      'csv',
      'set notruncation; print a = 1',
    ]);
    expect(run).toEqual({ exitCode: 0, stdout: 'a\r\n1\r\n', stderr: '"set notruncation" has no effect here.\n' });
  });

  test('gives the numbers of dynamic values with their digits and their kind', async () => {
    const query = 'print d = dynamic([1.0, 1, 9007199254740993, 0.5, "1.0"])';
    const run = await runInProcess(['query', '--archive', await emptyArchive(), '--format', 'ndjson', query]);
    expect(run).toEqual({ exitCode: 0, stdout: '{"d":[1.0,1,9007199254740993,0.5,"1.0"]}\n', stderr: '' });
  });

  test('answers a batch line by line, whatever single lines are', async () => {
    const lines = [
      '{"id":1,"query":"print a = 1"}',
      '',
      'nonsense',
      '{"id":"two","query":"print x"}',
      '{"id":"3","query":"print 1; print 2"}',
      '{"id":4,"query":"Get-Process","language":"powershell"}',
      '{"id":[5],"query":"let a = 1;"}',
      '{"id":6,"query":"print \'a\u2028b\'"}',
    ];
    const run = await runInProcess(['query', '--archive', await emptyArchive(), '--batch'], {
      stdin: lines.join('\n'),
    });
    expect(run.exitCode).toBe(0);
    const answers = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers).toMatchObject([
      { id: 1, columns: [{ name: 'a', type: 'long' }], rows: [[1]] },
      { id: null, error: { code: 'invalidRequest' } },
      { id: 'two', error: { start: 6, length: 1 } },
      { id: '3', results: [{ rows: [[1]] }, { rows: [[2]] }] },
      { id: 4, error: { code: 'notSupported' } },
      { id: [5] },
      { id: 6, rows: [['a\u2028b']] },
    ]);
  });

  test('says that there is no archive, and makes none', async () => {
    const folder = path.join(await temporaryFolder(), 'mistyped');
    const query = await runInProcess(['query', '--archive', folder, '--format', 'json', 'AuditRecords']);
    expect(query.exitCode).toBe(1);
    expect(JSON.parse(query.stdout)).toMatchObject({ error: { code: 'ArchiveMissing' } });
    const status = await runInProcess(['status', '--archive', folder]);
    expect(status).toMatchObject({ exitCode: 1, stdout: '' });
    expect(status.stderr).toContain('There is no archive');
    expect(existsSync(folder)).toBe(false);
  });

  test('stops writing when it is interrupted', async () => {
    const interruption = new AbortController();
    const args = ['query', '--archive', await emptyArchive(), '--format', 'ndjson', 'range x from 1 to 9000 step 1'];
    const run = await runInProcess(args, {
      signal: interruption.signal,
      onOutput: () => {
        interruption.abort();
      },
    });
    expect(run).toEqual({ exitCode: 130, stdout: '{"x":1}\n', stderr: '' });
  });
});

describe('import', () => {
  test('goes on after a file that it cannot read, and says so by its exit code', async () => {
    const folder = await temporaryFolder();
    const good = path.join(folder, 'good.ndjson');
    await writeFile(good, '{"Id":"1","OrganizationId":"a"}\nbad\n');
    const run = await runInProcess(['import', '--archive', path.join(folder, 'archive'), '/nowhere.ndjson', good]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('/nowhere.ndjson');
    expect(run.stderr).toMatch(/1 record, 1 added, 0 duplicates; 1 bad row kept apart in .*good\.ndjson/);
  });
});

function syncArgs(folder: string, { tenantId, origin }: Sandbox, tokenVariable: string): string[] {
  return [
    ...['sync', '--archive', folder, '--tenant', tenantId, '--cloud', origin, '--token-env', tokenVariable],
    // As good as none: a test need not wait for the pace that the service allows.
    ...['--requests-per-minute', '1000000'],
  ];
}

describe('sync', () => {
  test('brings a tenant in, goes on where it stopped, and status shows it', async () => {
    const sandbox = await startSandbox({ token: 'secret-token' });
    onTestFinished(() => sandbox.close());
    const folder = await temporaryFolder();
    const args = syncArgs(folder, sandbox, 'TOKEN');
    const first = await runInProcess(args, { env: { TOKEN: 'secret-token' } });
    expect(first.exitCode, first.stderr).toBe(0);
    expect(first.stderr).toContain('DLP.All: not subscribed');
    expect(first.stderr).not.toContain('secret-token');
    const archive = await openArchive(folder);
    const [status] = await archive.status({ now: Date.now() });
    expect(status).toMatchObject({
      contentType: 'Audit.AzureActiveDirectory',
      blobs: { listed: 0, failed: 0, lost: 0 },
      gaps: [],
    });
    expect(status?.records).toBeGreaterThan(100);

    const second = await runInProcess([...args, '--content-type', 'Audit.Exchange'], {
      env: { TOKEN: 'secret-token' },
    });
    expect(second.stderr).toMatch(/^Audit\.Exchange: \d blobs? fetched, \d+ archived already/);

    const json = await runInProcess(['status', '--archive', folder, '--format', 'json']);
    const { content } = JSON.parse(json.stdout) as {
      content: { contentType: string; gaps: unknown[]; fetchable: unknown[]; settledUntil: string }[];
    };
    expect(content[0]).toMatchObject({ fetchable: [], lost: [], reasons: [], emptyBlobs: 0, unreadable: 0 });
    expect(content[0]?.settledUntil).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00Z$/);
    expect(content.map(({ contentType }) => contentType)).toEqual([
      'Audit.AzureActiveDirectory',
      'Audit.Exchange',
      'Audit.SharePoint',
      'Audit.General',
    ]);
    const table = await runInProcess(['status', '--archive', folder, '--check']);
    expect(table.stdout).toContain('Audit.SharePoint');
    expect(table.stdout).toMatch(/\nNothing is missing\.\n$/);
    expect(table.exitCode).toBe(0);
  });

  test('leaves what was not asked for to be fetched, and status --check tells so by its exit code', async () => {
    const sandbox = await startSandbox({ token: 'secret-token', subscribed: ['Audit.Exchange'] });
    onTestFinished(() => sandbox.close());
    const folder = await temporaryFolder();
    const since = new Date(Date.now() - 24 * 3_600_000).toISOString();
    await runInProcess([...syncArgs(folder, sandbox, 'TOKEN'), '--since', since], { env: { TOKEN: 'secret-token' } });
    const status = ['status', '--archive', folder, '--check'];
    const whole = await runInProcess(status);
    expect(whole.exitCode).toBe(1);
    expect(whole.stdout).toMatch(/\nCan still be fetched:\n {2}\S+ {2}Audit\.Exchange {2}\S+Z\/\S+Z\n/);
    expect((await runInProcess([...status, '--since', since])).exitCode).toBe(0);
    expect(await runInProcess([...status, '--content-type', 'DLP.All'])).toMatchObject({
      exitCode: 1,
      stdout: 'The archive has nothing of what was asked for.\n',
    });
    const acknowledged = await runInProcess(['acknowledge', '--archive', folder]);
    expect(acknowledged).toMatchObject({ exitCode: 0, stderr: 'Nothing is lost that was not acknowledged.\n' });
    expect((await runInProcess(status)).exitCode).toBe(1);
    const empty = await runInProcess([...status, '--since', since, '--until', since]);
    expect(empty).toMatchObject({ exitCode: 1, stdout: '' });
    expect(empty.stderr).toContain('--since must be before --until');
  });

  test('says why it leaves content types out', async () => {
    const sandbox = await startSandbox({
      subscribed: ['Audit.Exchange', 'Audit.General'],
      disabled: { 'Audit.Exchange': 'a tenant admin' },
    });
    onTestFinished(() => sandbox.close());
    const archive = await temporaryFolder();
    const run = await runInProcess(
      [
        ...['sync', '--archive', archive, '--tenant', sandbox.tenantId, '--cloud', sandbox.origin],
        ...['--token-env', 'T', '--since', new Date(Date.now() - 3_600_000).toISOString()],
      ],
      { env: { T: sandbox.token } },
    );
    const query = 'Subscriptions | where TenantId != "" | project ContentType, Status';
    const { stdout } = await runInProcess(['query', '--archive', archive, '--format', 'csv', query]);
    expect(stdout.trim().split('\r\n')).toEqual([
      'ContentType,Status',
      'Audit.AzureActiveDirectory,none',
      'Audit.Exchange,disabled',
      'Audit.SharePoint,none',
      'Audit.General,enabled',
      'DLP.All,none',
    ]);
    expect(run.stderr).toContain('Audit.Exchange: the subscription was disabled by an administrator');
    expect(run.stderr).toContain('Audit.SharePoint: not subscribed');
    expect(run.stderr).toMatch(/Audit\.General: \d+ blobs? fetched/);
    expect(run.exitCode).toBe(0);
  });

  test('says which hours are lost', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const run = await runInProcess(
      [
        ...['sync', '--archive', await temporaryFolder(), '--tenant', sandbox.tenantId, '--cloud', sandbox.origin],
        ...['--token-env', 'T', '--since', '2020-01-01', '--until', '2020-01-02', '--content-type', 'Audit.Exchange'],
      ],
      { env: { T: sandbox.token } },
    );
    expect(run.stderr).toContain('no longer has 2020-01-01T00:00:00Z to 2020-01-02T00:00:00Z');
    expect(run.exitCode).toBe(0);
  });

  test('refuses a range that ends before it begins', async () => {
    const tenant = '00000000-0000-0000-0000-000000000000';
    const run = await runInProcess([
      ...['sync', '--archive', await temporaryFolder(), '--tenant', tenant, '--cloud', 'http://127.0.0.1:9'],
      ...['--token-env', 'T', '--since', '2026-05-02', '--until', '2026-05-01'],
    ]);
    expect(run).toMatchObject({ exitCode: 1, stderr: '--since must be before --until, which is now if absent.\n' });
  });

  test('says that there is no token, and that one is refused', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const args = syncArgs(await temporaryFolder(), sandbox, 'T');
    expect(await runInProcess(args)).toMatchObject({
      exitCode: 1,
      stderr: 'The environment variable T holds no token.\n',
    });
    const none = await runInProcess(args, { env: { T: 'ERROR: Please run\n"az login"' } });
    expect(none.stderr).toBe('The environment variable T holds no token.\n');
    const withLineBreak = await runInProcess(args, { env: { T: `${sandbox.token}\r\n` } });
    expect(withLineBreak.exitCode, withLineBreak.stderr).toBe(0);
    const refused = await runInProcess(args, { env: { T: 'wrong' } });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).not.toBe('');
  });
});

test('sandbox prints its address when it is ready, and runs until it is interrupted', async () => {
  const interruption = new AbortController();
  let answer: Promise<Response> | undefined;
  const run = await runInProcess(['sandbox', '--token', 'demo', '--fault', 'slowMs=1', '--page-size', '5'], {
    signal: interruption.signal,
    onOutput: (line) => {
      const { apiRoot, tenantId, token } = JSON.parse(line) as Record<string, string>;
      const headers = { Authorization: `Bearer ${token}` };
      answer = fetch(`${apiRoot}/subscriptions/list?PublisherIdentifier=${tenantId}`, { headers });
      void answer.finally(() => {
        interruption.abort();
      });
    },
  });
  expect((await answer)?.status).toBe(200);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
});

test.each([
  [['--help'], 0],
  [['nonsense'], 1],
  [['query'], 1],
  [['query', '--archive', 'x', '--format', 'xml', 'print 1'], 1],
  [['sync', '--archive', 'x', '--tenant', 'no-guid', '--cloud', 'gcc', '--token-env', 'T'], 1],
  [
    [
      'sync',
      '--archive',
      'x',
      '--tenant',
      '00000000-0000-0000-0000-000000000000',
      '--cloud',
      'http://example.com',
      '--token-env',
      'T',
    ],
    1,
  ],
  [['sandbox', '--fault', 'unheard=1'], 1],
])('%j ends with %i', async (args, exitCode) => {
  const run = await runInProcess(args);
  expect(run.exitCode).toBe(exitCode);
  expect(run.stdout + run.stderr).not.toBe('');
});

const realRecords = path.resolve(import.meta.dirname, '../../../../shared/records/real-records.ndjson');

test.skipIf(!existsSync(realRecords))('sync fetches every real record once', async () => {
  const sandbox = await startSandbox({ recordsFile: realRecords });
  onTestFinished(() => sandbox.close());
  const folder = await temporaryFolder();
  const args = syncArgs(folder, sandbox, 'T');
  expect(await runInProcess(args, { env: { T: sandbox.token } })).toMatchObject({ exitCode: 0 });
  const counted = await runInProcess(['query', '--archive', folder, '--format', 'json', 'AuditRecords | count']);
  expect(JSON.parse(counted.stdout)).toMatchObject({ rows: [[3233]] });
});
