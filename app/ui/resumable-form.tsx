import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { UploadOut } from '#api/datasets/sessions.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { ui } from '#app/i18n/ui.ts';
import { bytesText } from '#app/present/format.ts';
import type { RefusalView } from '#app/present/refused.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from './button.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { Form } from './form.tsx';
import { problemView } from './upload-form.tsx';

export interface ResumableFormProps {
  /** The entry the file is for. */
  readonly entryId: string;
  readonly onDone: (versionId: string) => string;
  readonly submit: ReactNode;
  readonly name: string;
  /** Fields `file` and `note`. */
  readonly children: ReactNode;
}

type Progress =
  | { readonly at: 'rest' | 'finishing' }
  | { readonly at: 'sending' | 'paused' | 'waiting'; readonly sent: number; readonly total: number };

interface Running {
  start(): void;
  abort(): Promise<void>;
}

const endpoint = '/api/v1/uploads';
const retryDelays = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

/**
 * A form with one big file that is sent in pieces and goes on after a broken connection, a pause or a reload: choosing the
 * same file again picks up where it stopped. Without JavaScript the fields go to the page's own action, whole.
 */
export function ResumableForm({ entryId, onDone, submit, name, children }: ResumableFormProps) {
  const t = useT(datasets);
  const words = useT(ui);
  const locale = useLocale();
  const navigate = useNavigate();
  const [progress, setProgress] = useState<Progress>({ at: 'rest' });
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const running = useRef<Running | null>(null);
  useEffect(() => () => void running.current?.abort(), []);

  function fail(view: RefusalView | null) {
    running.current = null;
    setProgress({ at: 'rest' });
    const broken = { code: 'upload.broken', status: 0, zh: t('upload_paused'), en: t('upload_paused') };
    setRefusal(view ?? { ...broken, article: null, fields: [] });
  }

  async function finish(url: string) {
    setProgress({ at: 'finishing' });
    const response = await fetch(url, { headers: { Accept: 'application/json', 'Accept-Language': locale } });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) return fail(problemView(answer, response.status));
    const { version_id, fault } = answer as UploadOut;
    if (version_id !== null) return void navigate(onDone(version_id));
    fail(fault === null ? null : { ...fault, status: 409, article: null, fields: [] });
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (progress.at !== 'rest') return;
    const given = new FormData(event.currentTarget);
    const file = given.get('file');
    if (!(file instanceof File) || file.name === '') {
      const missing = { code: 'datasets.no_file', status: 400, zh: t('choose_file'), en: t('choose_file') };
      return fail({
        ...missing,
        article: null,
        fields: [{ path: 'file', zh: t('choose_file'), en: t('choose_file') }],
      });
    }
    setRefusal(null);
    setProgress({ at: 'sending', sent: 0, total: file.size });
    const { Upload, DetailedError } = await import('tus-js-client');
    const upload = new Upload(file, {
      endpoint,
      retryDelays,
      metadata: { entry: entryId, filename: file.name, note: String(given.get('note') ?? '') },
      headers: { 'Accept-Language': locale },
      removeFingerprintOnSuccess: true,
      // One file may be uploaded to several entries.
      fingerprint: async (chosen) => ['jinshu', entryId, chosen.name, chosen.size, chosen.lastModified].join('-'),
      onProgress: (sent, total) => setProgress({ at: 'sending', sent, total }),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        const again = status === 0 || status === 409 || status === 423 || status >= 500;
        if (again) setProgress((now) => ('sent' in now ? { ...now, at: 'waiting' } : now));
        return again;
      },
      onError: (error) => {
        const response = error instanceof DetailedError ? error.originalResponse : null;
        fail(response === null ? null : problemView(parsed(response.getBody()), response.getStatus()));
      },
      onSuccess: () => {
        running.current = null;
        void finish(upload.url ?? '');
      },
    });
    const [previous] = await upload.findPreviousUploads();
    if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
    running.current = { start: () => upload.start(), abort: () => upload.abort() };
    upload.start();
  }

  function pause() {
    void running.current?.abort();
    setProgress((now) => ('sent' in now ? { ...now, at: 'paused' } : now));
  }

  function goOn() {
    setProgress((now) => ('sent' in now ? { ...now, at: 'sending' } : now));
    running.current?.start();
  }

  const percent = 'sent' in progress && progress.total > 0 ? Math.floor((progress.sent / progress.total) * 100) : 0;
  return (
    <>
      {refusal !== null && <ErrorSummary refusal={refusal} />}
      <Form name={name} encType="multipart/form-data" onSubmit={(event) => void send(event)}>
        {children}
        {'sent' in progress && (
          <div className="field">
            <label htmlFor="upload-progress">
              {progress.at === 'paused'
                ? t('paused', { percent })
                : progress.at === 'waiting'
                  ? t('waiting', { percent })
                  : words('uploading', { percent })}{' '}
              {bytesText(progress.sent)} / {bytesText(progress.total)}
            </label>
            <progress id="upload-progress" max={100} value={percent} />
          </div>
        )}
        {progress.at === 'finishing' && <p role="status">{words('processing')}</p>}
        <div className="actions">
          {progress.at === 'paused' ? (
            <Button type="button" onClick={goOn}>
              {t('go_on')}
            </Button>
          ) : 'sent' in progress ? (
            <Button type="button" look="plain" onClick={pause}>
              {t('pause')}
            </Button>
          ) : (
            <Button pending={progress.at === 'finishing'}>{submit}</Button>
          )}
        </div>
      </Form>
    </>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
