import type { CellValue } from '../../core/protocol/queryProtocol';
import type { ValuePath } from '../../core/protocol/resultPlace';

/** A part of a dynamic value; null where there is none. */
export function valueAt(value: CellValue, path: ValuePath): CellValue {
  return path.reduce<CellValue>((current, step) => memberOf(current, step), value);
}

/** `AppAccessContext.ClientAppId`, `Parameters[0].Name`. */
export function pathText(name: string, path: ValuePath): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`), name);
}

/** The members of a nested value, in its order. */
export function membersOf(value: CellValue): readonly (readonly [string | number, CellValue])[] {
  if (Array.isArray(value)) {
    return value.map((item: CellValue, index) => [index, item] as const);
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function memberOf(value: CellValue, step: string | number): CellValue {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
    return null;
  }
  return membersOf(value).find(([key]) => key === step)?.[1] ?? null;
}
