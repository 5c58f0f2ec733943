/** The public register in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const party = { select: { uscc: true, name: true } } as const;
const shown = {
  agreement: {
    select: {
      no: true,
      agency: party,
      developer: party,
      resources: {
        select: { entry: { select: { code: true, title: true } } },
        orderBy: { entry: { code: 'asc' } },
      },
    },
  },
} as const;
export type RegisteredRow = Prisma.AgreementRegistrationGetPayload<{ include: typeof shown }>;

export interface Asked {
  readonly page: number;
  readonly page_size: number;
  readonly kind?: string | undefined;
  readonly region_code?: string | undefined;
  readonly agreement?: string | undefined;
  readonly q?: string | undefined;
}

export async function listRegistrations(db: Db, asked: Asked): Promise<{ rows: RegisteredRow[]; total: number }> {
  // % and _ typed by a person are characters to find, not patterns.
  const like = (asked.q ?? '').replace(/[\\%_]/g, (c) => `\\${c}`);
  const has = { contains: like, mode: 'insensitive' } as const;
  const where: Prisma.AgreementRegistrationWhereInput = {
    ...(asked.kind === undefined ? {} : { kind: asked.kind }),
    ...(asked.region_code === undefined ? {} : { regionCode: asked.region_code }),
    agreement: {
      ...(asked.agreement === undefined ? {} : { no: asked.agreement }),
      ...(like === ''
        ? {}
        : {
            OR: [
              { agency: { name: has } },
              { developer: { name: has } },
              { resources: { some: { entry: { title: has } } } },
            ],
          }),
    },
  };
  const [rows, total] = await Promise.all([
    db.agreementRegistration.findMany({
      where,
      include: shown,
      orderBy: [{ at: 'desc' }, { receiptNo: 'desc' }],
      skip: (asked.page - 1) * asked.page_size,
      take: asked.page_size,
    }),
    db.agreementRegistration.count({ where }),
  ]);
  return { rows, total };
}
