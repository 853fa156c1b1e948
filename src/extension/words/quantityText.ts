const byteUnits = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const;

/** `12,345`, as the locale writes it. */
export function countText(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** `1.4 MB`; the units are decimal. */
export function bytesText(bytes: number, locale: string): string {
  const [unit, size] = byteUnits.find(([, unitSize]) => bytes >= unitSize) ?? (['kilobyte', 1e3] as const);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: bytes / size < 100 ? 1 : 0,
  }).format(bytes / size);
}
