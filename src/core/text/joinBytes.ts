/** Pieces of bytes as one. A single piece is given as it is, and not copied. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(), ...more] = parts;
  if (more.length === 0) {
    return first;
  }
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
