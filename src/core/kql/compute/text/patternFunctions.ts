import { computed } from '../computedFunction';
import { isArray } from '../json';
import { reducePatterns } from './reducePatterns';

/** What operators ask of all texts of a column at once. */
export const patternComputed = {
  reduce_patterns: computed(['dynamic', 'real', 'string'], 'dynamic', (texts, share = 0, characters = '') =>
    isArray(texts) ? [...reducePatterns(texts.map(String), share, characters)] : undefined,
  ),
};
