/** A hierarchy made from the values of a column, as CSV: to be edited in a spreadsheet and brought back. */
import { hierarchyQuery } from '#api/deidentification/contract.ts';
import { appContext } from '#app/context.ts';
import { privacy as words } from '#app/i18n/privacy.ts';
import { orRefusal } from '#app/present/form.ts';
import { hierarchyText } from '#app/present/privacy-form.ts';
import type { Route } from './+types/w.entries.$id_.hierarchy.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const query = hierarchyQuery.parse(Object.fromEntries(url.searchParams));
    const { column, rows } = await services.deidentification.proposeHierarchy(
      ctx,
      url.searchParams.get('version') ?? '',
      query,
    );
    const width = rows[0]?.length ?? 1;
    const word = words.level_n[ctx.locale === 'zh' ? 0 : 1];
    const heads = [column, ...Array.from({ length: width - 1 }, (_, at) => word.replace('{{n}}', String(at + 1)))];
    return new Response(`\ufeff${hierarchyText([heads, ...rows])}\n`, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${column}.csv`)}`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
}
