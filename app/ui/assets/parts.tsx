import type { AssetCaseState, AssetStanding, InventoryState } from '#api/assets/rules/codes.ts';
import { assetStandings } from '#api/assets/rules/codes.ts';
import type { AssetLine } from '#api/assets/show.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

const standings: Readonly<Record<AssetStanding, Tone>> = {
  draft: 'wait',
  submitted: 'open',
  registered: 'done',
  maintenance_due: 'late',
  renewal_due: 'open',
  expired: 'late',
  cancelled: 'off',
};
const states: Readonly<Record<AssetCaseState, Tone>> = {
  filed: 'open',
  supplementing: 'wait',
  accepted: 'open',
  noticed: 'open',
  registered: 'done',
  refused: 'refused',
  withdrawn: 'off',
};
const counts: Readonly<Record<InventoryState, Tone>> = { counting: 'wait', settling: 'open', signed: 'done' };

export const caseTone = (state: AssetCaseState, late: boolean): Tone =>
  late && states[state] === 'open' ? 'late' : states[state];
export const inventoryTone = (state: InventoryState, late: boolean): Tone =>
  late && state !== 'signed' ? 'late' : counts[state];

export function Standing({ of }: { readonly of: AssetStanding }) {
  const side = useSide();
  return <StateDot tone={standings[of]}>{side(assetStandings.words[of])}</StateDot>;
}

export type AssetPage = 'cards' | 'new' | 'desk' | 'inventories' | 'ledger' | 'transfer';
export interface AssetTabsProps {
  readonly current: AssetPage;
  readonly sides: { readonly holds: boolean; readonly supervises: boolean };
}

/** The pages of the register; those of the other side are left out. */
export function AssetTabs({ current, sides }: AssetTabsProps) {
  const t = useT(assets);
  const all = [
    { page: 'cards', to: paths.assets(), label: t('tab_cards'), shown: true },
    { page: 'new', to: paths.newAsset(), label: t('tab_new'), shown: true },
    { page: 'desk', to: paths.assetDesk(), label: t('tab_desk'), shown: sides.supervises },
    { page: 'inventories', to: paths.inventories(), label: t('tab_inventories'), shown: true },
    { page: 'ledger', to: paths.assetLedger(), label: t('tab_ledger'), shown: true },
    { page: 'transfer', to: paths.assetTransfer(), label: t('tab_transfer'), shown: sides.supervises },
  ] as const;
  return (
    <Tabs
      label={t('tabs')}
      tabs={all.filter((one) => one.shown).map(({ page, to, label }) => ({ to, label, current: page === current }))}
    />
  );
}

export function HolderName({ of }: { readonly of: AssetLine['holder'] }) {
  const side = useSide();
  return <>{side([of.name, of.name_en ?? of.name])}</>;
}
