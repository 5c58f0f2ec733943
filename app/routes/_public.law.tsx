import { Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { frame } from '#app/i18n/frame.ts';
import { law } from '#app/i18n/law.ts';
import { type Coverage, coverage, hanNumber, where } from '#app/present/law-coverage.ts';
import { useT } from '#app/present/words.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/_public.law.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await services.law.listProvisions(ctx);
  const instrument = items[0]?.instrument;
  // The regulation only: other laws that rules cite live in the same table.
  return { articles: items.filter((item) => item.instrument === instrument && item.article in coverage) };
}

const tones: Readonly<Record<Coverage, Tone>> = { done: 'done', partial: 'wait', later: 'off', none: 'off' };

export default function Law({ loaderData: { articles } }: Route.ComponentProps) {
  const t = useT(law);
  const states = articles.map(({ article }) => coverage[article] ?? 'later');
  const number = (state: Coverage) => states.filter((one) => one === state).length;
  const name = (article: string) => t('article', { n: article, han: hanNumber(Number(article), t('digits')) });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        meta={t('count', { done: number('done'), partial: number('partial'), later: number('later') })}
      />
      {articles.length === 0 && <Notice tone="warn">{t('text_missing')}</Notice>}
      <nav aria-labelledby="contents" className="section">
        <h2 id="contents" className="mb-2">
          {t('contents')}
        </h2>
        <ol className="toc">
          {articles.map(({ article }) => (
            <li key={article}>
              <a href={`#article-${article}`}>
                <span className="num">{name(article)}</span> {t(`h${article}` as 'h1')}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {articles.map((provision) => (
        <Article
          key={provision.article}
          article={provision.article}
          name={name(provision.article)}
          text={provision.text}
        />
      ))}
      <p className="help mt-8">{t('source_note')}</p>
    </>
  );
}

interface ArticleProps {
  readonly article: string;
  readonly name: string;
  readonly text: string;
}

function Article({ article, name, text }: ArticleProps) {
  const t = useT(law);
  const f = useT(frame);
  const state = coverage[article] ?? 'later';
  const link = where[article];
  return (
    <section id={`article-${article}`} className="section article" data-margin="">
      <header>
        <div className="section-head">
          <h2>
            {name}
            <small className="block text-h3 font-normal text-soft">{t(`h${article}` as 'h1')}</small>
          </h2>
          <StateDot tone={tones[state]}>{t(`state_${state}`)}</StateDot>
        </div>
      </header>
      <div>
        <blockquote lang="zh-CN">
          {text.split('\n').map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </blockquote>
        <p className="platform">
          <b>{t('platform')}</b>
          {t(`a${article}` as 'a1')} {link !== undefined && <Link to={link.to}>{f(link.word)}</Link>}
        </p>
      </div>
    </section>
  );
}
