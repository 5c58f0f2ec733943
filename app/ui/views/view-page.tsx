import { Link } from 'react-router';
import { frameCode } from '#api/datasets/rules/frame-code.ts';
import { views as words } from '#app/i18n/views.ts';
import { paths, withQuery } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import type { LoadedView } from '#app/present/view.server.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { Copyable } from '../copyable.tsx';
import { Form } from '../form.tsx';
import { Mixed } from '../mixed.tsx';
import { PageHeader } from '../page-header.tsx';
import { Section } from '../section.tsx';
import { ShownView } from './shown-view.tsx';

/** A saved view on its own page: the picture, where it is from, and how to pass it on. */
export function ViewPage({ loaded, kept }: { readonly loaded: LoadedView; readonly kept: boolean | null }) {
  const t = useT(words);
  const locale = useLocale();
  const { saved, datasetTitle, version, origin, savedOn } = loaded;
  const which = saved.version === null ? t('version_latest', { n: version }) : t('version_fixed', { n: saved.version });
  return (
    <>
      <ViewMeta loaded={loaded} />
      <PageHeader
        title={saved.title}
        meta={
          <>
            <span>{t(`kind_${saved.view.kind}`)}</span>
            <Link to={origin}>
              <Mixed>{`${datasetTitle}${locale === 'zh' ? '，' : ', '}${which}`}</Mixed>
            </Link>
            <span>{t('saved_on', { day: dayText(savedOn, locale) })}</span>
          </>
        }
        actions={<Link to={origin}>{t('open_dataset')}</Link>}
      />
      <Keep kept={kept} />
      <ShownView loaded={loaded} />
      <Section id="share" title={t('share')}>
        <div className="cite">
          <div>
            <h3>{t('address')}</h3>
            <Copyable text={saved.url} label={t('address')} />
          </div>
          <div>
            <h3>{t('code')}</h3>
            <Copyable text={codeOf(saved, 'light')} label={t('code')} />
          </div>
          <div>
            <h3>{t('code_dark')}</h3>
            <Copyable text={codeOf(saved, 'dark')} label={t('code_dark')} />
          </div>
          <p className="help">{t('oembed')}</p>
        </div>
      </Section>
    </>
  );
}

/** For whoever takes part: into their own list, or the way to it. */
function Keep({ kept }: { readonly kept: boolean | null }) {
  const t = useT(words);
  if (kept === null) return null;
  return (
    <div className="no-print">
      {kept ? (
        <p className="help">
          {t('kept')} <Link to={paths.ownViews()}>{t('mine')}</Link>
        </p>
      ) : (
        <Form name="keep" inline>
          <Button look="plain" size="small">
            {t('keep')}
          </Button>
        </Form>
      )}
    </div>
  );
}

function codeOf({ embed_url, title, view }: LoadedView['saved'], theme: 'light' | 'dark'): string {
  const address = theme === 'dark' ? withQuery(embed_url, { theme }) : embed_url;
  return frameCode(address, title, '100%', view.kind === 'map' ? 820 : 640);
}

/** For editors that know oEmbed and for what shows a preview of a link. React moves these to the head. */
function ViewMeta({ loaded: { saved, shown } }: { readonly loaded: LoadedView }) {
  const t = useT(words);
  const oembed = withQuery(`${new URL(saved.url).origin}/api/v1/oembed`, { url: saved.url, format: 'json' });
  const finding =
    shown.kind === 'chart' ? shown.chart.model.finding : shown.kind === 'map' ? shown.map.model.finding : '';
  const about =
    finding === ''
      ? t('describe_table', { dataset: saved.dataset_title })
      : t('about', { title: saved.title, finding });
  return (
    <>
      <link rel="canonical" href={saved.url} />
      <link rel="alternate" type="application/json+oembed" href={oembed} title={saved.title} />
      <meta name="description" content={about.slice(0, 300)} />
      <meta property="og:title" content={saved.title} />
      <meta property="og:description" content={about.slice(0, 300)} />
      <meta property="og:url" content={saved.url} />
    </>
  );
}
