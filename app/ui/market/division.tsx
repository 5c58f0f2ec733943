/** How the price of a product is divided among the agreements behind it. */

import { divisionMethods } from '#api/products/rules/codes.ts';
import type { ProductOut } from '#api/products/view.ts';
import { products } from '#app/i18n/products.ts';
import { percentText } from '#app/present/format.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Mixed } from '#app/ui/mixed.tsx';

export type Division = NonNullable<ProductOut['division']>;

export function DivisionList({ division }: { readonly division: Division }) {
  const t = useT(products);
  const side = useSide();
  return (
    <>
      <p>{side(divisionMethods.words[division.method])}</p>
      <ul>
        {division.parts.map((one) => (
          <li key={one.agreement_id}>
            <Mixed>{`${one.agreement_no} · ${side({ zh: one.agency_name, en: one.agency_name_en ?? one.agency_name })}`}</Mixed>{' '}
            · {one.ppm === null ? t('division_open') : `${percentText(one.ppm)}%`}
            {one.consented === null ? '' : ` · ${t(one.consented ? 'division_consented' : 'division_waiting')}`}
          </li>
        ))}
      </ul>
    </>
  );
}
