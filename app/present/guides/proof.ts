import { proof as words } from '#app/i18n/guides/proof.ts';
import { verifyCommands } from '../verify-commands.ts';
import { call, type Guide, sh } from './guide.ts';

export const proof: Guide = {
  slug: 'proof',
  words,
  parts: (facts) => {
    const { portal } = facts;
    return [
      {
        id: 'online',
        samples: [
          sh(
            'online',
            call(facts, '/verify', { more: ["-H 'Content-Type: application/pdf'", '--data-binary @document.pdf'] }),
          ),
        ],
      },
      {
        id: 'root',
        samples: [
          sh(
            'root',
            call(facts, '/authority/root.pem', { more: ['-o root.pem'] }),
            'openssl x509 -in root.pem -noout -subject -fingerprint -sha256',
          ),
        ],
      },
      { id: 'pdf', samples: [sh('pdf', verifyCommands(portal).openssl)] },
      {
        id: 'token',
        samples: [
          {
            id: 'token',
            language: 'typescript',
            name: 'TypeScript (jose)',
            text: `import { env } from 'node:process';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const answer = await fetch(\`${portal}/api/v1/certificates/\${env.CERTIFICATE}/certificate.jwt\`);
const token = await answer.text();
const keys = createRemoteJWKSet(new URL('${portal}/.well-known/jwks.json'));
const { payload } = await jwtVerify(token, keys, { issuer: '${portal}', typ: 'jinshu-certificate+jwt' });
console.log(JSON.stringify(payload, null, 2));`,
          },
        ],
      },
      {
        id: 'citation',
        samples: [
          sh('citation', call(facts, '/product-citations/$CITATION/certificate.json', { more: ['-o citation.json'] })),
          {
            id: 'citation-check',
            language: 'typescript',
            name: 'TypeScript (jose)',
            text: `import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeProtectedHeader, flattenedVerify } from 'jose';

const signed = JSON.parse(readFileSync('citation.json', 'utf8'));
const root = new X509Certificate(readFileSync('root.pem'));
const [leaf = ''] = decodeProtectedHeader(signed).x5c ?? [];
const certificate = new X509Certificate(Buffer.from(leaf, 'base64'));
if (!certificate.verify(root.publicKey)) throw new Error('not issued by this root');
const { payload } = await flattenedVerify(signed, certificate.publicKey, { algorithms: ['RS256'] });
const facts = JSON.parse(new TextDecoder().decode(payload));
for (const source of facts.sources) console.log(source.resource_code, source.acquired_on, source.content_hash);`,
          },
        ],
      },
      { id: 'data', samples: [sh('data', call(facts, '/citations/$CITED/verification', { method: 'POST' }))] },
      { id: 'audit', samples: [sh('audit', call(facts, '/audit/head'))] },
    ];
  },
};
