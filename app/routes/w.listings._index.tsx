import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { newExchange, newListing } from '#api/market/listings/contract.ts';
import { listingStates } from '#api/market/rules/voice-codes.ts';
import { appContext } from '#app/context.ts';
import { marketListings } from '#app/i18n/market-listings.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.listings._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  return orRefusal(async () => ({
    listings: (await services.market.listExchangeListings(ctx)).items,
    exchanges: await services.market.listDataExchanges(ctx),
    owner: viewer.duties.includes('developer'),
    product: url.searchParams.get('product') ?? '',
    done: url.searchParams.has('done'),
  }));
}

const one = z.object({ id: z.string().max(60) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    if (form.name === 'list') {
      const input = form.read(newListing);
      const made = await form.once((ctx) => market.listAtExchange(ctx, input));
      return redirect(`${paths.listing(made.id)}?done=1`);
    }
    if (form.name === 'exchange') {
      const input = form.read(newExchange);
      await form.once((ctx) => market.enterDataExchange(ctx, input));
    } else {
      const { id } = form.read(one);
      await form.once((ctx) => market.endDataExchange(ctx, id));
    }
    return redirect(paths.listings({ done: 1 }));
  });
}

export const shouldRevalidate = () => true;

type Data = Route.ComponentProps['loaderData'];
type Row = Data['listings'][number];
type Exchange = Data['exchanges']['items'][number];

export default function Listings({ loaderData }: Route.ComponentProps) {
  const { listings, exchanges, owner, product, done } = loaderData;
  const t = useT(marketListings);
  const side = useSide();
  const columns: readonly Column<Row>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.listing(row.id)}>{row.no}</Link> },
    {
      key: 'product',
      head: t('product'),
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.product_title}</span> <small>{row.product_no}</small>
        </>
      ),
    },
    { key: 'exchange', head: t('exchange'), cell: (row) => <ExchangeName exchange={row} /> },
    { key: 'number', head: t('listing_no'), kind: 'fixed', cell: (row) => row.listing_no },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.state === 'ended' ? 'off' : row.right_valid ? 'done' : 'late'}>
          {side(listingStates.words[row.state])}
        </StateDot>
      ),
    },
    { key: 'since', head: t('since'), kind: 'fixed', cell: (row) => <DateText instant={row.listed_at} /> },
  ];
  return (
    <>
      <PageHeader title={t('list')} lead={t('list_lead')} />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <DataTable
        caption={t('list')}
        captionHidden
        columns={columns}
        rows={listings}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('none')}>
            <p>{t('none_text')}</p>
          </Empty>
        }
      />
      {owner && <Enter exchanges={exchanges.items.filter((row) => !row.ended)} product={product} />}
      <Exchanges items={exchanges.items} mayEnter={exchanges.may_enter} />
    </>
  );
}

function ExchangeName({
  exchange,
}: {
  readonly exchange: { readonly exchange_name: string; readonly exchange_name_en: string | null };
}) {
  const english = useLocale() === 'en';
  if (english && exchange.exchange_name_en !== null) return <>{exchange.exchange_name_en}</>;
  return <span lang="zh-CN">{exchange.exchange_name}</span>;
}

function Enter({ exchanges, product }: { readonly exchanges: readonly Exchange[]; readonly product: string }) {
  const t = useT(marketListings);
  const locale = useLocale();
  if (exchanges.length === 0) return <Notice>{t('no_exchanges')}</Notice>;
  return (
    <CaseAction name="list" title={t('enter')} lead={t('enter_lead')} refusal={null} folded={product === ''}>
      <TextInput name="product_no" label={t('product_no')} defaultValue={product} width="medium" maxLength={60} />
      <Select
        name="exchange_id"
        label={t('exchange')}
        options={exchanges.map((row) => ({
          value: row.id,
          label: locale === 'en' ? (row.name_en ?? row.name) : row.name,
        }))}
      />
      <TextInput name="listing_no" label={t('listing_no')} width="medium" maxLength={100} />
      <TextInput name="address" label={t('address')} type="url" maxLength={2000} />
      <Button>{t('enter')}</Button>
    </CaseAction>
  );
}

function Exchanges({ items, mayEnter }: { readonly items: readonly Exchange[]; readonly mayEnter: boolean }) {
  const t = useT(marketListings);
  const english = useLocale() === 'en';
  const columns: readonly Column<Exchange>[] = [
    {
      key: 'name',
      head: t('exchange_name'),
      cell: (row) => (
        <a href={row.website} rel="external noreferrer">
          {english && row.name_en !== null ? row.name_en : <span lang="zh-CN">{row.name}</span>}
        </a>
      ),
    },
    { key: 'basis', head: t('basis'), cell: (row) => <span lang="zh-CN">{row.basis}</span> },
    ...(mayEnter
      ? [
          {
            key: 'do',
            head: t('state'),
            cell: (row: Exchange) =>
              row.ended ? (
                t('exchange_over')
              ) : (
                <Form inline name={`end-${row.id}`}>
                  <input type="hidden" name="id" value={row.id} readOnly />
                  <Button look="text">
                    {t('end_exchange')} <span className="sr-only">{row.name}</span>
                  </Button>
                </Form>
              ),
          },
        ]
      : []),
  ];
  return (
    <Section title={t('exchanges')} lead={t('exchanges_lead')}>
      <DataTable
        caption={t('exchanges')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('no_exchanges')} />}
      />
      {mayEnter && (
        <CaseAction name="exchange" title={t('enter_exchange')} refusal={null} folded>
          <TextInput name="name" label={t('exchange_name')} width="medium" maxLength={100} />
          <TextInput name="name_en" label={t('exchange_name_en')} width="medium" maxLength={200} optional />
          <TextInput name="website" label={t('website')} type="url" maxLength={2000} />
          <TextInput name="basis" label={t('basis')} maxLength={300} />
          <Button>{t('enter_exchange')}</Button>
        </CaseAction>
      )}
    </Section>
  );
}
