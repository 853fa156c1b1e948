import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../tools/repository.ts';
import { formatCount, runVitest } from '../tools/runVitest.ts';
import { measurementSchema } from './measurement.ts';

/** Runs the benches of this folder, one file a bench, and prints what they measured. Arguments choose some of them by name. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          meta: z.object({ measurement: measurementSchema.optional() }),
        }),
      ),
    }),
  ),
});

const count = await runVitest(path.join(import.meta.dirname, 'vitest.config.ts'), 'bench', process.argv.slice(2));
const text = await readFile(path.join(cacheFolder, 'test-reports', 'bench.json'), 'utf8');
const results = reportSchema.parse(JSON.parse(text)).testResults.flatMap(({ assertionResults }) => assertionResults);
const rows = results
  .filter(({ status }) => status !== 'skipped')
  .map(({ fullName, status, meta }) => [
    fullName,
    meta.measurement?.measured ?? '',
    meta.measurement?.limit ?? '',
    status,
  ]);
process.stdout.write(`\n${formatTable([['Bench', 'Measured', 'Limit', 'Result'], ...rows])}\n${formatCount(count)}\n`);
process.exitCode = count.failed === 0 ? 0 : 1;

function formatTable(table: readonly (readonly string[])[]): string {
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
