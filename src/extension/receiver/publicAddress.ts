/** The port of an address such as `http://127.0.0.1:5000/path`. */
export function portOf(address: string): number {
  const { port, protocol } = new URL(address);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/**
 * The address that the service reaches the receiver at: the tunnel's, with the receiver's path where the user gave none.
 *
 * @returns undefined for what is not an address over https
 */
export function toPublicAddress(text: string, localAddress: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    return undefined;
  }
  if (url.pathname === '/') {
    url.pathname = new URL(localAddress).pathname;
  }
  return url.href;
}
