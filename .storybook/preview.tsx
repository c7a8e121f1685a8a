import type { Preview } from '@storybook/react-vite'
import '../src/ui/base.css'

/** Both themes are a toolbar choice here; the story tests run each story in both (see stories/README in src/README.md). */
const preview: Preview = {
  parameters: { a11y: { test: 'error' }, layout: 'padded' },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light' },
  decorators: [
    (Story, context) => {
      document.documentElement.dataset['theme'] = String(context.globals['theme'])
      return <Story />
    },
  ],
}
export default preview
