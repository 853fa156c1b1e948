/** Writes `src/core/schema/generated/officeActivityColumns.ts` anew from a file of columns, whose form `officeActivityFile.ts` tells. */
import { writeFileSync } from 'node:fs';
import { officeActivityFile, readOfficeActivityColumns } from './officeActivityFile.ts';
import { runScript } from './runScript.ts';

await runScript(async () => {
  const [columnsFile] = process.argv.slice(2);
  if (columnsFile === undefined) {
    throw new Error('Name the file of columns: npm run generate:office-activity -- FILE');
  }
  writeFileSync(...(await officeActivityFile(readOfficeActivityColumns(columnsFile))));
});
