import * as vscode from 'vscode';
import {
  formatNotebook,
  NotebookFormatError,
  parseNotebook,
  type AuditNotebookCell,
  type JsonObject,
} from '../../../core/notebook/notebookFormat';
import type { ErrorPresenter } from '../../errors/errorPresenter';
import { readOutputs, savedOutputs } from './savedOutputs';

/** Under this key of VS Code's metadata lie the fields of the file that this version does not know. */
const unknownFieldsKey = 'unknownFields';

/** Reads and writes `*.auditnb`. It throws on what it cannot read: VS Code shows the error, and never saves over the file. */
export class NotebookSerializer implements vscode.NotebookSerializer {
  /** @param savesOutputs whether results go into the file: they are audit data */
  constructor(
    private readonly errors: ErrorPresenter,
    private readonly savesOutputs: boolean,
  ) {}

  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    try {
      return readNotebook(content);
    } catch (error) {
      // The editor only says that there was an error, not which.
      void this.errors.show(describeFault(error), {});
      throw error;
    }
  }

  serializeNotebook(data: vscode.NotebookData): Uint8Array {
    return new TextEncoder().encode(
      formatNotebook({
        cells: data.cells.map((cell) => ({
          ...toNotebookCell(cell),
          ...(this.savesOutputs ? savedOutputs(cell) : {}),
        })),
        ...splitMetadata(data.metadata),
      }),
    );
  }
}

function readNotebook(content: Uint8Array): vscode.NotebookData {
  if (content.byteLength === 0) {
    // A new file, made by the explorer.
    return new vscode.NotebookData([]);
  }
  // Bytes that are no UTF-8 are an error too, or a save would write replacement characters over them.
  const notebook = parseNotebook(new TextDecoder('utf-8', { fatal: true }).decode(content));
  const data = new vscode.NotebookData(notebook.cells.map(toCellData));
  data.metadata = joinMetadata(notebook.metadata, notebook.unknownFields);
  return data;
}

function describeFault(error: unknown): Error {
  const reason = error instanceof NotebookFormatError ? error.message : vscode.l10n.t('The file is not text in UTF-8.');
  return new Error(vscode.l10n.t('The notebook cannot be opened, and was left as it is. {0}', reason), {
    cause: error,
  });
}

function toCellData(read: AuditNotebookCell): vscode.NotebookCellData {
  const { kind, text, language, metadata, outputs, unknownFields } = read;
  const cellKind = kind === 'markdown' ? vscode.NotebookCellKind.Markup : vscode.NotebookCellKind.Code;
  const cell = new vscode.NotebookCellData(cellKind, text, language);
  cell.metadata = joinMetadata(metadata, unknownFields);
  cell.outputs = readOutputs(outputs ?? []);
  return cell;
}

function toNotebookCell({ kind, value, languageId, metadata }: vscode.NotebookCellData): AuditNotebookCell {
  return {
    kind: kind === vscode.NotebookCellKind.Markup ? 'markdown' : 'code',
    language: languageId,
    text: value,
    ...splitMetadata(metadata),
  };
}

function joinMetadata(metadata: JsonObject, unknownFields: JsonObject): Record<string, unknown> {
  return Object.keys(unknownFields).length > 0 ? { ...metadata, [unknownFieldsKey]: unknownFields } : { ...metadata };
}

function splitMetadata(metadata: JsonObject = {}): {
  readonly metadata: JsonObject;
  readonly unknownFields: JsonObject;
} {
  const { [unknownFieldsKey]: unknownFields, ...known } = metadata;
  return { metadata: known, unknownFields: isObject(unknownFields) ? unknownFields : {} };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
