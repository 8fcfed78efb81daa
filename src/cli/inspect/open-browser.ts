import { spawn } from 'node:child_process'

/** What opens an address on each platform, without a shell that could make something else of it. */
const openers: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Shows an address in the user's browser. Where that cannot be, nothing happens: the address is printed, too. */
export function openBrowser(url: string): void {
  const [command = 'xdg-open', ...before] = openers[process.platform] ?? []
  const opener = spawn(command, [...before, url], { stdio: 'ignore', detached: true })
  opener.on('error', () => {})
  opener.unref()
}
