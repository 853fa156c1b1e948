import path from 'node:path';
import { packageExtension } from './tools/packageExtension.ts';
import { runScript } from './tools/runScript.ts';
import { rootFolder } from './tools/repository.ts';

await runScript(async () => {
  const { file, size } = await packageExtension();
  process.stdout.write(`${path.relative(rootFolder, file)}: ${(size / 1_000_000).toFixed(1)} MB\n`);
});
