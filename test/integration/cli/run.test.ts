import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatNotebook, type AuditNotebookCell } from '../../../src/core/notebook/notebookFormat';
import { openArchive, temporaryFolder } from '../../unit/engine/archive/archiveFixture';
import { runInProcess, type CliRun } from './cliFixture';

const hostile = `</td></table><script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)' style='color:red`;
const hostileStyle = '</style><style>body{display:none}</style>';

function code(text: string, options: { readonly language?: string; readonly name?: string } = {}): AuditNotebookCell {
  const { language = 'kql', name } = options;
  return { kind: 'code', language, text, metadata: name === undefined ? {} : { name }, unknownFields: {} };
}

function prose(text: string): AuditNotebookCell {
  return { kind: 'markdown', language: 'markdown', text, metadata: {}, unknownFields: {} };
}

interface Place {
  readonly folder: string;
  readonly archive: string;
}

async function archiveOf(records: readonly object[]): Promise<Place> {
  const folder = await temporaryFolder();
  const archive = path.join(folder, 'archive');
  if (records.length === 0) {
    await openArchive(archive);
    return { folder, archive };
  }
  const file = path.join(folder, 'records.ndjson');
  const common = { OrganizationId: 'a', Workload: 'Exchange', CreationTime: '2026-05-01T08:00:00' };
  await writeFile(
    file,
    records.map((record, index) => JSON.stringify({ Id: String(index), ...common, ...record })).join('\n'),
  );
  expect((await runInProcess(['import', '--archive', archive, file])).exitCode).toBe(0);
  return { folder, archive };
}

async function runCells(
  { folder, archive }: Place,
  cells: readonly AuditNotebookCell[],
  ...options: readonly string[]
): Promise<CliRun> {
  const notebook = path.join(folder, 'my notebook.auditnb');
  await writeFile(notebook, formatNotebook({ cells, metadata: {}, unknownFields: {} }));
  return runInProcess(['run', notebook, '--archive', archive, '--now', '2026-05-02T00:00:00Z', ...options]);
}

