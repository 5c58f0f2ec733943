import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type ExportRow = Prisma.LogExportGetPayload<object>;
export type ChangeRow = Prisma.SecurityParameterChangeGetPayload<object>;
export interface Second {
  readonly decision: string;
  readonly opinion: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

export async function insertExport(db: Db, data: Prisma.LogExportUncheckedCreateInput): Promise<void> {
  await db.logExport.create({ data });
}
export const findExport = (db: Db, id: string): Promise<ExportRow | null> => db.logExport.findUnique({ where: { id } });
export const listExports = (db: Db, organizationId: string): Promise<ExportRow[]> =>
  db.logExport.findMany({ where: { organizationId }, orderBy: { requestedAt: 'desc' }, take: 100 });
export const decideExport = async (db: Db, id: string, data: Second): Promise<boolean> =>
  (await db.logExport.updateMany({ where: { id, decision: null }, data })).count === 1;

export async function insertChange(db: Db, data: Prisma.SecurityParameterChangeUncheckedCreateInput): Promise<void> {
  await db.securityParameterChange.create({ data });
}
export const findChange = (db: Db, id: string): Promise<ChangeRow | null> =>
  db.securityParameterChange.findUnique({ where: { id } });
export const listChanges = (db: Db, regionCode: string): Promise<ChangeRow[]> =>
  db.securityParameterChange.findMany({ where: { regionCode }, orderBy: { proposedAt: 'desc' }, take: 100 });
export const decideChange = async (db: Db, id: string, data: Second): Promise<boolean> =>
  (await db.securityParameterChange.updateMany({ where: { id, decision: null }, data })).count === 1;

/** Two proposals of one term come one after the other. */
export async function waitingChange(db: Db, regionCode: string, key: string): Promise<boolean> {
  await lock(db, `security-parameter:${regionCode}:${key}`);
  return (await db.securityParameterChange.count({ where: { regionCode, key, decision: null } })) > 0;
}
export async function putParameter(db: Db, data: Prisma.ParameterUncheckedCreateInput): Promise<void> {
  await db.parameter.create({ data });
}
