import { h } from '../dom/element.ts'

/** What keys do, wherever the focus is; but where text is typed they type. */
export interface KeyTable {
  readonly [key: string]: { readonly words: string; readonly shown?: string; readonly act: () => void }
}

/** Listens to the keyboard, and says what it hears. */
export function listenToKeys(keys: KeyTable): HTMLDialogElement {
  const dialog = h(
    'dialog',
    { class: 'keys', 'aria-labelledby': 'keys-title' },
    h('h2', { id: 'keys-title' }, 'Keys'),
    h(
      'dl',
      {},
      ...Object.entries(keys).flatMap(([key, { words, shown }]) => [
        h('dt', {}, h('kbd', {}, shown ?? key)),
        h('dd', {}, words),
      ]),
      h('dt', {}, h('kbd', {}, 'Tab')),
      h('dd', {}, 'go from part to part; in lists the arrows, Page, Home and End move'),
      h('dt', {}, h('kbd', {}, '?')),
      h('dd', {}, 'this'),
    ),
    h('form', { method: 'dialog' }, h('button', { class: 'quiet' }, 'Close')),
  )
  document.body.append(dialog)
  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || dialog.open) return
    if (takesKey(event.target as Element, event.key)) return
    if (event.key === '?') dialog.showModal()
    else if (Object.hasOwn(keys, event.key)) keys[event.key]?.act()
    else return
    event.preventDefault()
  })
  return dialog
}

/** Whether the key is for what has the focus: a letter typed, a slider moved, a button pressed. */
function takesKey(target: Element, key: string): boolean {
  if (target.matches('input[type=search]')) return key !== 'Escape'
  if (target.matches('input[type=range]')) return key.startsWith('Arrow') || ['Home', 'End'].includes(key)
  return key === ' ' && target.matches('button, summary, [role=button], a')
}
