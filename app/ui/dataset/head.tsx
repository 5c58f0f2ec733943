import { Link } from 'react-router';
import { licences, themes, updateCycles } from '#api/catalog/rules/codes.ts';
import type { Access } from '#api/datasets/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { paths } from '#app/paths.ts';
import { fileLinks } from '#app/present/dataset-links.ts';
import { bytesText, numberText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '../button.tsx';
import { Copyable } from '../copyable.tsx';
import { DateText } from '../date-text.tsx';
import { DescriptionList, type Fact } from '../description-list.tsx';
import { Follow } from '../follow.tsx';
import { Mixed } from '../mixed.tsx';
import { PageTitle } from '../page-header.tsx';
import { ScorePanel } from '../score/score-panel.tsx';
import { StateDot, type Tone } from '../state-dot.tsx';
import { AskToShare } from './ask-to-share.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { useDataset } from './dataset-context.ts';
import { FileLinks } from './file-links.tsx';
import { Given, GivenText } from './given.tsx';

const tones: Readonly<Record<Access, Tone>> = { open: 'done', licence: 'wait', closed: 'off' };

/** What it is, whose, how much, since when, and the way to have it. */
export function Head() {
  const t = useT(words);
  const locale = useLocale();
  const { entry, version, pinned, title } = useDataset();
  const { content } = entry;
  const other = locale === 'zh' ? content.title_en : content.title === title ? '' : content.title;
  const name = pinned && version !== null ? t('title_version', { title, n: version.number }) : title;
  return (
    <header className="page-header dataset-head">
      <PageTitle page={name} />
      <Breadcrumb theme={content.theme} />
      <div className="dataset-head-text">
        <h1>
          <Mixed>{name}</Mixed>
        </h1>
        {other !== '' && (
          <p className="other-title" lang={locale === 'zh' ? 'en' : 'zh-CN'}>
            {other}
          </p>
        )}
        <div className="abstract">
          <GivenText>{content.abstract}</GivenText>
        </div>
        <Ways />
        <AskToShare />
        <NewInVersion />
        <Follow target="dataset" value={entry.code} name={title} />
      </div>
      <Facts />
    </header>
  );
}

function Ways() {
  const t = useT(words);
  const { dataset, code, version } = useDataset();
  if (dataset.access === 'licence')
    return (
      <p className="actions">
        <LinkButton to={paths.newApplication(code)}>{t('apply')}</LinkButton>
        <a href="#apply">{t('apply_steps')}</a>
      </p>
    );
  if (dataset.access === 'closed') return null;
  if (version === null) return <p className="help">{t('no_file')}</p>;
  const [csv, ...others] = fileLinks(code, version.number, version.row_count);
  return (
    <div className="actions no-print">
      {csv?.href != null && (
        <a className="btn" data-look="primary" href={csv.href} download>
          {t('download', { format: 'CSV' })}
        </a>
      )}
      <FileLinks links={others} />
    </div>
  );
}

/** What the agency said of this version, where it said anything. */
function NewInVersion() {
  const t = useT(words);
  const { version } = useDataset();
  if (version === null || version.note === null) return null;
  return (
    <p className="new-in-version">
      <b>{t('version_line', { n: version.number, size: bytesText(version.table_bytes) })}</b>
      <Given>{version.note}</Given>
    </p>
  );
}

function Facts() {
  const t = useT(words);
  const locale = useLocale();
  const place = usePlace();
  const { dataset, entry, version, pinned, agency, score } = useDataset();
  const { content, provider } = entry;
  const facts: Fact[] = [
    {
      term: t('state'),
      value: <StateDot tone={tones[dataset.access]}>{t(`state_${dataset.access}`)}</StateDot>,
    },
    { term: t('provider'), value: <Link to={paths.agency(provider.uscc)}>{agency}</Link> },
    { term: t('region'), value: place(entry.region_code) },
    {
      term: t('theme'),
      value: content.theme !== null && (
        <Link to={paths.theme(content.theme)}>{themes.label(content.theme, locale)}</Link>
      ),
    },
    { term: t('cycle'), value: content.update_cycle !== null && updateCycles.label(content.update_cycle, locale) },
    { term: t('updated'), value: <DateText instant={dataset.latest?.published_at ?? entry.revised_at} /> },
    ...(version === null
      ? []
      : [
          ...(pinned ? [{ term: t('version_shown'), value: t('version_n', { n: version.number }) }] : []),
          {
            term: t('size'),
            value: t('size_value', {
              rows: numberText(version.row_count, locale),
              columns: numberText(version.columns.length, locale),
            }),
          },
        ]),
    ...(dataset.access === 'open' && version !== null
      ? [
          {
            term: t('downloads'),
            value: t('downloads_value', { n: numberText(dataset.downloads, locale), count: dataset.downloads }),
          },
        ]
      : []),
    { term: t('licence'), value: content.licence !== null && licences.label(content.licence, locale) },
    { term: t('code'), value: <Copyable text={entry.code} label={t('code')} /> },
  ];
  return (
    <div className="dataset-facts">
      <DescriptionList facts={facts} />
      <ScorePanel score={score} />
    </div>
  );
}
