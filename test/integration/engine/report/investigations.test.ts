import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentTypes } from '../../../../src/core/api/contentType';
import { formatNotebook, parseNotebook } from '../../../../src/core/notebook/notebookFormat';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { Archive } from '../../../../src/engine/archive/archive';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { NotebookRun, type CellOutcome } from '../../../../src/engine/report/notebookRun';
import { TenantSync } from '../../../../src/engine/sync/tenantSync';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { FakeTiming } from '../../../unit/engine/api/fakeTiming';
import { wednesday } from '../../../unit/sandbox/sandboxClient';

const library = path.join(import.meta.dirname, '../../../../media/investigations');
const names = readdirSync(library).map((file) => path.basename(file, '.auditnb'));

/** The records of the demo tenant differ by day: these are of one day, with working days before it. */
const now = wednesday;

let folder: string;
let demo: Archive;
let empty: Archive;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-library-'));
  const [demoFolder, emptyFolder] = [path.join(folder, 'demo'), path.join(folder, 'empty')];
  demo = await Archive.open(demoFolder);
  empty = await Archive.open(emptyFolder);
  await syncDemo();
});

afterAll(async () => {
  await demo.close();
  await empty.close();
  await rm(folder, { recursive: true, force: true });
});

/** Brings all that the demo tenant has on that day into the archive. */
async function syncDemo(): Promise<void> {
  const timing = new FakeTiming(now);
  const sandbox = await startSandbox({ subscribed: [...contentTypes], now: () => timing.now() });
  const { origin, tenantId, token } = sandbox;
  const client = new ManagementApiClient({ origin, tenantId, getToken: () => Promise.resolve(token), timing });
  try {
    await demo.recordSubscriptions(tenantId, await client.listSubscriptions(), timing.now());
    const { contentTypes: synced } = await new TenantSync({ client, store: demo, tenantId, timing }).run();
    expect(synced.map(({ contentType, error }) => [contentType, error])).toEqual(
      contentTypes.map((contentType) => [contentType, undefined]),
    );
  } finally {
    await client.close();
    await sandbox.close();
  }
}

function read(name: string): string {
  return readFileSync(path.join(library, `${name}.auditnb`), 'utf8');
}

async function run(name: string, archive: Archive): Promise<readonly CellOutcome[]> {
  const runner = new QueryRunner(archive);
  const notebook = parseNotebook(read(name));
  const { signal } = new AbortController();
  const notebookRun = new NotebookRun(notebook, { archive, runner, now, parameters: {}, signal });
  const outcomes: CellOutcome[] = [];
  try {
    for await (const outcome of notebookRun.cells()) {
      outcomes.push(outcome);
    }
    return outcomes;
  } finally {
    await notebookRun.close();
    runner.close();
  }
}

/** Cells that look for what the demo tenant does not have: turned-off auditing, blobs that are missing. */
const withoutRows: Readonly<Record<string, readonly number[]>> = {
  'admin-changes': [12],
  coverage: [6, 8],
};

describe.each(names)('the investigation %s', (name) => {
  it('is written as the extension writes it, and begins with its title and what it is for', () => {
    const notebook = parseNotebook(read(name));
    expect(formatNotebook(notebook)).toBe(read(name));
    expect(notebook.cells[0]?.text).toMatch(/^# .+\n\n\S.+\.\n/);
    expect(notebook.cells.at(-1)?.text).toMatch(/^## What to look at next\n/);
  });

  it('finds something in the demo tenant, and fails nowhere', async () => {
    const outcomes = await run(name, demo);
    expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
    const found = outcomes.filter(({ results }) => results.some(({ rowCount }) => rowCount > 0));
    const queries = outcomes.filter(({ cell }) => cell.kind === 'code').map(({ index }) => index);
    expect(found.map(({ index }) => index)).toEqual(
      queries.filter((index) => !(withoutRows[name] ?? []).includes(index)),
    );
  });

  it('fails nowhere over an empty archive', async () => {
    const outcomes = await run(name, empty);
    expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
  });
});

it('has each investigation that is spoken of under its title', () => {
  const titles = names.map((name) => /^# (.+)/.exec(parseNotebook(read(name)).cells[0]?.text ?? '')?.[1]);
  const mentioned = names.flatMap((name) =>
    parseNotebook(read(name)).cells.flatMap(({ kind, text }) =>
      kind === 'markdown' && text.startsWith('## What to look at next')
        ? [...text.matchAll(/\*([A-Z][^*]+)\*/g)].map(([, title]) => title)
        : [],
    ),
  );
  expect(new Set(titles).size).toBe(12);
  expect(mentioned.filter((title) => !titles.includes(title))).toEqual([]);
  const page = readFileSync(path.join(library, '../docs/reports.md'), 'utf8');
  expect(titles.filter((title) => !page.includes(`| ${title} `))).toEqual([]);
});
