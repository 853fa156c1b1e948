import { Buffer } from 'node:buffer';
import type { Faults } from './faults';
import type { FaultSettings } from './faultSettings';
import { Refusal } from './refusal';
import { jsonReply, type Reply } from './reply';

const outagePage: Reply = {
  status: 503,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><head><title>Service Unavailable</title></head><body><h2>Our services are not available right now</h2></body></html>',
};

const exceptionReply = jsonReply(
  {
    error: {
      code: 'GetContent [CorrelationId=5f1c2b7e-0000-4000-8000-000000000000] failed. Exception: System.TimeoutException: The operation has timed out.',
      message: 'An internal server error occurred. Retry your request.',
    },
  },
  {},
  500,
);

/** @throws Refusal where the request is to be refused. */
export function throwRefusal(faults: Faults, { serverErrorCode }: FaultSettings, url: URL): void {
  if (faults.has('serverError')) {
    throw new Refusal(serverErrorCode);
  }
  if (faults.has('refusedWindow')) {
    throw new Refusal('AF20030');
  }
  if (faults.has('lostPage')) {
    throw new Refusal('AF20031', url.searchParams.get('nextpage') ?? '');
  }
}

/** What is answered in place of the right answer; undefined where that is given. */
export function findReplacement(
  faults: Faults,
  { redirectStatus, foreignOrigin }: FaultSettings,
  { pathname, search }: URL,
): Reply | undefined {
  if (faults.has('html')) {
    return outagePage;
  }
  if (faults.has('empty')) {
    return { status: 500, body: '' };
  }
  if (faults.has('cutError')) {
    return { status: 500, body: '{"error":{"code":"AF50000","message":"An internal err' };
  }
  if (faults.has('message')) {
    return jsonReply({ Message: 'An error has occurred.' }, {}, 500);
  }
  if (faults.has('exception')) {
    return exceptionReply;
  }
  if (faults.has('notUtf8')) {
    return { status: 500, body: Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80]) };
  }
  if (faults.has('redirect')) {
    return { status: redirectStatus, headers: { Location: `${foreignOrigin}${pathname}${search}` }, body: '' };
  }
  return undefined;
}

/** The right answer with what goes wrong in it. */
export function alterReply(reply: Reply, faults: Faults, { foreignOrigin }: FaultSettings, url: URL): Reply {
  const { status, headers, body } = reply;
  if (status !== 200) {
    return reply;
  }
  const bytes = Buffer.from(body);
  const content = faults.has('foreignContent') ? bytes.toString().replaceAll(url.origin, foreignOrigin) : body;
  return {
    status,
    headers: {
      ...headers,
      ...(faults.has('pageLoop') ? { NextPageUri: url.href } : {}),
      ...(faults.has('foreignPage')
        ? { NextPageUri: `${foreignOrigin}${url.pathname}${url.search}&nextpage=1$1` }
        : {}),
    },
    body: faults.has('cutOff') ? bytes.subarray(0, bytes.length / 2) : content,
  };
}
