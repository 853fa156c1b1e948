/** Punycode, compressed texts, lines on the earth, and when a record came. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePunycode, encodePunycode } from '../../../../../src/core/kql/compute/text/punycode';
import { testAnswers, testRows } from './answers';

testAnswers([
  ["punycode_from_string('académie-française')", 'acadmie-franaise-npb1a'],
  ["punycode_to_string('acadmie-franaise-npb1a')", 'académie-française'],
  ["punycode_from_string('')", ''],
  ["punycode_to_string('!!!')", ''],
  ["punycode_domain_from_string('ñandú.gob.ar')", 'xn--and-6ma2c.gob.ar'],
  ["punycode_domain_to_string('XN--bcher-kva.com')", 'bücher.com'],
  ['zlib_decompress_from_base64_string("eJwBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw==")', '1234567890qwertyuiop'],
  [
    'gzip_decompress_from_base64_string("H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==")',
    '1234567890qwertyuiop',
  ],
  ['gzip_decompress_from_base64_string(gzip_compress_to_base64_string("ä€😀"))', 'ä€😀'],
  ['zlib_decompress_from_base64_string(zlib_compress_to_base64_string("ä€😀"))', 'ä€😀'],
  ['gzip_decompress_from_base64_string("S3VzdG8=")', ''],
  ['gzip_compress_to_base64_string("")', ''],
  ['geo_azimuth(5, 10, 10, -40)', 3.05459939796449],
  ['geo_azimuth(200, 10, 10, -40)', null],
  ['round(geo_line_length(dynamic({"type": "LineString", "coordinates": [[0, 0], [0, 1], [0, 2]]})))', 222390],
  ['geo_line_length(dynamic({"type": "Point", "coordinates": [0, 0]}))', null],
  ['array_strcat(dynamic([1, null, "a"]), "-")', '1--a'],
]);

testRows([
  [
    'print ContentCreated = datetime(2020-01-01) | where ingestion_time() > datetime(2019-01-01) | project x = ingestion_time()',
    [['2020-01-01T00:00:00.0000000Z']],
  ],
  ['print x = 1 | project y = ingestion_time()', [[null]]],
]);

test('Punycode gives every text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const isWhole = !/\p{Surrogate}/u.test(text);
      expect(!isWhole || decodePunycode(encodePunycode(text)) === text).toBe(true);
    }),
  );
});

test('any text is decoded, or is no Punycode', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(['string', 'undefined']).toContain(typeof decodePunycode(text));
    }),
  );
});
