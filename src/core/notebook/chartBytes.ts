/** What every PNG begins with (RFC 2083, section 3.1). */
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The file of a chart's picture: SVG comes as its text, PNG as a `data:` address or in base64.
 *
 * @returns undefined for what is no such picture: it comes from a web page, and a file is made of it
 */
export function chartBytes(format: 'svg' | 'png', data: string): Uint8Array | undefined {
  if (format === 'svg') {
    return /^\s*(?:<\?xml[^>]*>\s*)?<svg[\s>]/.test(data) && !/<script|<foreignObject|<[^<>]*\son\w+\s*=/i.test(data)
      ? new TextEncoder().encode(data)
      : undefined;
  }
  const base64 = data.replace(/^data:image\/png;base64,/, '');
  const bytes = /^(?:[A-Za-z\d+/]{4})+(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(base64)
    ? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    : undefined;
  return bytes !== undefined && pngSignature.every((byte, index) => bytes[index] === byte) ? bytes : undefined;
}
