import { data } from 'react-router';
import { changesQuery } from '#api/datasets/rules/changes.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { orRefusal } from '#app/present/form.ts';
import { ChangesPage } from '#app/ui/changes/changes-page.tsx';
import type { Route } from './+types/_public.datasets.$class.$seq_.versions.$number_.changes.ts';

/** Refusals that the reader puts right on the page itself. */
const onPage = new Set(['tables.bad_key', 'tables.unknown_column', 'datasets.nothing_before', 'datasets.same_version']);

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const number = params.number === 'latest' ? 'latest' : Number(params.number);
  if (number !== 'latest' && !/^[1-9]\d{0,5}$/.test(params.number)) throw data(null, 404);
  const code = `${params.class}/${params.seq}`;
  const asked = new Map<string, string | string[]>();
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name).filter((value) => value !== '');
    if (values.length > 0) asked.set(name, name === 'key' ? values : (values[0] ?? ''));
  }
  const query = changesQuery.catch(changesQuery.parse({})).parse(Object.fromEntries(asked));
  return orRefusal(async () => {
    const { entry, versions } = await services.datasets.showDataset(ctx, code);
    const shown = {
      code,
      title: entry.content.title,
      titleEn: entry.content.title_en,
      versions: versions.map((one) => one.number),
      query,
    };
    const to = number === 'latest' ? (shown.versions[0] ?? 0) : number;
    try {
      const found = await services.datasets.showChanges(ctx, code, number, { ...query, kind: query.kind ?? 'added' });
      // The first kind that has rows is the one to look at, where none was chosen.
      const kind = query.kind ?? (found.changed ? 'changed' : found.added > 0 ? 'added' : 'removed');
      const answer =
        kind === 'added' || query.kind !== undefined
          ? found
          : await services.datasets.showChanges(ctx, code, number, { ...query, kind });
      return { ...shown, to, kind, answer, refusal: null };
    } catch (error) {
      if (!isRefusal(error) || !onPage.has(error.code)) throw error;
      const refusal = { code: error.code, zh: error.sentence('zh'), en: error.sentence('en') };
      return { ...shown, to, kind: 'added' as const, answer: null, refusal };
    }
  });
}

export default function Changes({ loaderData }: Route.ComponentProps) {
  return <ChangesPage shown={loaderData} />;
}
