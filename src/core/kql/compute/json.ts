/** A dynamic value. A number is a double; one that JSON has no form for is written as Kusto writes it, a string. */
export type Json = null | boolean | number | string | readonly Json[] | JsonBag;

export interface JsonBag {
  readonly [name: string]: Json;
}

export function isBag(value: Json | undefined): value is JsonBag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function jsonText(value: Json): string {
  return JSON.stringify(value, (_name, part: Json) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  );
}

/** The numbers of an array; NaN for what is none. Undefined for what is no array. */
export function numbersOf(value: Json | undefined): number[] | undefined {
  return isArray(value) ? value.map(numberOf) : undefined;
}

function numberOf(value: Json): number {
  return typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}
