/** A whole card, and its way to a registered asset through the services. */
import { fileAsset } from '#api/assets/apply.ts';
import { createAsset, saveAsset, showAsset } from '#api/assets/cards.ts';
import { type AssetContent, assetContent, fileBody } from '#api/assets/contract.ts';
import { acceptAsset, publishAsset, registerAsset } from '#api/assets/review.ts';
import type { CardOut } from '#api/assets/show.ts';
import type { Ctx } from '#api/context.ts';

export const yes = { holds: 'yes' as const, reason: '用于路网运行分析，由本厅按职责采集' };
export type Over = Partial<{ [K in keyof AssetContent]: AssetContent[K] }>;

export const wholeCard = (over: Over & { entries: string[] }): AssetContent =>
  assetContent.parse({
    name: '高速公路收费站资产',
    tests: { value: yes, ownership: yes, quantifiable: yes, controllable: yes, exchangeable: yes },
    rights: ['hold', 'process'],
    rights_basis: '省交通运输厅三定规定',
    acquisition: 'own_collection',
    source_legality: '《公路法》规定的养护管理职责',
    cost_collection_fen: '1000001',
    cost_governance_fen: '250000',
    cost_storage_fen: '5000',
    grade: 'general_1',
    location: 'provincial_cloud',
    location_detail: '省级政务云二区',
    custodian: '信息中心数据科',
    coverage: '山西省',
    update_cycle: 'monthly',
    scenario: '路网运行分析',
    safety_result: 'low',
    safety_on: '2026-02-01',
    ...over,
  });

export async function savedCard(holder: Ctx, entries: string[], over: Over = {}): Promise<CardOut> {
  const card = await createAsset(holder, { entries });
  return saveAsset(holder, card.id, { revision: card.revision, content: wholeCard({ entries, ...over }) });
}

/** Applied for, accepted and on public notice. */
export async function noticedCard(holder: Ctx, authority: Ctx, card: CardOut): Promise<CardOut> {
  await fileAsset(holder, card.id, fileBody.parse({ revision: card.revision, kind: 'first' }));
  await acceptAsset(authority, card.id, { words: '' });
  return publishAsset(authority, card.id, { words: '材料齐全' });
}

/** `pass` brings the day after the notice. */
export async function registeredCard(
  holder: Ctx,
  authority: Ctx,
  card: CardOut,
  pass: (noticeTo: string, caseId: string) => void | Promise<void>,
): Promise<CardOut> {
  const noticed = await noticedCard(holder, authority, card);
  const [on] = noticed.cases;
  await pass(on?.notice_to ?? '', on?.id ?? '');
  await registerAsset(authority, card.id, { words: '' });
  return showAsset(holder, card.id);
}
