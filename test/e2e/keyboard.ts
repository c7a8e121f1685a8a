import type { Locator, Page } from 'playwright-core'

/** More stops than any page has: a page where Tab never comes to something is a fault of the page. */
const mostStops = 150

/** A person without a pointer: comes to things by Tab and works them by keys. */
export class Keyboard {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Tabs on until the focus is on it; throws where the keyboard never gets there. */
  async reach(target: Locator, by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor()
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await hasFocus(target)) return
      await this.press(by)
    }
    throw new Error(`The keyboard does not come to ${String(target)} by ${by}.`)
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  /** Goes to a button, link or option and presses it. */
  async activate(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.reach(target)
    await this.press(key)
  }

  /** Goes to a field and types in place of what is there. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.reach(target)
    await this.press('ControlOrMeta+A')
    await this.type(text)
  }

  /** Types where the focus is. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text)
  }

  /** Chooses in a group of radios, where Tab stops once and arrows choose. */
  async choose(group: Locator, name: string): Promise<void> {
    const radios = group.getByRole('radio')
    await this.reach(group.getByRole('radio', { checked: true }))
    const count = await radios.count()
    const wanted = group.getByRole('radio', { name, exact: true })
    for (let tried = 0; tried < count; tried += 1) {
      if (await wanted.isChecked()) return
      await this.press('ArrowRight')
    }
    throw new Error(`Arrows do not choose ${name}.`)
  }
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement)
