import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Link, useFetcher } from 'react-router';
import type { EntryOut } from '#api/catalog/show.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { Completeness, entryFormName } from './completeness.tsx';
import { EntryFields } from './entry-fields.tsx';
import { RequirementContext } from './requirement-context.ts';

export interface EntryFormProps {
  readonly entry: EntryOut;
  /** A file is there whose columns can become items. */
  readonly hasColumns: boolean;
  readonly blanks: number;
  /** Somebody else saved meanwhile: nothing is saved until the steward presses the button. */
  readonly stopped: boolean;
}

/** Long enough that a revision is a piece of work, short enough that little is lost. */
const autosaveAfterMs = 30_000;

export function EntryForm({ entry, hasColumns, blanks, stopped }: EntryFormProps) {
  const t = useT(catalog);
  const box = useRef<HTMLDivElement>(null);
  const autosave = useAutosave(box, stopped);
  return (
    <div className="entry-form" ref={box}>
      <Completeness completeness={entry.completeness} />
      <p className="help">
        {entry.requirement.number === 0 ? t('asked_by_guideline') : t('asked_by', { n: entry.requirement.number })}{' '}
        <Link to={paths.requirements({ version: entry.requirement.number })}>{t('asked_read')}</Link>
      </p>
      <Form name={entryFormName} onInput={autosave.touched} onSubmit={autosave.submitted}>
        <input type="hidden" name="revision" value={entry.revision} readOnly />
        {/* Enter in a field saves the draft: the first button of a form is the one it presses. */}
        <button type="submit" name="intent" value="save" className="sr-only" tabIndex={-1} aria-hidden="true">
          {t('save')}
        </button>
        <RequirementContext value={entry.requirement}>
          <EntryFields content={entry.content} blanks={blanks} />
        </RequirementContext>
        <div className="form-bar">
          <Button name="intent" value="submit">
            {t('submit')}
          </Button>
          <Button look="plain" name="intent" value="save">
            {t('save')}
          </Button>
          <Button look="plain" size="small" name="intent" value="from_data" disabled={!hasColumns}>
            {t('from_data')}
          </Button>
          <p className="help" role="status">
            {autosave.state === 'saved'
              ? t('autosaved')
              : autosave.state === 'off'
                ? t('autosave_off')
                : !hasColumns
                  ? t('from_data_none')
                  : null}
          </p>
        </div>
      </Form>
    </div>
  );
}

interface Autosave {
  readonly state: 'none' | 'saved' | 'off';
  readonly touched: () => void;
  readonly submitted: (event: FormEvent<HTMLFormElement>) => void;
}

/** Saves the draft by itself a while after the last change; a save by hand waits for one that is on the way. */
function useAutosave(box: RefObject<HTMLDivElement | null>, stopped: boolean): Autosave {
  const { submit, state, data } = useFetcher<{ saved?: number }>();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const waiting = useRef<HTMLElement | null>(null);
  const [touchedAt, setTouched] = useState(0);
  const off = stopped || (data !== undefined && data.saved === undefined);

  useEffect(() => {
    if (touchedAt === 0 || off) return;
    timer.current = setTimeout(() => {
      const form = formIn(box);
      if (form === null) return;
      const typed = new FormData(form);
      typed.set('intent', 'autosave');
      typed.delete('_key');
      submit(typed, { method: 'post' });
    }, autosaveAfterMs);
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [touchedAt, off, submit, box]);

  useEffect(() => {
    if (state !== 'idle' || waiting.current === null) return;
    const button = waiting.current;
    waiting.current = null;
    formIn(box)?.requestSubmit(button);
  }, [state, box]);

  return {
    state: off && touchedAt > 0 ? 'off' : data?.saved === undefined ? 'none' : 'saved',
    touched: () => setTouched((before) => before + 1),
    submitted: (event) => {
      if (timer.current !== null) clearTimeout(timer.current);
      if (state === 'idle') return;
      event.preventDefault();
      waiting.current = (event.nativeEvent as SubmitEvent).submitter;
    },
  };
}

function formIn(box: RefObject<HTMLDivElement | null>): HTMLFormElement | null {
  return box.current?.querySelector('form') ?? null;
}
