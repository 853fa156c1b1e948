import { joinBytes } from './joinBytes';

const lineFeed = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** A JSON value as it stands between the brackets and commas of arrays, or alone. */
export interface SplitValue {
  /** The line that it begins in, from 1. */
  readonly line: number;
  /** Its place among all values, from 1. */
  readonly element: number;
  /** UTF-8, exactly as it stands there. */
  readonly text: Uint8Array;
  /** Why it can be no value. */
  readonly problem?: string;
}

/**
 * Finds the values of JSON that does not go by lines: the elements of an array, of several arrays one after the other, or objects that
 * stand alone. They are found as the bytes come, so that no array is held whole: parsers that stream give values, and not the text
 * that a value was sent as.
 *
 * It follows strings and brackets alone: whether a value is good JSON is for its parser to say. Nesting is counted, so none is too deep.
 */
export class ValueSplitter {
  private line = 1;
  private element = 0;
  /** Whether an array of values is open. */
  private inArray = false;
  /** Brackets open inside the value. */
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  /** Where the value began that is being read; undefined between values. */
  private begun: { readonly line: number; readonly parts: Uint8Array[]; length: number } | undefined;

  /** @param longest in bytes: a value that is longer is not kept, and comes with a problem */
  constructor(private readonly longest: number) {}

  *split(chunk: Uint8Array): Generator<SplitValue> {
    let start = 0;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index];
      if (this.inString) {
        index = this.skipString(chunk, index);
        continue;
      }
      if (byte === lineFeed) {
        this.line += 1;
      }
      if (this.depth === 0 && this.isSeparator(byte)) {
        yield* this.finish(chunk.subarray(start, index));
        this.inArray = byte === openBracket || (byte !== closeBracket && this.inArray);
      } else if (this.begun !== undefined || !isSpace(byte)) {
        if (this.begun === undefined) {
          this.begun = { line: this.line, parts: [], length: 0 };
          start = index;
        }
        this.follow(byte);
        if (this.depth === 0 && byte === closeBrace) {
          yield* this.finish(chunk.subarray(start, index + 1));
        }
      }
    }
    if (this.begun !== undefined) {
      this.keep(chunk.subarray(start));
    }
  }

  /** What the bytes end in, where they do not end after a value: it comes with its problem. */
  *end(): Generator<SplitValue & { readonly problem: string }> {
    if (this.begun !== undefined) {
      const [rest] = this.finish(new Uint8Array());
      if (rest !== undefined) {
        yield { problem: 'The file ends inside this value.', ...rest };
      }
    } else if (this.inArray) {
      const { line, element } = this;
      yield { line, element: element + 1, text: new Uint8Array(), problem: 'The file ends before its array does.' };
    }
  }

  private isSeparator(byte: number | undefined): boolean {
    return byte === comma || byte === closeBracket || (byte === openBracket && !this.inArray);
  }

  private follow(byte: number | undefined): void {
    if (byte === quote) {
      this.inString = true;
    } else if (byte === openBracket || byte === openBrace) {
      this.depth += 1;
    } else if (byte === closeBracket || byte === closeBrace) {
      // One too many must not hide the next value.
      this.depth = Math.max(0, this.depth - 1);
    }
  }

  /** @returns the index of the last byte of the chunk that is the string's, or of its closing quote */
  private skipString(chunk: Uint8Array, from: number): number {
    for (let index = from; index < chunk.length; index++) {
      const byte = chunk[index];
      if (this.isEscaped) {
        this.isEscaped = false;
      } else if (byte === backslash) {
        this.isEscaped = true;
      } else if (byte === quote) {
        this.inString = false;
        return index;
      }
    }
    return chunk.length;
  }

  private keep(part: Uint8Array): void {
    if (this.begun !== undefined) {
      this.begun.length += part.length;
      if (this.begun.length <= this.longest) {
        this.begun.parts.push(part);
      }
    }
  }

  private *finish(lastPart: Uint8Array): Generator<SplitValue> {
    if (this.begun === undefined) {
      return;
    }
    this.keep(lastPart);
    const { line, parts, length } = this.begun;
    this.begun = undefined;
    this.element += 1;
    const value = { line, element: this.element, text: joinBytes(parts) };
    yield length > this.longest
      ? { ...value, problem: `The value has ${length} bytes, too many for a record.` }
      : value;
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
