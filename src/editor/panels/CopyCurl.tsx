import { ChevronDown, Copy } from 'lucide-react'
import { copiedWords, curlOf, curlShells, type ShownForCurl } from '../../formats/curl/copyAsCurl.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { MenuItem } from '../../ui/MenuItem.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useEditorStore } from '../hooks.ts'

/** Copies a request as a curl command for the shell that is chosen; secrets in it are placeholders. */
export function CopyCurl({ request }: { request: ShownForCurl }) {
  const { clipboard } = useEditorStore().extra
  const copy = async (shell: (typeof curlShells)[number]['shell']) => {
    const command = curlOf(request, shell)
    try {
      await clipboard.write(command.text)
      showToast({ text: copiedWords(command), tone: 'done' })
    } catch {
      showToast({ text: 'The browser did not let the page write to the clipboard.', tone: 'failed' })
    }
  }
  return (
    <Menu
      trigger={
        <Button size={28} icon={Copy} endIcon={ChevronDown}>
          Copy as cURL
        </Button>
      }
    >
      {curlShells.map(({ shell, title }) => (
        <MenuItem key={shell} onSelect={() => void copy(shell)}>
          {title}
        </MenuItem>
      ))}
    </Menu>
  )
}
