import { type ReactNode, useEffect, useRef } from 'react';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLocation, useRouteError } from 'react-router';
import type { Route } from './+types/root.ts';
import './app.css';
import { appContext } from './context.ts';
import fonts from './fonts.css?url';
import { frame } from './i18n/frame.ts';
import icon from './icon.svg?url';
import { languageMiddleware } from './present/language.server.ts';
import { readPreferences } from './present/preferences.ts';
import { type RootData, useRootData } from './present/root-data.ts';
import { useLocale, useT } from './present/words.ts';
import { PublicFrame } from './ui/frame/public-frame.tsx';
import { RefusalPage } from './ui/refusal-page.tsx';

export const middleware: Route.MiddlewareFunction[] = languageMiddleware;

/** The province's own code (GB/T 2260): its information department answers for the platform (Article 5). */
const province = '140000';

export async function loader({ request, context }: Route.LoaderArgs): Promise<RootData> {
  const { services, ctx } = context.get(appContext);
  const [holder, places] = await Promise.all([
    services.organizations.findHolder(ctx, 'information_department', province),
    services.organizations.listPlaces(ctx),
  ]);
  const { viewer } = ctx;
  return {
    requestId: ctx.requestId,
    preferences: { ...readPreferences(request.headers.get('cookie')), lng: ctx.locale },
    viewer:
      viewer === null
        ? null
        : {
            displayName: viewer.displayName,
            organization: viewer.organization,
            duties: viewer.duties,
            powers: viewer.powers,
            ...(viewer.factorDue === undefined ? {} : { factorDue: viewer.factorDue }),
            ...(viewer.actingFor === undefined ? {} : { actingFor: viewer.actingFor }),
          },
    demonstration: ctx.env.SEED === 'demo',
    places,
    operator:
      holder === null
        ? null
        : { name: (ctx.locale === 'en' ? holder.nameEn : null) ?? holder.name, contact: holder.contact },
  };
}

export function Layout({ children }: { readonly children: ReactNode }) {
  const locale = useLocale();
  const t = useT(frame);
  const { preferences } = useRootData();
  return (
    <html
      lang={locale === 'zh' ? 'zh-CN' : 'en'}
      data-easy={preferences.easy || undefined}
      data-dense={preferences.dense || undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0b2a4f" />
        <Meta />
        <Links />
        <link rel="search" type="application/opensearchdescription+xml" title={t('name')} href="/opensearch.xml" />
        <link rel="icon" type="image/svg+xml" href={icon} />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
        {/* Last: a fallback for machines without Chinese fonts must not hold up the page. */}
        <link rel="stylesheet" href={fonts} />
      </body>
    </html>
  );
}

export default function Root() {
  useFocusAfterNavigation();
  useShown();
  return <Outlet />;
}

/** A page changed by script is announced as a browser would: the focus goes to its content. */
function useFocusAfterNavigation() {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [pathname]);
}

/**
 * Names on the document the address whose page stands there. A change by script first writes the address bar and then draws:
 * whoever drives a browser (tests, a screen recorder) would otherwise read the page that is just being left.
 */
function useShown() {
  const { pathname, search } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is read from the bar, as it is written there
  useEffect(() => {
    document.documentElement.dataset.shown = window.location.pathname + window.location.search;
  }, [pathname, search]);
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <PublicFrame search={false}>
      <RefusalPage error={error} />
    </PublicFrame>
  );
}
