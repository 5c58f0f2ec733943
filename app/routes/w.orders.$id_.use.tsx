import { z } from 'zod';
import { orderKeyName } from '#api/gateway/contract.ts';
import { orderStates } from '#api/orders/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { orders } from '#app/i18n/orders.ts';
import { plans } from '#app/i18n/plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText, instantText, moneyText, monthText, numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import { Revoke } from '#app/ui/secrets-table.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.orders.$id_.use.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const order = await services.orders.getOrder(ctx, params.id);
    return {
      order,
      keys:
        order.side === 'buyer' && order.gateway ? (await services.gateway.listOrderKeys(ctx, params.id)).items : null,
      usage: await services.gateway.showOrderUsage(ctx, params.id, {}),
      calls: await services.gateway.listOrderCalls(ctx, params.id, { page: 1, page_size: 50 }),
    };
  });
}

const revocation = z.object({ key_id: z.string().max(60) });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'revoke') {
      const { key_id } = form.read(revocation);
      await form.once((once) => services.gateway.revokeOrderKey(once, key_id));
      return { secret: null };
    }
    // Not under the form's key: the answer holds the secret and must not be kept.
    const { secret } = await services.gateway.createOrderKey(ctx, params.id, form.read(orderKeyName));
    return { secret };
  });
}

export const shouldRevalidate = () => true;

export default function OrderUsage({ loaderData, actionData }: Route.ComponentProps) {
  const { order: o, keys, usage } = loaderData;
  const t = useT(plans);
  const words = useT(orders);
  const secret = actionData !== undefined && 'secret' in actionData ? actionData.secret : null;
  return (
    <>
      <PageHeader
        title={t(o.bill_of === null ? 'to_use' : 'usage')}
        breadcrumb={[
          { label: words('title'), to: paths.orders(o.side === 'developer' ? { side: 'developer' } : {}) },
          { label: o.no, to: paths.order(o.id) },
        ]}
        meta={<span lang="zh-CN">{o.product_title}</span>}
      />
      {secret != null && (
        <SecretShown title={t('key_shown')} text={t('key_shown_text')} label={t('key_label')} secret={secret} />
      )}
      {keys !== null && <Keys keys={keys} />}
      <Used usage={usage} />
      <Bills usage={usage} />
      <Calls calls={loaderData.calls} />
    </>
  );
}

type Data = Route.ComponentProps['loaderData'];

function Keys({ keys }: { readonly keys: NonNullable<Data['keys']> }) {
  const t = useT(plans);
  return (
    <Section id="keys" title={t('keys')} lead={t('keys_lead')}>
      <DataTable
        caption={t('keys')}
        captionHidden
        columns={[
          { key: 'name', head: t('key_name'), cell: (row) => row.name },
          { key: 'prefix', head: t('key_prefix'), kind: 'fixed', cell: (row) => <code>{row.prefix}…</code> },
          { key: 'made', head: t('key_made'), kind: 'fixed', cell: (row) => <DateText instant={row.created_at} /> },
          {
            key: 'used',
            head: t('key_used'),
            kind: 'fixed',
            cell: (row) => (row.last_used_at === null ? null : <DateText instant={row.last_used_at} />),
          },
          {
            key: 'state',
            head: t('key_state'),
            cell: (row) =>
              row.revoked_at !== null ? (
                t('key_revoked')
              ) : (
                <Revoke field="key_id" id={row.id} title={t('key_revoke')} consequence={t('end_consequence')}>
                  {t('key_revoke')}
                </Revoke>
              ),
          },
        ]}
        rows={keys}
        rowKey={(row) => row.id}
        empty={t('keys_none')}
      />
      <Form name="make">
        <TextInput name="name" label={t('key_name')} maxLength={60} width="medium" />
        <div className="actions">
          <Button look="plain">{t('key_make')}</Button>
        </div>
      </Form>
    </Section>
  );
}

