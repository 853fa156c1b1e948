import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiErrors, formatApiErrorMessage, isApiErrorCode } from '../../../../src/core/api/apiError';

const documentedCodes = fileURLToPath(new URL('../../../../../shared/m365/api-errors.json', import.meta.url));

describe('the error table', () => {
  it('puts the arguments in place', () => {
    expect(formatApiErrorMessage('AF20002', 'startTime', 'datetime')).toBe(
      'Invalid parameter type: startTime. Expected type: datetime',
    );
  });

  it('knows no code by an inherited name', () => {
    expect(isApiErrorCode('AF429')).toBe(true);
    expect(isApiErrorCode('toString')).toBe(false);
  });

  it.skipIf(!existsSync(documentedCodes))('has every documented code', () => {
    const table = z
      .object({ errors: z.array(z.object({ code: z.string() })) })
      .parse(JSON.parse(readFileSync(documentedCodes, 'utf8')));
    const seenOnly = ['AF50005', 'AF50006'];
    expect(Object.keys(apiErrors).sort()).toEqual([...table.errors.map((error) => error.code), ...seenOnly].sort());
  });
});
