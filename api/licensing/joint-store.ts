/** Joint cases in the database; their parts are applications. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const party = { select: { id: true, name: true } } as const;
const whole = {
  developer: party,
  lead: party,
  parts: {
    include: {
      agency: party,
      resources: { include: { entry: { select: { code: true, title: true } } }, orderBy: { entry: { code: 'asc' } } },
      steps: { orderBy: { revision: 'asc' } },
      certificate: { select: { no: true } },
    },
    orderBy: { no: 'asc' },
  },
  steps: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.JointCaseInclude;
export type JointRow = Prisma.JointCaseGetPayload<{ include: typeof whole }>;

export const findJoint = (db: Db, id: string): Promise<JointRow | null> =>
  db.jointCase.findUnique({ where: { id }, include: whole });

export async function lockJoint(db: Db, id: string): Promise<JointRow | null> {
  await db.$queryRaw`SELECT id FROM joint_case WHERE id = ${id} FOR UPDATE`;
  return findJoint(db, id);
}

export const insertJoint = (db: Db, data: Prisma.JointCaseUncheckedCreateInput) => db.jointCase.create({ data });
export const insertJointStep = (db: Db, data: Prisma.JointStepUncheckedCreateInput) => db.jointStep.create({ data });

/** Of an organisation as applicant, lead or one of the agencies; what was not sent is the applicant's own. */
export const listJoint = (db: Db, organizationId: string): Promise<JointRow[]> =>
  db.jointCase.findMany({
    where: {
      OR: [
        { developerId: organizationId },
        {
          OR: [{ leadId: organizationId }, { parts: { some: { agencyId: organizationId } } }],
          parts: { some: { NOT: { state: { in: ['drafting', 'withdrawn'] } } } },
        },
      ],
    },
    include: whole,
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
