/** The API as its callers use it: a client typed by the committed OpenAPI document, and short words for what came back. */
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '#openapi/client.d.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';

export type Api = Client<paths>;
export type Schemas = components['schemas'];

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly article?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: readonly { readonly path: string; readonly zh: string; readonly en: string }[];
  readonly request_id: string;
}

/** @param url where the server listens, without a path. @param token a session token or an API key; a passer-by has none. */
export function apiClient(url: string, token?: string): Api {
  return createClient<paths>({
    baseUrl: `${url}/api/v1`,
    headers: { 'accept-language': 'zh-CN', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
}

/** Signs in and answers the client that acts for this person. */
export async function signIn(url: string, login: string, password = demoPassword): Promise<Api> {
  const { token } = done(await apiClient(url).POST('/session', { body: { login, password } }));
  return apiClient(url, token);
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call answered; a refusal fails the test with its code and words. */
export function done<T>(answer: Answer<T>): NonNullable<T> {
  if (answer.response.ok && answer.data != null) return answer.data;
  const { code, detail, fields } = (answer.error ?? {}) as Partial<Problem>;
  const named = fields === undefined ? '' : ` ${JSON.stringify(fields)}`;
  throw new Error(`${answer.response.status} ${answer.response.url}: ${code ?? ''} ${detail ?? ''}${named}`);
}

/** The refusal a call met, as problem+json in both languages; a call that went through fails the test. */
export function refused(answer: Answer<unknown>): Problem {
  const { response } = answer;
  if (response.ok) throw new Error(`${response.url} was not refused: ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) throw new Error(`${response.url}: a refusal as ${type}`);
  const problem = answer.error as Problem;
  if (response.status >= 500 || !/\p{Script=Han}/u.test(problem.title) || !/[a-z]/i.test(problem.title)) {
    throw new Error(
      `${response.status} ${response.url}: no named refusal in both languages: ${JSON.stringify(problem)}`,
    );
  }
  return problem;
}

/** Code of the refusal a call met. */
export const codeOf = (answer: Answer<unknown>): string => refused(answer).code;

/** Request parts of an upload: one file and the form's other fields. */
export function upload(name: string, bytes: Uint8Array, fields: Readonly<Record<string, string>> = {}) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return { body: { file: name }, bodySerializer: () => form };
}

/** Request parts that send the bytes of a PDF as they are. */
export function pdfBody(bytes: Uint8Array) {
  return {
    body: '',
    bodySerializer: () => new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }),
    headers: { 'content-type': 'application/pdf' },
  };
}

/** Request part for bytes out; pass the answer to `done` and wrap it in a Uint8Array. */
export const asBytes = { parseAs: 'arrayBuffer' } as const;
