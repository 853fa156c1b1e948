import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphLink, readGraphTarget } from '../../../../src/extension/graph/graphTarget';

describe('the link of a look-up', () => {
  it('brings its target back, and nothing in it ends the link or is Markdown', () => {
    const targets = fc.record({
      connectionId: fc.constant('demo'),
      subject: fc.constantFrom('user' as const, 'app' as const),
      id: fc.oneof(fc.string(), fc.constant(`a)[x](command:other)'*_~"@b.c`)),
    });
    fc.assert(
      fc.property(targets, (target) => {
        const [command, argument] = graphLink(target).split('?');
        expect(command).toBe('command:m365Audit.lookUpUser');
        expect(argument).toMatch(/^[\w%.-]+$/);
        expect(argument).not.toContain('_');
        const args: unknown = JSON.parse(decodeURIComponent(argument ?? ''));
        expect(Array.isArray(args) ? readGraphTarget(args[0]) : undefined).toEqual(target);
      }),
    );
  });

  it.each([
    undefined,
    null,
    'x',
    {},
    { connection: { id: 'demo' } },
    { connectionId: 'demo', subject: 'group', id: 'x' },
  ])('is none in %j', (argument) => {
    expect(readGraphTarget(argument)).toBeUndefined();
  });
});
