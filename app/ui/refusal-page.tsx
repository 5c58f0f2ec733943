import { isRouteErrorResponse, Link } from 'react-router';
import { errors } from '#app/i18n/errors.ts';
import { paths } from '#app/paths.ts';
import { hasRefusal } from '#app/present/refused.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from './button.tsx';
import { BasedOn } from './error-summary.tsx';
import { PageHeader } from './page-header.tsx';
import { SearchBox } from './search-box.tsx';

const kinds = {
  401: { title: 'sign_in_title', text: 'sign_in' },
  403: { title: 'forbidden_title', text: 'forbidden' },
  404: { title: 'not_found_title', text: 'not_found' },
  410: { title: 'gone_title', text: 'gone' },
} as const;

/** Shown instead of the page asked for: what happened, on which ground, and the way back. Used by error boundaries. */
export function RefusalPage({ error, work = false }: { readonly error: unknown; readonly work?: boolean }) {
  const t = useT(errors);
  const side = useSide();
  const { requestId, viewer } = useRootData();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const refusal = isRouteErrorResponse(error) && hasRefusal(error.data) ? error.data.refusal : null;
  const kind = kinds[status as keyof typeof kinds];
  const title =
    kind !== undefined
      ? t(kind.title)
      : t(status === 429 ? 'too_many_title' : status < 500 ? 'refused_title' : 'broken_title');
  // The general 404 sentence adds nothing to the page's own words; a room's own sentence does.
  const own = refusal !== null && refusal.code !== 'request.not_found' ? side(refusal) : null;
  return (
    <>
      <PageHeader title={title} />
      <div className="prose">
        {own !== null && <p>{own}</p>}
        {refusal?.article != null && <BasedOn article={refusal.article} />}
        {kind !== undefined && <p>{t(kind.text)}</p>}
        {kind === undefined && status >= 500 && <p>{t('broken')}</p>}
        {status >= 500 && requestId !== null && <p>{t('request_id', { id: requestId })}</p>}
      </div>
      {status === 404 && !work && (
        <div className="mt-6 max-w-reading">
          <SearchBox large />
        </div>
      )}
      <div className="actions mt-8">
        {status === 401 || (status === 403 && viewer === null) ? (
          <LinkButton to={paths.login()}>{t('sign_in_again')}</LinkButton>
        ) : null}
        {work && viewer !== null ? <LinkButton to={paths.work()}>{t('worklist')}</LinkButton> : null}
        <Link to={paths.home()}>{t('home')}</Link>
      </div>
    </>
  );
}
