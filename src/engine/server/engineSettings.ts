import { z } from 'zod';
import type { EngineSettings } from '../../core/protocol/engineProtocol';

const networkSettings = z.object({
  proxy: z.url({ protocol: /^https?$/ }).exactOptional(),
  noProxy: z.array(z.string()),
  proxyAuthorization: z.string().exactOptional(),
  strictSsl: z.boolean(),
  systemCertificates: z.boolean(),
});

/** The settings as the host sends them. */
export const engineSettings = z.object({
  requestsPerMinute: z.number().int().positive(),
  network: networkSettings,
}) satisfies z.ZodType<EngineSettings>;
