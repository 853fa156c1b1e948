/**
 * Values that mean something other than they seem to, as "Office 365 Management Activity API schema" (Microsoft) warns:
 * - `signInResult`: the request was handled; whether the sign-in worked is in `LogonError`, `ErrorNumber` and `Operation`;
 * - `cmdletResult`: whether the cmdlet succeeded;
 * - `directoryUserType`: events of Entra never say that an administrator acted;
 * - `directoryClientIp`: the address may be missing here, and is in `ActorIpAddress`.
 */
export type Trap = 'signInResult' | 'cmdletResult' | 'directoryUserType' | 'directoryClientIp';

const exchangeAdmin = 1;
const signIn = 15;

/** The schemas that stand on "Azure Active Directory Base schema". */
const directoryRecordTypes: ReadonlySet<unknown> = new Set([8, 9, signIn]);

/** @param field a field of the record itself */
export function findTrap(field: string, value: unknown, recordType: unknown): Trap | undefined {
  switch (field) {
    case 'ResultStatus':
      if (recordType === signIn && (value === 'Succeeded' || value === 'Success')) {
        return 'signInResult';
      }
      return recordType === exchangeAdmin && (value === 'True' || value === 'False') ? 'cmdletResult' : undefined;
    case 'UserType':
      return directoryRecordTypes.has(recordType) ? 'directoryUserType' : undefined;
    case 'ClientIP':
      return directoryRecordTypes.has(recordType) && (value === null || value === '') ? 'directoryClientIp' : undefined;
    default:
      return undefined;
  }
}
