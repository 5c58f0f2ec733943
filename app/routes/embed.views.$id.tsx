import { isRouteErrorResponse, useRouteError } from 'react-router';
import { appContext } from '#app/context.ts';
import { errors } from '#app/i18n/errors.ts';
import { hasRefusal } from '#app/present/refused.ts';
import { loadView } from '#app/present/view.server.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Mixed } from '#app/ui/mixed.tsx';
import { PageTitle } from '#app/ui/page-header.tsx';
import { ShownView } from '#app/ui/views/shown-view.tsx';
import type { Route } from './+types/embed.views.$id.ts';

/** A saved view for the frame of another page (the server allows framing here and nowhere else). */
export function loader({ context, params, url }: Route.LoaderArgs) {
  const theme = url.searchParams.get('theme') === 'dark' ? 'dark' : 'light';
  return loadView(context.get(appContext), params.id, theme);
}

/** Views never change; what follows the newest version may, so nothing is kept for long. */
export const headers: Route.HeadersFunction = () => ({ 'Cache-Control': 'no-cache' });

export default function EmbeddedView({ loaderData }: Route.ComponentProps) {
  const { saved, theme } = loaderData;
  return (
    <main className="embedded" data-theme={theme}>
      <PageTitle page={saved.title} />
      <link rel="canonical" href={saved.url} />
      <meta name="robots" content="noindex" />
      <h1>
        <a href={saved.url} target="_blank" rel="noopener">
          <Mixed>{saved.title}</Mixed>
        </a>
      </h1>
      <ShownView loaded={loaderData} />
    </main>
  );
}

/** In a frame there is no way back: one sentence says what happened. */
export function ErrorBoundary() {
  const t = useT(errors);
  const side = useSide();
  const error = useRouteError();
  const refusal = isRouteErrorResponse(error) && hasRefusal(error.data) ? error.data.refusal : null;
  const gone = isRouteErrorResponse(error) && error.status === 410;
  return (
    <main className="embedded" data-theme="light">
      <h1>{t(gone ? 'gone_title' : 'not_found_title')}</h1>
      {refusal !== null && <p>{side(refusal)}</p>}
    </main>
  );
}
