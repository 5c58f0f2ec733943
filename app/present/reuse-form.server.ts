/** The form of a reuse: datasets are looked for within it, and a picture that arrived outlives a refusal of the rest. */
import { data, type RouterContextProvider } from 'react-router';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { maxPictureText } from '#api/reuses/rules/codes.ts';
import { refuse } from '#api/reuses/rules/refusals.ts';
import { searchQuery } from '#api/search/contract.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { type SentForm, withRefusals } from './form.ts';
import { decodeForm } from './form-data.ts';
import { type Refused, viewOf } from './refused.ts';

export interface DatasetOption {
  readonly code: string;
  readonly title: string;
  readonly title_en: string | null;
  readonly agency: string;
}

interface Looked {
  readonly options: readonly DatasetOption[];
  readonly q: string;
  /** How many the search found; 0 without one. */
  readonly count: number;
}

export type ReuseAnswer =
  | (Refused & Looked)
  | (Looked & { readonly found: true; readonly typed: Readonly<Record<string, readonly string[]>> });

/** A form with its picture is held in memory: what says that it is larger is not read. */
const most = 8 * 1024 * 1024;

export async function answerReuseForm(
  request: Request,
  context: Readonly<RouterContextProvider>,
  send: (form: SentForm, app: { readonly services: Services; readonly ctx: Ctx }) => Promise<Response>,
) {
  const { services, ctx } = context.get(appContext);
  if (!(Number(request.headers.get('content-length') ?? Number.NaN) <= most)) {
    const refusal = refuse('reuses.picture_large', { limit: maxPictureText });
    const unread = { refusal: viewOf(refusal), form: null, typed: {}, options: [], q: '', count: 0 };
    return data<ReuseAnswer>(unread, { status: refusal.status });
  }
  const sent = await request.formData();
  const refused = await takePicture(sent, services, ctx);
  const q = textOf(sent, 'q');
  const chosen = sent.getAll('datasets[]').filter((one) => typeof one === 'string');
  const [named, found] = await Promise.all([services.reuses.nameDatasets(ctx, chosen), find(services, ctx, q)]);
  const looked: Looked = {
    q,
    count: found.length,
    options: [...named, ...found.filter((one) => !chosen.includes(one.code))],
  };
  if (sent.get('intent') === 'find' && refused === null)
    return data<ReuseAnswer>({ ...looked, found: true, typed: decodeForm(sent).typed });
  const again = new Request(request.url, { method: 'POST', body: sent });
  const answer = await withRefusals(again, context, (form, app) => {
    if (refused !== null) throw refused;
    return send(form, app);
  });
  if (answer instanceof Response) return answer;
  return data<ReuseAnswer>({ ...answer.data, ...looked }, answer.init ?? {});
}

/** Puts the id of the picture where the contract wants it; answers the refusal of a picture that is none. */
async function takePicture(sent: FormData, services: Services, ctx: Ctx): Promise<unknown> {
  const file = sent.get('picture');
  const dropped = sent.getAll('drop_picture:boolean').includes('true');
  sent.delete('picture');
  let id = dropped ? '' : textOf(sent, 'picture_id');
  let refused: unknown = null;
  if (file instanceof File && file.size > 0) {
    try {
      id = (await services.reuses.addPicture(ctx, file.stream())).id;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused = error;
    }
  }
  sent.set('picture_id', id);
  sent.set('picture', id);
  return refused;
}

async function find(services: Services, ctx: Ctx, q: string): Promise<DatasetOption[]> {
  if (q === '') return [];
  const { items } = await services.search.search(ctx, searchQuery.parse({ q, source: 'own', page_size: 8 }));
  return items
    .filter(({ kind }) => kind === 'entry')
    .map(({ code, title, title_en, provider }) => ({ code, title, title_en, agency: provider.name }));
}

function textOf(sent: FormData, name: string): string {
  const value = sent.get(name);
  return typeof value === 'string' ? value.trim().slice(0, 200) : '';
}
