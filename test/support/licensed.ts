/** From a conditional dataset to an agreement in force, step by step through the services. */

import { termsShape } from '#api/agreements/contract.ts';
import { agreeEnding, bringUpEnding } from '#api/agreements/early-end.ts';
import { expireAgreements } from '#api/agreements/ending.ts';
import { decideFiling, fileAgreement } from '#api/agreements/filings.ts';
import { draftAgreement, getAgreement, offerAgreement, saveAgreement } from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import type { Ctx } from '#api/context.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { certifyApplication } from '#api/licensing/certificate.ts';
import { startShape } from '#api/licensing/contract.ts';
import {
  acceptApplication,
  approveApplication,
  chargeApplication,
  reviewApplication,
} from '#api/licensing/decisions.ts';
import { startApplication } from '#api/licensing/service.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import type { TestApp } from '#test/support/app.ts';
import { testApp } from '#test/support/app.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

export const password = demoPassword;

export const conditional = {
  open_type: 'conditional',
  open_condition: '签订合作协议后使用',
  licence: 'agreement',
} as const;

export const roadCsv = `路段,日期,车流量\n${Array.from({ length: 60 }, (_, i) => `G5-${i % 6},2026-09-${String((i % 28) + 1).padStart(2, '0')},${1000 + i}`).join('\n')}\n`;

export interface Licensed {
  readonly t: TestApp;
  readonly world: World;
  /** Codes of two conditional datasets of the province's transport department, one of ecology, and one open one. */
  readonly codes: { readonly road: string; readonly toll: string; readonly air: string; readonly open: string };
  readonly developer: Ctx;
  readonly other: Ctx;
  readonly agency: Ctx;
  readonly head: Ctx;
  readonly reviewer: Ctx;
  readonly finance: Ctx;
}

export async function licensedWorld(at?: string): Promise<Licensed> {
  const t = await testApp(at === undefined ? {} : { at });
  const world = await makeWorld(t.app);
  const reviewer = world.ctx('province.information');
  const dataset = async (login: string, title: string, over: object = conditional) => {
    const means = { steward: world.ctx(login), reviewer, drain: () => t.drain() };
    return (await publishedDataset(means, { title, ...over }, roadCsv)).entry.code;
  };
  return {
    t,
    world,
    codes: {
      road: await dataset('province.transport', '国省干线车流量'),
      toll: await dataset('province.transport', '收费站通行量'),
      air: await dataset('province.ecology', '空气质量监测'),
      open: await dataset('province.transport', '收费站名录', {}),
    },
    developer: world.ctx('developer'),
    other: world.ctx('developer2'),
    agency: world.ctx('province.transport'),
    head: world.ctx('province.transport.head'),
    reviewer,
    finance: world.ctx('province.finance'),
  };
}

export function material(over: Partial<(typeof startShape)['_zod']['input']> = {}) {
  return startShape.parse({
    datasets: [],
    purpose: '改进货运车辆的路线规划',
    scenario: '为物流企业提供拥堵预测',
    scope: '国省干线逐日车流量，仅用于模型与统计',
    degree: 'desensitised',
    term_from: '2026-11-02',
    term_to: '2027-11-01',
    ...over,
  });
}

/** Sent by the developer, or taken as far as asked. */
export async function application(
  w: Licensed,
  upTo: 'applied' | 'accepted' | 'reviewing' | 'approved' | 'charging' | 'certified',
  over: Parameters<typeof material>[0] = {},
): Promise<ApplicationOut> {
  const asked = material({ datasets: [w.codes.road], intent: 'apply', ...over });
  let a = await startApplication(w.developer, asked);
  const walk: [typeof upTo, () => Promise<ApplicationOut>][] = [
    ['accepted', () => acceptApplication(w.agency, a.id, {})],
    ['reviewing', () => reviewApplication(w.agency, a.id)],
    ['approved', () => approveApplication(w.agency, a.id, { opinion: '符合条件' })],
    ['charging', () => chargeApplication(w.agency, a.id, { fee_fen: '0', basis: '用于公共治理，免收' })],
    ['certified', () => certifyApplication(w.head, a.id, { password })],
  ];
  for (const [state, step] of walk) {
    if (a.state === upTo) return a;
    a = await step();
    if (a.state !== state) throw new Error(`expected ${state}, got ${a.state}`);
  }
  return a;
}

export function terms(over: object = {}): AgreementOut['terms'] {
  return termsShape.parse({
    scope: '国省干线逐日车流量，仅用于模型与统计',
    degree: { code: 'desensitised' },
    term: { from: '2026-11-02', to: '2027-11-01' },
    disposition: { mode: 'destroy', days: 10, proof: '由第三方出具销毁证明' },
    ownership: { owner: 'developer', licence_back: '授权机构可无偿使用统计结果' },
    fee: { mode: 'free' },
    security: '存储加密\n专人保管密钥',
    shares: [
      { party: 'treasury', ppm: 333_333 },
      { party: 'developer', ppm: 566_667 },
      { party: 'operator', ppm: 100_000 },
    ],
    ...over,
  });
}

/** An agreement drawn from a new application, taken as far as asked. */
export async function agreement(
  w: Licensed,
  upTo: 'draft' | 'whole' | 'offered' | 'half' | 'signed' | 'filing' | 'active',
  over: object = {},
  asked: Parameters<typeof material>[0] = {},
): Promise<AgreementOut> {
  const certified = await application(w, 'certified', asked);
  let a = await draftAgreement(w.agency, { application_id: certified.id });
  if (upTo === 'draft') return a;
  a = await saveAgreement(w.agency, a.id, { revision: a.revision, terms: terms(over) });
  if (upTo === 'whole') return a;
  a = await offerAgreement(w.agency, a.id);
  if (upTo === 'offered') return a;
  a = await signAgreement(w.developer, a.id, { password });
  if (upTo === 'half') return a;
  a = await signAgreement(w.head, a.id, { password });
  if (upTo === 'signed') return a;
  a = await fileAgreement(w.agency, a.id, {});
  if (upTo === 'filing') return a;
  const filing = a.filings.at(-1);
  if (filing === undefined) throw new Error('no filing');
  await decideFiling(w.reviewer, filing.id, { decision: 'accept', opinion: '材料齐全', password });
  return getAgreement(w.agency, a.id);
}

/** Ended by both with today as its last day; the clock goes on to the next morning. */
export async function endByConsent(w: Licensed, id: string): Promise<void> {
  const asked = {
    kind: 'consent',
    ground: '',
    basis: '',
    words: '项目结束',
    last_day: dayOf(w.t.clock.now()),
  } as const;
  const { endings } = await bringUpEnding(w.agency, id, asked);
  await agreeEnding(w.developer, endings[0]?.id ?? '', { words: '同意' });
  w.t.clock.advance({ days: 1 });
  await expireAgreements(w.t.ctx());
}

/** The refusal a call meets; fails when it meets none. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && 'spec' in error) return error as Refusal;
    throw error;
  }
  throw new Error('nothing was refused');
}

export async function codeOf(call: Promise<unknown>): Promise<string> {
  return (await refusal(call)).code;
}
