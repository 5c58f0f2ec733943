import { redirect } from 'react-router';
import { z } from 'zod';
import { consenting } from '#api/products/contract.ts';
import { productStates } from '#api/products/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { products } from '#app/i18n/products.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { productTone } from '#app/present/market-tone.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { DivisionList } from '#app/ui/market/division.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.divisions.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    items: (await services.products.listDividedProducts(ctx)).items,
    done: url.searchParams.get('done') === 'yes',
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { product_id: id, ...input } = form.read(consenting.extend({ product_id: z.string().max(60) }));
    await form.once((ctx) => services.products.consentToDivision(ctx, id, input));
    return redirect(`${paths.divisions()}?done=yes`);
  });
}

export default function Divisions({ loaderData: { items, done } }: Route.ComponentProps) {
  const t = useT(products);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('divided_title')} lead={t('divided_lead')} />
      {done && (
        <Notice tone="success" live>
          {t('divided_done')}
        </Notice>
      )}
      {items.length === 0 && <Empty title={t('divided_empty')}>{t('divided_empty_text')}</Empty>}
      {items.map((one) => (
        <Section key={one.id} id={one.id} title={one.title}>
          <DescriptionList
            facts={[
              { term: t('no'), value: one.no },
              {
                term: t('state'),
                value: <StateDot tone={productTone[one.state]}>{side(productStates.words[one.state])}</StateDot>,
              },
              { term: t('developer'), value: <Mixed>{one.developer_name}</Mixed> },
              {
                term: t('divided_sources'),
                value: (
                  <ul>
                    {one.sources.map((source) => (
                      <li key={`${source.agreement_no}-${source.resource_code}`}>
                        <Mixed>{`${source.resource_name} (${source.resource_code}) · ${source.agreement_no}`}</Mixed>
                      </li>
                    ))}
                  </ul>
                ),
              },
              { term: t('division'), value: <DivisionList division={one.division} /> },
            ]}
          />
          {one.can_consent && (
            <Form name={`consent-${one.id}`}>
              <input type="hidden" name="product_id" value={one.id} readOnly />
              <input type="hidden" name="parts_sha256" value={one.division.parts_sha256} readOnly />
              <PasswordInput name="password" label={t('divided_password')} />
              <div className="actions">
                <Button>{t('divided_consent')}</Button>
              </div>
            </Form>
          )}
        </Section>
      ))}
    </>
  );
}
