import { appContext } from '#app/context.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { CallTable } from '#app/ui/licensing/call-table.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.calls._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return services.licensing.listCalls(ctx);
}

export default function Calls({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  return (
    <>
      <PageHeader title={t('calls_title')} lead={t('calls_lead')} />
      <CallTable items={items} to={paths.call} emptyText={t('calls_none_text')} />
    </>
  );
}
