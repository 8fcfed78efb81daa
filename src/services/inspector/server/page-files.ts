import { access, readFile } from 'node:fs/promises'

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
}

/** A file of the page, ready to be sent. */
export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>
  readonly contentType: string
}

/** Beside this module in the package; where it runs from its source, in what was built of it. */
const folders = ['../page/', '../../../../dist/services/inspector/page/'].map(
  (path) => new URL(path, import.meta.url),
)

/** Where the page stands that the build has made; undefined if it has not made one. */
export async function findPage(): Promise<URL | undefined> {
  for (const folder of folders) if (await isThere(new URL('page.js', folder))) return folder
  return undefined
}

/** The file of that name in the page's folder, and in no other one; undefined if there is none. */
export async function pageFile(folder: URL, name: string): Promise<PageFile | undefined> {
  const [, extension = ''] = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.([a-z0-9]+)$/i.exec(name) ?? []
  const contentType = Object.hasOwn(contentTypes, extension) ? contentTypes[extension] : undefined
  if (!contentType) return undefined
  try {
    return { body: new Uint8Array(await readFile(new URL(name, folder))), contentType }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const isThere = (file: URL): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
