/** `npm run openapi`: writes openapi/openapi.yaml; with --check, fails when the committed file is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { openApiDocument } from './openapi.ts';

const target = fileURLToPath(new URL('../../openapi/openapi.yaml', import.meta.url));
const text = stringify(openApiDocument(), { lineWidth: 140, aliasDuplicateObjects: false });

if (process.argv.includes('--check')) {
  const fresh = readFileSync(target, 'utf8') === text;
  process.stdout.write(
    fresh ? 'openapi/openapi.yaml is fresh\n' : 'openapi/openapi.yaml is stale: run npm run openapi\n',
  );
  process.exitCode = fresh ? 0 : 1;
} else {
  writeFileSync(target, text);
  process.stdout.write(`wrote openapi/openapi.yaml (${text.length} characters)\n`);
}
