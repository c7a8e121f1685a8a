import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import '../src/ui/base.css'
import { currentToasts, dismissToast } from '../src/ui/toasts.ts'
import { colourProblemsInPage, isStoryTest, judged, openAtOnce, otherTheme, showTheme } from './themes.ts'

/** What a story waits for may first have to be fetched (dialogs are loaded when they open); on a busy machine a second is short. */
configure({ asyncUtilTimeout: 10_000 })

if (isStoryTest()) openAtOnce()

/** Both themes are a toolbar choice here; the story tests judge each story in both (themes.ts). */
const preview: Preview = {
  parameters: { a11y: { test: 'error', context: judged }, layout: 'padded', controls: { expanded: true } },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light' },
  decorators: [
    (Story, context) => {
      showTheme(String(context.globals['theme']))
      return <Story />
    },
  ],
  /** Stories share a page, and messages are the page's. */
  beforeEach: () => {
    for (const { id } of currentToasts()) dismissToast(id)
  },
  /** The a11y addon judges the story in the chosen theme; this judges the colours of what is left of it in the other one. */
  afterEach: async ({ globals, parameters }) => {
    if (!isStoryTest() || parameters['a11y']?.test !== 'error') return
    const theme = String(globals['theme'])
    const problems = await otherTheme(theme, colourProblemsInPage)
    if (problems.length > 0) throw new Error(`axe in the other theme than ${theme}:\n${problems.join('\n')}`)
  },
}
export default preview
