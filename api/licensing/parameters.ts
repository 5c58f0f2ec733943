/** Terms in working days. The law or practice gives a number; a parameter of the region goes before it. */
import type { Ctx } from '#api/context.ts';
import type { Day } from '#api/kernel/time.ts';
import { anyParameter, numberParameter } from '#api/organizations/service.ts';
import type { AuthorizationKind } from './rules/codes.ts';
import { fileWanted, itemsFor } from './rules/file.ts';
import type { FileItem } from './rules/kind-codes.ts';
import { procedures, yearsOf } from './rules/procedures.ts';

/** Until acceptance or the one supplement notice (Administrative Licensing Law Article 32: five). */
export const acceptanceDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.acceptance_working_days', regionCode, 5);

/** Until the reply, counted from receipt (State Council Order 809, Article 21: ten). */
export const replyDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.reply_working_days', regionCode, 10);

/** From the decision to the certificate (Administrative Licensing Law Article 44: ten). */
export const certificateDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.certificate_working_days', regionCode, 10);

/** How much longer a reply may take at most (State Council Order 809, Article 21: ten). */
export const extensionDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.extension_working_days', regionCode, 10);

/** Days to object to a refusal; as long as reconsideration may be applied for (Reconsideration Law Article 20: sixty). */
export const objectionDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.objection_days', regionCode, 60);

/** Working days of an authority to answer an objection. No rule: ten. */
export const objectionAnswerDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.objection_answer_working_days', regionCode, 10);

/** What the words of the remedy name: days to apply for reconsideration, months to sue (Litigation Law Article 46). */
export async function remedyTerms(ctx: Ctx, regionCode: string): Promise<{ days: number; months: number }> {
  return {
    days: await numberParameter(ctx, 'licensing.reconsideration_days', regionCode, 60),
    months: await numberParameter(ctx, 'licensing.litigation_months', regionCode, 6),
  };
}

/** Working days that a proposed operator is on public notice. No national rule: five. */
export const noticeDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.notice_working_days', regionCode, 5);

/** Working days that a public call is open at least. No national rule: ten. */
export const callDays = (ctx: Ctx, regionCode: string) =>
  numberParameter(ctx, 'licensing.call_working_days', regionCode, 10);

/** The longest term of a kind in years, within the law's bound. */
export async function longestYears(ctx: Ctx, kind: AuthorizationKind, regionCode: string): Promise<number> {
  const { byDefault } = procedures[kind].longestTerm;
  return yearsOf(kind, await numberParameter(ctx, `licensing.longest_years.${kind}`, regionCode, byDefault));
}

/** What the enterprise file has to hold for a kind, and whether it is asked for on a day. */
export async function fileRule(
  ctx: Ctx,
  kind: AuthorizationKind,
  regionCode: string,
  today: Day,
): Promise<{ items: readonly FileItem[]; wanted: boolean }> {
  return {
    items: itemsFor(kind, await anyParameter(ctx, `licensing.file_items.${kind}`, regionCode)),
    wanted: fileWanted(kind, await anyParameter(ctx, 'licensing.enterprise_file_from', regionCode), today),
  };
}

/** Whether the information department leads joint cases of one region; else the agency with most of the datasets does. */
export async function departmentLeads(ctx: Ctx, regionCode: string): Promise<boolean> {
  return (await anyParameter(ctx, 'licensing.joint_lead', regionCode)) === 'information_department';
}
