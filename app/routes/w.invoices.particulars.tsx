import { redirect } from 'react-router';
import { keepingSeller, keepingTitle } from '#api/invoices/contract.ts';
import { invoiceKinds, taxRates } from '#api/invoices/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { invoices } from '#app/i18n/invoices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.invoices.particulars.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  return orRefusal(async () => ({
    title: duties.includes('buyer') ? await services.invoices.getTitle(ctx) : null,
    seller: duties.includes('developer') ? await services.invoices.getSeller(ctx) : null,
    done: url.searchParams.get('done') !== null,
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { invoices: s } }) => {
    if (form.name === 'title') {
      const input = form.read(keepingTitle);
      await form.once((ctx) => s.keepTitle(ctx, input));
    } else {
      const input = form.read(keepingSeller);
      await form.once((ctx) => s.keepSeller(ctx, input));
    }
    return redirect(paths.invoiceTitle({ done: 1 }));
  });
}

export const shouldRevalidate = () => true;

export default function Particulars({ loaderData: { title, seller, done } }: Route.ComponentProps) {
  const t = useT(invoices);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('particulars')} breadcrumb={[{ label: t('title'), to: paths.invoices() }]} />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {title !== null && (
        <Section id="buyer" title={t('title_section')} lead={t('title_lead')}>
          <Form name="title">
            <input type="hidden" name="revision:number" value={title.revision} readOnly />
            <TextInput name="name" label={t('name')} defaultValue={title.name} maxLength={120} />
            <TextInput name="tax_no" label={t('tax_no')} defaultValue={title.tax_no} width="medium" maxLength={30} />
            <RadioGroup
              name="kind"
              label={t('usual_kind')}
              defaultValue={title.kind}
              options={invoiceKinds.codes.map((value) => ({ value, label: side(invoiceKinds.words[value]) }))}
            />
            <Bank of={title} />
            <TextInput
              name="email"
              type="email"
              label={t('email')}
              help={t('email_help')}
              defaultValue={title.email ?? ''}
              width="medium"
              optional
            />
            <Button>{t('save')}</Button>
          </Form>
        </Section>
      )}
      {seller !== null && (
        <Section id="seller" title={t('seller_section')} lead={t('seller_lead')}>
          <DescriptionList
            facts={[
              { term: t('name'), value: seller.name },
              { term: t('tax_no'), value: seller.tax_no },
            ]}
          />
          <Form name="seller">
            <input type="hidden" name="revision:number" value={seller.revision} readOnly />
            <Bank of={seller} />
            <TextInput
              name="item_name"
              label={t('item_name')}
              help={t('item_help')}
              defaultValue={seller.item_name}
              maxLength={90}
            />
            <TextInput
              name="tax_code"
              label={t('tax_code')}
              help={t('tax_code_help')}
              defaultValue={seller.tax_code}
              width="medium"
              inputMode="numeric"
              maxLength={19}
            />
            <TextInput name="unit" label={t('unit')} defaultValue={seller.unit} width="short" maxLength={20} />
            <Select
              name="rate"
              label={t('rate')}
              {...(seller.rate === null ? {} : { defaultValue: seller.rate })}
              options={taxRates.codes.map((value) => ({ value, label: side(taxRates.words[value]) }))}
            />
            <Button>{t('save')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}

interface BankFacts {
  readonly address: string;
  readonly phone: string;
  readonly bank_name: string;
  readonly bank_account: string;
}

function Bank({ of }: { readonly of: BankFacts }) {
  const t = useT(invoices);
  return (
    <>
      <TextInput name="address" label={t('address')} defaultValue={of.address} maxLength={200} />
      <TextInput name="phone" label={t('phone')} defaultValue={of.phone} width="medium" maxLength={40} />
      <TextInput name="bank_name" label={t('bank_name')} defaultValue={of.bank_name} maxLength={120} />
      <TextInput
        name="bank_account"
        label={t('bank_account')}
        defaultValue={of.bank_account}
        width="medium"
        inputMode="numeric"
        maxLength={50}
      />
    </>
  );
}
