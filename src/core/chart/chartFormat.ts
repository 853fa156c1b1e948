import { numberText } from '../notebook/numberText';
import type { ChartLabelKey, ChartLabels } from './chartLabels';

export interface ChartFormatOptions {
  readonly labels: ChartLabels;
  /** BCP 47. */
  readonly locale: string;
  /** Whether times are those of the user's clock; UTC otherwise. */
  readonly isLocalTime: boolean;
}

/** A minute, an hour and a day, in milliseconds. */
const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Words, numbers and times of a chart. */
export class ChartFormat {
  readonly isLocalTime: boolean;
  private readonly labels: ChartLabels;
  private readonly locale: string;
  /** `12,345.5`. */
  readonly number: (value: number) => string;
  /** For an axis: `12.5K`. */
  readonly shortNumber: (value: number) => string;
  /** 0.5 is 50%. */
  readonly percent: (share: number) => string;

  constructor({ labels, locale, isLocalTime }: ChartFormatOptions) {
    this.labels = labels;
    this.locale = locale;
    this.isLocalTime = isLocalTime;
    this.number = numberText(locale, { maximumSignificantDigits: 15 });
    this.shortNumber = numberText(locale, { notation: 'compact', maximumSignificantDigits: 4 });
    this.percent = numberText(locale, { style: 'percent', maximumFractionDigits: 1 });
  }

  /** A label, with the values at the places of `{0}`, `{1}`...; what the values hold is left as it is. */
  words(key: ChartLabelKey, ...values: readonly (number | string)[]): string {
    return this.labels[key].replace(/\{(\d)\}/g, (place, index: string) => {
      const value = values[Number(index)];
      return typeof value === 'number' ? this.number(value) : (value ?? place);
    });
  }

  /** `2026-11-22 11:00 UTC`, `2026-11-22 12:00:05 +01:00`: no more of a second than there is. */
  time(milliseconds: number): string {
    const offset = this.isLocalTime ? -new Date(milliseconds).getTimezoneOffset() : 0;
    const text = new Date(milliseconds + offset * 60_000).toISOString();
    const [day = '', clock = ''] = text.slice(0, -1).split('T');
    return `${day} ${clock.replace(/(:00)?\.000$/, '')} ${this.isLocalTime ? offsetText(offset) : 'UTC'}`;
  }

  /** Which clock the times are of. */
  zone(): string {
    return this.isLocalTime ? this.words('chartLocalTime') : 'UTC';
  }

  /** `24 hours`, `7 days`: to one decimal, in the largest unit that fits. */
  duration(milliseconds: number): string {
    const [unit, size] = units.find((candidate) => milliseconds >= candidate[1] * 2) ?? (['second', 1_000] as const);
    const format = new Intl.NumberFormat(this.locale, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      maximumFractionDigits: 1,
    });
    return format.format(milliseconds / size);
  }
}

function offsetText(minutes: number): string {
  const whole = Math.abs(minutes);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(whole / 60))}:${twoDigits(whole % 60)}`;
}
