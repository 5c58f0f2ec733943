import { Link } from 'react-router';
import type { Services } from '#api/services.ts';
import { marketListings } from '#app/i18n/market-listings.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Section } from '#app/ui/section.tsx';

type Items = Awaited<ReturnType<Services['market']['listProductListings']>>['items'];

/** Where else a product is on offer, with the right it is offered under; nothing where it is nowhere. */
export function ProductListings({ items }: { readonly items: Items }) {
  const t = useT(marketListings);
  const english = useLocale() === 'en';
  const listed = items.filter((one) => one.state === 'listed');
  if (listed.length === 0) return null;
  return (
    <Section id="exchanges" title={t('also')} lead={t('also_lead')} margin>
      <ul>
        {listed.map((one) => (
          <li key={one.no}>
            {english && one.exchange_name_en !== null ? (
              one.exchange_name_en
            ) : (
              <span lang="zh-CN">{one.exchange_name}</span>
            )}{' '}
            · {one.listing_no} ·{' '}
            <a href={one.address} rel="external noreferrer">
              {t('see_there')}
            </a>{' '}
            ·{' '}
            <Link to={paths.rightStatement(one.statement_no)}>
              {t('statement')} {one.statement_no}
            </Link>{' '}
            ({t(one.right_valid ? 'valid' : 'not_valid')})
          </li>
        ))}
      </ul>
    </Section>
  );
}
