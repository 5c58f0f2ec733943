import { lock } from '#api/audit/lock.ts';
import { type RequirementContent, requirementContent } from '#api/catalog/rules/requirement.ts';
import type { Db } from '#api/context.ts';
import type { CompilationRequirement, Prisma, RequirementState } from '#prisma/generated/client.ts';

export interface RequirementRow extends Omit<CompilationRequirement, 'content'> {
  readonly content: RequirementContent;
}

const shaped = (row: CompilationRequirement): RequirementRow => ({
  ...row,
  content: requirementContent.parse(row.content),
});
const json = (content: RequirementContent) => content as unknown as Prisma.InputJsonObject;

export async function listRequirements(db: Db): Promise<RequirementRow[]> {
  return (await db.compilationRequirement.findMany({ orderBy: { number: 'desc' } })).map(shaped);
}

export async function findRequirement(db: Db, number: number): Promise<RequirementRow | null> {
  const row = await db.compilationRequirement.findUnique({ where: { number } });
  return row === null ? null : shaped(row);
}

export async function insertRequirement(
  db: Db,
  row: Pick<RequirementRow, 'id' | 'number' | 'title' | 'titleEn' | 'content' | 'basedOn' | 'draftedBy' | 'draftedAt'>,
): Promise<void> {
  await db.compilationRequirement.create({ data: { ...row, content: json(row.content), state: 'draft', revision: 1 } });
}

export type RequirementChange = Partial<Omit<RequirementRow, 'id' | 'number' | 'revision'>>;

/** Changes what was seen and counts the revision on. False when it is not as it was seen. */
export async function changeRequirement(
  db: Db,
  seen: { readonly number: number; readonly revision: number; readonly state: RequirementState },
  { content, ...change }: RequirementChange,
): Promise<boolean> {
  const { count } = await db.compilationRequirement.updateMany({
    where: seen,
    data: { ...change, ...(content === undefined ? {} : { content: json(content) }), revision: { increment: 1 } },
  });
  return count === 1;
}

/** One draft at a time: the counter of versions is held until the transaction ends. */
export async function holdRequirements(db: Db): Promise<void> {
  await lock(db, 'compilation_requirement');
}

export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((one) => one !== null);
  if (wanted.length === 0) return new Map();
  const rows = await db.person.findMany({ where: { id: { in: wanted } }, select: { id: true, displayName: true } });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}
