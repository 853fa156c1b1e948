/** Which cells are stale, and which ones did not run. */
import { beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import { demoConnection } from '../../../../src/core/api/connection';
import type { CellInputs } from '../../../../src/core/notebook/state/cellRun';
import { variableTexts } from '../../../../src/core/powershell/powerShellScope';
import { translatePowerShell } from '../../../../src/core/powershell/translatePowerShell';
import { archiveTables } from '../../../../src/core/schema/archiveTables';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import { AuditController } from '../../../../src/extension/notebook/auditController';
import type { CellRunner } from '../../../../src/extension/notebook/running/cellRunner';
import { CellRuns, type CellRun, type HeldResult } from '../../../../src/extension/notebook/state/cellRuns';
import { CellState, powerShellLanguage } from '../../../../src/extension/notebook/state/cellState';
import { NotebookVariables } from '../../../../src/extension/notebook/state/notebookVariables';
import { controllers, EventEmitter } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

const connections = { connections: [demoConnection], find: () => demoConnection } as unknown as ConnectionStore;
const failure: Partial<CellRun> = { results: [], error: { kind: 'query', message: 'wrong' } };

const tables = archiveTables([]);

let runs: CellRuns;
let variables: NotebookVariables;
let state: CellState;

beforeEach(() => {
  runs = new CellRuns(new EventEmitter<undefined>().event as vscode.Event<void>);
  variables = new NotebookVariables();
  state = new CellState(connections, runs, variables);
});

interface TestCell {
  readonly text: string;
  readonly name?: string;
  readonly language?: string;
}

const shell = (text: string): TestCell => ({ text, language: powerShellLanguage });

class Notebook {
  readonly cells: vscode.NotebookCell[];
  private readonly texts: string[];
  private count = 0;

  constructor(cells: readonly TestCell[]) {
    this.texts = cells.map(({ text }) => text);
    const notebook = { metadata: {}, getCells: () => this.cells };
    this.cells = cells.map(({ name, language = 'kql' }, index) => {
      const document = { languageId: language, getText: () => this.texts[index] };
      return { notebook, index, metadata: { name }, document } as unknown as vscode.NotebookCell;
    });
  }

  cell(index: number): vscode.NotebookCell {
    const cell = this.cells[index];
    if (cell === undefined) {
      throw new RangeError(`There is no cell ${index}.`);
    }
    return cell;
  }

  edit(index: number, text: string): void {
    this.texts[index] = text;
  }

  run(index: number, more: Partial<CellRun> = {}): void {
    const cell = this.cell(index);
    runs.forget([cell]);
    const inputs = { ...state.inputsOf(cell), variables: more.error === undefined ? this.assign(cell) : {} };
    const result = {
      ...{ resultId: `result ${(this.count += 1)}`, cell, connection: demoConnection },
      ...{ facts: { rowCount: 1, elapsedMs: 1 }, query: { text: '', place: { start: 0, length: 0 }, columns: [] } },
    } satisfies HeldResult;
    runs.add(cell, { inputs, connection: demoConnection, results: [result], ...more });
  }

  /** @returns the variables that it reads */
  private assign(cell: vscode.NotebookCell): CellInputs['variables'] {
    if (cell.document.languageId !== powerShellLanguage) {
      return {};
    }
    const before = variables.scopeOf(cell.notebook);
    const translated = translatePowerShell(cell.document.getText(), { tables, now: 0, scope: before });
    variables.assign(cell, translated.scope, translated.assigns);
    return variableTexts(before, translated.reads);
  }

  get stale(): readonly (readonly string[])[] {
    return this.cells.map((cell) => state.staleReasons(cell));
  }
}

test('a cell is stale when one that its named results come from is', () => {
  const notebook = new Notebook([
    { text: 'AuditRecords | take 5', name: 'First' },
    { text: 'First | take 4', name: 'Second' },
    { text: 'Second | count' },
    { text: 'AuditRecords | count' },
  ]);
  [0, 1, 2, 3].forEach((index) => {
    notebook.run(index);
  });
  expect(notebook.stale).toEqual([[], [], [], []]);

  notebook.edit(0, 'AuditRecords | take 6');
  expect(notebook.stale).toEqual([['text'], ['tables'], ['tables'], []]);
  notebook.run(0);
  expect(notebook.stale).toEqual([[], ['tables'], ['tables'], []]);
  notebook.run(1);
  expect(notebook.stale).toEqual([[], [], ['tables'], []]);
  notebook.run(2);
  expect(notebook.stale).toEqual([[], [], [], []]);

  notebook.run(0, failure);
  expect(notebook.stale).toEqual([[], ['tables'], ['tables'], []]);
});

test('a cell is stale when one that assigned its variables is, whichever way they were read', () => {
  const notebook = new Notebook([
    shell(`$sent = Get-AuditRecord | Where-Object Operation -eq 'Send'`),
    shell('$few = $sent | Select-Object -First 3'),
    shell('$few | Format-List'),
    shell('$sent = $few'),
  ]);
  [0, 1, 2].forEach((index) => {
    notebook.run(index);
  });
  expect(notebook.stale).toEqual([[], [], [], []]);

  notebook.edit(0, `$sent = Get-AuditRecord | Where-Object Operation -eq 'SendAs'`);
  expect(notebook.stale).toEqual([['text'], ['variables'], ['variables'], []]);
  notebook.run(0);
  expect(notebook.stale).toEqual([[], ['variables'], ['variables'], []]);
  notebook.run(1);
  notebook.run(2);
  expect(notebook.stale).toEqual([[], [], [], []]);

  notebook.run(0, failure);
  expect(notebook.stale).toEqual([[], ['variables'], ['variables'], []]);
});

test('variables that are read and assigned in a circle end', () => {
  const notebook = new Notebook([shell('$a = 1'), shell('$b = $a'), shell('$a = $b')]);
  [0, 1, 2].forEach((index) => {
    notebook.run(index);
  });
  notebook.edit(2, '$a = $b + 1');
  expect(notebook.stale).toEqual([[], ['variables'], ['text']]);
});

test('the cells after one that fails do not run, and say so until it or they have run', async () => {
  const notebook = new Notebook([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
  const ran: string[] = [];
  let failing = 'two';
  const runner = {
    run: ({ cell }: vscode.NotebookCellExecution) => {
      const text = cell.document.getText();
      ran.push(text);
      notebook.run(cell.index, text === failing ? failure : {});
      return Promise.resolve(text === failing ? 'error' : 'success');
    },
  } as unknown as CellRunner;
  const controller = new AuditController(runner, runs);
  const runAll = (): Promise<void> =>
    controllers[0]?.executeHandler(notebook.cells, notebook.cell(0).notebook) ?? fail();
  const blockers = (): readonly unknown[] => notebook.cells.map((cell) => runs.findFailedBefore(cell)?.index);

  await runAll();
  expect([ran, blockers()]).toEqual([
    ['one', 'two'],
    [undefined, undefined, 1],
  ]);
  notebook.run(2);
  expect(blockers()).toEqual([undefined, undefined, undefined]);

  failing = 'none';
  await runAll();
  expect([ran.slice(2), blockers()]).toEqual([
    ['one', 'two', 'three'],
    [undefined, undefined, undefined],
  ]);
  controller.dispose();
});

function fail(): never {
  throw new Error('There is no controller.');
}
