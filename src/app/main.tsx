import { createRoot } from 'react-dom/client'
import '../ui/base.css'
import { App } from './App.tsx'
import { createPage } from './createPage.ts'

/** Resolves behind the first paint: the frame after it, or a short timer where the page is hidden and paints nothing. */
const painted = new Promise<void>((resolve) => {
  if (document.hidden) setTimeout(resolve, 0)
  else requestAnimationFrame(() => setTimeout(resolve, 0))
})

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')
createRoot(root).render(<App page={createPage(painted)} />)
