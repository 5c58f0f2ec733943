/** Which language a page is answered in: `?lng=` (kept in a cookie from then on), else the cookie, else Chinese. */
import type { MiddlewareFunction } from 'react-router';
import { createI18nextMiddleware } from 'remix-i18next/middleware';
import { appContext } from '../context.ts';
import { preferenceCookie, readPreferences } from './preferences.ts';
import { i18nextOptions } from './words.ts';

const { lng: _, ...options } = i18nextOptions('zh');

const [detectLanguage, localeOf, i18nOf] = createI18nextMiddleware({
  detection: {
    supportedLanguages: ['zh', 'en'],
    fallbackLanguage: 'zh',
    order: ['searchParams', 'custom'],
    findLocale: async (request) => readPreferences(request.headers.get('cookie')).lng,
  },
  i18next: options,
});

/** Makes the language of the page the language of everything the request asks of a service. */
const shareLanguage: MiddlewareFunction<Response> = async ({ context, url }, next) => {
  const locale = localeOf(context) === 'en' ? 'en' : 'zh';
  const app = context.get(appContext);
  context.set(appContext, { ...app, ctx: { ...app.ctx, locale } });
  const response = await next();
  const asked = url.searchParams.get('lng');
  if (asked === locale) response.headers.append('Set-Cookie', preferenceCookie('lng', asked));
  return response;
};

export const languageMiddleware = [detectLanguage, shareLanguage];
export { i18nOf };
