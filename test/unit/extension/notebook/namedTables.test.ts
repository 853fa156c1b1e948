import { beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import { demoConnection } from '../../../../src/core/api/connection';
import { CellRuns, type HeldResult } from '../../../../src/extension/notebook/state/cellRuns';
import { NamedTables } from '../../../../src/extension/notebook/state/namedTables';
import { EventEmitter, openNotebooks } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

const uri = { toString: () => 'file:///a.auditnb' };
const notebook = { uri, notebookType: 'm365-audit-notebook', getCells: () => [named, plain] };
const named = { metadata: { name: 'Suspects' }, notebook } as unknown as vscode.NotebookCell;
const plain = { metadata: {}, notebook } as unknown as vscode.NotebookCell;

function run(cell: vscode.NotebookCell, runs: CellRuns): void {
  const result = {
    ...{ resultId: 'r', cell, connection: demoConnection, facts: { rowCount: 1, elapsedMs: 1 } },
    query: { text: 'q', place: { start: 0, length: 1 }, columns: [{ name: 'UserId', type: 'string' }] },
  } satisfies HeldResult;
  const read = { parameters: {}, timeRange: undefined, tables: {}, variables: {} };
  const inputs = { language: 'kql', text: 'q', connectionId: 'c', ...read };
  runs.add(cell, { inputs, connection: demoConnection, results: [result] });
}

beforeEach(() => {
  openNotebooks.splice(0, openNotebooks.length, notebook);
});

test('a named cell that ran is a table with the columns of its result, until the engine loses it', () => {
  const restarted = new EventEmitter<undefined>();
  const runs = new CellRuns(restarted.event);
  const tables = new NamedTables(runs);
  let changes = 0;
  tables.onDidChange(() => (changes += 1));
  expect(tables.find('file:///a.auditnb')).toEqual([]);

  run(plain, runs);
  expect([tables.find('file:///a.auditnb'), changes]).toEqual([[], 0]);

  run(named, runs);
  const columns = [{ name: 'UserId', type: 'string' }];
  expect([tables.find('file:///a.auditnb'), changes]).toEqual([[{ name: 'Suspects', columns }], 1]);
  expect(tables.find('file:///another.kql')).toEqual([]);

  restarted.fire(undefined);
  expect([tables.find('file:///a.auditnb'), changes]).toEqual([[], 2]);
});
