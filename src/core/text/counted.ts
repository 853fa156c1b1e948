/**
 * `1 row`, `2000 rows`: in English, for texts that are not translated.
 *
 * @param noun takes an s
 * @param digits how the number is written
 */
export function counted(count: number, noun: string, digits = String(count)): string {
  return `${digits} ${noun}${count === 1 ? '' : 's'}`;
}
