import { Link } from 'react-router';
import { refuse as usageRefusals } from '#api/usage/rules/refusals.ts';
import { appContext } from '#app/context.ts';
import { developers } from '#app/i18n/developers.ts';
import { interfaces } from '#app/i18n/interfaces.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { tools } from '#app/i18n/tools.ts';
import { paths } from '#app/paths.ts';
import { keySnippets, openSnippets } from '#app/present/developer-snippets.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { InterfacesSection } from '#app/ui/developers/interfaces.tsx';
import { Refusals } from '#app/ui/developers/refusals.tsx';
import { Snippets } from '#app/ui/developers/snippets.tsx';
import { ToolsSections } from '#app/ui/developers/tools-sections.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { SignatureHelp } from '#app/ui/subscriptions/signature-help.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/_public.developers.ts';

/** The refusals a program with a key meets first. */
const shownRefusals = [
  'usage.key_needed',
  'usage.unknown_key',
  'usage.key_revoked',
  'usage.key_rotated',
  'usage.key_expired',
  'usage.scope_missing',
  'usage.key_not_for_dataset',
  'usage.not_covered',
  'usage.degree_forbids',
  'usage.term_over',
  'usage.not_in_force',
  'usage.no_dataset',
  'usage.dataset_withdrawn',
] as const;

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const hits = (open_type: string) =>
    services.search.search(ctx, {
      q: '',
      theme: [],
      agency: [],
      region: [],
      format: [],
      update_cycle: [],
      open_type: [open_type],
      source: [],
      sort: 'downloads',
      page: 1,
      page_size: 1,
    });
  const [open] = (await hits('unconditional')).items;
  const [licensed] = (await hits('conditional')).items;
  const base = `${ctx.env.PUBLIC_URL}/api/v1`;
  return {
    portal: ctx.env.PUBLIC_URL,
    open: open === undefined ? null : { code: open.code, title: open.title },
    openCode: open === undefined ? [] : openSnippets(`${base}/datasets/${open.code}/versions/latest/rows`),
    keyCode: keySnippets(`${base}/licensed/${licensed?.code ?? '306001/000001'}/rows`),
    refusals: shownRefusals.map((code) => {
      const { status, zh, en } = usageRefusals.table[code];
      return { code, status, zh, en };
    }),
  };
}

export default function Developers({
  loaderData: { portal, open, openCode, keyCode, refusals },
}: Route.ComponentProps) {
  const t = useT(developers);
  const interfaceWords = useT(interfaces);
  const toolWords = useT(tools);
  const changes = useT(subscriptions);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <a className="btn" data-look="primary" href={paths.apiDocs()}>
              {t('docs')}
            </a>
            <Link to={paths.guides()}>{t('guides_link')}</Link>
            <a href="/api/docs/openapi.yaml">{t('spec')}</a>
            <Link to={paths.changelog()}>{t('changelog_link')}</Link>
          </>
        }
      />
      <Tabs
        label={t('on_page')}
        tabs={[
          ...(['what', 'quick'] as const).map((id) => ({ to: `#${id}`, label: t(id) })),
          { to: '#interfaces', label: interfaceWords('title') },
          ...(['ckan', 'mcp'] as const).map((id) => ({ to: `#${id}`, label: toolWords(id) })),
          ...(['steps', 'rules'] as const).map((id) => ({ to: `#${id}`, label: t(id) })),
          { to: '#changes', label: changes('dev_title') },
        ]}
      />
      <Section margin id="what" title={t('what')}>
        <What />
      </Section>
      <Section margin id="quick" title={t('quick')}>
        <h3>{t('quick_open')}</h3>
        {open === null ? (
          <p>{t('no_example')}</p>
        ) : (
          <>
            <p>
              <Link to={paths.dataset(open.code)}>{t('quick_open_text', open)}</Link>
            </p>
            <Snippets snippets={openCode} />
          </>
        )}
        <h3 className="mt-8">{t('quick_licensed')}</h3>
        <p>{t('quick_licensed_text')}</p>
        <Snippets snippets={keyCode} />
        <h3 className="mt-8">{t('all_rows')}</h3>
        <p>{t('all_rows_text')}</p>
        <h3 className="mt-8">{t('client')}</h3>
        <p>{t('client_text')}</p>
        <h3 className="mt-8">{t('leaked')}</h3>
        <p>
          {t('leaked_text')} <Link to={paths.leakedKey()}>{t('leaked_link')}</Link>
        </p>
      </Section>
      <InterfacesSection base={portal} code={open?.code ?? null} />
      <ToolsSections base={portal} code={open?.code ?? null} />
      <Section margin id="steps" title={t('steps')}>
        <ol className="prose list-decimal ps-6">
          {([1, 2, 3, 4, 5, 6] as const).map((n) => (
            <li key={n}>{t(`step_${n}`)}</li>
          ))}
        </ol>
        <p className="actions mt-6">
          <LinkButton look="plain" to={paths.register()}>
            {t('step_1')}
          </LinkButton>
          <Link to={paths.guides()}>{t('guides_link')}</Link>
        </p>
      </Section>
      <Section margin id="rules" title={t('rules')}>
        <ul className="prose list-disc ps-6">
          {(['errors', 'money', 'time', 'idempotency', 'log'] as const).map((rule) => (
            <li key={rule}>{t(`rule_${rule}`)}</li>
          ))}
        </ul>
        <h3 className="mt-8">{t('errors_key')}</h3>
        <Refusals rows={refusals} />
      </Section>
      <Section margin id="changes" title={changes('dev_title')}>
        <SignatureHelp />
      </Section>
    </>
  );
}

function What() {
  const t = useT(developers);
  const rows = ['open', 'licensed', 'catalogue'] as const;
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    { key: 'kind', head: t('what_kind'), cell: (row) => t(row) },
    { key: 'how', head: t('what_how'), cell: (row) => t(`${row}_how`) },
    { key: 'cost', head: t('what_cost'), cell: (row) => t(`${row}_cost`) },
  ];
  return <DataTable caption={t('what')} captionHidden columns={columns} rows={rows} rowKey={(row) => row} />;
}
