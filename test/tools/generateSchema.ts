/** Writes `src/core/schema/generated` anew from a record schema file, whose form `recordSchema.ts` tells. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readRecordSchema } from './recordSchema.ts';
import { runScript } from './runScript.ts';
import { schemaFiles } from './schemaFiles.ts';

await runScript(async () => {
  const [schemaFile] = process.argv.slice(2);
  if (schemaFile === undefined) {
    throw new Error('Name the record schema file: npm run generate:schema -- FILE');
  }
  for (const [file, text] of await schemaFiles(readRecordSchema(schemaFile))) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
});
