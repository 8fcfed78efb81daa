import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What makes an address one that nobody guesses: 128 bits of chance, in characters that URLs take as they are. */
export const randomSecret = (): string => randomBytes(16).toString('base64url')

/** Whether it is that secret. How long that takes says nothing of how much of it is right. */
export const isSecret = (candidate: string, secret: string): boolean =>
  timingSafeEqual(digest(candidate), digest(secret))

const digest = (text: string) => createHash('sha256').update(text).digest()
