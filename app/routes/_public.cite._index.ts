/** Where the form beside a table sends its question: it is given an address and the reader is led there. */
import { redirect } from 'react-router';
import { z } from 'zod';
import { citationBody } from '#api/datasets/rules/citation-query.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import type { Route } from './+types/_public.cite._index.ts';

export function loader() {
  return redirect(paths.datasets());
}

const where = z.object({ code: z.string().max(40), version: z.coerce.number().int().min(1) });

export async function action({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  const form = await request.formData();
  const { code, version } = where.parse({ code: form.get('code'), version: form.get('version') });
  const body = citationBody.parse({
    table: form.get('table') ?? 1,
    q: form.get('q') ?? '',
    ...Object.fromEntries(['filter', 'sort', 'columns'].map((name) => [name, form.getAll(name).map(String)])),
  });
  const made = await orRefusal(() => services.datasets.createCitation(ctx, code, version, body));
  return redirect(paths.cite(made.id));
}
