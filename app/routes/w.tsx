import { Outlet, useRouteError } from 'react-router';
import { appContext } from '#app/context.ts';
import { requireViewer } from '#app/present/form.ts';
import { WorkFrame } from '#app/ui/frame/work-frame.tsx';
import { RefusalPage } from '#app/ui/refusal-page.tsx';
import type { Route } from './+types/w.ts';

/** Nobody enters the workspace unknown; what each may do there its services decide. */
export const middleware: Route.MiddlewareFunction[] = [
  ({ context, url }) => {
    requireViewer(context.get(appContext).ctx, url);
  },
];

/** Present so that every navigation inside the workspace passes the middleware above. */
export function loader() {
  return null;
}

export default function WorkLayout() {
  return (
    <WorkFrame>
      <Outlet />
    </WorkFrame>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <WorkFrame>
      <RefusalPage error={error} work />
    </WorkFrame>
  );
}
