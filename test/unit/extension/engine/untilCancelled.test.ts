import { CancellationError, CancellationTokenSource } from 'vscode';
import { expect, test, vi } from 'vitest';
import { untilCancelled } from '../../../../src/extension/engine/untilCancelled';

vi.mock('vscode', () => import('../vscodeStandIn'));

function ask(): {
  readonly source: CancellationTokenSource;
  readonly answer: (value: string) => void;
  readonly asked: Promise<string>;
  readonly released: string[];
} {
  const source = new CancellationTokenSource();
  let answer: (value: string) => void = () => undefined;
  const request = new Promise<string>((resolve) => {
    answer = resolve;
  });
  const released: string[] = [];
  const asked = untilCancelled(request, source.token, async (late) => {
    released.push(late);
    return Promise.resolve();
  });
  return { source, answer, asked, released };
}

test('what a request gives is given on, and kept', async () => {
  const { source, answer, asked, released } = ask();
  answer('rows');
  expect(await asked).toBe('rows');
  source.cancel();
  await Promise.resolve();
  expect(released).toEqual([]);
});

test('a cancelled request is left at once, and what it gives all the same is released', async () => {
  const { source, answer, asked, released } = ask();
  source.cancel();
  await expect(asked).rejects.toThrow(CancellationError);
  answer('rows');
  await expect.poll(() => released).toEqual(['rows']);
});

test('a request that fails says why', async () => {
  const { token } = new CancellationTokenSource();
  const failed = untilCancelled(Promise.reject(new TypeError('no')), token, () => Promise.resolve());
  await expect(failed).rejects.toThrow(TypeError);
});
