import { createMemoryJournal, type JournalRecord, replay } from 'halflife'
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all } from '../../journal/recorded.ts'
import { launchBrowser } from './browser.ts'
import { playOutage, playRecovery, Scene } from './scenes.ts'
import { seenOn, show } from './stage.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
}, 60_000)
afterAll(() => browser?.close())

const badge = (page: Page, text: string) => page.locator('.badge', { hasText: text }).waitFor()

/** A kicked and a recovered session in one journal, and their records. */
async function twoOutages() {
  const journal = createMemoryJournal()
  await playOutage(journal, 'native', 'kick')
  await playRecovery(await playOutage(journal, 'web', 'stay'))
  const records = async (stream: string): Promise<JournalRecord[]> => all(journal.read(stream))
  return { journal, records }
}

describe('the inspector in a browser', () => {
  it('says what to do while there is nothing, and follows a live session from its first record to its kick', async () => {
    await using shown = await show(browser)
    const { page, inspector, complaints, requests } = shown
    await page.getByRole('heading', { name: 'Waiting for the first session' }).waitFor()
    expect(await page.locator('.empty').textContent()).toContain(inspector.feedUrl)

    const journal = inspector.watch(createMemoryJournal())
    const scene = new Scene(journal, 'native', 'kick', { startMs: Date.now() - 70_000, retry: 'points-only' })
    scene.answer = 'error'
    await badge(page, 'valid.idle')
    expect(await page.title()).toContain('1 valid')
    expect((await seenOn(page)).live).toBe('Live')
    expect(await page.locator('.session-due').textContent()).not.toBe('')

    await scene.pass(1_000)
    scene.session.joinedConference()
    await scene.pass(29_100)
    await badge(page, 'refreshing-half.requesting')
    await page.locator('.attempt-open').first().waitFor()
    await scene.pass(15_000)
    await badge(page, 'refreshing-three-quarter.requesting')
    expect(await page.locator('.attempt-failed').count()).toBeGreaterThanOrEqual(2)
    await scene.pass(15_000)
    await badge(page, 'kicked')

    const seen = await seenOn(page)
    expect(seen).toMatchObject({ lit: ['kicked'], live: 'At the end' })
    expect(await page.title()).toContain('1 kicked')
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/^data:image\/svg/)
    expect(await page.locator('.headline').textContent()).toContain(
      'its token ended while the participant was in',
    )
    expect(complaints).toEqual([])
    expect(requests.filter((url) => !['127.0.0.1', ''].includes(new URL(url).hostname))).toEqual([])
    expect(requests.length).toBeGreaterThan(3)
  })

  it('can be paused while a session lives on, and catches up', async () => {
    await using shown = await show(browser)
    const { page, inspector } = shown
    const scene = new Scene(inspector.watch(createMemoryJournal()), 'web', 'stay', {
      startMs: Date.now() - 90_000,
    })
    await badge(page, 'valid.idle')
    await page.getByRole('button', { name: 'Live', exact: true }).click()
    await page.getByRole('button', { name: 'Paused' }).waitFor()

    await scene.pass(32_000)
    await page.getByRole('button', { name: 'Catch up (2)' }).waitFor()
    expect(await seenOn(page)).toMatchObject({ selected: '1', slider: '1' })

    await page.getByRole('button', { name: 'Catch up' }).click()
    await page.getByRole('button', { name: 'Live', exact: true }).waitFor()
    expect(await seenOn(page)).toMatchObject({ selected: '3', slider: '3', momentX: null })
    await scene.pass(30_000)
    await page.locator('.record[aria-selected=true]', { hasText: 'Attempt 2 brought a token' }).waitFor()
  })

  it('comes back when its connection breaks, to the same moment, with every record once', async () => {
    const { journal, records } = await twoOutages()
    const count = (await records('web')).length
    await using shown = await show(browser, { journal, stream: 'web' })
    const { page } = shown
    const connections: WebSocketRoute[] = []
    await page.routeWebSocket(/\/live$/, (connection) => {
      connection.connectToServer()
      connections.push(connection)
    })
    await page.reload()
    await badge(page, 'valid.idle')
    await page.locator('#moment').fill('5')
    await page.locator('.record[aria-selected=true]', { hasText: 'One half of the life' }).waitFor()
    await connections[0]?.close()
    await page.locator('.link', { hasText: 'lost' }).waitFor()
    await page.locator('.link[data-link=connected]').waitFor()
    await page.locator('.records .count', { hasText: String(count) }).waitFor()
    expect(connections.length).toBe(2)
    expect(await seenOn(page)).toMatchObject({ name: 'web', selected: '5', slider: '5' })
    expect(await page.locator('.sessions .count').textContent()).toBe('2')
  })

  it('travels in time: chart, context, record and line of life stand where the machine stood', async () => {
    const { journal, records } = await twoOutages()
    const history = await records('web')
    await using shown = await show(browser, { journal, stream: 'web' })
    const { page } = shown
    await badge(page, history.at(-1)?.state ?? '')

    const moments = ['refreshing-half.requesting', 'refreshing-three-quarter.idle', 'expired.requesting'].map(
      (state) => history.find((record) => record.state === state)?.version ?? 0,
    )
    let lastX = 0
    for (const version of moments) {
      await page.locator('#moment').fill(String(version))
      await page
        .locator('.record[aria-selected=true]', {
          has: page.locator(`.record-version:text-is("${version}")`),
        })
        .waitFor()
      const { state, snapshot } = await replay(history.slice(0, version))
      const { context } = snapshot
      const seen = await seenOn(page)
      expect(seen.badge).toBe(state)
      expect(seen.lit).toEqual([state.split('.')[0], state])
      expect(seen.context).toMatchObject({
        token: String(context.generation),
        attempts: String(context.lastAttempt),
        failures: String(context.failures),
        'in flight': context.inFlight === null ? 'none' : `attempt ${context.lastAttempt}`,
        expired: context.hasExpired ? 'yes' : 'no',
      })
      expect(seen.row).toContain(history[version - 1]?.type)
      expect(Number(seen.momentX)).toBeGreaterThan(lastX)
      lastX = Number(seen.momentX)
    }
  })

  it('asks what if with one click: both lines of life, and the first difference marked and in words', async () => {
    const { journal, records } = await twoOutages()
    const history = await records('native')
    await using shown = await show(browser, { journal, stream: 'native' })
    const { page } = shown
    await page.getByRole('button', { name: 'What if it were stay?' }).click()
    const words = page.locator('.what-if-words')
    await words.filter({ hasText: `part at record ${history.length}` }).waitFor()
    expect(await words.textContent()).toContain(
      'Recorded: token 1 is of no more use, and the participant is kicked.',
    )
    expect(await page.locator('.life-title').allTextContents()).toEqual([
      'as it was, under kick',
      'as it would have been, under stay',
    ])
    expect(await page.locator('.parting-sign').count()).toBe(2)
    expect(await page.locator('.mark-kicked').count()).toBe(1)
    expect(await page.locator('.attempt-unknown').count()).toBe(1)
    await page.getByRole('button', { name: 'What if it were stay?' }).click()
    await page.locator('.parting-sign').first().waitFor({ state: 'detached' })
  })

  it('is used by keyboard alone', async () => {
    const { journal } = await twoOutages()
    await using shown = await show(browser, { journal })
    const { page, complaints } = shown
    const press = (key: string) => page.keyboard.press(key)
    const focused = () =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent)
    await badge(page, 'kicked')

    await press('/')
    expect(await focused()).toBe('session-filter')
    await page.keyboard.type('web')
    await page.locator('.sessions .count', { hasText: '1 of 2' }).waitFor()
    await press('Escape')
    expect(await focused()).toBe('session')
    await press('ArrowDown')
    await page.getByRole('heading', { name: 'web', exact: true }).waitFor()

    await press('ArrowLeft')
    await press('ArrowLeft')
    await page.getByRole('button', { name: 'To the end' }).waitFor()
    const before = await seenOn(page)
    expect(before.slider).toBe('18')
    await press('r')
    await press('Escape')
    expect(await focused()).toBe('record')
    await press('Home')
    await page.locator('.record[aria-selected=true]', { hasText: 'The session opened' }).waitFor()
    await press('End')
    await page.getByRole('button', { name: 'At the end' }).waitFor()
    expect((await seenOn(page)).slider).toBe('20')

    await press('w')
    await page.locator('.parting-sign').first().waitFor()
    await press('?')
    await page.getByRole('dialog').waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    // Tab reaches the chart, the arrows its states, and Enter shows the rows of one.
    await page.locator('.chart [data-zoom=whole]').focus()
    await press('Tab')
    const { slider } = await seenOn(page)
    const reached = async () =>
      (await page.evaluate(() => document.activeElement?.getAttribute('data-state'))) === 'expired'
    for (let tabs = 0; tabs < 60 && !(await reached()); tabs++) await press('ArrowDown')
    expect(await reached()).toBe(true)
    await press('Enter')
    await page.locator('.specification h3', { hasText: /^expired/ }).waitFor()
    expect(await page.locator('.specification td').count()).toBeGreaterThan(0)
    expect((await seenOn(page)).slider).toBe(slider)
    expect(complaints).toEqual([])
  })

  it('shows the current state and the last transition whole, in close-up, wherever there is room', async () => {
    const { journal } = await twoOutages()
    const context = { reducedMotion: 'reduce' } as const
    await using shown = await show(browser, { journal, stream: 'native', context })
    const { page } = shown
    await badge(page, 'kicked')
    const cut = () =>
      page.evaluate(() => {
        const paper = document.querySelector('.chart-paper')?.getBoundingClientRect() ?? new DOMRect()
        return [...document.querySelectorAll('.atomic.current, .final.current, .words.last')]
          .map((lit) => [lit, lit.getBoundingClientRect()] as const)
          .filter(
            ([, { left, right, top, bottom }]) =>
              left < paper.left || right > paper.right || top < paper.top || bottom > paper.bottom,
          )
          .map(([lit]) => lit.textContent)
      })
    for (let version = 17; version >= 1; version--) {
      await page.locator('#moment').fill(String(version))
      await page
        .locator('.record[aria-selected=true]', {
          has: page.locator(`.record-version:text-is("${version}")`),
        })
        .waitFor()
      expect(await cut(), `record ${version}`).toEqual([])
    }
  })

  it('tells on a telephone, too, what to do while there is nothing, and when the server has gone', async () => {
    await using shown = await show(browser, { context: { viewport: { width: 390, height: 844 } } })
    const { page, inspector } = shown
    await page.getByRole('heading', { name: 'Waiting for the first session' }).waitFor()
    await inspector.close()
    await page.getByRole('heading', { name: 'The inspector does not answer' }).waitFor()
    const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
    expect(await page.evaluate(isTooWide)).toBe(false)
  })

  it('says that a journal cannot be read, and no more once it can be', async () => {
    const { journal } = await twoOutages()
    let isReadable = false
    const locked = {
      ...journal,
      readAll: (...from: Parameters<typeof journal.readAll>) => {
        if (isReadable) return journal.readAll(...from)
        throw Object.assign(new Error('no'), { code: 'EACCES' })
      },
    }
    await using shown = await show(browser, { journal: locked })
    const { page } = shown
    await page.getByRole('heading', { name: 'The journal cannot be read' }).waitFor()
    await page.locator('.top .problem', { hasText: 'EACCES' }).waitFor()
    isReadable = true
    await badge(page, 'kicked')
    await page.locator('.top .problem', { hasText: /^$/ }).waitFor({ state: 'attached' })
  })

  it('shows the row of a transition that is clicked, and goes to the record of a bar that is clicked', async () => {
    const { journal } = await twoOutages()
    await using shown = await show(browser, { journal, stream: 'web' })
    const { page } = shown
    await badge(page, 'valid.idle')
    await page.locator('.words', { hasText: 'token.supplied' }).first().click()
    await page.locator('.specification h3', { hasText: 'token.supplied [isAlive]' }).waitFor()
    await page.getByRole('button', { name: 'Show what this record did' }).click()
    await page.locator('.specification h3', { hasText: 'refresh.succeeded [isAlive]' }).waitFor()
    await page.locator('.life-drawing .attempt-failed').first().click({ force: true })
    await badge(page, 'refreshing-half.requesting')
    await page.locator('#record-filter').fill('brought a token')
    await page.locator('.records .count', { hasText: /^2 of/ }).waitFor()
  })
})
