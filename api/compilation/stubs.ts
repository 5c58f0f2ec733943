/** Resources under secrecy law (Article 2): a number says that there is one. Nothing about it is asked, kept or shown. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { refuse as refuseCatalog } from '#api/catalog/rules/refusals.ts';
import { type Ctx, newId } from '#api/context.ts';
import { provinceCode, within } from '#api/kernel/regions.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { SecrecyStub } from '#prisma/generated/client.ts';
import type { stubOut } from './clock-contract.ts';
import { refuse } from './rules/refusals.ts';
import { scopeOf } from './scope.ts';
import * as store from './trigger-store.ts';

export type StubOut = z.input<typeof stubOut>;

async function shown(ctx: Ctx, rows: readonly SecrecyStub[]): Promise<StubOut[]> {
  const agencies = await store.agenciesOf(
    ctx.db,
    rows.map((row) => row.organizationId),
  );
  return rows.map(({ id, no, organizationId, recordedAt, closedAt }) => ({
    id,
    no,
    agency: agencies.get(organizationId) ?? { id: organizationId, name: '', name_en: null },
    recorded_at: recordedAt.toISOString(),
    closed_at: closedAt?.toISOString() ?? null,
  }));
}

async function one(ctx: Ctx, id: string): Promise<StubOut> {
  const row = await store.findStub(ctx.db, id);
  const [out] = row === null ? [] : await shown(ctx, [row]);
  if (out === undefined) throw refuse('compilation.stub_not_found');
  return out;
}

export async function listStubs(ctx: Ctx): Promise<{ items: StubOut[] }> {
  return { items: await shown(ctx, await store.listStubs(ctx.db, scopeOf(ctx))) };
}

export async function recordStub(ctx: Ctx): Promise<StubOut> {
  const { organization, personId } = requireDuty(ctx.viewer, 'steward');
  if (organization.kind !== 'agency' || !within(organization.regionCode, provinceCode))
    throw refuseCatalog('catalog.out_of_scope');
  return act(ctx, { action: 'compilation.record_stub', subject: ['stub', 'new'] }, async (tx, note) => {
    const at = tx.clock.now();
    const id = newId(tx, 'secrecyStub');
    const no = await store.nextNumber(tx.db, 'secrecy_stub', `SM-${dayOf(at).slice(0, 4)}-`);
    const { id: organizationId, regionCode } = organization;
    await store.insertStub(tx.db, {
      id,
      no,
      organizationId,
      regionCode,
      recordedBy: personId,
      recordedAt: at,
      closedBy: null,
      closedAt: null,
    });
    note({ no }, id);
    return one(tx, id);
  });
}

export async function closeStub(ctx: Ctx, id: string): Promise<StubOut> {
  const { organization, personId } = requireDuty(ctx.viewer, 'steward');
  return act(ctx, { action: 'compilation.close_stub', subject: ['stub', id] }, async (tx) => {
    const row = await store.findStub(tx.db, id);
    if (row === null || row.organizationId !== organization.id) throw refuse('compilation.stub_not_found');
    if (!(await store.closeStub(tx.db, id, organization.id, personId, tx.clock.now())))
      throw refuse('compilation.stub_closed');
    return one(tx, id);
  });
}
