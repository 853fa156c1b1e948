import fc from 'fast-check';

/** Texts that are likely to hold what means something in HTML. */
export function strangerText(): fc.Arbitrary<string> {
  const pieces = ['<script>', '</p>', '<img onerror=x>', '"', "'", '&', '&lt;', '>', '<!--', '${', '\u202e'];
  return fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme' }))).map((parts) => parts.join(''));
}
