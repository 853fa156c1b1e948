import { InvalidArgumentError } from 'commander';
import type { ContentType } from '../core/api/contentType';
import { contentTypes, isContentType } from '../core/api/contentType';
import { parseUtcTime } from '../core/api/contentWindow';

/** @returns milliseconds since the epoch */
export function parseTime(text: string): number {
  const instant = parseUtcTime(text);
  if (Number.isNaN(instant)) {
    throw new InvalidArgumentError('Give an ISO 8601 time, as 2026-05-01T12:00:00Z.');
  }
  return instant;
}

export function parseNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) {
    throw new InvalidArgumentError('Give a number.');
  }
  return number;
}

export function parsePositiveInteger(text: string): number {
  const number = parseNumber(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('Give a whole number above 0.');
  }
  return number;
}

/** For options that may be given several times. */
export function parseContentTypes(text: string, previous: readonly ContentType[] = []): readonly ContentType[] {
  if (!isContentType(text)) {
    throw new InvalidArgumentError(`Give one of ${contentTypes.join(', ')}.`);
  }
  return [...previous, text];
}

/** `NAME=VALUE`, for options that may be given several times. */
export function parseParameter(
  text: string,
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, value] = /^\s*([^=\s]+)\s*=([^]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Give a name and a value, as user=ines@contoso.com.');
  }
  return { ...previous, [name]: value };
}

/** @returns the GUID in lower case */
export function parseGuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    throw new InvalidArgumentError('Give a GUID.');
  }
  return text.toLowerCase();
}
