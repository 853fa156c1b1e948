import { stat } from 'node:fs/promises';
import path from 'node:path';
import { withArchiveErrors } from '../../engine/archive/archiveError';
import { replaceFile } from '../../engine/export/replaceFile';
import type { CommandContext } from '../commandContext';
import type { Refuse } from '../notebookFile';
import { writeText } from './writeText';

/** Refuses a file that cannot be written, before the cells run: they may take long. */
export async function checkReportFile(output: string | undefined, refuse: Refuse): Promise<void> {
  if (output === undefined) {
    return;
  }
  const folder = path.dirname(path.resolve(output));
  if (!(await isFolder(folder))) {
    refuse(`The report cannot be written to ${output}. There is no folder ${folder}: make it first.`);
  }
  if (await isFolder(output)) {
    refuse(`The report cannot be written to ${output}. It is a folder: give the name of a file in it.`);
  }
}

async function isFolder(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** Writes a report to a file, which is replaced by the whole of it or left as it was; to standard output if absent. */
export async function writeReport(
  texts: AsyncIterable<string>,
  file: string | undefined,
  { stdout, stderr, signal }: CommandContext,
): Promise<void> {
  if (file === undefined) {
    await writeText(stdout, texts, signal);
    return;
  }
  await withArchiveErrors(`The report cannot be written to ${file}.`, () =>
    replaceFile(path.resolve(file), encoded(texts), signal),
  );
  stderr.write(`${file} is written.\n`);
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) {
    yield encoder.encode(text);
  }
}