describe('run --format html', () => {
  test('makes one file that loads and runs nothing, whatever the records say', async () => {
    const place = await archiveOf([{ UserId: hostile, Operation: hostileStyle, Extra: { [hostile]: hostile } }]);
    const { exitCode, stdout } = await runCells(place, [
      prose(`# Report of ${hostile}\n\n${hostile}`),
      code('AuditRecords | project UserId, Operation, Extra'),
      code('AuditRecords | summarize n = count() by UserId | render piechart with (title="t")'),
      code(`AuditRecords | project ["${hostile.replaceAll('"', '\\"')}"] = Operation`),
      code(`print "${hostile.replaceAll('"', '\\"')}" nonsense`),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;');
    expect(stdout).not.toMatch(/<(?:script|img|link|iframe|object|embed|form|base)\b/i);
    expect(stdout.match(/<style>/g)).toHaveLength(1);
    const tags = stdout.match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.filter((tag) => /\son\w+\s*=|javascript:/i.test(tag.replaceAll(/"[^"]*"/g, '')))).toEqual([]);
    expect(stdout).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('says what it is a report of', async () => {
    const place = await archiveOf([{ UserId: 'ines' }]);
    const output = path.join(place.folder, 'report.html');
    const run = await runCells(
      place,
      [prose('# Who was it?\n\nWhy.'), code('declare query_parameters(user: string = "nobody");\nprint user')],
      ...['--output', output, '--param', 'user=ines & co', '--since', '2026-05-01', '--until', '2026-05-02'],
    );
    expect(run).toEqual({ exitCode: 0, stdout: '', stderr: `${output} is written.\n` });
    const report = await readFile(output, 'utf8');
    expect(report).toContain('<h1>Who was it?</h1>');
    expect(report).not.toContain('<h2>');
    for (const fact of [
      '<dt>Notebook</dt><dd>my notebook.auditnb</dd>',
      '<dt>Run at</dt><dd>2026-05-02 00:00:00 UTC</dd>',
      '<dt>Time range</dt><dd>2026-05-01 00:00:00 UTC to 2026-05-02 00:00:00 UTC</dd>',
      '<dt>Parameter user</dt><dd>ines &amp; co</dd>',
      'all of them imported from files',
      '<th scope="col">',
      '<td>ines &amp; co</td>',
    ]) {
      expect(report).toContain(fact);
    }
  });

  test('draws charts, with words for those who do not see them, and shows a part of long results', async () => {
    const place = await archiveOf([{ UserId: 'ines' }]);
    const { stdout } = await runCells(place, [
      code('range n from 1 to 3 step 1 | extend Letter = strcat("k", n) | project Letter, n | render columnchart'),
      code('range n from 1 to 1000 step 1'),
      code('print a = 1 | render card'),
    ]);
    expect(stdout).toMatch(/<figure><div class="chart" role="img" aria-label="Chart of Cell 1"><svg /);
    expect(stdout).toMatch(/<figcaption>Column chart of 1 series by Letter/);
    expect(stdout).toContain('<caption>The first 200 rows of 1,000</caption>');
    expect(stdout).toContain('<dl class="card"><div><dt>a</dt><dd>1</dd></div></dl>');
  });

  test('runs the cells after one that failed, and shows where it did', async () => {
    const place = await archiveOf([]);
    const { exitCode, stdout } = await runCells(place, [code('print 1;\nprint nope'), code('print "after"')]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('<strong>1 cell failed:</strong>');
    expect(stdout).toContain('This cell failed at line 2, column 7.');
    expect(stdout).toContain('<pre><code>print <mark>nope</mark></code></pre>');
    expect(stdout).toContain('<td>after</td>');
  });
});

describe('run --format json', () => {
  test('gives the results of each cell, named ones as tables to those after', async () => {
    const place = await archiveOf([{ UserId: 'ines' }, { UserId: 'rita' }]);
    const run = await runCells(
      place,
      [
        prose('# Prose'),
        code('AuditRecords | project UserId | sort by UserId asc', { name: 'People' }),
        code('People | where UserId == "rita"; print 1'),
        code('$first = Get-AuditRecord -Exchange | Sort-Object UserId | Select-Object -First 1 UserId', {
          language: 'm365-audit-powershell',
        }),
        code('$first', { language: 'm365-audit-powershell' }),
      ],
      ...['--format', 'json'],
    );
    expect(run.exitCode, run.stdout).toBe(0);
    const { cells, ...facts } = JSON.parse(run.stdout) as Record<string, unknown> & {
      cells: Record<string, unknown>[];
    };
    expect(facts).toMatchObject({ notebook: 'my notebook.auditnb', time: '2026-05-02T00:00:00Z', parameters: {} });
    const columns = [{ name: 'UserId', type: 'string' }];
    expect(cells.map(({ elapsedMs, ...cell }) => ({ ...cell, isTimed: typeof elapsedMs === 'number' }))).toEqual([
      {
        index: 1,
        language: 'kql',
        name: 'People',
        isTimed: true,
        results: [{ columns, rows: [['ines'], ['rita']], rowCount: 2 }],
      },
      {
        index: 2,
        language: 'kql',
        isTimed: true,
        results: [
          { columns, rows: [['rita']], rowCount: 1 },
          { columns: [{ name: 'print_0', type: 'long' }], rows: [[1]], rowCount: 1 },
        ],
      },
      { index: 3, language: 'm365-audit-powershell', isTimed: true, results: [] },
      {
        index: 4,
        language: 'm365-audit-powershell',
        isTimed: true,
        results: [{ columns, rows: [['ines']], rowCount: 1 }],
      },
    ]);
  });

  test('gives errors with their place, and refuses what changes something', async () => {
    const place = await archiveOf([]);
    const run = await runCells(
      place,
      [
        code('print nope', { name: 'Failed' }),
        code('Failed | count'),
        code('New-EXRMSubscription -Exchange', { language: 'm365-audit-powershell' }),
        code('x', { language: 'python' }),
      ],
      ...['--format', 'json'],
    );
    expect(run.exitCode).toBe(1);
    const { cells } = JSON.parse(run.stdout) as { cells: { error: Record<string, unknown> }[] };
    expect(cells.map(({ error }) => error)).toEqual([
      expect.objectContaining({ start: 6, length: 4 }),
      { code: 'query', message: 'It reads the result "Failed", whose cell failed or gives none.' },
      expect.objectContaining({ code: 'notSupported', start: 0 }),
      expect.objectContaining({ code: 'notSupported' }),
    ]);
  });

  test('limits the records to the time range', async () => {
    const place = await archiveOf([{ UserId: 'old', CreationTime: '2026-01-01T00:00:00' }, { UserId: 'new' }]);
    const options = ['--format', 'json', '--since', '2026-05-01', '--until', '2026-05-02'];
    const run = await runCells(place, [code('AuditRecords | project UserId')], ...options);
    expect(JSON.parse(run.stdout)).toMatchObject({ cells: [{ results: [{ rows: [['new']] }] }] });
  });
});

describe('run makes no report and exits with 2', () => {
  const cells = [code('declare query_parameters(least: long = 1);\nprint least')];

  test.each([
    [['--param', 'most=1'], 'The notebook has no parameter "most". It has: least.'],
    [['--param', 'least=many'], 'The value of --param least is no long.'],
    [['--param', 'least'], 'Give a name and a value'],
    [['--since', '2026-06-01', '--until', '2026-05-01'], '--since must be before --until'],
    [['--format', 'pdf'], 'Allowed choices are html, json'],
  ])('for %j', async (options, message) => {
    const run = await runCells(await archiveOf([]), cells, ...options);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  test('without a notebook, or an archive', async () => {
    const { folder, archive } = await archiveOf([]);
    const notebook = path.join(folder, 'broken.auditnb');
    const missing = await runInProcess(['run', notebook, '--archive', archive]);
    expect(missing).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no such file.') as unknown,
    });
    await writeFile(notebook, '{"format": 1,');
    const broken = await runInProcess(['run', notebook, '--archive', archive]);
    expect(broken).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('at line 1, column') as unknown });
    const aFolder = await runInProcess(['run', folder, '--archive', archive]);
    expect(aFolder).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('It is a folder.') as unknown });
    const noArchive = await runCells({ folder, archive: path.join(folder, 'none') }, cells);
    expect(noArchive).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no archive') as unknown });
  });

  test('where no report can be written, before a cell runs', async () => {
    const place = await archiveOf([]);
    const intoNothing = await runCells(place, cells, '--output', path.join(place.folder, 'none', 'report.html'));
    expect(intoNothing).toMatchObject({ exitCode: 2, stdout: '' });
    expect(intoNothing.stderr).toContain(`There is no folder ${path.join(place.folder, 'none')}: make it first.`);
    const ontoFolder = await runCells(place, cells, '--output', place.folder);
    expect(ontoFolder).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ontoFolder.stderr).toContain('It is a folder: give the name of a file in it.');
  });
});
