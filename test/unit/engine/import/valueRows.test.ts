import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../../../src/engine/import/row';
import { valueRows } from '../../../../src/engine/import/valueRows';

async function rowsOf(text: string, chunkSize: number, longest?: number): Promise<readonly Row[]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, index) =>
    bytes.subarray(index * chunkSize, (index + 1) * chunkSize),
  );
  const rows: Row[] = [];
  for await (const group of valueRows(asStream(chunks), longest)) {
    rows.push(...group);
  }
  return rows;
}

async function* asStream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    yield await Promise.resolve(chunk);
  }
}

const textOf = (row: Row): string => Buffer.from(row.text).toString();

test('finds the text of every element, however the bytes are cut', async () => {
  const objects = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(objects, { maxLength: 3 }),
      fc.nat(3),
      fc.integer({ min: 1, max: 9 }),
      async (arrays, indent, size) => {
        const text = arrays.map((array) => JSON.stringify(array, null, indent)).join('\n');
        const rows = await rowsOf(text, size);
        expect(rows.map(textOf).map((row): unknown => JSON.parse(row))).toEqual(
          JSON.parse(JSON.stringify(arrays.flat())),
        );
        expect(rows.every((row, index) => row.element === index + 1 && text.includes(textOf(row)))).toBe(true);
      },
    ),
  );
});

test('finds objects that stand alone, and the lines that values begin in', async () => {
  const rows = await rowsOf('{\n"a": 1\n}\n{"b":2}\n[\n{"c":3}, x]', 3);
  expect(rows.map((row) => [row.line, textOf(row)])).toEqual([
    [1, '{\n"a": 1\n}'],
    [4, '{"b":2}'],
    [6, '{"c":3}'],
    [6, 'x'],
  ]);
});

test('goes on after a value that is too long to be held', async () => {
  const rows = await rowsOf(`[{"a":"${'x'.repeat(100)}"},{"b":1}]`, 10, 50);
  expect(rows.map(({ problem }) => problem)).toEqual(['The value has 108 bytes, too many for a record.', undefined]);
  expect(rows[0]?.text.length).toBeLessThanOrEqual(50);
});

test('says that an array has no end', async () => {
  const rows = await rowsOf('[{"a":1},', 4);
  expect(rows.map(({ problem }) => problem)).toEqual([undefined, 'The file ends before its array does.']);
});
