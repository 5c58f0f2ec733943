/** Who a mailbox is: a name and a number, sealed on arrival, and a paper; verified by an agency of the subject's choice. */
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { checkCitizenNumber } from '#api/kernel/identifiers.ts';
import { dayOf } from '#api/kernel/time.ts';
import { getByUscc } from '#api/organizations/service.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';
import { sealText } from '#api/ports/seal/sealed-text.ts';
import { keepAlias, pseudonymOf } from './pseudonyms.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import { maxProofBytes, maxProofText } from './rules/terms.ts';
import { unitOf } from './show.ts';
import { findUnits, type Unit } from './store.ts';
import { clockOf, plainClock, requireSubject, seals, termDays, unkept } from './subject-access.ts';
import type * as shapes from './subject-contract.ts';
import * as store from './subject-store.ts';
import { tell } from './tell.ts';

export type ProofOut = z.input<typeof shapes.subjectOperations.proveMyIdentity.out>;

export function showProof(ctx: Ctx, row: store.ProofRow, units: ReadonlyMap<string, Unit>): ProofOut {
  return {
    id: row.id,
    state: row.state,
    agency: unitOf(units, row.agencyId),
    masked_name: row.maskedName,
    masked_number: row.maskedNumber,
    has_file: row.fileKey !== null,
    filed_at: row.filedAt.toISOString(),
    clock: clockOf(ctx, plainClock(dayOf(row.filedAt), row.dueOn), row.state === 'filed'),
    valid_until: row.validUntil,
    reason: row.reason,
  };
}

const maskName = (name: string): string =>
  `${[...name][0] ?? ''}${'*'.repeat(Math.max(1, Math.min([...name].length - 1, 4)))}`;
const maskNumber = (number: string): string => `${number.slice(0, 2)}${'*'.repeat(15)}${number.slice(-1)}`;

/** Name and number are sealed before they are kept; nothing of them stands in the audit event. */
export async function proveMyIdentity(ctx: Ctx, input: z.output<typeof shapes.proveBody>): Promise<ProofOut> {
  const owner = await requireSubject(ctx);
  const today = dayOf(ctx.clock.now());
  const checked = checkCitizenNumber(input.number, today);
  const name = input.name.trim();
  const faults = [
    ...([...name].length < 2 ? [fieldFaults.own_name] : []),
    ...(checked.ok ? [] : [fieldFaults.own_number]),
  ];
  if (!checked.ok || faults.length > 0) throw refuse('collection.bad_identity', { count: faults.length }, faults);
  const agency = await getByUscc(ctx, input.agency).catch(() => null);
  const unit = agency === null ? undefined : (await findUnits(ctx.db, [agency.id])).get(agency.id);
  if (unit === undefined || unit.kind !== 'agency') throw refuse('collection.agency_unknown');
  const sealed = await sealText(ctx, seals.proof, JSON.stringify({ name, number: checked.number }));
  const who = await pseudonymOf(ctx, { kind: 'natural', number: checked.number });
  return act(
    unkept(ctx),
    { action: 'collection.prove_subject', subject: ['subject_proof', 'new'] },
    async (tx, note) => {
      const open = await store.proofOf(tx.db, owner);
      if (open?.state === 'filed' || open?.state === 'verified') throw refuse('collection.proof_open');
      const id = newId(tx, 'subjectProof');
      const dueOn = tx.calendar().addWorkingDays(today, await termDays(tx, 'proof', unit.regionCode));
      await store.insertProof(tx.db, {
        id,
        ownerId: owner,
        agencyId: unit.id,
        state: 'filed',
        revision: 1,
        maskedName: maskName(name),
        maskedNumber: maskNumber(checked.number),
        sealed,
        subject: who.subject,
        keyNumber: who.keyNumber,
        filedAt: tx.clock.now(),
        dueOn,
      });
      await keepAlias(tx, who);
      note({ agency: unit.id }, id);
      await tell(tx, 'proof_filed', { about: id, to: unit.id, params: { due: dueOn }, path: '/w/subject-requests' });
      const row = await store.findProof(tx.db, id);
      if (row === null) throw new Error('a proof went');
      return showProof(tx, row, await findUnits(tx.db, [unit.id]));
    },
  );
}

const kinds: Readonly<Record<string, string>> = { pdf: 'pdf', png: 'png', jpg: 'jpeg' };

/** Judged by content, sealed before it is kept. A second one takes the place of the first. */
export async function addMyProofFile(
  ctx: Ctx,
  file: { readonly stream: Readable | AsyncIterable<Uint8Array> },
): Promise<ProofOut> {
  const owner = await requireSubject(ctx);
  const before = await store.proofOf(ctx.db, owner);
  if (before === null || before.state !== 'filed') throw refuse('collection.proof_not_found');
  const limit = maxProofText;
  const bytes = await readWhole(file.stream, maxProofBytes, () => refuse('collection.proof_too_large', { limit }));
  if (bytes.length === 0) throw refuse('collection.no_file', {}, [fieldFaults.file]);
  const kind = kinds[(await fileTypeFromBuffer(bytes))?.ext ?? ''];
  if (kind === undefined) throw refuse('collection.proof_kind');
  const key = `subject-proofs/${before.id}/${Buffer.from(ctx.random(16)).toString('hex')}`;
  const sealed = Buffer.from(await sealText(ctx, seals.file, bytes.toString('latin1')));
  await ctx.ports.files.put(key, one(sealed), { maxBytes: sealed.length + 1 });
  try {
    const shown = await act(
      ctx,
      { action: 'collection.add_proof', subject: ['subject_proof', before.id] },
      async (tx) => {
        const changes = { fileKey: key, fileKind: kind };
        if (!(await store.updateProof(tx.db, before.id, before.revision, changes)))
          throw refuse('collection.proof_decided');
        const row = await store.findProof(tx.db, before.id);
        if (row === null) throw new Error('a proof went');
        return showProof(tx, row, await findUnits(tx.db, [row.agencyId]));
      },
    );
    if (before.fileKey !== null) await ctx.ports.files.remove(before.fileKey);
    return shown;
  } catch (error) {
    await ctx.ports.files.remove(key);
    throw error;
  }
}

async function* one(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
