import { escapeControls } from '../../core/notebook/cellText';
import type { CommandContext } from '../commandContext';

/** Where lines cannot be rewritten, the state is told so often, in milliseconds: for those who look into a log meanwhile. */
const lineIntervalMs = 15_000;

/**
 * Tells people on standard error how far a command is. On a terminal, the state is one line that changes. What a line quotes may be of
 * strangers, the service or a file's name: it is made visible, lest the terminal obeys it.
 */
export class Progress {
  private shownAt = performance.now();

  constructor(private readonly stderr: CommandContext['stderr']) {}

  /** What is going on right now; where there is no terminal, a line now and then. */
  show(state: string): void {
    const { isTTY, columns = 80 } = this.stderr;
    if (isTTY === true) {
      // A line that wraps could not be rewritten.
      this.stderr.write(`\r\u001b[K${escapeControls(state).slice(0, columns - 1)}`);
    } else if (performance.now() - this.shownAt >= lineIntervalMs) {
      this.shownAt = performance.now();
      this.stderr.write(`${escapeControls(state)}\n`);
    }
  }

  /** What has come to an end. */
  tell(line: string): void {
    const text = escapeControls(line);
    this.stderr.write(this.stderr.isTTY === true ? `\r\u001b[K${text}\n` : `${text}\n`);
  }
}
