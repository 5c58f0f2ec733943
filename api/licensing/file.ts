/**
 * The enterprise file: papers and the real-name representative, kept once and used by every application. Bytes, name and
 * citizen number are sealed under the installation's secret; whoever checks opens them for a reason that stays on record.
 */

import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { checkCitizenNumber } from '#api/kernel/identifiers.ts';
import type { FieldFault } from '#api/kernel/refusal.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, isSelf, requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf, isDay } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';
import { sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import type {
  checkPaperShape,
  credentialShape,
  enterpriseFileOut,
  lookShape,
  representativeShape,
} from './file-contract.ts';
import * as store from './file-store.ts';
import { fileRule } from './parameters.ts';
import { bilingual } from './rules/bilingual.ts';
import type { AuthorizationKind } from './rules/codes.ts';
import { checkList, type Paper, paperState } from './rules/file.ts';
import {
  type CredentialKind,
  credentialKinds,
  type FileItem,
  type PaperFileKind,
  type PaperState,
  paperStates,
} from './rules/kind-codes.ts';
import { paperFaults, refuse } from './rules/kind-refusals.ts';
import { numberDigest } from './same-person.ts';

export type EnterpriseFile = z.input<typeof enterpriseFileOut>;
export const maxPaperBytes = 10 * 1024 * 1024;
export const maxPaperText = '10 MB';
const sealedBytes = Math.ceil((maxPaperBytes * 4) / 3) * 2 + 4096;
const kinds: Readonly<Record<string, PaperFileKind>> = { pdf: 'pdf', png: 'png', jpg: 'jpeg' };

export interface PaperUpload {
  readonly stream: Readable | AsyncIterable<Uint8Array>;
}

/** Who may read a file: the enterprise, an agency it has a case with, the information department above it. */
async function requireReader(ctx: Ctx, enterpriseId: string): Promise<{ viewer: Viewer; checks: boolean }> {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.id === enterpriseId) return { viewer, checks: false };
  const enterprise = await getOrganization(ctx, enterpriseId);
  const region = enterprise.regionCode;
  const overseers = [region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`];
  if (viewer.duties.includes('reviewer') && overseers.some((one) => holdsPower(viewer, 'information_department', one)))
    return { viewer, checks: true };
  const handles = viewer.organization.kind === 'agency' && viewer.duties.includes('licensing');
  if (handles && (await store.hasCaseWith(ctx.db, enterpriseId, viewer.organization.id)))
    return { viewer, checks: true };
  throw refuseAnywhere('auth.forbidden');
}

function requireOwner(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'enterprise' || !viewer.duties.includes('developer'))
    throw refuseAnywhere('auth.forbidden');
  return viewer;
}

const credentialPaper = (row: store.CredentialRow): Paper => ({
  id: row.id,
  item: row.kind as CredentialKind,
  state: row.state as PaperState,
  validFrom: row.validFrom,
  validTo: row.validTo,
  addedAt: row.addedAt.toISOString(),
});
const representativePaper = (row: store.RepresentativeRow): Paper => ({
  ...credentialPaper({ ...row, kind: 'representative', number: '', issuer: '' }),
  item: 'representative',
});

/** The check list of an enterprise for a kind in a region, and whether an application needs it. */
export async function checkListOf(ctx: Ctx, enterpriseId: string, kind: AuthorizationKind, regionCode: string) {
  const today = dayOf(ctx.clock.now());
  const rule = await fileRule(ctx, kind, regionCode, today);
  const papers = [
    ...(await store.listCredentials(ctx.db, enterpriseId)).map(credentialPaper),
    ...(await store.listRepresentatives(ctx.db, enterpriseId)).map(representativePaper),
  ];
  return { wanted: rule.wanted, list: checkList(rule.items, papers, today) };
}

export async function getEnterpriseFile(ctx: Ctx, enterpriseId?: string): Promise<EnterpriseFile> {
  const id = enterpriseId ?? requireViewer(ctx.viewer).organization.id;
  const { viewer, checks } = await requireReader(ctx, id);
  const enterprise = await getOrganization(ctx, id);
  const today = dayOf(ctx.clock.now());
  const checked = (row: store.CredentialRow | store.RepresentativeRow) => ({
    state: row.state as PaperState,
    valid_from: row.validFrom,
    valid_to: row.validTo,
    bytes: row.bytes,
    sha256: row.sha256,
    file_kind: row.fileKind as PaperFileKind,
    added_at: row.addedAt.toISOString(),
    opinion: row.opinion,
    checked_by: row.checker?.name ?? null,
    checked_at: row.checkedAt?.toISOString() ?? null,
    can_check: checks && row.state === 'submitted' && !isSelf(viewer, row.addedBy),
  });
  const lists = [];
  for (const kind of ['licensed_development', 'cooperative_development', 'authorized_operation'] as const) {
    const { wanted, list } = await checkListOf(ctx, id, kind, enterprise.regionCode);
    lists.push({
      kind,
      wanted,
      items: list.map((one) => ({ item: one.item, state: one.state, paper_id: one.paperId, valid_to: one.validTo })),
    });
  }
  return {
    organization: { id, name: enterprise.name, uscc: enterprise.uscc },
    own: viewer.organization.id === id,
    checks,
    credentials: (await store.listCredentials(ctx.db, id)).map((row) => ({
      id: row.id,
      kind: row.kind as CredentialKind,
      number: row.number,
      issuer: row.issuer,
      standing: paperState(credentialPaper(row), today),
      ...checked(row),
    })),
    representatives: (await store.listRepresentatives(ctx.db, id)).map((row) => ({
      id: row.id,
      masked_name: row.maskedName,
      masked_number: row.maskedNumber,
      standing: paperState(representativePaper(row), today),
      ...checked(row),
      valid_to: row.validTo,
    })),
    lists,
  };
}

/** Files to check: of the viewer's agency by its cases, of an information department by its region. */
export async function listFilesToCheck(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const found = new Map<string, Awaited<ReturnType<typeof store.enterprisesToCheck>>[number]>();
  if (viewer.organization.kind === 'agency' && viewer.duties.includes('licensing'))
    for (const row of await store.enterprisesToCheck(ctx.db, { agencyId: viewer.organization.id }))
      found.set(row.id, row);
  if (viewer.duties.includes('reviewer'))
    for (const { power, regionCode } of viewer.powers)
      if (power === 'information_department')
        for (const row of await store.enterprisesToCheck(ctx.db, { regionCode })) found.set(row.id, row);
  return {
    items: [...found.values()].map((row) => {
      const waiting = [...row.credentials, ...row.representatives].map((one) => one.addedAt.getTime());
      return {
        id: row.id,
        name: row.name,
        uscc: row.uscc,
        waiting: waiting.length,
        since: new Date(Math.min(...waiting)).toISOString(),
      };
    }),
  };
}

const fault = (path: string, kind: keyof typeof paperFaults): FieldFault => ({
  path,
  zh: paperFaults[kind][0],
  en: paperFaults[kind][1],
});

function requireTerm(from: string, to: string | null, today: Day): void {
  const real = isDay(from) && (to === null || isDay(to));
  if (!real || (to !== null && (to < from || to < today)))
    throw refuse('licensing.paper_term', {}, [fault('valid_to', 'validity')]);
}

/** Adds a paper; it counts as soon as it is there and is checked before an application is accepted. */
export async function addCredential(
  ctx: Ctx,
  input: z.output<typeof credentialShape>,
  file: PaperUpload,
): Promise<EnterpriseFile> {
  const viewer = requireOwner(ctx);
  requireTerm(input.valid_from, input.valid_to === '' ? null : input.valid_to, dayOf(ctx.clock.now()));
  const paper = await keep(ctx, viewer.organization.id, file);
  return act(ctx, { action: 'licensing.add_credential', subject: ['credential', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'credential');
    await store.insertCredential(tx.db, {
      id,
      organizationId: viewer.organization.id,
      kind: input.kind,
      number: input.number,
      issuer: input.issuer,
      validFrom: input.valid_from,
      validTo: input.valid_to === '' ? null : input.valid_to,
      state: 'submitted',
      ...paper,
      addedBy: viewer.personId,
      addedAt: tx.clock.now(),
    });
    note({ kind: input.kind, sha256: paper.sha256 }, id);
    return getEnterpriseFile(tx);
  });
}

/** Names the person who acts for the enterprise, with the mandate. What was typed is sealed and never repeated. */
export async function addRepresentative(
  ctx: Ctx,
  input: z.output<typeof representativeShape>,
  file: PaperUpload,
): Promise<EnterpriseFile> {
  const viewer = requireOwner(ctx);
  const today = dayOf(ctx.clock.now());
  requireTerm(input.valid_from, input.valid_to, today);
  const number = checkCitizenNumber(input.number, today);
  const faults = [
    ...(input.name.length < 2 ? [fault('name', 'name')] : []),
    ...(number.ok ? [] : [fault('number', number.reason === 'check_digit' ? 'check_digit' : 'citizen')]),
  ];
  if (faults.length > 0 || !number.ok) throw refuse('licensing.representative_invalid', {}, faults);
  const paper = await keep(ctx, viewer.organization.id, file);
  const sealed = await sealText(
    ctx,
    'licensing-representative',
    JSON.stringify({ name: input.name, number: number.number }),
  );
  // The answer is kept under an idempotency key: it holds masked forms only.
  return act(ctx, { action: 'licensing.add_representative', subject: ['representative', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'representative');
    await store.insertRepresentative(tx.db, {
      id,
      organizationId: viewer.organization.id,
      sealed,
      maskedName: maskName(input.name),
      maskedNumber: `${number.number.slice(0, 2)}${'*'.repeat(15)}${number.number.slice(-1)}`,
      numberDigest: numberDigest(ctx, number.number),
      validFrom: input.valid_from,
      validTo: input.valid_to,
      state: 'submitted',
      ...paper,
      addedBy: viewer.personId,
      addedAt: tx.clock.now(),
    });
    note({ mandate: paper.sha256 }, id);
    return getEnterpriseFile(tx);
  });
}

function maskName(name: string): string {
  const letters = [...name];
  return `${letters[0] ?? ''}${'*'.repeat(Math.max(1, Math.min(letters.length - 1, 4)))}`;
}

async function keep(ctx: Ctx, organizationId: string, file: PaperUpload) {
  const bytes = await readWhole(file.stream, maxPaperBytes, tooLarge);
  if (bytes.length === 0) throw refuse('licensing.no_paper');
  const kind = kinds[(await fileTypeFromBuffer(bytes))?.ext ?? ''];
  if (kind === undefined) throw refuse('licensing.paper_kind');
  const key = `licensing/${organizationId}/${Buffer.from(ctx.random(16)).toString('hex')}`;
  const sealed = await sealText(ctx, 'licensing-paper', bytes.toString('latin1'));
  await ctx.ports.files.put(key, chunks(sealed), { maxBytes: sealedBytes });
  return { fileKind: kind, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), key };
}

const tooLarge = () => refuse('licensing.paper_too_large', { limit: maxPaperText });

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  const size = 1 << 16;
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size), 'latin1');
}

type Locked =
  | { readonly item: FileItem; readonly row: store.CredentialRow; readonly representative: false }
  | { readonly item: FileItem; readonly row: store.RepresentativeRow; readonly representative: true };

async function lockPaper(tx: Ctx, id: string): Promise<Locked> {
  const credential = id.startsWith('rep_') ? null : await store.lockCredential(tx.db, id);
  if (credential !== null && credentialKinds.is(credential.kind))
    return { item: credential.kind, row: credential, representative: false };
  const representative = id.startsWith('rep_') ? await store.lockRepresentative(tx.db, id) : null;
  if (representative === null) throw refuse('licensing.paper_not_found');
  return { item: 'representative', row: representative, representative: true };
}

const change = (tx: Ctx, { representative, row }: Locked, data: store.PaperChange) =>
  representative ? store.changeRepresentative(tx.db, row.id, data) : store.changeCredential(tx.db, row.id, data);

/** The second person: says whether the paper is what it claims to be. */
export async function checkPaper(
  ctx: Ctx,
  id: string,
  input: z.output<typeof checkPaperShape>,
): Promise<EnterpriseFile> {
  return act(ctx, { action: 'licensing.check_paper', subject: ['paper', id] }, async (tx, note) => {
    const paper = await lockPaper(tx, id);
    const { viewer, checks } = await requireReader(tx, paper.row.organizationId);
    if (isSelf(viewer, paper.row.addedBy)) throw refuse('licensing.second_person');
    if (!checks) throw refuse('licensing.second_person');
    const state = paper.row.state as PaperState;
    if (state !== 'submitted') throw refuse('licensing.paper_decided', bilingual('state', paperStates.words[state]));
    await change(tx, paper, {
      state: input.decision,
      opinion: input.opinion,
      checkedBy: viewer.personId,
      checkerId: viewer.organization.id,
      checkedAt: tx.clock.now(),
    });
    note({ item: paper.item, decision: input.decision, sha256: paper.row.sha256 });
    return getEnterpriseFile(tx, paper.row.organizationId);
  });
}

/** The enterprise takes a paper back; what was applied with it stays on record. */
export async function withdrawPaper(ctx: Ctx, id: string): Promise<EnterpriseFile> {
  return act(ctx, { action: 'licensing.withdraw_paper', subject: ['paper', id] }, async (tx, note) => {
    const viewer = requireOwner(tx);
    const paper = await lockPaper(tx, id);
    if (paper.row.organizationId !== viewer.organization.id || paper.row.state === 'withdrawn')
      throw refuse('licensing.paper_not_found');
    await change(tx, paper, { state: 'withdrawn' });
    note({ item: paper.item });
    return getEnterpriseFile(tx);
  });
}

/** The file itself, and of a representative the name and number in the clear, for a reason that stays in the audit record. */
export async function openPaper(ctx: Ctx, id: string, input: z.output<typeof lookShape>) {
  // An answer that holds personal data is not kept under an idempotency key.
  const { idempotency: _kept, ...look } = ctx;
  return act(
    look,
    { action: 'licensing.look', subject: ['paper', id], facts: { why: input.why } },
    async (tx, note) => {
      const paper = await lockPaper(tx, id);
      const { viewer, checks } = await requireReader(tx, paper.row.organizationId);
      const own = viewer.organization.id === paper.row.organizationId && viewer.duties.includes('developer');
      if (!checks && !own) throw refuseAnywhere('auth.forbidden');
      const { stream } = await tx.ports.files.open(paper.row.key);
      const sealed = await readWhole(stream, sealedBytes, tooLarge);
      note({ item: paper.item });
      const bytes = Buffer.from(await unsealText(tx, 'licensing-paper', sealed.toString('latin1')), 'latin1');
      const kind = paper.row.fileKind as PaperFileKind;
      return {
        bytes,
        contentType: kind === 'pdf' ? 'application/pdf' : `image/${kind}`,
        fileName: `${id}.${kind === 'jpeg' ? 'jpg' : kind}`,
      };
    },
  );
}

/** Name and citizen number of a representative in the clear, once, for the one who checks. */
export async function lookAtRepresentative(ctx: Ctx, id: string, input: z.output<typeof lookShape>) {
  const { idempotency: _kept, ...look } = ctx;
  return act(
    look,
    { action: 'licensing.look', subject: ['paper', id], facts: { why: input.why } },
    async (tx, note) => {
      const paper = await lockPaper(tx, id);
      if (!paper.representative) throw refuse('licensing.paper_not_found');
      const { checks } = await requireReader(tx, paper.row.organizationId);
      if (!checks) throw refuseAnywhere('auth.forbidden');
      note({ item: 'representative' });
      const { name, number } = JSON.parse(await unsealText(tx, 'licensing-representative', paper.row.sealed)) as {
        name: string;
        number: string;
      };
      return { name, number };
    },
  );
}
