/** The one record of an agreement, read by machines: what can be granted, the signed text, the ODRL policy. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import type { grantableShape } from './contract.ts';
import { grantedUnder } from './granted.ts';
import { findGrantable, findIdOrNo, findRecord } from './granted-store.ts';
import { odrlOf } from './rules/odrl.ts';
import { profileDocument } from './rules/odrl-profile.ts';
import { refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { factsOf } from './view.ts';

async function readable(ctx: Ctx, idOrNo: string): Promise<store.AgreementRow> {
  const viewer = requireViewer(ctx.viewer);
  const id = await findIdOrNo(ctx.db, idOrNo);
  const row = id === null ? null : await store.findAgreement(ctx.db, id);
  if (row === null || sideOf(factsOf(row), viewer) === null) throw refuse('agreement.not_found');
  return row;
}

/** Tables and columns of what the datasets of an agreement publish now. */
export async function listGrantable(ctx: Ctx, idOrNo: string): Promise<z.input<typeof grantableShape>> {
  const row = await readable(ctx, idOrNo);
  const found = await findGrantable(
    ctx.db,
    row.resources.map((one) => one.entry.id),
  );
  return {
    items: found.map(({ code, title, versions: [newest] }) => ({
      dataset: code,
      title,
      tables: (newest?.tables ?? []).map(({ number, name, rowCount }) => ({
        name,
        rows: String(rowCount ?? 0n),
        columns: (newest?.columns ?? []).flatMap((column) =>
          column.table === number && columnTypes.is(column.type) ? [{ name: column.name, type: column.type }] : [],
        ),
      })),
    })),
  };
}

/** The agreement as an ODRL policy, made of the grant the gateway enforces. */
export async function getPolicy(ctx: Ctx, idOrNo: string, version?: number) {
  const row = await readable(ctx, idOrNo);
  const granted = await grantedUnder(ctx, row.id, version);
  const document = granted === null ? null : await findRecord(ctx.db, granted.documentId);
  if (granted === null || document === null) throw refuse('agreement.no_version');
  const signed = await store.findVersion(ctx.db, row.id, granted.grant.version);
  return odrlOf(granted.grant, granted.terms, {
    base: ctx.env.PUBLIC_URL,
    agency: row.agency,
    developer: row.developer,
    sha256: document.sha256,
    shares: (signed?.shares ?? []).map(({ partyKind, ppm }) => ({ party: partyKind, ppm })),
  });
}

/** The canonical text that is signed, byte for byte. */
export async function getRecord(ctx: Ctx, idOrNo: string, version?: number): Promise<{ text: string; sha256: string }> {
  const row = await readable(ctx, idOrNo);
  const granted = await grantedUnder(ctx, row.id, version);
  const document = granted === null ? null : await findRecord(ctx.db, granted.documentId);
  if (document === null) throw refuse('agreement.no_version');
  return { text: document.canonical, sha256: document.sha256 };
}

export function getOdrlProfile(ctx: Ctx) {
  return profileDocument(ctx.env.PUBLIC_URL);
}
