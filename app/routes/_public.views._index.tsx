import { redirect } from 'react-router';
import { z } from 'zod';
import { viewSpec } from '#api/datasets/rules/view-spec.ts';
import { views as words } from '#app/i18n/views.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { hasRefusal } from '#app/present/refused.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.views._index.ts';

function specOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const form = z.object({
  dataset: z.string(),
  number: z.coerce.number().int(),
  table: z.coerce.number().int().default(1),
  title: z.string().default(''),
  follow: z.string().default(''),
  view: z.string().max(50_000).transform(specOf).pipe(viewSpec),
});

/** Saves what a dataset page shows and leads to its own address. */
export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (sent, { services, ctx }) => {
    const { dataset, number, table, title, follow, view } = sent.read(form);
    const version = follow === 'latest' ? null : number;
    const saved = await services.datasets.saveView(ctx, { dataset, version, table, title, view });
    return redirect(paths.view(saved.id));
  });
}

export default function NewView({ actionData }: Route.ComponentProps) {
  const t = useT(words);
  const side = useSide();
  const refusal = hasRefusal(actionData) ? actionData.refusal : null;
  return (
    <>
      <PageHeader title={t('save_page')} />
      {refusal !== null && (
        <Notice tone="refusal" title={t('cannot_save')} live>
          {side(refusal)}
        </Notice>
      )}
      {refusal !== null && hasRefusal(actionData) && 'typed' in actionData && (
        <Again typed={actionData.typed as Readonly<Record<string, readonly string[]>>} />
      )}
      <div className="prose">
        <p>{t('save_page_text')}</p>
      </div>
      <div className="actions mt-6">
        <LinkButton to={paths.datasets()}>{t('find_data')}</LinkButton>
        <LinkButton look="plain" to={paths.ownViews()}>
          {t('mine')}
        </LinkButton>
      </div>
    </>
  );
}

/** The form once more with what was typed, to put right and send again. */
function Again({ typed }: { readonly typed: Readonly<Record<string, readonly string[]>> }) {
  const t = useT(words);
  const kept = ['dataset', 'number', 'table', 'view', 'follow'] as const;
  return (
    <form method="post" action={paths.newView()} className="form">
      {kept.map((name) => (
        <input key={name} type="hidden" name={name} value={typed[name]?.at(-1) ?? ''} />
      ))}
      <div className="field">
        <label htmlFor="again-title">{t('save_title')}</label>
        <p className="help" id="again-help">
          {t('save_title_help')}
        </p>
        <input
          id="again-title"
          name="title"
          className="input"
          data-width="medium"
          defaultValue={typed.title?.at(-1) ?? ''}
          aria-describedby="again-help"
          autoComplete="off"
        />
      </div>
      <button type="submit" className="btn" data-look="primary">
        {t('save_button')}
      </button>
    </form>
  );
}
