import { z } from 'zod';

const rate = z.number().min(0).max(1).default(0);
const milliseconds = z.number().nonnegative();

/** Shares of the requests, 0 to 1, that go wrong in one way. */
const rates = {
  /** Status 500 with `serverErrorCode`. */
  serverError: rate,
  /** Status 503 with a web page for a body. */
  html: rate,
  /** Status 500 with no body. */
  empty: rate,
  /** Status 500 with a body that is cut off in the middle of its JSON. */
  cutError: rate,
  /** Status 500 with `{"Message"}` and no code. */
  message: rate,
  /** Status 500 with a sentence in the place of the code, that names an exception. */
  exception: rate,
  /** Status 500 with bytes that are no UTF-8. */
  notUtf8: rate,
  /** `redirectStatus`, to the same path of `foreignOrigin`. */
  redirect: rate,
  /** A listing, not its further pages, is refused with AF20030. */
  refusedWindow: rate,
  /** A further page of a listing is refused with AF20031. */
  lostPage: rate,
  /** A page of a listing names `foreignOrigin` for the next one. */
  foreignPage: rate,
  /** A page of a listing names itself as the next one. */
  pageLoop: rate,
  /** The blobs of a listing are at `foreignOrigin`. */
  foreignContent: rate,
  /** An answer is cut off in the middle of its JSON, with a length that fits. */
  cutOff: rate,
  /** The connection is reset before any answer. */
  reset: rate,
  /** The answer comes `slowMs` later. */
  slow: rate,
  /** The connection ends halfway through the body. */
  truncate: rate,
};

export type FaultName = keyof typeof rates;

export const faultNames = Object.keys(rates).filter(isFaultName);

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(rates, name);
}

/** Which requests go wrong follows from the seed and the order in which they come. */
export const faultsSchema = z.strictObject({
  ...rates,
  seed: z.int().default(1),
  /** Requests that go wrong at most; no limit if absent. */
  most: z.int().nonnegative().optional(),
  slowMs: milliseconds.default(2_000),
  serverErrorCode: z.enum(['AF50000', 'AF50005', 'AF50006']).default('AF50000'),
  redirectStatus: z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)]).default(307),
  /** Another host that answers point to. */
  foreignOrigin: z.url().default('https://elsewhere.example'),
  /** How far the header `Date` is ahead of the service's clock. */
  dateSkewMs: z.number().default(0),
});

export type FaultSettings = z.output<typeof faultsSchema>;
