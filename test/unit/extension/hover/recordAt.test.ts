import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../../src/extension/documents/formatJson';
import { recordAt } from '../../../../src/extension/hover/recordAt';
import { Document } from './recordHoverFixture';

describe('the record at a place', () => {
  it('is the one of a blob, with all that is in it', () => {
    const records = [
      { Id: 'a', Actor: [{ ID: 'x' }] },
      { Id: 'b', Actor: [{ ID: 'y' }], Item: { Folder: { Path: '\\' } } },
      { Id: 'c' },
    ];
    const found = new Document(formatJson(JSON.stringify(records))).recordAfter('"y');
    expect(JSON.parse(found?.text.replace(/,$/, '') ?? '')).toEqual(records[1]);
    expect(found?.text.slice(0, found.offset)).toMatch(/"y$/);
  });

  it('is the document, where that is a record', () => {
    const record = { Id: 'a', Item: { Folder: { Path: '\\' } }, Actor: [{ ID: 'x' }], Operation: 'Send' };
    const found = new Document(formatJson(JSON.stringify(record))).recordAfter('"Send');
    expect(JSON.parse(found?.text ?? '')).toEqual(record);
  });

  it('is found without a look at the other records', () => {
    const records = Array.from({ length: 5_000 }, (_, number) => ({ Id: `record ${number}`, Actor: [{ ID: 'x' }] }));
    const document = new Document(formatJson(JSON.stringify(records)));
    expect(document.recordAfter('record 2500')?.text).toContain('"record 2500"');
    expect(document.linesRead).toBeLessThan(50);
  });

  it('is none between the brackets of a blob', () => {
    expect(recordAt(new Document('[]\n'), { line: 0, character: 1 })).toBeUndefined();
    expect(recordAt(new Document('[\n  {\n    "Id": "a"'), { line: 2, character: 5 })).toBeUndefined();
  });

  it('is whole for any record, whatever strings are in it', () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), fc.nat(), (records, number) => {
        const index = number % records.length;
        const marked = records.map((fields, place) => ({ ...fields, Mark: place === index ? 'here\u2603' : '' }));
        const found = new Document(formatJson(JSON.stringify(marked))).recordAfter('here\u2603');
        expect(JSON.parse(found?.text.replace(/,$/, '') ?? '')).toEqual(JSON.parse(JSON.stringify(marked[index])));
      }),
    );
  });
});
