import { redirect } from 'react-router';
import { asking, privateOffer } from '#api/market/quotations/contract.ts';
import { type PlanKind, planKinds, purposeKinds } from '#api/products/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { orders } from '#app/i18n/orders.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { TermFields } from '#app/ui/market/term-fields.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.quotations.new.ts';

const kinds = planKinds.codes.filter((code) => code !== 'free');

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const no = url.searchParams.get('product') ?? '';
  const wanted = url.searchParams.get('kind') ?? '';
  const kind: PlanKind = planKinds.is(wanted) && wanted !== 'free' ? wanted : 'one_off';
  return orRefusal(async () => ({
    no,
    kind,
    offering: url.searchParams.get('offer') === '1',
    product: no === '' ? null : await services.products.getProduct(ctx, no),
  }));
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    const made = await form.once((ctx) =>
      form.name === 'private'
        ? market.makePrivateOffer(ctx, form.read(privateOffer))
        : market.askQuotation(ctx, url.searchParams.get('product') ?? '', form.read(asking)),
    );
    return redirect(`${paths.quotation(made.id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

export default function NewQuotation({ loaderData: { no, kind, offering, product } }: Route.ComponentProps) {
  const t = useT(voice);
  const o = useT(orders);
  const crumbs = [{ label: t('q_list'), to: paths.quotations() }];
  if (offering)
    return (
      <>
        <PageHeader title={t('q_private')} breadcrumb={crumbs} lead={t('q_private_lead')} />
        <PrivateOffer no={no} kind={kind} />
      </>
    );
  return (
    <>
      <PageHeader
        title={t('q_ask')}
        breadcrumb={crumbs}
        lead={t('q_ask_lead')}
        meta={
          product !== null && (
            <>
              <span lang="zh-CN">{product.title}</span>
              <span>{product.no}</span>
            </>
          )
        }
      />
      {product === null ? (
        <Empty title={t('q_none_buyer')}>
          <LinkButton to={paths.products()}>{o('to_products')}</LinkButton>
        </Empty>
      ) : (
        <Ask />
      )}
    </>
  );
}

function Ask() {
  const t = useT(voice);
  const side = useSide();
  return (
    <Form name="ask">
      <TextArea name="need" label={t('q_need')} help={t('q_need_help')} limit={2000} rows={4} />
      <TextInput name="use" label={t('q_use')} maxLength={500} />
      <Select
        name="purpose_kind"
        label={t('q_purpose')}
        help={t('q_purpose_help')}
        optional
        options={purposeKinds.codes.map((code) => ({ value: code, label: side(purposeKinds.words[code]) }))}
      />
      <TextInput name="volume" label={t('q_volume')} maxLength={200} width="medium" />
      <TextInput name="period" label={t('q_period')} maxLength={200} width="medium" />
      <DateInput name="wanted_by" label={t('q_wanted')} help={t('q_wanted_help')} />
      <div className="actions">
        <Button>{t('q_send')}</Button>
      </div>
    </Form>
  );
}

function PrivateOffer({ no, kind }: { readonly no: string; readonly kind: PlanKind }) {
  const t = useT(voice);
  const side = useSide();
  return (
    <>
      <Tabs
        label={t('q_plan_kind')}
        tabs={kinds.map((code) => ({
          to: paths.newQuotation({ offer: 1, product: no, kind: code }),
          label: side(planKinds.words[code]),
          current: code === kind,
        }))}
      />
      <Form name="private" key={kind}>
        <TextInput name="product_no" label={t('q_product_no')} defaultValue={no} width="medium" maxLength={60} />
        <TextInput name="buyer_uscc" label={t('q_uscc')} width="medium" maxLength={18} />
        <input type="hidden" name="terms.kind" value={kind} readOnly />
        <TextInput name="name" label={t('q_name')} help={t('q_name_help')} width="medium" maxLength={60} optional />
        <TermFields kind={kind} terms={null} trial={false} />
        <DateInput name="valid_until" label={t('q_valid')} />
        <TextArea name="words" label={t('q_words')} limit={2000} rows={3} optional />
        <div className="actions">
          <Button>{t('q_private')}</Button>
        </div>
      </Form>
    </>
  );
}
