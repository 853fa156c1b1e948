import type { ContentWindow } from '../../core/api/contentWindow';

const formats = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short' },
  /** With its day, and the zone in short. */
  instant: {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** Times in words, as a locale writes them in a time zone. */
export class ZonedTime {
  private readonly formatters = new Map<keyof typeof formats, Intl.DateTimeFormat>();

  /** @param timeZone `UTC`, or a name of IANA */
  constructor(
    readonly locale: string,
    readonly timeZone: string,
  ) {}

  /** `14:00` */
  clock(instant: number): string {
    return this.format('clock', instant);
  }

  /** `Sun, Nov 22` */
  day(instant: number): string {
    return this.format('day', instant);
  }

  /** `Nov 22` */
  date(instant: number): string {
    return this.format('date', instant);
  }

  /** `Nov 22, 14:00 UTC` */
  instant(instant: number): string {
    return this.format('instant', instant);
  }

  /** `Sun, Nov 22, 14:00 – 15:00` */
  hours({ start, end }: ContentWindow): string {
    return `${this.day(start)}, ${this.clock(start)} – ${this.clock(end)}`;
  }

  /** One formatter takes a hundred times as long to make as to use. */
  private format(name: keyof typeof formats, instant: number): string {
    const { locale, timeZone } = this;
    const formatter = this.formatters.get(name) ?? new Intl.DateTimeFormat(locale, { ...formats[name], timeZone });
    this.formatters.set(name, formatter);
    return formatter.format(instant);
  }
}

/** Whether times can be written in a zone; its name comes from the page. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
