import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../../src/core/notebook/notebookFormat';
import { summarizeInvestigation } from '../../../../src/extension/investigations/investigationSummary';

const library = path.join(import.meta.dirname, '../../../../media/investigations');

describe('summarizeInvestigation', () => {
  it.each(readdirSync(library))('has a title and a sentence of %s', (file) => {
    const summary = summarizeInvestigation(parseNotebook(readFileSync(path.join(library, file), 'utf8')), file);
    expect(summary.title).not.toBe(file);
    expect(summary.description).toMatch(/^[A-Z].{20,180}\.$/);
  });

  it('falls back to the name that is given', () => {
    const notebook = { cells: [], metadata: {}, unknownFields: {} };
    expect(summarizeInvestigation(notebook, 'x')).toEqual({ title: 'x', description: '' });
  });
});
