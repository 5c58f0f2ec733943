import { Link } from 'react-router';
import type { z } from 'zod';
import type { productLine } from '#api/products/contract.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import { products } from '#app/i18n/products.ts';
import { paths } from '#app/paths.ts';
import { fromText } from '#app/present/plan-text.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Money } from '#app/ui/money.tsx';
import { StarsMean } from './stars.tsx';

type Line = z.output<typeof productLine>;
interface Starred {
  readonly product_no: string;
  readonly count: number;
  readonly mean: string;
}

/** Products on sale as a list one reads: what it is, whose data, by whom, for how much. */
export function ProductList({
  items,
  stars = [],
}: {
  readonly items: readonly Line[];
  readonly stars?: readonly Starred[];
}) {
  return (
    <ol className="results">
      {items.map((item) => (
        <li key={item.no}>
          <Item item={item} stars={stars.find((one) => one.product_no === item.no) ?? null} />
        </li>
      ))}
    </ol>
  );
}

function Item({ item, stars }: { readonly item: Line; readonly stars: Starred | null }) {
  const t = useT(products);
  const locale = useLocale();
  const english = locale === 'en';
  return (
    <article>
      <h2>
        <Link to={paths.product(item.no)}>{english ? (item.title_en ?? item.title) : item.title}</Link>
      </h2>
      <p className="abstract" lang={english ? 'zh-CN' : undefined}>
        {item.summary}
      </p>
      <p className="line">
        <strong>{fromText(item.from, true, locale)}</strong>
        <span>{productKinds.label(item.kind, locale)}</span>
        <span>{english ? (item.developer_name_en ?? item.developer_name) : item.developer_name}</span>
        <span>{item.agencies.join(' · ')}</span>
        <span>{t('sources', { count: item.sources })}</span>
        {stars !== null && <StarsMean mean={stars.mean} count={stars.count} />}
        {item.listed_at !== null && (
          <span>
            {t('listed_on')} <DateText instant={item.listed_at} />
          </span>
        )}
      </p>
    </article>
  );
}

/** An amount, or that there is none to pay. */
export function Price({ fen }: { readonly fen: string }) {
  const t = useT(products);
  return <strong>{fen === '0' ? t('free') : <Money fen={fen} />}</strong>;
}
