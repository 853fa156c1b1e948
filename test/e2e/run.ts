import { parseArgs } from 'node:util';
import { runScript } from '../tools/runScript.ts';
import { formatCount } from '../tools/runVitest.ts';
import { runEndToEndTests } from './runEndToEndTests.ts';

await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { 'update-pictures': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const count = await runEndToEndTests({ updatePictures: values['update-pictures'], vitestArgs: positionals });
  process.stdout.write(`${formatCount(count)}\n`);
  process.exitCode = count.failed === 0 ? 0 : 1;
});
