import { h, setAttribute } from './element.ts'
import { onceAFrame } from './frame.ts'

export interface VirtualListOptions<Item> {
  readonly id: string
  readonly label: string
  /** The height of every row, px: where a row stands follows from its number. */
  readonly rowHeight: number
  /** Makes an empty row, which is filled again and again. */
  makeRow(): HTMLElement
  fillRow(row: HTMLElement, item: Item, index: number): void
  /** Somebody went to this item. */
  onSelect(item: Item, index: number): void
}

/** Rows beyond the edges of the window, so that scrolling does not show gaps. */
const spareRows = 4

/**
 * A list box of any length, of which only the rows in sight exist. One stop in the tab order; the arrows, page, home
 * and end keys move the selection.
 */
export class VirtualList<Item> {
  readonly element: HTMLElement
  readonly #options: VirtualListOptions<Item>
  readonly #spacer: HTMLElement
  readonly #rows: HTMLElement[] = []
  #items: readonly Item[] = []
  #selected = -1
  #height = 0
  readonly refresh: () => void

  constructor(options: VirtualListOptions<Item>) {
    this.#options = options
    this.#spacer = h('div', { class: 'rows', role: 'presentation' })
    this.element = h(
      'div',
      {
        id: options.id,
        class: 'virtual-list',
        role: 'listbox',
        tabindex: 0,
        'aria-label': options.label,
        on: { keydown: (event) => this.#onKey(event), click: (event) => this.#onClick(event) },
      },
      this.#spacer,
    )
    this.refresh = onceAFrame(() => this.#draw())
    this.element.addEventListener('scroll', this.refresh, { passive: true })
    new ResizeObserver(([entry]) => {
      this.#height = entry?.contentRect.height ?? 0
      this.refresh()
    }).observe(this.element)
  }

  get items(): readonly Item[] {
    return this.#items
  }

  /** Shows other items. @param selected which of them is selected; -1 for none */
  show(items: readonly Item[], selected: number): void {
    this.#items = items
    this.#selected = selected
    const height = `${items.length * this.#options.rowHeight}px`
    if (this.#spacer.style.height !== height) this.#spacer.style.height = height
    this.refresh()
  }

  /** Scrolls, if need be, until a row is in sight. */
  reveal(index: number): void {
    if (index < 0) return
    const { rowHeight } = this.#options
    const { scrollTop } = this.element
    const top = index * rowHeight
    const height = this.#height || this.element.clientHeight
    if (top < scrollTop) this.element.scrollTop = top
    else if (top + rowHeight > scrollTop + height) this.element.scrollTop = top + rowHeight - height
    this.refresh()
  }

  #draw(): void {
    const { rowHeight, fillRow, id } = this.#options
    const { scrollTop } = this.element
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spareRows)
    const end = Math.min(this.#items.length, Math.ceil((scrollTop + this.#height) / rowHeight) + spareRows)
    for (let index = first; index < end; index++) {
      const row = this.#rowAt(index - first)
      row.style.transform = `translateY(${index * rowHeight}px)`
      row.dataset['index'] = String(index)
      setAttribute(row, 'id', `${id}-${index}`)
      setAttribute(row, 'aria-setsize', this.#items.length)
      setAttribute(row, 'aria-posinset', index + 1)
      setAttribute(row, 'aria-selected', index === this.#selected ? 'true' : 'false')
      fillRow(row, this.#items[index] as Item, index)
    }
    for (const row of this.#rows.splice(Math.max(0, end - first))) row.remove()
    const isShown = this.#selected >= first && this.#selected < end
    setAttribute(this.element, 'aria-activedescendant', isShown && `${id}-${this.#selected}`)
  }

  #rowAt(place: number): HTMLElement {
    let row = this.#rows[place]
    if (!row) {
      row = this.#options.makeRow()
      row.classList.add('row')
      setAttribute(row, 'role', 'option')
      row.style.height = `${this.#options.rowHeight}px`
      this.#rows[place] = row
      this.#spacer.append(row)
    }
    return row
  }

  #onClick({ target }: MouseEvent): void {
    const index = Number((target as Element).closest<HTMLElement>('[role=option]')?.dataset['index'] ?? -1)
    this.#select(index)
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#height / this.#options.rowHeight) - 1)
    const last = this.#items.length - 1
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: this.#selected + 1,
      ArrowUp: this.#selected - 1,
      PageDown: this.#selected + page,
      PageUp: this.#selected - page,
      Home: 0,
      End: last,
      Enter: this.#selected,
    }
    const goal = goals[event.key]
    if (goal === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    this.#select(Math.min(Math.max(goal, 0), last))
  }

  #select(index: number): void {
    const item = this.#items[index]
    if (item === undefined) return
    this.#selected = index
    this.reveal(index)
    this.#options.onSelect(item, index)
  }
}
