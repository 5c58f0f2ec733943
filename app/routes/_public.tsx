import { Outlet, useLocation, useRouteError } from 'react-router';
import { paths } from '#app/paths.ts';
import { PublicFrame } from '#app/ui/frame/public-frame.tsx';
import { RefusalPage } from '#app/ui/refusal-page.tsx';

/** Pages that are a search themselves: the masthead leaves its own out. */
const searches: readonly string[] = [paths.home(), paths.datasets()];

export default function PublicLayout() {
  const { pathname } = useLocation();
  return (
    <PublicFrame search={!searches.includes(pathname)}>
      <Outlet />
    </PublicFrame>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <PublicFrame search={false}>
      <RefusalPage error={error} />
    </PublicFrame>
  );
}
