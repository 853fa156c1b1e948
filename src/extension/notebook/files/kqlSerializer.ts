import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { isGap, joinKqlFile, splitKqlFile } from '../../../core/notebook/kqlFile';
import { kqlLanguage } from '../../language/kqlDocuments';

/** Under this key of VS Code's metadata lies what a notebook of a file of KQL has beside its cells. It is in no file. */
const fileKey = 'kqlFile';

const fileSchema = z.object({ start: z.string(), end: z.string(), newline: z.string(), hasMark: z.boolean() });
const cellSchema = z.object({ before: z.string(), text: z.string() });

type FileFacts = z.infer<typeof fileSchema>;

const newFile: FileFacts = { start: '', end: '\n', newline: '\n', hasMark: false };
const byteOrderMark = '\uFEFF';

/** What such a notebook keeps for its cells is not in the file, so that a change of it is nothing to save. */
export const kqlContentOptions: vscode.NotebookDocumentContentOptions = {
  transientOutputs: true,
  transientDocumentMetadata: { connectionId: true, parameters: true, timeRange: true },
  transientCellMetadata: { name: true },
};

/** Opens a file of KQL as a notebook, a cell for each block. What is not edited is saved as it was, to the byte. */
export class KqlSerializer implements vscode.NotebookSerializer {
  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    // Bytes that are no UTF-8 are an error, or a save would write replacement characters over them.
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    const hasMark = decoded.startsWith(byteOrderMark);
    const text = hasMark ? decoded.slice(1) : decoded;
    const { blocks, start, end } = splitKqlFile(text);
    const data = new vscode.NotebookData(
      blocks.map((block) => {
        const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, block.text, kqlLanguage);
        cell.metadata = { [fileKey]: block };
        return cell;
      }),
    );
    const facts: FileFacts = { start, end, newline: /\r?\n/.exec(text)?.[0] ?? '\n', hasMark };
    data.metadata = { [fileKey]: facts };
    return data;
  }

  serializeNotebook({ cells, metadata }: vscode.NotebookData): Uint8Array {
    const known = fileSchema.safeParse(metadata?.[fileKey]);
    const { start, end, newline, hasMark } = known.success ? known.data : newFile;
    const blocks = cells.map((cell, index) => {
      const { data: read } = cellSchema.safeParse(cell.metadata?.[fileKey]);
      const gap = read !== undefined && isGap(read.before) ? read.before : newline.repeat(2);
      return { before: index === 0 ? '' : gap, text: cellText(cell, read?.text, newline) };
    });
    const text = joinKqlFile({ blocks, start, end });
    return new TextEncoder().encode(`${hasMark ? byteOrderMark : ''}${text}`);
  }
}

/** VS Code makes the line breaks of a cell the same; those of one that was not edited stay as they were. Prose becomes comments. */
function cellText({ value, languageId }: vscode.NotebookCellData, read: string | undefined, newline: string): string {
  if (read !== undefined && lines(read).join('\n') === lines(value).join('\n') && languageId === kqlLanguage) {
    return read;
  }
  return lines(value)
    .map((line) => (languageId === kqlLanguage ? line : `// ${line}`))
    .join(newline);
}

function lines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}
