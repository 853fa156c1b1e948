/** A bearer token after its scheme (RFC 6750, section 2.1), and a JWT wherever it stands. */
const tokens = /(?<=\bBearer\s+)[\w~.+/-]+=*|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*/gi;

/** A text without the tokens in it. A proxy in between may show a request in the page that tells why it was refused. */
export function redactTokens(text: string): string {
  return text.replace(tokens, '[token]');
}
