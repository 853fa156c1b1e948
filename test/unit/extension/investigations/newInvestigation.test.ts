import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Uri } from 'vscode';
import type { Connection } from '../../../../src/core/api/connection';
import { demoConnection } from '../../../../src/core/api/connection';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import type { ErrorPresenter } from '../../../../src/extension/errors/errorPresenter';
import { NewInvestigation } from '../../../../src/extension/investigations/newInvestigation';
import { commands, type NotebookData } from '../vscodeStandIn';

interface Item {
  readonly label: string;
  readonly detail?: string;
}

/** What the user is asked, what they answer, and what is opened then. */
const desk = vi.hoisted(() => ({
  asked: [] as (readonly Item[])[],
  answers: [] as string[],
  opened: [] as { type: string; data: unknown }[],
  shown: [] as unknown[],
}));

vi.mock('vscode', async () => {
  const standIn = await import('../vscodeStandIn');
  return {
    ...standIn,
    Uri: { joinPath: ({ fsPath }: { fsPath: string }, name: string) => ({ fsPath: path.join(fsPath, name) }) },
    window: {
      ...standIn.window,
      showQuickPick: async (choices: readonly Item[] | Promise<readonly Item[]>) => {
        const items = await choices;
        desk.asked.push(items);
        const answer = desk.answers.shift();
        return items.find(({ label }) => label === answer);
      },
      showNotebookDocument: (notebook: unknown) => Promise.resolve(desk.shown.push(notebook)),
    },
    workspace: {
      ...standIn.workspace,
      fs: {
        readDirectory: async ({ fsPath }: Uri) => (await readdir(fsPath)).map((name) => [name, 1]),
        readFile: ({ fsPath }: Uri) => readFile(fsPath),
      },
      openNotebookDocument: (type: string, data: unknown) => {
        desk.opened.push({ type, data });
        return Promise.resolve({ type });
      },
    },
  };
});

const contoso: Connection = { ...demoConnection, id: 'contoso', name: 'Contoso' };
const library = path.join(import.meta.dirname, '../../../../media/investigations');

/** The errors that are shown. */
function investigate(...connections: readonly Connection[]): {
  run: (target?: object) => Promise<unknown>;
  errors: unknown[];
} {
  const errors: unknown[] = [];
  const presenter = {
    guard: (_context: object, action: () => Promise<void>) => action().catch((error: unknown) => errors.push(error)),
  };
  const store = { connections, find: (id: string) => connections.find((known) => known.id === id) };
  new NewInvestigation(
    { fsPath: library } as unknown as Uri,
    store as unknown as ConnectionStore,
    presenter as unknown as ErrorPresenter,
  );
  return { run: (target) => commands.executeCommand('m365Audit.newInvestigation', target), errors };
}

function openedData(): NotebookData {
  return desk.opened[0]?.data as NotebookData;
}

beforeEach(() => {
  desk.asked.length = 0;
  desk.answers.length = 0;
  desk.opened.length = 0;
  desk.shown.length = 0;
});

describe('New Investigation…', () => {
  it('offers the library in the order of its titles, each with a sentence', async () => {
    const { run, errors } = investigate(contoso);
    await run();
    const items = desk.asked[0] ?? [];
    expect(errors).toEqual([]);
    expect(items).toHaveLength(12);
    const labels = items.map(({ label }) => label);
    expect(labels).toEqual([...labels].sort((first, second) => first.localeCompare(second)));
    expect(items.filter(({ detail }) => !/^[A-Z].+\.$/.test(detail ?? ''))).toEqual([]);
    expect(desk.opened).toEqual([]);
  });

  it('opens a copy that names the connection, with its cells, their names and its time range', async () => {
    desk.answers.push('Mass downloads');
    await investigate(contoso).run();
    expect(desk.shown).toEqual([{ type: 'm365-audit-notebook' }]);
    const { cells, metadata } = openedData();
    expect(metadata).toEqual({ timeRange: { lastHours: 720 }, connectionId: 'contoso' });
    expect(cells[0]).toMatchObject({ kind: 1, languageId: 'markdown' });
    expect(cells[0]?.value).toMatch(/^# Mass downloads\n/);
    expect(cells[4]).toMatchObject({ kind: 2, languageId: 'kql', metadata: { name: 'BusyHours' } });
  });

  it('asks which connection, where there are several and no row was chosen', async () => {
    desk.answers.push('Mass downloads', demoConnection.name);
    await investigate(contoso, demoConnection).run();
    expect(desk.asked[1]?.map(({ label }) => label)).toEqual(['Contoso', demoConnection.name]);
    expect(openedData().metadata).toMatchObject({ connectionId: demoConnection.id });
  });

  it('takes the connection of the row, and opens nothing where the user leaves', async () => {
    desk.answers.push('Mass downloads');
    await investigate(contoso, demoConnection).run({ connection: contoso });
    expect(openedData().metadata).toMatchObject({ connectionId: 'contoso' });
    desk.opened.length = 0;
    desk.answers.push('Mass downloads');
    await investigate(contoso, demoConnection).run();
    expect(desk.opened).toEqual([]);
  });
});
