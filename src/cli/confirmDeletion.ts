import { createInterface } from 'node:readline/promises';
import { formatApiTime } from '../core/api/contentWindow';
import type { SelectionSize } from '../core/protocol/archiveProtocol';
import { counted } from '../core/text/counted';
import type { CommandContext } from './commandContext';
import { Progress } from './output/progress';

/**
 * Says what would be deleted, and asks for it where a person can answer. Where none can, nothing is deleted, and the command fails.
 *
 * @param isAgreed the command line says so already
 */
export async function confirmDeletion(
  size: SelectionSize,
  isAgreed: boolean,
  { stdin, stderr, signal, reportFailure }: CommandContext,
): Promise<boolean> {
  const progress = new Progress(stderr);
  progress.tell(sizeText(size));
  if (isAgreed) {
    return true;
  }
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    progress.tell('Nothing was deleted. Add --yes to delete this for good.');
    reportFailure();
    return false;
  }
  const prompt = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await prompt.question('Delete this for good? [y/N] ', { signal });
    const isYes = /^y(?:es)?$/i.test(answer.trim());
    if (!isYes) {
      progress.tell('Nothing was deleted.');
      reportFailure();
    }
    return isYes;
  } finally {
    prompt.close();
  }
}

export function sizeText({ records, bytes, contentTypes, oldest, newest }: SelectionSize): string {
  const times =
    oldest === undefined || newest === undefined ? '' : `, from ${formatApiTime(oldest)} to ${formatApiTime(newest)}`;
  const types = contentTypes.map((count) => `${count.contentType} ${count.records}`).join(', ');
  return `${counted(records, 'record')}${types === '' ? '' : ` (${types})`}, about ${(bytes / 1_000_000).toFixed(1)} MB${times}`;
}
