import { appContext } from '#app/context.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { CallTable } from '#app/ui/licensing/call-table.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.calls._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return services.licensing.listDeskCalls(ctx);
}

export default function DeskCalls({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  const { viewer } = useRootData();
  const draws = viewer?.organization.kind === 'agency' && viewer.duties.includes('licensing');
  return (
    <>
      <PageHeader
        title={t('desk_calls_title')}
        lead={t('desk_calls_lead')}
        actions={draws && <LinkButton to={paths.newCall()}>{t('new_call')}</LinkButton>}
      />
      <CallTable items={items} to={paths.deskCall} emptyText={t('desk_calls_none_text')} />
    </>
  );
}
