import { Form, Link, useLocation } from 'react-router';
import { frame } from '#app/i18n/frame.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** The strip at the top: what kind of place this is, the reader's switches, the way in and out. Plain links, so they work without JavaScript. */
export function Strip() {
  const t = useT(frame);
  const locale = useLocale();
  const { pathname, search } = useLocation();
  const { preferences, viewer, demonstration } = useRootData();
  const back = pathname + search;
  return (
    <div className="strip">
      <div className="wrap">
        {demonstration && <p className="strip-band">{t('demonstration')}</p>}
        <nav aria-label={t('settings')}>
          <ul>
            <li>
              {/* A whole new page: the words already in the browser are of one language. */}
              <a
                href={paths.preferences({ lng: locale === 'zh' ? 'en' : 'zh' }, back)}
                lang={locale === 'zh' ? 'en' : 'zh-CN'}
                rel="nofollow"
              >
                {t('language_switch')}
              </a>
            </li>
            <li>
              <a href={paths.preferences({ easy: preferences.easy ? '0' : '1' }, back)} rel="nofollow">
                {preferences.easy ? t('easy_off') : t('easy_on')}
              </a>
            </li>
            {viewer === null ? (
              <li>
                <Link to={paths.login(pathname === '/login' ? undefined : back)}>{t('sign_in')}</Link>
              </li>
            ) : (
              <>
                <li>
                  <Link to={paths.work()}>{t('workspace')}</Link>
                </li>
                <li>
                  <Form method="post" action={paths.logout()} reloadDocument>
                    <button type="submit">{t('sign_out')}</button>
                  </Form>
                </li>
              </>
            )}
          </ul>
        </nav>
      </div>
    </div>
  );
}
