/**
 * A row of CSV as RFC 4180 has it, with its line break. Own code, since it is three lines: what is hard about CSV is to read it.
 *
 * @param delimiter one character, other than a quotation mark and the ends of lines
 */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`;
}

function csvCell(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Records are written by strangers, and spreadsheets run what looks like a formula: an apostrophe before it makes it text. */
export function guardFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
