import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** The feeds of requests, in the page and in its head for readers that look there. */
export function FollowRequests({ agency }: { readonly agency?: string | undefined }) {
  const t = useT(feedback);
  const lang = useLocale() === 'en' ? 'en' : undefined;
  const feeds = [
    { href: paths.requestFeed({ agency, lang }), title: t(agency === undefined ? 'feed_all' : 'feed_agency') },
    { href: paths.requestFeed({ answered: true, agency, lang }), title: t('feed_answered') },
  ];
  return (
    <nav className="no-print mt-4 flex flex-wrap items-baseline gap-x-4 gap-y-1" aria-label={t('feeds')}>
      {feeds.map(({ href, title }) => (
        <link key={href} rel="alternate" type="application/atom+xml" href={href} title={title} />
      ))}
      <span>{t('feeds')}</span>
      {feeds.map(({ href, title }) => (
        <a key={href} href={href} type="application/atom+xml">
          {title}
        </a>
      ))}
    </nav>
  );
}
