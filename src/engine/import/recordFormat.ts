/** How the records stand in a file. */
export type RecordFormat =
  { readonly kind: 'lines' } | { readonly kind: 'values' } | { readonly kind: 'csv'; readonly delimiter: string };

/** So many bytes are enough to know a format. */
export const formatBytes = 64 * 1024;

const csvHeader = /(?:^|([,;\t]))[ ]*"?AuditData"?[ ]*(?:([,;\t])|$)/i;

/**
 * Finds the format of a file by what it begins with, not by its name.
 *
 * @returns undefined if it is none that holds audit records
 */
export function recordFormat(start: Uint8Array): RecordFormat | undefined {
  const text = Buffer.from(start.subarray(0, formatBytes)).toString('latin1').trimStart();
  if (text.startsWith('[') || /^\{[ \t\r]*\n/.test(text)) {
    return { kind: 'values' };
  }
  if (text === '' || text.startsWith('{')) {
    return { kind: 'lines' };
  }
  const lines = text.split(/\r?\n/);
  const header = csvHeader.exec(lines.find((line) => !isTypeLine(line)) ?? '');
  if (header !== null) {
    return { kind: 'csv', delimiter: header[1] ?? header[2] ?? ',' };
  }
  // Its first line may be a bad one.
  return lines.some((line) => /^[ \t]*\{/.test(line)) ? { kind: 'lines' } : undefined;
}

/** Whether it is the line that `Export-Csv` of Windows PowerShell writes first, unless told not to. */
export function isTypeLine(line: string): boolean {
  return line.startsWith('#TYPE ');
}
