/** The requirements that entries are checked against today. */
import type { Ctx, Db } from '#api/context.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { guideline } from './rules/guideline.ts';
import { type Requirement, requirementContent } from './rules/requirement.ts';

/** The published version with the latest effective day that has come; the guideline before there is one. */
export async function requirementOn(db: Db, day: Day): Promise<Requirement> {
  const row = await db.compilationRequirement.findFirst({
    where: { state: 'published', effectiveOn: { lte: day } },
    orderBy: [{ effectiveOn: 'desc' }, { number: 'desc' }],
    select: { number: true, title: true, titleEn: true, documentNo: true, effectiveOn: true, content: true },
  });
  if (row === null) return guideline;
  const { title, titleEn, content, ...rest } = row;
  return { ...rest, title: [title, titleEn], content: requirementContent.parse(content) };
}

export async function requirementInForce(ctx: Ctx): Promise<Requirement> {
  return requirementOn(ctx.db, dayOf(ctx.clock.now()));
}
