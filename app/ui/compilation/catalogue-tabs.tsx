import { catalogueClocks } from '#app/i18n/catalogue-clocks.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { Tabs } from '#app/ui/tabs.tsx';

export function CatalogueTabs({ at }: { readonly at: 'board' | 'triggers' | 'completeness' | 'secrecy' }) {
  const t = useT(catalogueClocks);
  return (
    <Tabs
      label={t('tabs')}
      tabs={[
        { to: paths.catalogueBoard(), label: t('tab_board'), current: at === 'board' },
        { to: paths.catalogueTriggers(), label: t('tab_triggers'), current: at === 'triggers' },
        { to: paths.catalogueCompleteness(), label: t('tab_completeness'), current: at === 'completeness' },
        { to: paths.catalogueSecrecy(), label: t('tab_secrecy'), current: at === 'secrecy' },
      ]}
    />
  );
}
