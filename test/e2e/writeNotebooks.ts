import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A cell of KQL by its text alone, or one of another language, or with a name. */
export type NotebookCell =
  string | { readonly language: 'kql' | 'm365-audit-powershell'; readonly text: string; readonly name?: string };

/** Writes notebooks that ask a connection, each by the name of its file. */
export async function writeNotebooks(
  folder: string,
  notebooks: Readonly<Record<string, readonly NotebookCell[]>>,
  connectionId = 'demo',
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, cells] of Object.entries(notebooks)) {
    const notebook = { format: 1, metadata: { connectionId }, cells: cells.map(toFileCell) };
    await writeFile(path.join(folder, name), JSON.stringify(notebook));
  }
}

function toFileCell(cell: NotebookCell): object {
  const { language, text, name } = typeof cell === 'string' ? { language: 'kql', text: cell, name: undefined } : cell;
  return { kind: 'code', language, metadata: { name }, source: text.split('\n') };
}
