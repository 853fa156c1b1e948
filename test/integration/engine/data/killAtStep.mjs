// Ends the process, as a kill does, before it changes the disk for the time that the environment's KILL_AT says. At its end, a process
// that was not killed prints how many such steps it had.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

let steps = 0;

for (const name of ['link', 'mkdir', 'open', 'rename', 'rm', 'rmdir']) {
  const step = fs[name];
  fs[name] = (...args) => {
    // A file that is opened to be read is not changed.
    if (name !== 'open' || (args[1] !== undefined && args[1] !== 'r')) {
      steps += 1;
      if (steps === Number(process.env.KILL_AT)) {
        process.kill(process.pid, 'SIGKILL');
      }
    }
    return step(...args);
  };
}
syncBuiltinESMExports();
process.on('exit', () => {
  process.stdout.write(`${steps}\n`);
});
