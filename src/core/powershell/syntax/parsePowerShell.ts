import { EngineError } from '../../protocol/engineError';
import type { Statement } from './ast';
import { Reader } from './reader';
import { parseStatement, refuseRest, skipSeparators } from './statements';

export interface ParsedText {
  readonly statements: readonly Statement[];
  /** What is wrong, of kind `query` and with its place: one for each statement that cannot be read. */
  readonly errors: readonly EngineError[];
}

/** Parses a cell. A statement that cannot be read is passed over, up to the next line that starts at the left. */
export function parsePowerShell(text: string): ParsedText {
  const reader = new Reader(text);
  const statements: Statement[] = [];
  const errors: EngineError[] = [];
  for (;;) {
    const start = reader.position;
    try {
      skipSeparators(reader);
      if (reader.isAtEnd) {
        return { statements, errors };
      }
      const statement = parseStatement(reader);
      reader.skipSpace();
      if (/[^\r\n;]/.test(reader.peek())) {
        refuseRest(reader);
      }
      statements.push(statement);
    } catch (error) {
      if (!(error instanceof EngineError)) {
        throw error;
      }
      errors.push(error);
      reader.position = Math.max(start, reader.position, (error.data.start ?? 0) + (error.data.length ?? 0));
      reader.match(/[^]*?(?:\n(?=[^\s)}|])|$)/y);
    }
  }
}
