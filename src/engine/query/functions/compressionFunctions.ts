import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { bytesOfBase64 } from '../../../core/kql/compute/text/base64';
import { computed, type ComputedFunction } from '../../../core/kql/compute/computedFunction';

/** What a value may grow to when it is decompressed: a small text can stand for gigabytes. */
const maxOutputLength = 64 * 1024 * 1024;

function compressed(compress: (bytes: Buffer) => Buffer): ComputedFunction {
  return computed(['string'], 'string', (text = '') =>
    text === '' ? '' : compress(Buffer.from(text)).toString('base64'),
  );
}

/** Empty for what is no base64 of compressed UTF-8. */
function decompressed(decompress: (bytes: Uint8Array) => Buffer): ComputedFunction {
  return computed(['string'], 'string', (text = '') => {
    const bytes = bytesOfBase64(text);
    if (bytes === undefined || bytes.length === 0) {
      return '';
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(decompress(bytes));
    } catch {
      return '';
    }
  });
}

/** Functions of KQL that Node has and `core` has not. */
export const compressionFunctions: Readonly<Record<string, ComputedFunction>> = {
  gzip_compress_to_base64_string: compressed((bytes) => gzipSync(bytes)),
  gzip_decompress_from_base64_string: decompressed((bytes) => gunzipSync(bytes, { maxOutputLength })),
  zlib_compress_to_base64_string: compressed((bytes) => deflateSync(bytes)),
  zlib_decompress_from_base64_string: decompressed((bytes) => inflateSync(bytes, { maxOutputLength })),
};
