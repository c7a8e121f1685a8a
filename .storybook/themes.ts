import axe from 'axe-core'

/** True under vitest, where a finding fails the story; false in Storybook's own window. */
export function isStoryTest(): boolean {
  return '__vitest_browser__' in globalThis
}

/**
 * What opens is there at once: it fades in from nothing, and what has come is not visible yet. How it fades is seen in Storybook's
 * own window, and that it is visible is asked for all the same.
 */
export function openAtOnce(): void {
  const style = document.createElement('style')
  style.textContent = '[data-starting-style] { opacity: 1 !important; }'
  document.head.append(style)
}

/** Puts a theme on the page. */
export function showTheme(theme: string): void {
  document.documentElement.dataset['theme'] = theme
}

/**
 * Runs something with the other theme showing, and brings the first one back. Transitions are off meanwhile: a colour
 * on its way from one theme to the other is in neither.
 */
export async function otherTheme<Result>(theme: string, act: () => Promise<Result>): Promise<Result> {
  const still = document.createElement('style')
  still.textContent = '*, *::before, *::after { transition: none !important }'
  document.head.append(still)
  showTheme(theme === 'dark' ? 'light' : 'dark')
  try {
    return await act()
  } finally {
    showTheme(theme)
    still.remove()
  }
}

/**
 * What axe looks at. Left out are Storybook's own parts and the focus guards of Base UI's popups: empty elements that
 * take focus only to hand it on, which axe cannot tell from hidden content.
 */
export const judged = {
  include: ['body'],
  exclude: ['.sb-wrapper', '#storybook-docs', '#storybook-highlights-root', '[data-base-ui-focus-guard]'],
}

/** The rules of axe that another theme can break: it changes colours and nothing else. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** What axe finds wrong with the colours, one line each. */
export async function colourProblemsInPage(): Promise<string[]> {
  const found = await axe.run(judged, { runOnly: colourRules, resultTypes: ['violations'] })
  return found.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(' ')}\n  ${node.failureSummary ?? violation.help}`,
    ),
  )
}
