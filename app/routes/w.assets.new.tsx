import { redirect } from 'react-router';
import { prefillBody } from '#api/assets/contract.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { assetSides } from '#app/present/asset-sides.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { AssetTabs } from '#app/ui/assets/parts.tsx';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.assets.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const list = await orRefusal(() => services.assets.listUncarded(ctx));
  return { list, sides: assetSides(ctx), chosen: url.searchParams.getAll('entry') };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(prefillBody);
    if (form.intent === 'each') {
      const { made } = await form.once((ctx) => services.assets.prefillAssets(ctx, body));
      const [first] = made;
      return redirect(
        made.length === 1 && first !== undefined ? paths.asset(first.id) : paths.assets({ state: 'draft' }),
      );
    }
    const card = await form.once((ctx) => services.assets.createAsset(ctx, { entries: body.entries.slice(0, 50) }));
    return redirect(paths.asset(card.id));
  });
}

export default function NewAsset({ loaderData: { list, sides, chosen } }: Route.ComponentProps) {
  const t = useT(assets);
  return (
    <>
      <PageHeader
        title={t('new_title')}
        lead={t('new_lead')}
        breadcrumb={[{ label: t('title'), to: paths.assets() }]}
      />
      <AssetTabs current="new" sides={sides} />
      {list.truncated && <Notice>{t('truncated')}</Notice>}
      <DataTable
        caption={t('new_title')}
        captionHidden
        columns={[
          { key: 'code', head: t('entry'), kind: 'fixed', cell: (row) => row.code },
          { key: 'title', head: t('name'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          ...(sides.holds
            ? []
            : [{ key: 'holder', head: t('holder'), cell: (row: Row) => <span lang="zh-CN">{row.holder}</span> }]),
          { key: 'since', head: t('published_on'), kind: 'fixed', cell: (row) => <DateText day={row.published_on} /> },
          {
            key: 'grace',
            head: t('grace'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={row.late ? 'late' : 'wait'}>
                <DateText day={row.grace_ends_on} />
                {row.late && ` · ${t('grace_late')}`}
              </StateDot>
            ),
          },
        ]}
        rows={list.items}
        rowKey={(row) => row.code}
        empty={<Empty title={t('new_empty')}>{t('new_empty_text')}</Empty>}
      />
      {sides.holds && list.items.length > 0 && (
        <Section title={t('new')}>
          <Form>
            <CheckboxGroup
              name="entries"
              label={t('choose')}
              defaultValues={chosen}
              options={list.items.map((one) => ({
                value: one.code,
                label: (
                  <>
                    <span lang="zh-CN">{one.title}</span> {one.code}
                  </>
                ),
              }))}
            />
            <div className="actions">
              <Button name="intent" value="each">
                {t('each')}
              </Button>
              <Button name="intent" value="together" look="plain">
                {t('together')}
              </Button>
            </div>
          </Form>
        </Section>
      )}
    </>
  );
}

type Row = Route.ComponentProps['loaderData']['list']['items'][number];
