import * as z from 'zod/mini';
import type { ComputedFunction } from '../computedFunction';
import { ScanMatcher } from './scanMatcher';
import { scanProgramSchema } from './scanProgram';

const rowSchema = z.array(z.nullable(z.string()));

/**
 * A scan, piece by piece of its rows: given the program, what the piece before left behind (nothing at first), the rows, and whether
 * they are the last. Rows are lines, each a JSON array of texts; so are matches. The first line of the result is what the next piece
 * goes on with.
 */
export const scanComputed = {
  scan: {
    parameters: ['string', 'string', 'string', 'bool'],
    result: 'string',
    compute: ([program, state, rows, isLast], throwIfCancelled) => {
      const matcher = new ScanMatcher(scanProgramSchema.parse(JSON.parse(program ?? '')), state ?? '');
      for (const line of (rows ?? '').split('\n')) {
        throwIfCancelled();
        matcher.show(rowSchema.parse(JSON.parse(line)));
      }
      if (isLast === 'true') {
        matcher.end();
      }
      return [matcher.state(), ...matcher.found.map((match) => JSON.stringify(match))].join('\n');
    },
  },
} satisfies Record<string, ComputedFunction>;
