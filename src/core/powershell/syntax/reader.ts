import { queryError, type Place } from '../../kql/queryError';

/** Deeper nesting than people write; without a limit a text of a thousand parentheses would end the stack. */
const deepest = 100;

const space = /(?:[ \t\f\v\u00a0\u0085]|`\r?\n|<#[^]*?#>|#[^\r\n]*)+/y;
const spaceAndLines = /(?:[ \t\f\v\u00a0\u0085\r\n]|`\r?\n|<#[^]*?#>|#[^\r\n]*)+/y;

/** Goes through a text of PowerShell, whose words mean different things at different places. */
export class Reader {
  position = 0;
  private depth = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character at the position, or so many after it; empty at the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.position + ahead);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  /** Takes a text if it comes next. */
  take(text: string): boolean {
    if (this.startsWith(text)) {
      this.position += text.length;
      return true;
    }
    return false;
  }

  /** Takes what a sticky regular expression finds here. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.look(pattern);
    this.position += found?.[0].length ?? 0;
    return found;
  }

  /** What a sticky regular expression finds here. */
  look(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text) ?? undefined;
  }

  /** Passes over blanks and comments on this line, and over lines that a backtick continues. */
  skipSpace(): void {
    this.refuseOpenComment(space);
  }

  /** Passes over blanks, comments and ends of lines. */
  skipLines(): void {
    this.refuseOpenComment(spaceAndLines);
  }

  expect(text: string, opener: Place, message: string): void {
    if (!this.take(text)) {
      throw queryError(message, this.isAtEnd ? opener : this.here(), 'syntax');
    }
  }

  from(start: number): Place {
    return { start, length: this.position - start };
  }

  /** The character at the position, or the last one of the text. */
  here(): Place {
    return this.isAtEnd
      ? { start: Math.max(this.text.length - 1, 0), length: Math.min(this.text.length, 1) }
      : { start: this.position, length: 1 };
  }

  fail(message: string, place: Place = this.here()): never {
    throw queryError(message, place, 'syntax');
  }

  /** Reads something that may hold more of its kind. */
  nested<T>(read: () => T): T {
    if (this.depth >= deepest) {
      this.fail('This is nested too deeply: write it in several steps.');
    }
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  private refuseOpenComment(pattern: RegExp): void {
    this.match(pattern);
    if (this.startsWith('<#')) {
      this.fail('This comment has no end: write #> after it.', { start: this.position, length: 2 });
    }
  }
}
