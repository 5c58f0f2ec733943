import { type FormEvent, type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { FieldFault } from '#api/kernel/refusal.ts';
import { ui } from '#app/i18n/ui.ts';
import type { RefusalView } from '#app/present/refused.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from './button.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { Form } from './form.tsx';

export interface UploadFormProps {
  /** The API's address for the same upload (`/api/v1/…`): answers JSON, or problem+json when it refuses. */
  readonly endpoint: string;
  /** POST unless told. */
  readonly method?: 'POST' | 'PUT';
  /** Where the form goes without JavaScript; the page's own address unless told. */
  readonly action?: string;
  /** Where to go with what the API answered. */
  readonly onDone: (answer: unknown) => string;
  readonly submit: ReactNode;
  /** Needed where the page has other forms. */
  readonly name?: string;
  readonly children: ReactNode;
}

type Progress =
  | { readonly at: 'rest' }
  | { readonly at: 'sending'; readonly percent: number }
  | { readonly at: 'processing' };

/**
 * A form with one big file. With JavaScript it goes to the API and shows how far it is; without, the same fields go to the
 * page's own action (read there with `readUpload`).
 */
export function UploadForm({ endpoint, method = 'POST', action, onDone, submit, name, children }: UploadFormProps) {
  const t = useT(ui);
  const locale = useLocale();
  const navigate = useNavigate();
  const [progress, setProgress] = useState<Progress>({ at: 'rest' });
  const [refusal, setRefusal] = useState<RefusalView | null>(null);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (progress.at !== 'rest') return;
    const body = new FormData(event.currentTarget);
    const request = new XMLHttpRequest(); // fetch cannot tell how much was sent
    request.open(method, endpoint);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.setRequestHeader('Accept-Language', locale);
    request.upload.onprogress = ({ loaded, total }) =>
      setProgress({ at: 'sending', percent: total === 0 ? 0 : Math.floor((loaded / total) * 100) });
    request.upload.onload = () => setProgress({ at: 'processing' });
    request.onerror = () => {
      setProgress({ at: 'rest' });
      setRefusal({
        code: 'upload.broken',
        status: 0,
        zh: t('upload_broken'),
        en: t('upload_broken'),
        article: null,
        fields: [],
      });
    };
    request.onload = () => {
      const answer = parseJson(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        navigate(onDone(answer));
        return;
      }
      setProgress({ at: 'rest' });
      setRefusal(
        problemView(answer, request.status) ?? {
          code: 'upload.broken',
          status: request.status,
          zh: t('upload_broken'),
          en: t('upload_broken'),
          article: null,
          fields: [],
        },
      );
    };
    setRefusal(null);
    setProgress({ at: 'sending', percent: 0 });
    request.send(body);
  }

  return (
    <>
      {refusal !== null && <ErrorSummary refusal={refusal} />}
      <Form
        {...(name === undefined ? {} : { name })}
        {...(action === undefined ? {} : { action })}
        encType="multipart/form-data"
        onSubmit={send}
      >
        {children}
        {progress.at === 'sending' && (
          <div className="field">
            <label htmlFor="upload-progress">{t('uploading', { percent: progress.percent })}</label>
            <progress id="upload-progress" max={100} value={progress.percent} />
          </div>
        )}
        {progress.at === 'processing' && <p role="status">{t('processing')}</p>}
        <div className="actions">
          <Button pending={progress.at !== 'rest'}>{submit}</Button>
        </div>
      </Form>
    </>
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A problem document (RFC 9457) of the API as the page shows refusals: `title` carries both languages. */
export function problemView(answer: unknown, status: number): RefusalView | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const problem = answer as { code?: unknown; title?: unknown; detail?: unknown; article?: unknown; fields?: unknown };
  const title = problem.title;
  const both =
    typeof title === 'object' && title !== null && 'zh' in title && 'en' in title
      ? { zh: String(title.zh), en: String(title.en) }
      : { zh: String(problem.detail ?? title ?? ''), en: String(problem.detail ?? title ?? '') };
  if (both.zh === '') return null;
  return {
    code: String(problem.code ?? ''),
    status,
    ...both,
    article: typeof problem.article === 'string' ? problem.article : null,
    fields: Array.isArray(problem.fields) ? (problem.fields as FieldFault[]) : [],
  };
}
