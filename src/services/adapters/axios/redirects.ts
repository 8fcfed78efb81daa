import type { AxiosAnswer } from './shapes.ts'

/** What a redirect is made with, in Node. */
interface Redirect {
  readonly href: string
  readonly headers: Record<string, unknown>
}

/** Lets no redirect take the token to another origin, whatever else is done before one. */
export const guardRedirects =
  (origin: string, next: unknown) =>
  (redirect: Redirect, ...rest: unknown[]): void => {
    if (new URL(redirect.href).origin !== origin) {
      for (const name of Object.keys(redirect.headers))
        if (name.toLowerCase() === 'authorization') delete redirect.headers[name]
    }
    if (typeof next === 'function') next(redirect, ...rest)
  }

/** Whether a redirect has led to another origin, as far as that can be known. */
export function isElsewhere({ request }: AxiosAnswer, origin: string): boolean {
  // In Node and in a browser's XMLHttpRequest.
  const { res, responseURL } = Object(request) as { res?: { responseUrl?: string }; responseURL?: string }
  const url = res?.responseUrl ?? responseURL
  return !!url && URL.canParse(url) && new URL(url).origin !== origin
}
