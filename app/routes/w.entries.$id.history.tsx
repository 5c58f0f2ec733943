import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { orRefusal } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { HistoryList } from '#app/ui/entry/history-list.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.entries.$id.history.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return { history: await orRefusal(() => services.catalog.entryHistory(ctx, params.id)) };
}

export default function EntryHistory({ loaderData: { history } }: Route.ComponentProps) {
  const t = useT(catalog);
  return (
    <Section title={t('history')}>
      <HistoryList history={history} />
    </Section>
  );
}
