import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Form, useNavigate } from 'react-router';
import { search } from '#app/i18n/search.ts';
import { ui } from '#app/i18n/ui.ts';
import { paths } from '#app/paths.ts';
import { useSuggestions } from '#app/present/suggestions.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Marked } from './marked.tsx';

export interface SearchBoxProps {
  readonly defaultValue?: string;
  readonly large?: boolean;
  readonly action?: string;
  /** What stays chosen while the words change: name and value of each filter. */
  readonly keep?: readonly (readonly [name: string, value: string])[];
}

/**
 * A search field that is a combobox with a list as soon as a script runs (ARIA Authoring Practices: editable combobox with list
 * autocomplete), and a plain form before and without it. What is typed stays as it is until a suggestion is taken.
 */
export function SearchBox({ defaultValue = '', large = false, action = paths.datasets(), keep = [] }: SearchBoxProps) {
  const t = useT(ui);
  const s = useT(search);
  const english = useLocale() === 'en';
  const id = useId();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [ready, setReady] = useState(false);
  const [typed, setTyped] = useState(defaultValue);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const items = useSuggestions(typed, open);
  useEffect(() => setReady(true), []);
  useEffect(() => setTyped(defaultValue), [defaultValue]);
  const shown = open && items.length > 0;
  const active = shown && at >= 0 && at < items.length ? at : -1;
  const option = (n: number) => `${id}-option-${n}`;
  const close = () => {
    setOpen(false);
    setAt(-1);
  };
  const take = (n: number) => {
    const one = items[n];
    if (one === undefined) return;
    close();
    void navigate(one.to);
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // A key that completes a syllable of an input method is none of ours.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!shown) return setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place more than there are suggestions: the field itself.
      setAt(((active + 1 + step + items.length + 1) % (items.length + 1)) - 1);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Escape') {
      if (shown) event.preventDefault();
      else setTyped('');
      close();
    } else if (event.key === 'Tab') close();
  }

  return (
    <search>
      <Form method="get" action={action} className="searchbox" data-large={large || undefined} onSubmit={close}>
        <label htmlFor={id} className="sr-only">
          {t('search_data')}
        </label>
        <input
          ref={input}
          id={id}
          type="search"
          name="q"
          value={typed}
          placeholder={t('search_hint')}
          enterKeyHint="search"
          autoComplete="off"
          maxLength={200}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
            setAt(-1);
          }}
          onKeyDown={onKeyDown}
          onBlur={close}
          {...(ready && {
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-expanded': shown,
            'aria-controls': `${id}-list`,
            ...(active >= 0 && { 'aria-activedescendant': option(active) }),
          })}
        />
        {keep.map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{t('search')}</button>
        {ready && (
          <>
            <div id={`${id}-list`} role="listbox" aria-label={s('suggestions')} className="suggestions" hidden={!shown}>
              {items.map((one, n) => {
                const other = english && one.text_en !== null;
                return (
                  // The field keeps the focus; keys are its own.
                  <div
                    key={`${one.kind}:${one.to}`}
                    id={option(n)}
                    role="option"
                    tabIndex={-1}
                    aria-selected={n === active}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => take(n)}
                    onKeyDown={() => {}}
                  >
                    <span lang={english && !other ? 'zh-CN' : undefined}>
                      <Marked text={other ? (one.text_en ?? '') : one.text} marks={other ? one.marks_en : one.marks} />
                    </span>
                    <span>{s(`kind_${one.kind}`)}</span>
                  </div>
                );
              })}
            </div>
            <span role="status" className="sr-only">
              {shown ? s('suggested', { count: items.length }) : ''}
            </span>
          </>
        )}
      </Form>
    </search>
  );
}
