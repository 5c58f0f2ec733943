import createFetchClient from 'openapi-fetch';

export class JinshuRefusal extends Error {
  /**
   * @param {import('./index.d.ts').Problem} problem
   * @param {Response} response
   */
  constructor(problem, response) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'JinshuRefusal';
    this.code = problem.code;
    this.status = response.status;
    this.title = problem.title;
    this.fields = problem.fields ?? [];
    this.requestId = problem.request_id;
    this.problem = problem;
  }
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Seconds named by Retry-After, as a number or a date (RFC 9110 10.2.3); a growing pause where it is silent. */
function pauseNamed(response, attempt) {
  const named = response.headers.get('retry-after');
  if (named === null) return 2 ** attempt / 2;
  const seconds = /^\d+$/.test(named) ? Number(named) : (Date.parse(named) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 1;
}

function patient(send, retries, longest) {
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      // The body of a request can be sent once, so each attempt sends a copy.
      const response = await send(request.clone());
      if (attempt >= retries || (response.status !== 429 && response.status !== 503)) return response;
      const seconds = pauseNamed(response, attempt);
      // A quota of a day is not waited for: the caller is told.
      if (seconds > longest) return response;
      await response.body?.cancel();
      await pause(seconds);
    }
  };
}

export function createJinshu({
  url,
  credential,
  language = 'zh-CN',
  retries = 3,
  longestPause = 60,
  fetch: send = globalThis.fetch,
}) {
  const client = createFetchClient({
    baseUrl: `${url.replace(/\/+$/, '')}/api/v1`,
    fetch: patient(send, retries, longestPause),
  });
  client.use({
    onRequest({ request }) {
      request.headers.set('accept-language', language);
      if (credential !== undefined) request.headers.set('authorization', `Bearer ${credential}`);
      // With a key a repeated call is answered as the first one was, so that a retry can never act twice.
      if (request.method !== 'GET' && request.method !== 'HEAD' && !request.headers.has('idempotency-key'))
        request.headers.set('idempotency-key', crypto.randomUUID());
      return request;
    },
  });
  return {
    api: client,
    openPages: (code, options) => pages(code, options, (path, query) => readOpen(client, path, query)),
    openRows: (code, options) => rows(code, options, (path, query) => readOpen(client, path, query)),
    licensedPages: (code, options) => pages(code, options, (path, query) => readLicensed(client, path, query)),
    licensedRows: (code, options) => rows(code, options, (path, query) => readLicensed(client, path, query)),
  };
}

export function done({ data, error, response }) {
  if (response.ok) return data;
  if (error !== null && typeof error === 'object' && 'code' in error) throw new JinshuRefusal(error, response);
  throw new Error(`${response.status} ${response.statusText}`);
}

async function readOpen(client, { version, ...path }, query) {
  return done(
    await client.GET('/datasets/{class}/{seq}/versions/{number}/rows', {
      params: { path: { ...path, number: version }, query },
    }),
  );
}

async function readLicensed(client, { version: _latest, ...path }, query) {
  return done(await client.GET('/licensed/{class}/{seq}/rows', { params: { path, query } }));
}

async function* pages(code, { version = 'latest', ...query } = {}, read) {
  const [group, seq, ...rest] = code.split('/');
  if (!group || !seq || rest.length > 0) throw new TypeError(`"${code}" is no resource code such as 306001/000001`);
  let cursor;
  do {
    const page = await read({ class: group, seq, version }, { limit: 1000, ...query, cursor });
    yield page;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

async function* rows(code, options, read) {
  for await (const page of pages(code, options, read)) {
    const names = page.columns.map((column) => column.name);
    for (const row of page.rows) yield Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]));
  }
}
