import { formatJson } from '../../../../src/extension/documents/formatJson';
import { recordAt, type RecordAt } from '../../../../src/extension/hover/recordAt';
import { recordFacts, type RecordContext, type RecordFact } from '../../../../src/extension/hover/recordFacts';

export const context: RecordContext = {
  connections: [{ name: 'Contoso', tenantId: '5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de' }],
};

/** A document of which the hover sees lines alone; it counts those that were read. */
export class Document {
  linesRead = 0;
  private readonly texts: readonly string[];

  constructor(text: string) {
    this.texts = text.split('\n');
  }

  get lineCount(): number {
    return this.texts.length;
  }

  lineAt(line: number): { readonly text: string } {
    this.linesRead += 1;
    return { text: this.texts[line] ?? '' };
  }

  /** The record around the first character after a text, which must be there. */
  recordAfter(marker: string): RecordAt | undefined {
    const line = this.texts.findIndex((text) => text.includes(marker));
    return recordAt(this, { line, character: (this.texts[line] ?? '').indexOf(marker) + marker.length });
  }
}

/** What is known behind a text of a record. */
export function factsAfter(record: object, marker: string): readonly RecordFact[] {
  const found = new Document(formatJson(JSON.stringify(record))).recordAfter(marker);
  return found === undefined ? [] : recordFacts(found.text, found.offset, context);
}
