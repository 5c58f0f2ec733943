/**
 * What the server hands to the pages. Keys are object identities, and the server and the built pages are two module graphs:
 * the server must take these keys from the build (`build.entry.module.contexts`), never from its own copy of this file.
 */
import { createContext } from 'react-router';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';

export interface AppContext {
  readonly services: Services;
  readonly ctx: Ctx;
}

export const appContext = createContext<AppContext>();
/** The nonce of this answer's Content-Security-Policy; undefined in development, where no policy is sent. */
export const nonceContext = createContext<string | undefined>(undefined);
