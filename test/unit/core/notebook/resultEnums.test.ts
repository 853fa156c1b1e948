import { expect, it } from 'vitest';
import { resultEnums } from '../../../../src/core/notebook/resultEnums';

it('names the numbers of columns that the record has too, and of no others', () => {
  const enums = resultEnums([
    { name: 'RecordType', type: 'int' },
    { name: 'UserType', type: 'string' },
    { name: 'Count', type: 'long' },
    { name: 'UserType', type: 'long' },
  ]);
  expect(enums.map(({ column }) => column)).toEqual([0, 3]);
  expect(enums[0]?.names['2']).toBe('ExchangeItem');
  expect(enums[1]?.names['10']).toBe('Guest');
});
