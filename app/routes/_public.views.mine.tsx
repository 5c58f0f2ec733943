import { Link } from 'react-router';
import { z } from 'zod';
import type { KeptViewOut } from '#api/datasets/kept-views.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { appContext } from '#app/context.ts';
import { views as words } from '#app/i18n/views.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { NeedsParticipant } from '#app/ui/participants/needs-participant.tsx';
import type { Route } from './+types/_public.views.mine.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  if ((await services.participants.participantOf(ctx)) === null) return { list: null };
  const asked = pageQuery.safeParse(Object.fromEntries(url.searchParams));
  return { list: await services.datasets.listKeptViews(ctx, asked.success ? asked.data : pageQuery.parse({})) };
}

const which = z.object({ id: z.string() });
const renaming = z.object({ name: z.string().default('') });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { datasets } }) => {
    const { id } = form.read(which);
    if (form.intent === 'drop') {
      await form.once((ctx) => datasets.dropKeptView(ctx, id));
      return { did: 'dropped' as const };
    }
    const body = form.read(renaming);
    await form.once((ctx) => datasets.renameKeptView(ctx, id, body));
    return { did: 'renamed' as const };
  });
}

export default function OwnViews({ loaderData: { list }, actionData }: Route.ComponentProps) {
  const t = useT(words);
  const locale = useLocale();
  const did = actionData !== undefined && 'did' in actionData ? actionData.did : null;
  return (
    <>
      <PageHeader
        title={t('mine')}
        lead={t('mine_lead')}
        actions={
          <LinkButton look="plain" to={paths.datasets()}>
            {t('find_data')}
          </LinkButton>
        }
      />
      {did !== null && (
        <Notice tone="success" live>
          {t(did)}
        </Notice>
      )}
      {list === null ? (
        <NeedsParticipant />
      ) : (
        <>
          <DataTable
            caption={t('mine')}
            captionHidden
            rows={list.items}
            rowKey={(row) => row.id}
            empty={
              <Empty title={t('mine_empty')}>
                <p>{t('mine_empty_text')}</p>
                <LinkButton to={paths.datasets()}>{t('find_data')}</LinkButton>
              </Empty>
            }
            columns={[
              {
                key: 'name',
                head: t('name'),
                cell: (row) => (
                  <>
                    <Link to={paths.view(row.id)}>
                      <Mixed>{row.name}</Mixed>
                    </Link>
                    {row.withdrawn && <small className="under">{t('gone')}</small>}
                  </>
                ),
              },
              { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => t(`kind_${row.kind}`) },
              {
                key: 'dataset',
                head: t('dataset'),
                cell: (row) => (
                  <Link to={paths.dataset(row.dataset)}>
                    <Mixed>{(locale === 'en' ? row.dataset_title_en : null) ?? row.dataset_title}</Mixed>
                  </Link>
                ),
              },
              { key: 'kept', head: t('kept_on'), kind: 'fixed', cell: (row) => <DateText instant={row.kept_at} /> },
              { key: 'manage', head: t('manage'), cell: (row) => <Manage view={row} /> },
            ]}
          />
          <Pagination
            page={list.page}
            pageSize={list.page_size}
            total={list.total}
            href={(page) => paths.ownViews({ page })}
          />
        </>
      )}
    </>
  );
}

function Manage({ view }: { readonly view: KeptViewOut }) {
  const t = useT(words);
  return (
    <div className="grid gap-2">
      <details className="more">
        <summary aria-label={t('rename_of', { name: view.name })}>{t('rename')}</summary>
        <Form name={`rename-${view.id}`} key={view.name}>
          <input type="hidden" name="id" value={view.id} />
          <TextInput name="name" label={t('new_name')} defaultValue={view.name} maxLength={120} width="medium" />
          <Button look="plain" size="small" name="intent" value="rename">
            {t('rename')}
          </Button>
        </Form>
      </details>
      <Form name={`drop-${view.id}`} inline>
        <input type="hidden" name="id" value={view.id} />
        <ConfirmButton
          look="warn"
          size="small"
          name="intent"
          value="drop"
          title={t('drop_title', { name: view.name })}
          consequence={t('drop_text')}
        >
          {t('drop')}
        </ConfirmButton>
      </Form>
    </div>
  );
}
