import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseErrorBody } from '../../../../src/engine/api/parseErrorBody';

it.each([
  [
    '{"error":{"code":"AF20022","message":"No subscription found."}}',
    { code: 'AF20022', message: 'No subscription found.' },
  ],
  [
    "{'error':{'code':'AF429','message':'Too many requests. It's Method=GetBlob'}}",
    { code: 'AF429', message: "Too many requests. It's Method=GetBlob" },
  ],
  ['{"error":{"code":"AF50000","message":"An internal err', { code: 'AF50000' }],
  [
    '{"Message":"Authorization has been denied for this request."}',
    { message: 'Authorization has been denied for this request.' },
  ],
  [
    '{"error":{"code":"StartSubscription : DataServiceException: Tenant x does not exist.","message":"y"}}',
    {
      message: 'StartSubscription : DataServiceException: Tenant x does not exist.',
      exception: 'DataServiceException',
    },
  ],
  ['{"error":{"code":"Something failed.","message":"y"}}', { message: 'Something failed.', exception: 'Exception' }],
  ['<html><head><title> Bad Gateway </title></head></html>', { message: 'Bad Gateway' }],
  ['{"error":{"code":"","message":null}}', {}],
  ['', {}],
  ['null', {}],
])('reads %s', (body, expected) => {
  expect(parseErrorBody(body)).toEqual(expected);
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      expect(() => parseErrorBody(body)).not.toThrow();
    }),
  );
});
