import { base64OfArray, base64OfBytes, bytesOfBase64, bytesOfGuid, guidOfBytes } from './base64';
import { textOfCodePoints } from './codePoints';
import { computed } from '../computedFunction';
import { parseCsv } from './csv';
import { formatBytes } from './formatBytes';
import { isArray, type Json } from '../json';
import { parseCommandLine, parsePath } from './paths';
import { decodeDomain, decodePunycode, encodeDomain, encodePunycode } from './punycode';
import { replaceStrings } from './replaceStrings';
import { indexOfText } from './textSearch';
import { parseUserAgent } from './userAgents';
import { parseXml } from './xml';

function texts(value: Json): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : typeof value === 'string' ? [value] : [];
}

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodedText(text = ''): string | undefined {
  const bytes = bytesOfBase64(text);
  return bytes === undefined ? undefined : utf8Text(bytes);
}

/** Texts that are taken apart, put together, encoded and decoded. */
export const textComputed = {
  parse_path: computed(['string'], 'dynamic', (path = '') => parsePath(path)),
  parse_command_line: computed(['string', 'string'], 'dynamic', (text = '') => parseCommandLine(text)),
  parse_csv: computed(['string'], 'dynamic', (text = '') => parseCsv(text)),
  parse_xml: computed(['string'], 'dynamic', (text = '') => parseXml(text)),
  parse_user_agent: computed(['string', 'dynamic'], 'dynamic', (agent = '', wanted = []) =>
    agent === '' ? undefined : parseUserAgent(agent, texts(wanted)),
  ),
  replace_strings: computed(['string', 'dynamic', 'dynamic'], 'string', (text = '', lookups = [], rewrites = []) =>
    replaceStrings(text, lookups, rewrites),
  ),
  format_bytes: computed(['real', 'int', 'string'], 'string', (bytes, precision, unit) =>
    bytes === undefined ? undefined : formatBytes(bytes, precision, unit),
  ),
  index_of: computed(
    ['string', 'string', 'int', 'int', 'int'],
    'long',
    (text = '', wanted = '', start = 0, length = -1, occurrence = 1) => {
      const place = indexOfText(text, wanted, start, length, occurrence);
      return place === undefined ? undefined : BigInt(place);
    },
  ),
  punycode_from_string: computed(['string'], 'string', (text = '') => encodePunycode(text)),
  punycode_to_string: computed(['string'], 'string', (text = '') => decodePunycode(text)),
  punycode_domain_from_string: computed(['string'], 'string', (text = '') => encodeDomain(text)),
  punycode_domain_to_string: computed(['string'], 'string', (text = '') => decodeDomain(text)),
  to_utf8: computed(['string'], 'dynamic', (text = '') => [...new TextEncoder().encode(text)]),
  make_string: computed(['dynamic'], 'string', (values = []) => textOfCodePoints(values)),
  unicode_codepoints_to_string: computed(['dynamic'], 'string', (values = []) => textOfCodePoints(values)),
  base64_decode_tostring: computed(['string'], 'string', decodedText),
  base64_decode_toarray: computed(['string'], 'dynamic', (text = '') => {
    const bytes = bytesOfBase64(text);
    return bytes === undefined ? undefined : [...bytes];
  }),
  base64_decode_toguid: computed(['string'], 'guid', (text = '') => {
    const bytes = bytesOfBase64(text);
    return bytes === undefined ? undefined : guidOfBytes(bytes);
  }),
  base64_encode_fromarray: computed(['dynamic'], 'string', (value = null) => base64OfArray(value)),
  base64_encode_fromguid: computed(['guid'], 'string', (guid) =>
    guid === undefined ? undefined : base64OfBytes(bytesOfGuid(guid)),
  ),
};
