import { describe, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import { valueItems, type ValueTexts } from '../../../../../src/extension/notebook/parameters/parameterItems';
import { parameterItems } from '../../../../../src/extension/notebook/statusBar/parameterStatusItems';

vi.mock('vscode', () => import('../../vscodeStandIn'));

const known = [
  { label: '24 hours ago', value: 'ago(24h)' },
  { label: '7 days ago', value: 'ago(7d)' },
];

function offered(texts: Omit<ValueTexts, 'known'>): readonly (readonly [string, string | null, boolean])[] {
  const parameter = { name: 'from', type: 'datetime', defaultText: 'datetime(2026-01-01)' } as const;
  const items = valueItems(parameter, { known, ...texts });
  return items.map(({ label, value, alwaysShow = false }) => [label, value, alwaysShow]);
}

const useDefault = ['Use the default', null, true] as const;

describe('for a parameter are offered', () => {
  test('all known values at first, whichever it has now, and the default', () => {
    expect(offered({ current: 'ago(7d)', typed: 'ago(7d)' })).toEqual([
      ['24 hours ago', 'ago(24h)', true],
      ['7 days ago', 'ago(7d)', true],
      useDefault,
    ]);
  });

  test('then what is typed, as a value of the type, besides what matches it', () => {
    expect(offered({ current: 'ago(7d)', typed: '2026-11-22 14:30' })).toEqual([
      ['24 hours ago', 'ago(24h)', false],
      ['7 days ago', 'ago(7d)', false],
      ['2026-11-22 14:30', 'datetime(2026-11-22T14:30:00.000Z)', true],
      useDefault,
    ]);
  });

  test('nothing for what is no value of the type', () => {
    expect(offered({ current: '', typed: 'yesterday' }).map(([label]) => label)).not.toContain('yesterday');
  });
});

describe('in the status bar', () => {
  const texts = (text: string): readonly string[] => {
    const notebook = { metadata: { parameters: { user: 'ann@contoso.com' } } };
    const cell = { notebook, document: { getText: () => text } } as unknown as vscode.NotebookCell;
    return parameterItems(cell).map((item) => item.text);
  };

  test('two parameters are an item each', () => {
    expect(texts('declare query_parameters(user:string, since:datetime = ago(7d));')).toEqual([
      '$(edit) user = ann@contoso.com',
      '$(edit) since = ago(7d)',
    ]);
  });

  test('more are one item, which leaves room for the facts of the result', () => {
    const declared = 'user:string, since:datetime = ago(7d), until:datetime = now(), address:string = ""';
    expect(texts(`declare query_parameters(${declared});`)).toEqual([
      '$(edit) 4 parameters: user = ann@contoso.com, since…',
    ]);
  });
});
