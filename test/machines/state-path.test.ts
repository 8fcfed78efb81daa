import { expect, it } from 'vitest'
import { statePath } from '../../src/machines/state-path.ts'

it('a path names each state from the outermost, with a dot between', () => {
  expect(statePath('kicked')).toBe('kicked')
  expect(statePath({ expired: 'idle' })).toBe('expired.idle')
  expect(statePath({ outer: { middle: { inner: 'x' } } })).toBe('outer.middle.inner.x')
})

it('a path names states side by side, and those of which XState says nothing more', () => {
  expect(statePath({ a: 'x', b: { c: 'y' }, d: undefined })).toBe('a.x,b.c.y,d')
})
