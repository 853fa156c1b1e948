import { isArray, type Json } from '../json';

/** The bytes of a base64 text; undefined for what is none. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return undefined;
  }
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The base64 of bytes, padded (RFC 4648). */
export function base64OfBytes(bytes: Iterable<number>): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The base64 of an array of bytes; empty where an element is no byte. */
export function base64OfArray(value: Json): string {
  const isByte = (element: Json): element is number =>
    typeof element === 'number' && Number.isInteger(element) && element >= 0 && element <= 255;
  return isArray(value) && value.every(isByte) ? base64OfBytes(value) : '';
}

/** The order in which a GUID's hexadecimal digits are bytes: its first three groups are little-endian. */
const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** The GUID of 16 bytes, in the order of .NET: the first three groups have their lowest byte first. Undefined for other sizes. */
export function guidOfBytes(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 16) {
    return undefined;
  }
  const digits = guidOrder.map((place) => (bytes[place] ?? 0).toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The 16 bytes of a GUID, in the order of .NET. */
export function bytesOfGuid(guid: string): readonly number[] {
  const digits = guid.replaceAll('-', '');
  return guidOrder.map((place) => parseInt(digits.slice(2 * place, 2 * place + 2), 16));
}
