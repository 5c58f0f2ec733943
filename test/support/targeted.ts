/** Applications for targeted opening, through the services, as far as a test wants them. */
import { Readable } from 'node:stream';
import type { Ctx } from '#api/context.ts';
import { citizenCheckCharacter } from '#api/kernel/identifiers.ts';
import { askParticipantCode, confirmParticipant } from '#api/participants/confirm.ts';
import { tokenHash } from '#api/participants/secrets.ts';
import * as apply from '#api/targeted/apply.ts';
import { applicationBody, grantBody } from '#api/targeted/contract.ts';
import * as deliver from '#api/targeted/deliver.ts';
import * as desk from '#api/targeted/desk.ts';
import { grantTargeted } from '#api/targeted/grant.ts';
import { addTargetedProof } from '#api/targeted/proofs.ts';
import type { CaseOut } from '#api/targeted/show.ts';
import type { TestApp } from '#test/support/app.ts';
import { newEntry, upload } from '#test/support/catalog.ts';

/** A valid citizen number of a person born on 1 January 1985. */
export function citizen(sequence: number): string {
  const first = `14010519850101${String(sequence).padStart(3, '0')}`;
  return first + citizenCheckCharacter(first);
}

export const parcelHead = '地块编号,坐落,面积,用途,权利状况说明';

/** Parcels of land without names; the fifth column is prose. */
export function parcelCsv(rows: number): string {
  const uses = ['建设用地', '农用地', '林地'];
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `DK-${1000 + i},小店区演示街坊甲区${1 + (i % 4)}号,${100 + ((i * 37) % 900)}.${String(1 + ((i * 13) % 99)).padStart(2, '0')},${uses[i % 3]},该地块于20${10 + (i % 15)}年第${i}批次完成登记`,
  );
  return `${parcelHead}\n${lines.join('\n')}\n`;
}

/** Data of an agency that are in no public list: an entry in draft with a version that is ready. */
export async function hiddenParcels(t: TestApp, steward: Ctx, rows = 200, title = '宗地登记结果') {
  const items = parcelHead.split(',').map((name) => ({
    name,
    label: name,
    data_type: name === '面积' ? ('F' as const) : ('C' as const),
    description: '',
    unit: '',
    sensitivity: 'none' as const,
  }));
  const entry = await newEntry(steward, { title, title_en: 'Land register', items, open_type: 'none' });
  const version = await upload(steward, entry.id, parcelCsv(rows), 'parcels.csv');
  await t.drain();
  return { entry, version };
}

/** Somebody behind a confirmed mailbox, and the token of their browser. */
export async function applicant(t: TestApp, email: string): Promise<{ ctx: Ctx; token: string }> {
  // Mails are kept by their instant.
  t.clock.advance({ seconds: 1 });
  const { challenge } = await askParticipantCode(t.ctx(), { email, locale: 'zh' });
  await t.drain();
  const mail = (await t.app.ports.mail.kept()).find((one) => one.to === email);
  const code = /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? '';
  const { token } = await confirmParticipant(t.ctx(), { challenge, code });
  return { ctx: t.ctx({ participantSession: tokenHash(token) }), token };
}

/** The code of the newest mail about an application. */
export async function codeFor(t: TestApp, email: string, no: string): Promise<string> {
  const mail = (await t.app.ports.mail.kept()).find(
    (one) => one.to === email && one.subject.includes(no) && /验证码：|Code:/.test(one.text),
  );
  return /\b(\d{6})\b/.exec(mail?.text ?? '')?.[1] ?? '';
}

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
export const proof = (bytes: Buffer = pdf, name = '不动产权证书-张三丰.pdf') => ({
  name,
  stream: Readable.from([bytes]),
});

export const material = (over: Record<string, unknown> = {}) =>
  applicationBody.parse({
    data_wanted: '宗地登记结果中与本人宗地有关的记录',
    interest: 'property',
    statement: '本人是该宗地的权利人，登记结果关系到补偿。',
    scope: '地块编号 DK-1001 等本人宗地',
    purpose: '核对补偿面积',
    name: '张三丰',
    number: citizen(11),
    ...over,
  });

export interface TargetedMeans {
  readonly t: TestApp;
  readonly ctx: Ctx;
  readonly steward: Ctx;
  /** Social credit code of the steward's agency. */
  readonly agency: string;
}

export async function filed({ ctx, agency }: TargetedMeans, over: Record<string, unknown> = {}): Promise<CaseOut> {
  const { id } = await apply.startTargeted(ctx, material({ agency, ...over }));
  const { revision } = await addTargetedProof(ctx, id, proof());
  return apply.fileTargeted(ctx, id, { revision, undertaking: true });
}

export const scope = (version_id: string, over: Record<string, unknown> = {}) => ({
  version_id,
  columns: parcelHead.split(','),
  filters: [{ column: '用途', op: 'eq' as const, value: '林地' }],
  ...over,
});

export async function granted(means: TargetedMeans, versionId: string, over: Record<string, unknown> = {}) {
  const { id } = await filed(means);
  await desk.verifyTargeted(means.steward, id, { words: '' });
  return grantTargeted(
    means.steward,
    id,
    grantBody.parse({
      ...scope(versionId),
      term_until: '2026-12-31',
      downloads: 3,
      checks: ['national_security', 'trade_secret', 'personal_privacy'],
      touching: 'none',
      reason: '申请人系权利人，记录与其有重大利益关系。',
      ...over,
    }),
  );
}

export async function delivered(
  means: TargetedMeans,
  { id, no }: Pick<CaseOut, 'id' | 'no'>,
  email: string,
  format: 'csv' | 'xlsx' = 'csv',
) {
  means.t.clock.advance({ seconds: 1 });
  await deliver.askTargetedCode(means.ctx, id);
  await means.t.drain();
  return deliver.downloadTargeted(means.ctx, id, { code: await codeFor(means.t, email, no), format });
}
