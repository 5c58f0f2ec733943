/** Registration of enterprises; who holds which power where; the key pair of an organisation. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isUscc } from '#api/kernel/identifiers.ts';
import { levelOf } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { hashPassword, requireStrong } from '#api/people/passwords.ts';
import type { organizationRecord, organizationShape, registration } from './contract.ts';
import { regionInForce } from './offices-store.ts';
import type { Duty, Power } from './rules/codes.ts';
import { refuse as refuseOffice } from './rules/office-refusals.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export { peopleWith } from './store.ts';

export type OrganizationOut = z.input<typeof organizationShape>;
export type RecordOut = z.input<typeof organizationRecord>;
type EndKind = NonNullable<RecordOut['ended']>['kind'];
const enterpriseDuties: readonly Duty[] = ['developer', 'buyer', 'signatory', 'admin'];

export function showOrganization(o: store.Organization): OrganizationOut {
  return {
    id: o.id,
    uscc: o.uscc,
    name: o.name,
    name_en: o.nameEn,
    kind: o.kind,
    region_code: o.regionCode,
    level: o.level,
    contact: o.contact,
  };
}

export async function registerEnterprise(ctx: Ctx, input: z.output<typeof registration>): Promise<OrganizationOut> {
  if (!isUscc(input.uscc)) throw refuse('organization.uscc_invalid', { uscc: input.uscc });
  if (!input.uscc.startsWith('9')) throw refuse('organization.not_enterprise', { uscc: input.uscc });
  await requireStrong({
    password: input.password,
    login: input.login,
    names: [input.display_name, input.name],
  });
  const passwordHash = await hashPassword(input.password);
  return act(ctx, { action: 'organizations.register', subject: ['organization', input.uscc] }, async (tx, note) => {
    const day = dayOf(tx.clock.now());
    if (!(await regionInForce(tx.db, input.region_code, day)))
      throw refuseOffice('regions.unknown', { code: input.region_code, day });
    if ((await store.findByUscc(tx.db, input.uscc)) !== null) throw refuse('organization.uscc_taken');
    if (await store.loginExists(tx.db, input.login)) throw refuse('organization.login_taken');
    const createdAt = tx.clock.now();
    const organization: store.Organization = {
      id: newId(tx, 'organization'),
      uscc: input.uscc,
      name: input.name,
      nameEn: null,
      kind: 'enterprise',
      regionCode: input.region_code,
      level: levelOf(input.region_code),
      contact: input.contact ?? null,
      demo: false,
    };
    await store.insertOrganization(tx.db, { ...organization, createdAt });
    const personId = newId(tx, 'person');
    await store.insertPerson(
      tx.db,
      { id: personId, login: input.login, displayName: input.display_name, passwordHash, createdAt },
      { organizationId: organization.id, duties: enterpriseDuties },
    );
    note({ uscc: input.uscc, person: personId }, organization.id);
    return showOrganization(organization);
  });
}

export async function getByUscc(ctx: Ctx, uscc: string): Promise<OrganizationOut> {
  const found = await store.findByUscc(ctx.db, uscc.toUpperCase());
  if (found === null) throw refuse('organization.not_found');
  return showOrganization(found);
}

/** An organisation as it is now, the names it had, and what became of it. */
export async function showRecord(ctx: Ctx, uscc: string): Promise<RecordOut> {
  const found = await store.findRecord(ctx.db, uscc.toUpperCase());
  if (found === null) throw refuse('organization.not_found');
  const { ending, formerNames } = found;
  const successors = ending === null ? [] : await store.namesOf(ctx.db, ending.successorIds);
  return {
    ...showOrganization(found),
    former_names: formerNames.map((row) => ({
      name: row.name,
      name_en: row.nameEn,
      until: row.until,
      document_no: row.documentNo,
    })),
    ended:
      ending === null
        ? null
        : {
            kind: ending.kind as EndKind,
            on: ending.endedOn,
            document_no: ending.documentNo,
            successors: successors.map(({ uscc: code, name, nameEn }) => ({ uscc: code, name, name_en: nameEn })),
          },
  };
}

export async function getOrganization(ctx: Ctx, id: string): Promise<store.Organization> {
  const found = await store.findOrganization(ctx.db, id);
  if (found === null) throw refuse('organization.not_found');
  return found;
}

export async function listAgencies(ctx: Ctx, regionCode?: string): Promise<{ items: OrganizationOut[] }> {
  return { items: (await store.listAgencies(ctx.db, regionCode)).map(showOrganization) };
}

/** Who holds a power in a region today (brief 7.2: a role assigned by document, never a constant), or null. */
export async function findHolder(ctx: Ctx, power: Power, regionCode: string): Promise<store.Organization | null> {
  return store.findHolder(ctx.db, power, regionCode, dayOf(ctx.clock.now()));
}

/** The treasury of the same level and region (Article 21), or the refusal that none is registered. */
export async function getTreasury(ctx: Ctx, regionCode: string) {
  const treasury = await store.findTreasury(ctx.db, regionCode);
  if (treasury === null) throw refuse('organization.no_treasury', { region: regionCode });
  return treasury;
}

/** The organisation's present key pair; made on first use, certified by the platform's own CA. */
export async function ensureKey(ctx: Ctx, organizationId: string): Promise<store.KeyRow> {
  const now = ctx.clock.now();
  const present = await store.findKey(ctx.db, organizationId, now);
  if (present !== null) return present;
  const organization = await getOrganization(ctx, organizationId);
  const issued = await ctx.ports.seal.issueOrganizationKey({
    organizationId,
    uscc: organization.uscc,
    name: organization.name,
    ...(organization.nameEn === null ? {} : { nameEn: organization.nameEn }),
  });
  const row: store.KeyRow = { id: newId(ctx, 'key'), organizationId, ...issued };
  await store.insertKey(ctx.db, { ...row, createdAt: now });
  return row;
}

/** A numeric parameter the law leaves open (brief 7.3), e.g. `filing.deadline_working_days`. */
export async function numberParameter(ctx: Ctx, key: string, regionCode: string, byDefault: number): Promise<number> {
  const value = await store.findParameter(ctx.db, key, regionCode);
  return typeof value === 'number' ? value : byDefault;
}

/** A parameter of any shape as it was set, e.g. a day or a list; null where it is not. The caller judges what it finds. */
export async function anyParameter(ctx: Ctx, key: string, regionCode: string): Promise<unknown> {
  return store.findParameter(ctx.db, key, regionCode);
}
