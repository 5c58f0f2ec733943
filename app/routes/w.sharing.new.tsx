import { Link, redirect } from 'react-router';
import { shareTypes } from '#api/catalog/rules/codes.ts';
import { offersQuery, startBody } from '#api/sharing/contract.ts';
import { sharingMethods } from '#api/sharing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { said } from '#app/ui/sharing/facts.tsx';
import { RequestFields } from '#app/ui/sharing/request-fields.tsx';
import type { Route } from './+types/w.sharing.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const code = (url.searchParams.get('entry') ?? '').slice(0, 60);
  const q = (url.searchParams.get('q') ?? '').slice(0, 200);
  await orRefusal(() => services.sharing.requireAsker(ctx));
  const page = url.searchParams.get('page') ?? '1';
  return {
    q,
    found:
      code === ''
        ? await services.sharing.listSharingOffers(ctx, offersQuery.catch(offersQuery.parse({ q })).parse({ q, page }))
        : null,
    offer: code === '' ? null : await orRefusal(() => services.sharing.showSharingOffer(ctx, code)),
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made = await form.once((once) => services.sharing.startSharing(once, form.read(startBody)));
    return redirect(paths.sharingCase(made.id, { done: 'start' }));
  });
}

type Offer = NonNullable<Route.ComponentProps['loaderData']['offer']>;

export default function NewSharing({ loaderData: { q, found, offer } }: Route.ComponentProps) {
  const t = useT(agencySharing);
  return (
    <>
      <PageHeader title={t('new_title')} breadcrumb={[{ label: t('title'), to: paths.sharing() }]} />
      {offer === null ? (
        <Section title={t('find')} lead={t('find_lead')}>
          <Form method="get" inline>
            <TextInput name="q" type="search" label={t('find')} defaultValue={q} width="medium" optional />
            <Button look="plain">{t('find_button')}</Button>
          </Form>
          {found !== null && <Found found={found} q={q} />}
        </Section>
      ) : (
        <Asked offer={offer} />
      )}
    </>
  );
}

type Offers = NonNullable<Route.ComponentProps['loaderData']['found']>;

/** Everything others share, or what a question found of it. */
function Found({ found, q }: { readonly found: Offers; readonly q: string }) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <>
      <DataTable
        caption={q === '' ? t('found_all', { count: found.total }) : t('found', { count: found.total })}
        columns={[
          {
            key: 'data',
            head: t('data'),
            cell: (row) => (
              <Link to={paths.newSharing({ entry: row.code })}>
                <span lang="zh-CN">{row.title}</span>
              </Link>
            ),
          },
          { key: 'code', head: t('no'), kind: 'fixed', cell: (row) => row.code },
          { key: 'provider', head: t('provider'), cell: (row) => <UnitName of={row.provider} /> },
          { key: 'type', head: t('share_type'), cell: (row) => side(shareTypes.words[row.share_type]) },
        ]}
        rows={found.items}
        rowKey={(row) => row.code}
        empty={<Empty title={t('found_none')}>{t('found_none_text')}</Empty>}
      />
      <Pagination
        page={found.page}
        pageSize={found.page_size}
        total={found.total}
        href={(page) => paths.newSharing({ ...(q === '' ? {} : { q }), page })}
      />
    </>
  );
}

function Asked({ offer }: { readonly offer: Offer }) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <>
      <Section title={t('offer')}>
        <DescriptionList
          facts={[
            {
              term: t('data'),
              value: (
                <span lang="zh-CN">
                  {offer.title} {offer.code}
                </span>
              ),
            },
            { term: t('provider'), value: <UnitName of={offer.provider} /> },
            {
              term: t('share_type'),
              value: offer.share_type === null ? null : side(shareTypes.words[offer.share_type]),
            },
            { term: t('share_condition'), value: said(offer.share_condition) },
            { term: t('share_basis'), value: said(offer.share_basis) },
            { term: t('share_reason'), value: said(offer.share_reason) },
            { term: t('method'), value: offer.method === null ? null : side(sharingMethods.words[offer.method]) },
          ]}
        />
        <div className="mt-6">
          {offer.refusal !== null ? (
            <Notice tone="refusal">{side(offer.refusal)}</Notice>
          ) : (
            <Notice>{t(offer.share_type === '1' ? 'at_once' : 'in_time')}</Notice>
          )}
        </div>
      </Section>
      {offer.refusal === null && (
        <Section title={t('new')}>
          <Form>
            <input type="hidden" name="entry" value={offer.code} />
            {offer.return_possible ? (
              <Select
                name="kind"
                label={t('kind')}
                blank={null}
                options={[
                  { value: 'request', label: t('kind_request') },
                  { value: 'return', label: t('kind_return') },
                ]}
              />
            ) : (
              <input type="hidden" name="kind" value="request" />
            )}
            <RequestFields columns={offer.columns} method={offer.method} />
            <Button>{t('start')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
