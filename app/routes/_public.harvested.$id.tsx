import { Link } from 'react-router';
import { licences, themes, updateCycles } from '#api/catalog/rules/codes.ts';
import { otherThemeWords } from '#api/federation/rules/codes.ts';
import type { RecordOut } from '#api/federation/view.ts';
import { appContext } from '#app/context.ts';
import { federation } from '#app/i18n/federation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { bytesText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Prose } from '#app/ui/prose.tsx';
import { ScorePanel } from '#app/ui/score/score-panel.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/_public.harvested.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    record: await services.federation.getRecord(ctx, params.id),
    score: await services.score.showRecordScore(ctx, params.id),
  }));
}

const outside = { rel: 'noopener noreferrer nofollow' } as const;

export default function Harvested({ loaderData: { record, score } }: Route.ComponentProps) {
  const t = useT(federation);
  const locale = useLocale();
  const { content, source } = record;
  const portal = locale === 'en' ? (source.name_en ?? source.name) : source.name;
  const title = locale === 'en' ? (content.title_en ?? content.title) : content.title;
  return (
    <>
      {/* The page to find is the one at the portal. */}
      <link rel="canonical" href={record.origin_url} />
      <PageHeader
        title={title}
        breadcrumb={[
          { label: t('data'), to: paths.datasets() },
          { label: t('portals'), to: paths.portals() },
        ]}
        meta={
          <>
            <StateDot tone="off">{t('badge', { portal })}</StateDot>
            <span>{content.publisher}</span>
          </>
        }
      />
      {record.shown_instead !== null && (
        <Notice tone="warn" title={t('copy_title')}>
          <p>
            {t('copy_text')} <Link to={record.shown_instead.address}>{t('copy_link')}</Link>
          </p>
        </Notice>
      )}
      <Notice title={t('stays')}>
        <p>{t('stays_text', { portal })}</p>
        <p className="mt-3">
          <a href={record.origin_url} className="btn" data-look="primary" {...outside}>
            {t('to_origin')}
          </a>
        </p>
      </Notice>
      <Section id="about" title={t('about')} margin>
        <Prose>
          {content.description === '' ? (
            <p>{t('no_description')}</p>
          ) : (
            <p className="whitespace-pre-line break-words">{content.description}</p>
          )}
        </Prose>
      </Section>
      <Section id="files" title={t('files')} lead={t('files_lead')} margin>
        <Files record={record} />
      </Section>
      <Section id="metadata" title={t('metadata')} margin>
        <Metadata record={record} />
      </Section>
      <Section title={t('score')} margin>
        <ScorePanel score={score} harvested />
      </Section>
      <Section id="provenance" title={t('provenance')} lead={t('provenance_lead')} margin>
        <Provenance record={record} portal={portal} />
      </Section>
    </>
  );
}

type File = RecordOut['content']['distributions'][number] & { readonly n: number };

function Files({ record }: { readonly record: RecordOut }) {
  const t = useT(federation);
  const columns: readonly Column<File>[] = [
    {
      key: 'file',
      head: t('file'),
      cell: (row) => (
        <a href={row.url} className="break-words" {...outside}>
          {row.title === '' ? t('file_n', { n: row.n }) : row.title}
        </a>
      ),
    },
    { key: 'format', head: t('format'), kind: 'fixed', cell: (row) => row.format.toUpperCase() },
    { key: 'size', head: t('size'), kind: 'number', cell: (row) => (row.bytes === null ? null : bytesText(row.bytes)) },
    {
      key: 'checksum',
      head: t('checksum'),
      kind: 'fixed',
      cell: ({ checksum }) =>
        checksum === null ? null : (
          <code title={checksum.value}>
            {checksum.algorithm} {checksum.value.slice(0, 12)}…
          </code>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('files')}
      captionHidden
      columns={columns}
      rows={record.content.distributions.map((one, at) => ({ ...one, n: at + 1 }))}
      rowKey={(row) => String(row.n)}
      empty={<Empty title={t('files_empty')}>{t('files_empty_text')}</Empty>}
    />
  );
}

function Metadata({ record: { content } }: { readonly record: RecordOut }) {
  const t = useT(federation);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  const { contact, licence } = content;
  return (
    <DescriptionList
      facts={[
        { term: t('publisher'), value: content.publisher },
        {
          term: t('theme'),
          value: themes.is(content.theme) ? (
            <Link to={paths.theme(content.theme)}>{themes.label(content.theme, locale)}</Link>
          ) : (
            side(otherThemeWords)
          ),
        },
        { term: t('region'), value: place(content.region_code) },
        { term: t('keywords'), value: content.keywords.join(locale === 'zh' ? '、' : ', ') },
        {
          term: t('cycle'),
          value: content.update_cycle === null ? null : updateCycles.labelOrCode(content.update_cycle, locale),
        },
        { term: t('licence'), value: licence === null ? t('no_licence') : <LicenceText licence={licence} /> },
        { term: t('issued'), value: content.issued === null ? null : <DateText instant={content.issued} /> },
        { term: t('modified'), value: content.modified === null ? null : <DateText instant={content.modified} /> },
        { term: t('columns'), value: content.items.join(locale === 'zh' ? '、' : ', ') },
        {
          term: t('contact'),
          value: contact === null ? null : [contact.name, contact.email].filter(Boolean).join(' · '),
        },
      ]}
    />
  );
}

function LicenceText({ licence }: { readonly licence: NonNullable<RecordOut['content']['licence']> }) {
  const locale = useLocale();
  const words =
    licence.code !== null && licences.is(licence.code) ? licences.label(licence.code, locale) : licence.title;
  const shown = words === '' ? (licence.url ?? '') : words;
  return licence.url === null ? (
    shown
  ) : (
    <a href={licence.url} className="break-all" {...outside}>
      {shown}
    </a>
  );
}

function Provenance({ record, portal }: { readonly record: RecordOut; readonly portal: string }) {
  const t = useT(federation);
  return (
    <DescriptionList
      facts={[
        {
          term: t('portal'),
          value: (
            <a href={record.source.url} {...outside}>
              {portal}
            </a>
          ),
        },
        {
          term: t('original'),
          value: (
            <a href={record.origin_url} className="break-all" {...outside}>
              {record.origin_url}
            </a>
          ),
        },
        { term: t('identifier'), value: <span className="break-all">{record.identifier}</span> },
        { term: t('first_seen'), value: <DateText instant={record.first_seen_at} /> },
        { term: t('seen_last'), value: <DateText instant={record.harvested_at} /> },
        { term: t('changed_at'), value: <DateText instant={record.changed_at} /> },
        { term: 'API', value: <a href={`/api/v1/federation/records/${record.id}`}>{t('as_json')}</a> },
      ]}
    />
  );
}
