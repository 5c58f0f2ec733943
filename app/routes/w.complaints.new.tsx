import { redirect } from 'react-router';
import { complaining } from '#api/market/complaints/contract.ts';
import { complaintCategories } from '#api/market/rules/voice-codes.ts';
import { appContext } from '#app/context.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { orders } from '#app/i18n/orders.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.complaints.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const no = url.searchParams.get('product') ?? '';
  return orRefusal(async () => ({ product: no === '' ? null : await services.market.complaintSubject(ctx, no) }));
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    const input = form.read(complaining);
    const no = url.searchParams.get('product') ?? '';
    const made = await form.once((ctx) => market.fileComplaint(ctx, no, input));
    return redirect(`${paths.complaint(made.id)}?done=1`);
  });
}

export default function NewComplaint({ loaderData: { product } }: Route.ComponentProps) {
  const t = useT(voice);
  const o = useT(orders);
  const side = useSide();
  const header = (
    <PageHeader
      title={t('c_new')}
      breadcrumb={[{ label: t('c_list'), to: paths.complaints() }]}
      lead={t('c_new_lead')}
      meta={
        product !== null && (
          <>
            <span lang="zh-CN">{product.title}</span>
            <span>{product.no}</span>
          </>
        )
      }
    />
  );
  if (product === null)
    return (
      <>
        {header}
        <Empty title={t('c_none_text')}>
          <LinkButton to={paths.products()}>{o('to_products')}</LinkButton>
        </Empty>
      </>
    );
  return (
    <>
      {header}
      <Form name="complain">
        <RadioGroup
          name="category"
          label={t('c_category')}
          options={complaintCategories.codes.map((code) => ({
            value: code,
            label: side(complaintCategories.words[code]),
          }))}
        />
        <TextArea name="statement" label={t('c_statement')} limit={4000} rows={6} />
        <TextInput name="wish" label={t('c_wish')} maxLength={500} optional />
        <TextInput
          name="order_no"
          label={t('c_order')}
          help={t('c_order_help')}
          width="medium"
          maxLength={60}
          optional
        />
        <div className="actions">
          <Button>{t('c_send')}</Button>
        </div>
      </Form>
    </>
  );
}
