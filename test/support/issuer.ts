/** A real OpenID Connect issuer over HTTP on this machine, and a browser's way through it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const clientSecret = 'a-secret-of-the-test-issuer-only';

export interface TestIssuer {
  readonly url: string;
  /** Who signs in there next, with what the issuer says it saw; `null` declines. */
  as: { sub: string; name: string; amr?: string[] } | null;
  /** Starts answering: the client's addresses are known only once the platform listens. */
  open(client: { publicUrl: string; logoutUrl: string }): void;
  close(): Promise<void>;
}

export async function testIssuer(): Promise<TestIssuer> {
  let handle: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;
  const server: Server = createServer((request, response) => {
    if (handle === null) response.writeHead(503).end();
    else handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: TestIssuer = {
    url,
    as: null,
    open({ publicUrl, logoutUrl }) {
      const names = new Map<string, string>();
      const provider = new Provider(url, {
        clients: [
          {
            client_id: 'jinshu',
            client_secret: clientSecret,
            redirect_uris: [`${publicUrl}/login/issuer`],
            post_logout_redirect_uris: [`${publicUrl}/`],
            backchannel_logout_uri: logoutUrl,
            backchannel_logout_session_required: true,
          },
        ],
        claims: { openid: ['sub', 'amr'], profile: ['name'] },
        conformIdTokenClaims: false,
        cookies: { keys: ['test issuer'] },
        features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
        // Its own guard against inner addresses would keep it from telling us of a logout here.
        fetch: (address, options) => {
          const { dispatcher: _guarded, ...plain }: RequestInit & { dispatcher?: unknown } = options ?? {};
          return fetch(address, plain);
        },
        findAccount: (_ctx, sub) => ({
          accountId: sub,
          claims: () => ({ sub, name: names.get(sub) ?? sub }),
        }),
        interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
        async loadExistingGrant(ctx) {
          const grant = new ctx.oidc.provider.Grant({
            clientId: ctx.oidc.client?.clientId ?? '',
            accountId: ctx.oidc.session?.accountId ?? '',
          });
          grant.addOIDCScope('openid profile');
          await grant.save();
          return grant;
        },
      });
      provider.on('backchannel.error', (_ctx, error) => {
        throw error;
      });
      const pages = provider.callback();
      handle = (request, response) => {
        if (request.url?.startsWith('/interaction/') !== true) return void pages(request, response);
        const who = issuer.as;
        if (who !== null) names.set(who.sub, who.name);
        const result =
          who === null
            ? { error: 'access_denied', error_description: 'declined' }
            : { login: { accountId: who.sub, ...(who.amr === undefined ? {} : { amr: who.amr }) } };
        provider.interactionFinished(request, response, result).catch((error: unknown) => {
          response.writeHead(500).end(String(error));
        });
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return issuer;
}

/** A browser at the issuer: keeps its cookies and follows until the way leads elsewhere. */
export class IssuerBrowser {
  private readonly jar = new Map<string, string>();

  /** Follows from an address of the issuer; answers the first address outside of it, or the page that stands there. */
  async follow(from: string, form?: URLSearchParams): Promise<{ away: string } | { page: string }> {
    let at = new URL(from);
    const { origin } = at;
    let body = form;
    for (let hops = 0; hops < 12; hops++) {
      const response = await fetch(at, {
        redirect: 'manual',
        headers: { cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body === undefined ? {} : { method: 'POST', body }),
      });
      body = undefined;
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (value === '') this.jar.delete(name);
        else this.jar.set(name, value);
      }
      const to = response.headers.get('location');
      if (to === null) return { page: await response.text() };
      at = new URL(to, at);
      if (at.origin !== origin) return { away: at.href };
    }
    throw new Error('the issuer sends round and round');
  }

  forget(): void {
    this.jar.clear();
  }
}
