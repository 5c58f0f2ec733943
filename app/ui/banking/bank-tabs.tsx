import { banking } from '#app/i18n/banking.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { Tabs } from '#app/ui/tabs.tsx';

export type BankTab = 'queue' | 'cases' | 'out' | 'statements';

export function BankTabs({ at }: { readonly at: BankTab }) {
  const t = useT(banking);
  return (
    <Tabs
      label={t('tabs')}
      tabs={[
        { to: paths.bank(), label: t('tab_queue'), current: at === 'queue' },
        { to: paths.bank({ tab: 'cases' }), label: t('tab_cases'), current: at === 'cases' },
        { to: paths.bank({ tab: 'out' }), label: t('tab_out'), current: at === 'out' },
        { to: paths.bankStatements(), label: t('tab_statements'), current: at === 'statements' },
      ]}
    />
  );
}
