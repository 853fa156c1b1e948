import { expect, it } from 'vitest';
import { redactTokens } from '../../../../src/engine/api/redactTokens';

it.each([
  ['Authorization: Bearer abc.DEF-1_2~3+4/5==, next', 'Authorization: Bearer [token], next'],
  ['token=eyJ0eXAi.eyJhdWQi.c2lnbmF0dXJl;', 'token=[token];'],
  ['unsigned eyJ0eXAi.eyJhdWQi', 'unsigned [token]'],
  ['The tenant 5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de', 'The tenant 5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de'],
])('makes of %j %j', (text, expected) => {
  expect(redactTokens(text)).toBe(expected);
});
