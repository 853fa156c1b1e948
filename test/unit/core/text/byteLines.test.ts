import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteLines } from '../../../../src/core/text/byteLines';

async function linesOf(chunks: readonly Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of byteLines(Readable.from(chunks))) {
    lines.push(Buffer.from(line).toString());
  }
  return lines;
}

it('gives the same lines however the bytes come in', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', '\u2028', '😀') });
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(40)), async (whole, cuts) => {
      const bytes = Buffer.from(whole);
      const edges = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
      const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
      const expected = whole.split('\n');
      expect(await linesOf(chunks)).toEqual(expected.at(-1) === '' ? expected.slice(0, -1) : expected);
    }),
  );
});
