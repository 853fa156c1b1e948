/**
 * The `*.auditnb` file: JSON, pretty-printed, one line of the file for each line of a cell, so that it diffs and merges well.
 *
 * What this version does not know is kept and written back; what it cannot read is an error, never an empty notebook, since the
 * next save would write over the file.
 */
import { parse as parseTolerantly, printParseErrorCode, type ParseError, type ParseErrorCode } from 'jsonc-parser';
import * as z from 'zod/mini';
import { placeAt, type TextPlace } from './textPlace';

/** Raised when a reader of the version before would misread the file. */
const notebookFormatVersion = 1;

export type JsonObject = Readonly<Record<string, unknown>>;

export interface AuditNotebook {
  readonly cells: readonly AuditNotebookCell[];
  readonly metadata: JsonObject;
  /** Fields of the file that this version does not know. */
  readonly unknownFields: JsonObject;
}

export interface AuditNotebookCell {
  readonly kind: 'markdown' | 'code';
  readonly language: string;
  readonly text: string;
  readonly metadata: JsonObject;
  /** What the cell gave, where the user wants that to be saved: each output in the forms that it can be shown in. */
  readonly outputs?: readonly NotebookOutput[];
  /** Fields of the cell that this version does not know. */
  readonly unknownFields: JsonObject;
}

export type NotebookOutput = readonly NotebookOutputItem[];

export interface NotebookOutputItem {
  readonly mime: string;
  /** JSON for a type of JSON, text for all others. */
  readonly value: unknown;
}

/** A file that is no notebook, or that a newer version wrote. */
export class NotebookFormatError extends Error {
  override readonly name = 'NotebookFormatError';

  constructor(
    message: string,
    /** Where the JSON breaks off; absent where the JSON is sound. */
    readonly place?: TextPlace,
  ) {
    super(message);
  }
}

const jsonObject = z.custom<JsonObject>(isJsonObject, { error: 'must be an object' });
const cellSchema = z.looseObject({
  kind: z.enum(['markdown', 'code'], { error: 'must be "markdown" or "code"' }),
  language: z.string({ error: 'must be text' }),
  source: z.array(z.string({ error: 'must be text' }), { error: 'must be a list of lines' }),
  metadata: z.optional(jsonObject),
  outputs: z.optional(
    z.array(
      z.array(z.object({ mime: z.string({ error: 'must be text' }), value: z.unknown() }), { error: 'must be a list' }),
      { error: 'must be a list' },
    ),
  ),
});
const fileSchema = z.looseObject({
  format: z.int({ error: 'must be a whole number' }),
  metadata: z.optional(jsonObject),
  cells: z.array(jsonObject, { error: 'must be a list' }),
});

/**
 * Reads a notebook file.
 *
 * @throws NotebookFormatError for what is not sound JSON, not a notebook, or of a newer format.
 */
export function parseNotebook(text: string): AuditNotebook {
  const file = parseJson(text);
  const { format, metadata, cells } = check(fileSchema, file, 'The notebook');
  if (format > notebookFormatVersion) {
    throw new NotebookFormatError(
      `The notebook has format ${format}, and this version of the extension reads formats up to ${notebookFormatVersion}. Update the extension to open it.`,
    );
  }
  return {
    cells: cells.map(parseCell),
    metadata: metadata ?? {},
    unknownFields: omit(file, ['format', 'metadata', 'cells']),
  };
}

function parseCell(cell: JsonObject, index: number): AuditNotebookCell {
  const { kind, language, source, metadata, outputs } = check(cellSchema, cell, `Cell ${index + 1} of the notebook`);
  return {
    kind,
    language,
    text: source.join('\n'),
    metadata: metadata ?? {},
    ...(outputs === undefined ? {} : { outputs }),
    unknownFields: omit(cell, ['kind', 'language', 'source', 'metadata', 'outputs']),
  };
}

/** Writes a notebook file; `parseNotebook` reads the same notebook back. */
export function formatNotebook(notebook: AuditNotebook): string {
  const file = {
    ...notebook.unknownFields,
    format: notebookFormatVersion,
    ...unlessEmpty(notebook.metadata),
    cells: notebook.cells.map((cell) => ({
      ...cell.unknownFields,
      kind: cell.kind,
      language: cell.language,
      ...unlessEmpty(cell.metadata),
      source: cell.text.split('\n'),
      ...(cell.outputs === undefined ? {} : { outputs: cell.outputs }),
    })),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function unlessEmpty(metadata: JsonObject): { readonly metadata?: JsonObject } {
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

function parseJson(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw describeJsonError(text);
  }
  if (!isJsonObject(value)) {
    throw new NotebookFormatError('The file is no audit notebook: it holds no JSON object.');
  }
  return value;
}

/** `JSON.parse` tells no place that code can rely on, so the text is read once more by a parser that does. */
function describeJsonError(text: string): NotebookFormatError {
  const errors: ParseError[] = [];
  parseTolerantly(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  if (first === undefined) {
    return new NotebookFormatError('The file is no sound JSON.');
  }
  const place = placeAt(text, first.offset);
  return new NotebookFormatError(
    `The file is no sound JSON at line ${place.line}, column ${place.column}: ${parseErrorText(first.error)}.`,
    place,
  );
}

/** `CloseBracketExpected` as `close bracket expected`. */
function parseErrorText(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/\B[A-Z]/g, ' $&')
    .toLowerCase();
}

function check<T>(schema: z.ZodMiniType<T>, value: JsonObject, subject: string): T {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map((issue) => `"${issue.path.join('.')}" ${issue.message}`);
  throw new NotebookFormatError(`${subject} cannot be read: ${problems.join('; ')}.`);
}

/** Kept apart from zod's copies of the object, which leave out a key named `__proto__`. */
function omit(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
