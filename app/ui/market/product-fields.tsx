import { productKinds } from '#api/products/rules/codes.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { products } from '#app/i18n/products.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Select } from '#app/ui/choices.tsx';
import { MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

/** What a product says of itself; the same fields when it is entered and when a draft is edited. */
export function ProductFields({ product }: { readonly product?: OwnProductOut }) {
  const t = useT(products);
  const side = useSide();
  return (
    <>
      <Select
        name="kind"
        label={t('kind')}
        options={productKinds.codes.map((code) => ({ value: code, label: side(productKinds.words[code]) }))}
        defaultValue={product?.kind ?? ''}
      />
      <TextInput name="title" label={t('name')} maxLength={120} defaultValue={product?.title ?? ''} />
      <TextInput
        name="title_en"
        label={t('title_en')}
        lang="en"
        maxLength={200}
        optional
        defaultValue={product?.title_en ?? ''}
      />
      <TextArea
        name="summary"
        label={t('summary')}
        help={t('summary_help')}
        limit={300}
        rows={2}
        defaultValue={product?.summary ?? ''}
      />
      <TextArea
        name="description"
        label={t('description')}
        help={t('description_help')}
        limit={5000}
        rows={8}
        defaultValue={product?.description ?? ''}
      />
      <MoneyInput
        name="price_fen"
        label={t('price_label')}
        help={t('price_help')}
        optional
        {...(product === undefined || !product.plans.some((one) => one.kind === 'one_off')
          ? {}
          : { defaultFen: product.price_fen })}
      />
    </>
  );
}