function Used({ usage: u }: { readonly usage: Data['usage'] }) {
  const t = useT(plans);
  const locale = useLocale();
  const n = (value: number | string) => numberText(BigInt(value), locale);
  return (
    <Section
      id="usage"
      title={t('usage')}
      lead={t('usage_span', { from: dayText(u.from, locale), to: dayText(u.to, locale) })}
    >
      {u.limits.map((one) => (
        <p key={`${one.measure}-${one.window}`}>{t('usage_left', { used: n(one.used), cap: n(one.cap) })}</p>
      ))}
      <DataTable
        caption={t('usage')}
        captionHidden
        columns={[
          { key: 'day', head: t('usage_day'), kind: 'fixed', cell: (row) => <DateText day={row.day} /> },
          { key: 'status', head: t('usage_status'), kind: 'fixed', cell: (row) => row.status },
          {
            key: 'counts',
            head: t('usage_billable'),
            cell: (row) => t(row.billable ? 'usage_counts' : 'usage_counts_not'),
          },
          { key: 'calls', head: t('usage_calls'), kind: 'number', cell: (row) => n(row.calls) },
          { key: 'rows', head: t('usage_rows'), kind: 'number', cell: (row) => n(row.rows) },
        ]}
        rows={u.items}
        rowKey={(row) => `${row.day}-${row.status}-${row.billable}`}
        empty={t('usage_none')}
      />
      {u.items.length > 0 && (
        <p>
          {t('usage_total', { calls: n(u.billable_calls), rows: n(u.billable_rows) })}
          {u.cost_fen !== null && <> · {t('usage_cost', { amount: moneyText(u.cost_fen) })}</>}
        </p>
      )}
    </Section>
  );
}

function Bills({ usage: u }: { readonly usage: Data['usage'] }) {
  const t = useT(plans);
  const words = useT(orders);
  const side = useSide();
  const locale = useLocale();
  if (u.unit === null) return null;
  return (
    <Section id="bills" title={t('bills')}>
      <DataTable
        caption={t('bills')}
        captionHidden
        columns={[
          { key: 'month', head: t('bill_month'), kind: 'fixed', cell: (row) => monthText(row.period, locale) },
          {
            key: 'no',
            head: words('no'),
            kind: 'fixed',
            cell: (row) => (
              <LinkButton look="text" to={paths.order(row.id)}>
                {row.no}
              </LinkButton>
            ),
          },
          { key: 'amount', head: t('bill_amount'), kind: 'number', cell: (row) => moneyText(row.amount_fen) },
          {
            key: 'state',
            head: words('state'),
            cell: (row) => (orderStates.is(row.state) ? side(orderStates.words[row.state]) : row.state),
          },
        ]}
        rows={u.bills}
        rowKey={(row) => row.id}
        empty={t('bills_none')}
      />
    </Section>
  );
}

function Calls({ calls }: { readonly calls: Data['calls'] }) {
  const t = useT(plans);
  const locale = useLocale();
  if (calls.items.length === 0) return null;
  return (
    <Section id="calls" title={t('calls')} lead={t('calls_lead')}>
      <DataTable
        caption={t('calls')}
        captionHidden
        columns={[
          { key: 'at', head: t('call_at'), kind: 'fixed', cell: (row) => instantText(new Date(row.at), locale) },
          { key: 'endpoint', head: t('call_endpoint'), kind: 'fixed', cell: (row) => <code>{row.endpoint}</code> },
          {
            key: 'status',
            head: t('call_code'),
            kind: 'fixed',
            cell: (row) => (row.code === null ? row.status : `${row.status} ${row.code}`),
          },
          { key: 'rows', head: t('usage_rows'), kind: 'number', cell: (row) => row.rows },
          { key: 'ms', head: t('call_ms'), kind: 'number', cell: (row) => row.ms },
          { key: 'key', head: t('key_prefix'), kind: 'fixed', cell: (row) => <code>{row.key_prefix}…</code> },
        ]}
        rows={calls.items}
        rowKey={(row) => row.id}
      />
    </Section>
  );
}
