/** Steps of the walkthrough `start`, as in the manifest. */
export const setupSteps = ['demo', 'register', 'consent', 'connect', 'check', 'subscribe', 'open', 'query'] as const;
export type SetupStep = (typeof setupSteps)[number];

/** Errors about how the app is registered; what else leads to the guide is about its permissions. */
const registrationCodes: ReadonlySet<string> = new Set([
  // The redirect URI is not registered.
  'AADSTS50011',
  // Public client flows are not allowed.
  'AADSTS7000218',
]);

/** The step that helps with an error, by its code. */
export function setupStepFor(code: string | undefined): SetupStep {
  return code !== undefined && registrationCodes.has(code) ? 'register' : 'consent';
}

export function isSetupStep(value: unknown): value is SetupStep {
  return setupSteps.some((step) => step === value);
}
