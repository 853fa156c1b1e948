const units = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `format_bytes()`: a number of bytes in the unit that suits it, or in one that is asked for; undefined for a unit that is none. */
export function formatBytes(bytes: number, precision = 0, unit = ''): string | undefined {
  const magnitude = Math.abs(bytes);
  const suiting = units.findLastIndex((_, power) => power === 0 || magnitude >= 1024 ** power);
  const power = unit === '' ? suiting : units.findIndex((name) => name.toLowerCase() === unit.toLowerCase());
  const name = units[power];
  if (name === undefined || !Number.isFinite(bytes)) {
    return undefined;
  }
  const value = bytes / 1024 ** power;
  // Zeros at the end say nothing.
  return `${Number(value.toFixed(Math.min(Math.max(precision, 0), 20)))} ${name}`;
}
