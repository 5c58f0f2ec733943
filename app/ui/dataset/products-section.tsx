import { marketLineage } from '#app/i18n/market-lineage.ts';
import { useT } from '#app/present/words.ts';
import { MadeProducts } from '../market/made-products.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';

/** Products on sale that were made from this data; nothing where there are none. */
export function ProductsSection() {
  const t = useT(marketLineage);
  const { products } = useDataset();
  if (products.length === 0) return null;
  return (
    <Section id="products" title={t('made_title')} lead={t('made_lead')}>
      <MadeProducts rows={products} />
    </Section>
  );
}
