/** The session cookie, written alike by the API and by the pages. */
export const sessionCookie = 'jinshu_session';

/** How long a session lasts. */
export const sessionHours = 12;

/** Told as an age, not as a date: a browser whose clock is wrong would drop the session at once. */
export function sessionCookieHeader(token: string, secure: boolean): string {
  return cookie(sessionCookie, token, sessionHours * 3600, secure);
}

export const sessionCookieCleared = `${sessionCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

/** Marks a browser in which somebody signed in: guesses made elsewhere do not slow it down (decision 0061). */
export const deviceCookie = 'jinshu_device';
const deviceDays = 400;
export const deviceCookieHeader = (mark: string, secure: boolean): string =>
  cookie(deviceCookie, mark, deviceDays * 86_400, secure);

/** A sign-in under way: waiting for its code, or at the issuer. */
export const stepCookie = 'jinshu_step';
export const stepCookieHeader = (token: string, secure: boolean): string => cookie(stepCookie, token, 600, secure);
export const stepCookieCleared = `${stepCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

function cookie(name: string, value: string, seconds: number, secure: boolean): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}
