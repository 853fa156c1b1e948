import { expect, test, vi } from 'vitest';
import * as vscode from 'vscode';
import { resultMime } from '../../../../../src/core/notebook/resultPayload';
import { resultLabels } from '../../../../../src/extension/notebook/results/resultLabels';
import { readOutputs, savedOutputs } from '../../../../../src/extension/notebook/files/savedOutputs';

vi.mock('vscode', () => import('../../vscodeStandIn'));

const Item = vscode.NotebookCellOutputItem;

function cellWith(outputs: vscode.NotebookCellOutput[]): vscode.NotebookCellData {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'print 1', 'kql');
  return Object.assign(cell, { outputs });
}

test('outputs that are saved come back as they were, but for what is neither JSON nor text', () => {
  const error = Item.json({ name: 'Line 1', message: 'wrong' }, 'application/vnd.code.notebook.error');
  const words = { locale: 'en', labels: resultLabels(vscode.l10n) };
  const result = [Item.json({ version: 2, rows: [['a']], ...words }, resultMime), Item.text('a\n1 row')];
  const picture = new Item(new Uint8Array([1]), 'image/png');
  const { outputs = [] } = savedOutputs(
    cellWith([new vscode.NotebookCellOutput([...result, picture]), new vscode.NotebookCellOutput([error])]),
  );
  expect(outputs[0]?.[0]?.value).toEqual({ version: 2, rows: [['a']] });
  const read = readOutputs(outputs).map(({ items }) =>
    items.map(({ mime, data }) => [mime, Buffer.from(data).toString()]),
  );
  const wanted = [result, [error]].map((items) => items.map(({ mime, data }) => [mime, Buffer.from(data).toString()]));
  expect(read).toEqual(wanted);
});

test('a result has the words of the version that opens it, whichever saved it', () => {
  const saved = { mime: resultMime, value: { version: 2, rows: [['a']], locale: 'xx', labels: { rows: 'of old' } } };
  const [item] = readOutputs([[saved]])[0]?.items ?? [];
  expect(JSON.parse(Buffer.from(item?.data ?? []).toString())).toEqual({
    ...{ version: 2, rows: [['a']], locale: 'en' },
    labels: resultLabels(vscode.l10n),
  });
});

test('a cell without outputs has none in the file', () => {
  expect(savedOutputs(cellWith([]))).toEqual({});
  expect(savedOutputs(cellWith([new vscode.NotebookCellOutput([])]))).toEqual({});
});
