import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { NotebookCellData, NotebookCellKind, NotebookData } from 'vscode';
import { describe, expect, test, vi } from 'vitest';
import { KqlSerializer } from '../../../../../src/extension/notebook/files/kqlSerializer';

vi.mock('vscode', () => import('../../vscodeStandIn'));

const serializer = new KqlSerializer();
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function open(text: string): NotebookData {
  return serializer.deserializeNotebook(encode(text));
}

function save(data: NotebookData): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(serializer.serializeNotebook(data));
}

/** As VS Code does with the text of a cell: one kind of line break, and the metadata as JSON. */
function throughEditor(data: NotebookData): NotebookData {
  return notebookOf(
    data.cells.map(({ kind, value, languageId, metadata }) => {
      const cell = new NotebookCellData(kind, value.replaceAll(/\r\n|\r|\n/g, '\n'), languageId);
      return withMetadata(cell, metadata);
    }),
    data.metadata,
  );
}

function notebookOf(cells: NotebookCellData[], metadata?: object): NotebookData {
  return withMetadata(new NotebookData(cells), metadata);
}

function withMetadata<T extends { metadata?: object }>(target: T, metadata: object | undefined): T {
  return Object.assign(target, { metadata: JSON.parse(JSON.stringify(metadata ?? {})) as object });
}

function code(value: string, metadata?: object): NotebookCellData {
  return withMetadata(new NotebookCellData(NotebookCellKind.Code, value, 'kql'), metadata);
}

describe('a file of KQL as a notebook', () => {
  test('has a cell for each block, and is saved as it was', () => {
    const text = '\uFEFF// one\r\nA\r\n| take 1\n\r\n\r\nlet n = 2;\r\n\r\nB | take n\r\n\r\n';
    const data = throughEditor(open(text));
    expect(data.cells.map(({ value }) => value)).toEqual(['// one\nA\n| take 1', 'let n = 2;\n\nB | take n']);
    expect(save(data)).toBe(text);
  });

  test('is saved as it was, whatever it holds', () => {
    const word = fc.constantFrom(
      'A',
      'let x = 1;',
      '\n\n',
      '\r\n\r\n',
      '\r',
      ' ',
      '|',
      '(',
      ')',
      '"',
      '//',
      'é🎉',
      '\uFEFF',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        expect(save(throughEditor(open(text)))).toBe(text);
      }),
    );
  });

  test('keeps the other cells as they are where one is edited, added, moved or made prose', () => {
    const data = throughEditor(open('A\r\n| take 1\r\n\r\n\r\nB\r\n\r\nC\r\n'));
    const [a, b, c] = data.cells;
    if (a === undefined || b === undefined || c === undefined) {
      throw new Error('three cells');
    }
    const prose = new NotebookCellData(NotebookCellKind.Markup, 'Why\nso', 'markdown');
    const cells = [c, prose, code('A\n| take 2', a.metadata), b];
    expect(save(notebookOf(cells, data.metadata))).toBe(
      'C\r\n\r\n// Why\r\n// so\r\n\r\nA\r\n| take 2\r\n\r\n\r\nB\r\n',
    );
  });

  test('is no notebook where it is no text', () => {
    expect(() => serializer.deserializeNotebook(Uint8Array.of(0xff, 0xfe, 0x41))).toThrow();
  });

  test('has all cells where it is made anew', () => {
    expect(save(notebookOf([code('A')]))).toBe('A\n');
  });
});

test('its type is the one of the manifest', () => {
  expect(readFileSync('package.json', 'utf8')).toContain('"m365-audit-kql"');
});
