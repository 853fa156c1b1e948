import { Buffer } from 'node:buffer';
import type { ContentType } from '../../core/api/contentType';
import { dayMs, startOfDay, type ContentWindow } from '../../core/api/contentWindow';
import { DayPlan } from '../records/dayPlan';
import { deliver, deliveryDays, shortestLatencyMs, type Delivery } from '../records/delivery';
import { Random } from '../records/random';
import { storyEvents } from '../records/story';
import { formatContentId, parseContentId } from './contentId';
import type { ContentSource, StoredBlob } from './contentSource';
import { DayCache } from './dayCache';

export interface GeneratedContentOptions {
  readonly seed: number;
  readonly organizationId: string;
  /** The story is told up to the start of this day, in UTC. */
  readonly now: number;
}

/** How often content of each type becomes available, in minutes; a day is a whole number of these. */
const slotMinutes: Readonly<Record<ContentType, number>> = {
  'Audit.AzureActiveDirectory': 45,
  'Audit.Exchange': 30,
  'Audit.SharePoint': 30,
  'Audit.General': 90,
  'DLP.All': 120,
};

/** Records of a blob at most. What is more goes into blobs that become available in the same millisecond. */
const mostRecords = 40;

/** How far before the end of its slot a blob may become available: never before the records in it happened. */
const jitterMs = shortestLatencyMs / 2;

/** The invented company's records. A day is generated when it is first asked for. */
export class GeneratedContent implements ContentSource {
  private readonly plan: DayPlan;
  private readonly story: readonly Delivery[];
  private readonly deliveries = new DayCache((day) => this.deliverDay(day));
  private readonly blobs = new DayCache((day) => this.cutDay(day));

  constructor(private readonly options: GeneratedContentOptions) {
    const { seed, organizationId, now } = options;
    const today = startOfDay(now);
    this.plan = new DayPlan(seed, organizationId);
    this.story = deliver(storyEvents(seed, organizationId, today), {
      random: new Random('story delivery', seed, today),
      // The whole story can be found from the first moment.
      lateShare: 0,
    });
  }

  list(contentType: ContentType, window: ContentWindow): readonly StoredBlob[] {
    const found: StoredBlob[] = [];
    for (let day = startOfDay(window.start); day < window.end; day += dayMs) {
      found.push(
        ...this.blobs
          .get(day)
          .filter(
            (blob) => blob.contentType === contentType && window.start <= blob.created && blob.created < window.end,
          ),
      );
    }
    return found;
  }

  find(contentId: string): StoredBlob | undefined {
    const created = parseContentId(contentId);
    return created === undefined
      ? undefined
      : this.blobs.get(startOfDay(created)).find((blob) => blob.contentId === contentId);
  }

  private deliverDay(day: number): readonly Delivery[] {
    return deliver(this.plan.eventsOf(day), {
      random: new Random('delivery', this.options.seed, day),
      lateShare: 0.02,
    });
  }

  /** The blobs that become available on a day, ordered by content type and time. */
  private cutDay(day: number): readonly StoredBlob[] {
    const slots = new Map<string, { contentType: ContentType; end: number; texts: string[] }>();
    for (const { contentType, available, text } of this.availableOn(day)) {
      const slotMs = slotMinutes[contentType] * 60_000;
      const end = Math.floor(available / slotMs) * slotMs + slotMs;
      const key = `${contentType} ${end}`;
      const slot = slots.get(key) ?? { contentType, end, texts: [] };
      slots.set(key, slot);
      slot.texts.push(text);
    }
    return [...slots.values()]
      .sort((one, other) => one.end - other.end)
      .flatMap(({ contentType, end, texts }) => this.cutSlot(contentType, end, texts));
  }

  private availableOn(day: number): readonly Delivery[] {
    const planned = Array.from({ length: deliveryDays }, (_, ago) => this.deliveries.get(day - ago * dayMs));
    return [...planned, this.story].flat().filter(({ available }) => day <= available && available < day + dayMs);
  }

  private cutSlot(contentType: ContentType, end: number, texts: readonly string[]): readonly StoredBlob[] {
    const random = new Random('slot', this.options.seed, contentType, end);
    const created = end - random.integer(1, jitterMs);
    const shuffled = random.shuffle(texts);
    return Array.from({ length: Math.ceil(texts.length / mostRecords) }, (_, index) => {
      const body = `[${shuffled.slice(index * mostRecords, (index + 1) * mostRecords).join(',')}]`;
      return {
        contentType,
        contentId: formatContentId({ contentType, created, index, content: body }),
        created,
        body: () => Buffer.from(body),
      };
    });
  }
}
