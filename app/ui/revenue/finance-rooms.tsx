import { finance } from '#app/i18n/finance.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { Tabs } from '#app/ui/tabs.tsx';

export type Room = 'desk' | 'lines' | 'repayments' | 'payouts' | 'levels' | 'months';

/** The pages of the desk side by side; an auditor is told that nothing can be changed here. */
export function FinanceRooms({ room }: { readonly room: Room }) {
  const t = useT(finance);
  const { viewer } = useRootData();
  const rooms: readonly { readonly room: Room; readonly to: string }[] = [
    { room: 'desk', to: paths.finance() },
    { room: 'lines', to: paths.treasuryLines() },
    { room: 'repayments', to: paths.repayments() },
    { room: 'payouts', to: paths.payouts() },
    { room: 'levels', to: paths.treasuryLevels() },
    { room: 'months', to: paths.ledgerMonths() },
  ];
  const auditor = viewer?.duties.includes('auditor') ?? false;
  return (
    <>
      <Tabs
        label={t('rooms')}
        tabs={rooms.map((one) => ({ to: one.to, label: t(`room_${one.room}`), current: one.room === room }))}
      />
      {auditor && <p className="help">{t('reads_only')}</p>}
    </>
  );
}
