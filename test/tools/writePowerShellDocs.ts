/** Writes `media/docs/powershell.md` anew: the test that it is current makes it, since the tables are read by the tests' loader. */
import { mustRunCommand } from './runCommand.ts';
import { runScript } from './runScript.ts';

await runScript(() =>
  mustRunCommand('vitest', ['run', 'test/unit/core/powershell/powerShellDocs.test.ts', '--update']),
);
