import { expect, it } from 'vitest';
import { keySnippets, openSnippets } from '#app/present/developer-snippets.ts';

const typed = (snippets: ReturnType<typeof openSnippets>) =>
  snippets.find((one) => one.language === 'TypeScript')?.text;

it('names the portal and the dataset in the TypeScript client’s own words', () => {
  const base = 'https://data.example.cn/api/v1';
  const open = typed(openSnippets(`${base}/datasets/306001/000001/versions/latest/rows`));
  expect(open).toContain('createJinshu({ url: "https://data.example.cn" })');
  expect(open).toContain('openRows("306001/000001")');
  const licensed = typed(keySnippets(`${base}/licensed/306002/000009/rows`));
  expect(licensed).toContain('licensedPages("306002/000009"');
  expect(licensed).toContain('credential: env.JINSHU_KEY');
});
