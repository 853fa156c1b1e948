import { parseDatetime, parseTimespan } from '../values/dateTimeText';
import { computed } from './computedFunction';

/** Texts of times. */
export const timeComputed = {
  parse_datetime: computed(['string'], 'datetime', (text = '') => parseDatetime(text)),
  parse_timespan: computed(['string'], 'timespan', (text = '') => parseTimespan(text)),
};
