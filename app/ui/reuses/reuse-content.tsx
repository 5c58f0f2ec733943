import { Link } from 'react-router';
import { themes } from '#api/catalog/rules/codes.ts';
import { reuseKinds } from '#api/reuses/rules/codes.ts';
import type { ReuseContent } from '#api/reuses/show.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Given, GivenText } from '../dataset/given.tsx';
import { DescriptionList, type Fact } from '../description-list.tsx';

/** What it is, the way to it, and the datasets it is made of. `facts` stand behind its own. */
export function ReuseContentView({
  content,
  facts = [],
}: {
  readonly content: ReuseContent;
  readonly facts?: readonly Fact[];
}) {
  const t = useT(reuses);
  const locale = useLocale();
  const { picture } = content;
  return (
    <div className="reuse">
      {picture !== null && (
        <img
          src={picture.url}
          width={picture.width}
          height={picture.height}
          alt={t('picture_of', { title: content.title })}
          lang={locale === 'zh' ? undefined : 'zh-CN'}
        />
      )}
      <div className="reuse-text">
        <GivenText>{content.description}</GivenText>
      </div>
      <p className="actions">
        {/* Somebody else's site: it learns nothing of this window, and search engines give nothing for the link. */}
        <a className="btn" data-look="primary" href={content.url} rel="noopener nofollow ugc external">
          {t('open', { host: hostOf(content.url) })}
        </a>
      </p>
      <DescriptionList
        facts={[
          { term: t('kind'), value: reuseKinds.label(content.kind, locale) },
          { term: t('by'), value: <Given>{content.author_name}</Given> },
          { term: t('uses'), value: <UsedDatasets content={content} /> },
          ...facts,
        ]}
      />
    </div>
  );
}

function UsedDatasets({ content }: { readonly content: ReuseContent }) {
  const t = useT(reuses);
  const locale = useLocale();
  return (
    <ul className="used-datasets">
      {content.datasets.map((one) => {
        const english = locale === 'en' && one.title_en !== null;
        return (
          <li key={one.code}>
            <Link to={paths.dataset(one.code)}>{english ? one.title_en : <Given>{one.title}</Given>}</Link>
            <span className="under">
              {(locale === 'en' ? one.provider.name_en : null) ?? one.provider.name}
              {one.theme !== '' && ` · ${themes.labelOrCode(one.theme, locale)}`}
              {one.withdrawn && ` · ${t('dataset_withdrawn')}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** As a person reads it; the address itself may be in punycode. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
