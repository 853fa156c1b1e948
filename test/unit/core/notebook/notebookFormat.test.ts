import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatNotebook,
  NotebookFormatError,
  parseNotebook,
  type AuditNotebook,
} from '../../../../src/core/notebook/notebookFormat';

const notebook: AuditNotebook = {
  metadata: { connectionId: 'demo' },
  unknownFields: {},
  cells: [
    { kind: 'markdown', language: 'markdown', text: '# Title\n\nText', metadata: {}, unknownFields: {} },
    { kind: 'code', language: 'kql', text: 'AuditRecords\n| take 5', metadata: { tag: 1 }, unknownFields: {} },
  ],
};

function readError(text: string): NotebookFormatError {
  try {
    parseNotebook(text);
  } catch (error) {
    if (error instanceof NotebookFormatError) {
      return error;
    }
    throw error;
  }
  throw new Error('The notebook was read.');
}

describe('formatNotebook', () => {
  it('writes one line of the file for each line of a cell', () => {
    expect(formatNotebook(notebook)).toMatchInlineSnapshot(`
      "{
        "format": 1,
        "metadata": {
          "connectionId": "demo"
        },
        "cells": [
          {
            "kind": "markdown",
            "language": "markdown",
            "source": [
              "# Title",
              "",
              "Text"
            ]
          },
          {
            "kind": "code",
            "language": "kql",
            "metadata": {
              "tag": 1
            },
            "source": [
              "AuditRecords",
              "| take 5"
            ]
          }
        ]
      }
      "
    `);
  });
});

describe('parseNotebook', () => {
  it('reads back every notebook that was written, whatever its text and fields', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\n', '\r', '\r\n', '\ud800', '\udc00', '"', '\\', 'é', '😀'),
    });
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    const unknown = (known: readonly string[]): fc.Arbitrary<Record<string, unknown>> =>
      json.map((fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => !known.includes(name))));
    const cell = fc.record({
      kind: fc.constantFrom('markdown' as const, 'code' as const),
      language: fc.string(),
      text,
      metadata: json,
      unknownFields: unknown(['kind', 'language', 'source', 'metadata']),
    });
    const anyNotebook = fc.record({
      cells: fc.array(cell),
      metadata: json,
      unknownFields: unknown(['format', 'metadata', 'cells']),
    });
    fc.assert(
      fc.property(anyNotebook, (written) => {
        const file = formatNotebook(written);
        const read = parseNotebook(file);
        // Minus zero is no JSON, so the texts are what must be equal; the cells' text is compared as it is.
        expect(formatNotebook(read)).toBe(file);
        expect(read.cells.map(({ text: source }) => source)).toEqual(written.cells.map(({ text: source }) => source));
      }),
    );
  });

  it('keeps a key named __proto__ as any other', () => {
    const file = '{"format":1,"metadata":{"__proto__":{"a":1}},"__proto__":2,"cells":[]}';
    expect(JSON.parse(formatNotebook(parseNotebook(file)))).toEqual(JSON.parse(file));
    expect(formatNotebook(parseNotebook(file)).match(/__proto__/g)).toHaveLength(2);
  });

  it('says where the JSON breaks off', () => {
    const error = readError('{\n  "format": 1,\n  "cells": [\n<<<<<<< HEAD\n  ]\n}\n');
    expect(error.place).toEqual({ line: 4, column: 1 });
    expect(error.message).toContain('line 4, column 1');
  });

  it.each([
    ['an empty file', '', 'no sound JSON'],
    ['a trailing comma', '{"format":1,"cells":[],}', 'no sound JSON'],
    ['a list', '[]', 'no JSON object'],
    ['no format', '{"cells":[]}', '"format" must be a whole number'],
    ['no cells', '{"format":1}', '"cells" must be a list'],
    ['a newer format', '{"format":2,"cells":[]}', 'Update the extension'],
    ['an unknown kind', '{"format":1,"cells":[{"kind":"x","language":"kql","source":[]}]}', 'Cell 1'],
    ['source that is text', '{"format":1,"cells":[{"kind":"code","language":"kql","source":"a"}]}', 'list of lines'],
  ])('throws on %s', (_, text, message) => {
    expect(readError(text).message).toContain(message);
  });
});

describe('outputs', () => {
  it('are kept where they were saved', () => {
    const outputs = [[{ mime: 'text/plain', value: 'a' }], [{ mime: 'application/json', value: { rows: [[1]] } }]];
    const saved: AuditNotebook = { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, outputs })) };
    expect(parseNotebook(formatNotebook(saved))).toEqual(saved);
  });

  it('that are none are an error with their name', () => {
    const file = {
      format: 1,
      cells: [{ kind: 'code', language: 'kql', source: [], outputs: [{ mime: 'text/plain' }] }],
    };
    expect(readError(JSON.stringify(file)).message).toContain('"outputs.0" must be a list');
  });
});
