import type { BoundCommand } from '../../commands/bindCommand';
import { envOfRow, type Env } from '../context';
import { toText } from '../conversions';
import { valueOf } from '../operandValues';
import type { StreamBuilder } from '../streams/streamBuilder';
import { call } from '../value';

/** `ConvertFrom-Json`: texts become what they hold. A record is none: it is read as it is. */
export function convertFromJson(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const { row } = builder;
  if (row.kind === 'record') {
    return;
  }
  const item = envOfRow(env, builder).item?.operand;
  if (item !== undefined) {
    const json = call('todynamic', toText(valueOf(item, bound.place)));
    const value = { ...json, type: 'dynamic', isNull: call('isnull', json), isElement: true, isMember: true } as const;
    builder.row = { kind: 'value', value };
  }
}
