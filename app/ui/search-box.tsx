import { useId } from 'react';
import { Form } from 'react-router';
import { ui } from '#app/i18n/ui.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';

export interface SearchBoxProps {
  readonly defaultValue?: string;
  readonly large?: boolean;
  readonly action?: string;
  /** What stays chosen while the words change: name and value of each filter. */
  readonly keep?: readonly (readonly [name: string, value: string])[];
}

export function SearchBox({ defaultValue = '', large = false, action = paths.datasets(), keep = [] }: SearchBoxProps) {
  const t = useT(ui);
  const id = useId();
  return (
    <search>
      <Form method="get" action={action} className="searchbox" data-large={large || undefined}>
        <label htmlFor={id} className="sr-only">
          {t('search_data')}
        </label>
        <input
          key={defaultValue}
          id={id}
          type="search"
          name="q"
          defaultValue={defaultValue}
          placeholder={t('search_hint')}
          enterKeyHint="search"
          autoComplete="off"
        />
        {keep.map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{t('search')}</button>
      </Form>
    </search>
  );
}
