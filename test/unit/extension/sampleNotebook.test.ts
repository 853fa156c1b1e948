import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoConnection } from '../../../src/core/api/connection';
import { formatNotebook, parseNotebook } from '../../../src/core/notebook/notebookFormat';

const text = readFileSync(path.join(import.meta.dirname, '../../../media/samples/demo-tenant.auditnb'), 'utf8');

describe('the sample notebook', () => {
  it('is written as the extension writes it, so that a save changes nothing', () => {
    expect(formatNotebook(parseNotebook(text))).toBe(text);
  });

  it('asks the demo tenant', () => {
    expect(parseNotebook(text).metadata).toEqual({ connectionId: demoConnection.id });
  });
});
