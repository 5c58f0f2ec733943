/** The register of assets as the scene shows it: a draft, one on notice with an objection, one registered, an inventory. */

import { createAsset } from '#api/assets/cards.ts';
import { objectBody } from '#api/assets/contract.ts';
import { startInventory } from '#api/assets/inventories.ts';
import { objectToAsset } from '#api/assets/register.ts';
import { noticedCard, registeredCard, savedCard } from '#test/support/asset-cards.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import type { Market } from '#test/support/market.ts';

export async function assetSide(m: Market, open: { readonly code: string }): Promise<Record<string, string>> {
  const means = { steward: m.agency, reviewer: m.reviewer, drain: () => m.t.drain() };
  // The scene stands on one day: the notice of the registered one was over before it.
  const over = async (_day: string, id: string) => {
    await m.t.database.query(
      `update asset_case set notice_from = '2026-10-12', notice_to = '2026-10-26' where id = $1`,
      [id],
    );
  };
  const registered = await registeredCard(
    m.agency,
    m.reviewer,
    await savedCard(m.agency, [open.code], { name: '收费站车道数' }),
    over,
  );
  const other = (await publishedDataset(means, { title: '服务区基本信息' })).entry;
  const noticed = await noticedCard(
    m.agency,
    m.reviewer,
    await savedCard(m.agency, [other.code], { name: '服务区基本信息' }),
  );
  const [on] = noticed.cases;
  const words = objectBody.parse({ words: '服务区数据由多个单位共同采集，权属应当写明。' });
  await objectToAsset(m.world.ctx('province.ecology'), on?.id ?? '', words);
  const draft = await createAsset(m.agency, { entries: [m.codes.toll] });
  const { made } = await startInventory(m.agency, {
    title: '2026 年度盘点',
    as_of: '2026-11-02',
    due_on: '2026-11-30',
    agency: '',
  });
  await m.t.drain();
  return {
    asset_draft: `/w/assets/${draft.id}`,
    asset_noticed: `/w/assets/${noticed.id}`,
    asset_registered: `/w/assets/${registered.id}`,
    asset_public: `/data-assets/${registered.code}`,
    asset_notice: `/data-assets/notices/${on?.id ?? ''}`,
    inventory: `/w/inventories/${made[0]?.id ?? ''}`,
    asset_transfer: `/w/assets/transfer?from=${m.world.organization('province.transport').uscc}`,
  };
}
