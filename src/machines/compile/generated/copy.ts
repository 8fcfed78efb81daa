import type { Copy } from '../copy.ts'
import { Text } from './text.ts'

/** Makes what copies contexts with these keys, with a statement for each key: V8 knows them all beforehand. */
export function copyOf(keys: readonly string[]): Copy {
  const statements = keys.map((key) => `this[${JSON.stringify(key)}] = source[${JSON.stringify(key)}]`)
  const Copy = new Text().valueOf<Copy>(`function Copy(source) {\n${statements.join('\n')}\n}`)
  // A plain object, for whoever looks.
  Copy.prototype = Object.prototype
  return Copy
}
