import { redirect } from 'react-router';
import { trialStart } from '#api/orders/access-contract.ts';
import { placing } from '#api/orders/contract.ts';
import type { PlanOut } from '#api/products/plan-view.ts';
import { purposeKinds } from '#api/products/rules/codes.ts';
import type { ProductOut } from '#api/products/view.ts';
import { appContext } from '#app/context.ts';
import { orders } from '#app/i18n/orders.ts';
import { plans } from '#app/i18n/plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { priceText, termLines } from '#app/present/plan-text.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Checkbox, RadioGroup, Select } from '#app/ui/choices.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PlanName, PlanTermsText, termsOf } from '#app/ui/market/plan-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.orders.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const no = url.searchParams.get('product') ?? '';
  const number = Number(url.searchParams.get('plan'));
  return orRefusal(async () => {
    const product = no === '' ? null : await services.products.getProduct(ctx, no);
    const found = product?.plans.find((one) => one.number === number) ?? null;
    // One plan leaves nothing to choose.
    const only = product?.plans.length === 1 ? (product.plans[0] ?? null) : null;
    return { product, plan: found ?? only, trial: url.searchParams.get('trial') === '1' };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made = await form.once((ctx) =>
      form.name === 'trial'
        ? services.orders.startTrial(ctx, form.read(trialStart))
        : services.orders.placeOrder(ctx, form.read(placing)),
    );
    return redirect(`${paths.order(made.id)}?done=place`);
  });
}

export default function NewOrder({ loaderData: { product: p, plan, trial } }: Route.ComponentProps) {
  const t = useT(orders);
  const words = useT(plans);
  const title = p === null ? t('new_missing') : trial ? words('do_trial') : t('new_title');
  const header = <PageHeader title={title} breadcrumb={[{ label: t('title'), to: paths.orders() }]} />;
  if (p === null)
    return (
      <>
        {header}
        <Empty title={t('empty_buyer_text')}>
          <LinkButton to={paths.products()}>{t('to_products')}</LinkButton>
        </Empty>
      </>
    );
  return (
    <>
      {header}
      <What product={p} plan={trial ? null : plan} />
      {trial ? <TrialForm product={p} /> : <OrderForm product={p} plan={plan} />}
    </>
  );
}

interface Props {
  readonly product: ProductOut;
  readonly plan: PlanOut | null;
}

function What({ product: p, plan }: Props) {
  const t = useT(orders);
  const words = useT(plans);
  const side = useSide();
  const locale = useLocale();
  const { viewer } = useRootData();
  const terms = plan === null ? null : termsOf(plan);
  return (
    <DescriptionList
      facts={[
        { term: t('new_what'), value: `${locale === 'en' ? (p.title_en ?? p.title) : p.title} (${p.no})` },
        { term: t('developer'), value: p.developer_name },
        { term: t('new_for'), value: viewer?.organization.name },
        ...(plan === null || terms === null
          ? []
          : [
              {
                term: words('col_plan'),
                value: (
                  <>
                    <PlanName plan={plan} /> · <strong>{priceText(terms, locale)}</strong>
                    <PlanTermsText terms={terms} />
                  </>
                ),
              },
            ]),
        {
          key: 'sources',
          term: t('agency'),
          value: p.sources.map((source) => <div key={source.delivery_id}>{side(source.citation)}</div>),
        },
        ...(plan === null || plan.at_order_fen === '0'
          ? []
          : [
              { term: t('new_how'), value: t('new_how_text') },
              { term: t('new_after'), value: t('new_after_text', { agency: p.agreement.agency_name }) },
            ]),
      ]}
    />
  );
}

function OrderForm({ product: p, plan }: Props) {
  const t = useT(orders);
  const words = useT(plans);
  const side = useSide();
  const locale = useLocale();
  const some = (kind: string) => (plan === null ? p.plans : [plan]).some((one) => one.kind === kind);
  return (
    <Form name="order">
      <input type="hidden" name="product_no" value={p.no} readOnly />
      {plan === null ? (
        <RadioGroup
          name="plan:number"
          label={words('order_plan')}
          options={p.plans.map((one) => ({
            value: String(one.number),
            label: (
              <>
                <PlanName plan={one} /> · {priceText(termsOf(one), locale)}
              </>
            ),
            help: termLines(termsOf(one), locale).join(' · '),
          }))}
        />
      ) : (
        <>
          <input type="hidden" name="plan:number" value={plan.number} readOnly />
          <input type="hidden" name="plan_version:number" value={plan.version} readOnly />
        </>
      )}
      <Select
        name="purpose_kind"
        label={words('order_purpose')}
        help={words('order_purpose_help')}
        optional
        options={purposeKinds.codes.map((code) => ({ value: code, label: side(purposeKinds.words[code]) }))}
        {...(plan?.kind === 'free' ? { defaultValue: 'public_interest' } : {})}
      />
      <TextArea name="purpose" label={words('order_purpose_words')} limit={500} rows={2} optional />
      {some('period') && <Checkbox name="renew" label={words('order_renew')} help={words('order_renew_help')} />}
      <div className="actions">
        <Button>{t('place')}</Button>
        <LinkButton look="text" to={paths.product(p.no)}>
          {t('product')}
        </LinkButton>
      </div>
    </Form>
  );
}

function TrialForm({ product: p }: { readonly product: ProductOut }) {
  const t = useT(orders);
  const words = useT(plans);
  return (
    <Form name="trial">
      <input type="hidden" name="product_no" value={p.no} readOnly />
      <p className="help">{words('trial_lead')}</p>
      <div className="actions">
        <Button>{words('do_trial')}</Button>
        <LinkButton look="text" to={paths.product(p.no)}>
          {t('product')}
        </LinkButton>
      </div>
    </Form>
  );
}
