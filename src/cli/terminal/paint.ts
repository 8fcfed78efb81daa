import { styleText } from 'node:util'
import type { Io } from '../io.ts'

type Style = Parameters<typeof styleText>[0]

/** Gives a text a colour or weight; or leaves it as it is, where none are wanted. */
export type Paint = (style: Style, text: string) => string

export const plain: Paint = (_style, text) => text

const coloured: Paint = (style, text) => styleText(style, text, { validateStream: false })

/** Colours on a terminal that has them, unless NO_COLOR asks for none. */
export function paintFor({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Paint {
  const isWanted = !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return stdout.isTTY === true && isWanted ? coloured : plain
}
