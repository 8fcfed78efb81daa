import { h, put } from '../dom/element.ts'
import type { Model } from '../model/model.ts'

/** What to do where there is nothing to look at yet. */
export class EmptyView {
  readonly element = h('div', { class: 'empty' })
  readonly #model: Model
  #shown = ''

  constructor(model: Model) {
    this.#model = model
  }

  draw(): void {
    const { link, hello, isCaughtUp, histories, problems } = this.#model
    const shown = `${this.#hasFailed} ${link} ${hello?.mode} ${hello?.feedUrl} ${isCaughtUp} ${histories.size > 0} ${problems.length}`
    if (shown === this.#shown) return
    this.#shown = shown
    put(this.element, ...this.#content())
  }

  get #hasFailed(): boolean {
    return [...this.#model.sources.values()].some(({ status }) => status === 'failed')
  }

  #content(): HTMLElement[] {
    const { link, hello, isCaughtUp, histories, problems } = this.#model
    const title = (text: string) => h('h1', {}, text)
    const paragraph = (text: string) => h('p', {}, text)
    const said = problems.map(({ message }) => h('p', { class: 'problem' }, message))
    if (link === 'lost')
      return [
        title('The inspector does not answer'),
        paragraph('This page comes back by itself when it does. Once it was ended, it has another address.'),
        ...said,
      ]
    if (!hello) return [title('Connecting …'), ...said]
    if (!isCaughtUp) return [title('Reading the records …'), ...said]
    if (histories.size > 0) return [title('Choose a session'), paragraph('Its life is shown here.'), ...said]
    if (this.#hasFailed)
      return [title('The journal cannot be read'), ...said, paragraph('It is tried again every few seconds.')]
    if (hello.mode === 'journal')
      return [
        title('No session yet'),
        paragraph('There is no record in this journal. The first one will be shown here.'),
        ...said,
      ]
    return [
      title('Waiting for the first session'),
      paragraph('Let an app send what its machines do:'),
      h(
        'pre',
        { tabindex: 0, 'aria-label': 'Code for your app' },
        [
          '// in a browser: halflife/inspector/client',
          "import { createInspector } from 'halflife/inspector'",
          '',
          `const { inspect } = createInspector({`,
          `  url: '${hello.feedUrl}',`,
          '})',
          'openSession({ token, refresh, inspect })',
        ].join('\n'),
      ),
      paragraph('Or look at a journal:'),
      h('pre', { tabindex: 0, 'aria-label': 'Command' }, 'npx halflife inspect journal.jsonl'),
      ...said,
    ]
  }
}
