/** Does `a.*` or `*`, as it is written in `on`, mean events of this type? */
export function isMeant(descriptor: string, type: string): boolean {
  if (descriptor === '*') return true
  if (!descriptor.endsWith('.*')) return false
  const tokens = type.split('.')
  const parts = descriptor.split('.')
  // A star in the middle means nothing: XState takes it for no match.
  return parts.every((part, at) => (part === '*' ? at === parts.length - 1 : part === tokens[at]))
}

/** Those that mean the type, as XState tries them: the type itself, then the longest. */
export function descriptorsFor(descriptors: readonly string[], type: string): string[] {
  const exact = descriptors.filter((descriptor) => descriptor === type)
  const others = descriptors.filter((descriptor) => descriptor !== type && isMeant(descriptor, type))
  return [...exact, ...others.sort((a, b) => b.length - a.length)]
}
