import type { CommandContext } from '../commandContext';

/** Tells people on standard error how far a command is. On a terminal, the state is one line that changes. */
export class Progress {
  constructor(private readonly stderr: CommandContext['stderr']) {}

  /** What is going on right now; on a terminal alone. */
  show(state: string): void {
    if (this.stderr.isTTY === true) {
      this.stderr.write(`\r\u001b[K${state}`);
    }
  }

  /** What has come to an end. */
  tell(line: string): void {
    this.stderr.write(this.stderr.isTTY === true ? `\r\u001b[K${line}\n` : `${line}\n`);
  }
}
