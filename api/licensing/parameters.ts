/** Terms in working days. The law or practice gives a number; a parameter of the region goes before it. */
import type { Ctx } from '#api/context.ts';
import { numberParameter } from '#api/organizations/service.ts';

/** Until acceptance or the one supplement notice (Administrative Licensing Law Article 32: five). */
export const acceptanceDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.acceptance_working_days', regionCode, 5);

/** Until the reply, counted from receipt (State Council Order 809, Article 21: ten). */
export const replyDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.reply_working_days', regionCode, 10);

/** From the decision to the certificate (Administrative Licensing Law Article 44: ten). */
export const certificateDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.certificate_working_days', regionCode, 10);
