import type { WebSocket } from 'ws'
import { machineVersion } from '../../../machines/token-machine.ts'
import { type Hello, protocolVersion, type Source, type ToPage } from '../protocol.ts'
import { type FollowedJournal, JournalSource } from '../sources/journal-source.ts'
import type { NewsSource } from '../sources/source.ts'
import { PageConnection } from './page-connection.ts'

/** All pages that look, and all that they look at. */
export class Pages {
  readonly #about: Pick<Hello, 'mode' | 'feedUrl'> & { readonly stream: string | undefined }
  readonly #sources = new Set<NewsSource>()
  readonly #pages = new Set<PageConnection>()
  #lastId = 0

  constructor(about: Pick<Hello, 'mode' | 'feedUrl'> & { readonly stream: string | undefined }) {
    this.#about = about
  }

  addJournal(journal: FollowedJournal, name = 'journal'): JournalSource {
    const about = { id: this.nextId(), kind: 'journal', name, status: 'open' } as const
    const source = new JournalSource(about, journal, (changed) => this.changed(changed))
    this.add(source)
    return source
  }

  nextId(): string {
    this.#lastId++
    return `s${this.#lastId}`
  }

  add(source: NewsSource): void {
    this.#sources.add(source)
    for (const page of this.#pages) page.follow(source)
  }

  /** Pages that come from now on are not told of it. */
  remove(source: NewsSource): void {
    this.#sources.delete(source)
  }

  changed(source: Source): void {
    this.tell({ type: 'source', source })
  }

  /** Says something to all pages there are. */
  tell(message: ToPage): void {
    for (const page of this.#pages) page.tell(message)
  }

  /** A page has come. */
  enter(socket: WebSocket): void {
    const { stream, ...about } = this.#about
    const hello: Hello = {
      type: 'hello',
      protocol: protocolVersion,
      machine: machineVersion,
      nowMs: Date.now(),
      ...about,
      sources: [...this.#sources].map((source) => source.about),
      ...(stream !== undefined && { stream }),
    }
    const page = new PageConnection(socket, hello, [...this.#sources])
    this.#pages.add(page)
    socket.once('close', () => this.#pages.delete(page))
  }
}
