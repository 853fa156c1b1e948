import { quoted } from '../../powershell/translate/kqlText';
import type { ValuePath } from '../../protocol/resultPlace';

/** What stands behind a dynamic value to take a part of it: `["Items"][0]`. */
export function memberAccess(path: ValuePath): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `[${quoted(step)}]`)).join('');
}
