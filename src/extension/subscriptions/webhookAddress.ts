import { isLoopback } from '../../core/api/cloud';

export type AddressProblem = 'malformed' | 'notHttps' | 'hasCredentials';

/**
 * Why an address cannot be a webhook's; undefined if it can.
 *
 * @param allowsLoopback whether `http` is taken on this machine, as only the demo tenant does
 */
export function findAddressProblem(text: string, allowsLoopback: boolean): AddressProblem | undefined {
  if (!URL.canParse(text)) {
    return 'malformed';
  }
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && allowsLoopback && isLoopback(hostname))) {
    return 'notHttps';
  }
  return username === '' && password === '' ? undefined : 'hasCredentials';
}
