import { Link } from 'react-router';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '../button.tsx';
import { Empty } from '../empty.tsx';
import { ReuseCards } from '../reuses/reuse-cards.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';

/** What was made of this data, and the way to add to it. */
export function ReusesSection() {
  const t = useT(reuses);
  const locale = useLocale();
  const { code, opinions } = useDataset();
  const { items, total } = opinions.reuses;
  return (
    <Section
      id="reuses"
      title={t('s_reuses')}
      lead={t('s_lead')}
      actions={
        <LinkButton look="plain" size="small" to={paths.newReuse(code)}>
          {t('add_yours')}
        </LinkButton>
      }
    >
      {items.length === 0 ? <Empty title={t('s_empty')} /> : <ReuseCards items={items} heading="h3" />}
      {total > items.length && (
        <p className="mt-3">
          <Link to={paths.reuses({ dataset: code })}>{t('s_all', { n: numberText(total, locale) })}</Link>
        </p>
      )}
    </Section>
  );
}
