import { Braces, Ellipsis, Eye, FileInput } from 'lucide-react'
import { lazy, Suspense, useContext, useMemo, useRef, useState } from 'react'
import type { Field } from '../../../../model/document.ts'
import { fieldsOf } from '../../../../model/fields.ts'
import { inputSchema } from '../../../../model/inputSchema.ts'
import { printJson } from '../../../../model/printJson.ts'
import { selectConnector, selectCredential } from '../../../../store/selectors.ts'
import { inputTyped } from '../../../../store/sessionSlice.ts'
import { Button } from '../../../../ui/Button.tsx'
import { CodeView } from '../../../../ui/CodeView.tsx'
import { Dialog } from '../../../../ui/Dialog.tsx'
import { IconButton } from '../../../../ui/IconButton.tsx'
import { Menu } from '../../../../ui/Menu.tsx'
import { MenuItem } from '../../../../ui/MenuItem.tsx'
import { Popover } from '../../../../ui/Popover.tsx'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../../hooks.ts'
import { HostContext } from '../../../shell/host.ts'
import type { FormInput } from '../../inputs/formInput.ts'
import { FormPreview } from '../../inputs/FormPreview.tsx'
import { useConnectedChoices } from '../../inputs/useConnectedChoices.ts'
import sheet from '../../inputs/FormPreview.module.css'
import { useNodeForm } from '../nodeForm.ts'
import styles from './Controls.module.css'

const ImportSchemaDialog = lazy(async () => ({
  default: (await import('./ImportSchemaDialog.tsx')).ImportSchemaDialog,
}))

export interface FieldsToolsProps {
  /** As they are stored, those that are no fields yet among them. */
  stored: readonly Field[]
  /** Sets all fields, as one step. */
  onReplace: (fields: readonly Field[], label: string) => void
}

/** What is done with the form as a whole: seen as its user will see it, and its JSON Schema, in and out. */
export function FieldsTools({ stored, onReplace }: FieldsToolsProps) {
  const { operation, readOnly } = useNodeForm()
  const { announce } = useEditorStore().extra
  const dispatch = useAppDispatch()
  const bar = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [previewed, setPreviewed] = useState(false)
  const [tried, setTried] = useState<FormInput>({})
  const [dialog, setDialog] = useState<'import' | 'schema'>()
  const fields = useMemo(() => fieldsOf(operation), [operation])
  const choices = useConnectedChoices(operation.id, fields)
  const canAsk = useCanAsk()
  const showPreview = (open: boolean) => {
    setPreviewed(open)
    // One has worked elsewhere meanwhile: the sheet does not know any more where the keyboard came from.
    if (!open) opener.current?.focus()
  }
  // The sheet stands beside the whole inspector, not over it.
  const beside = { getBoundingClientRect: () => besideOf(bar.current) }
  return (
    <div ref={bar} className={styles.tools}>
      <Popover
        title="Preview of the form"
        hideTitle
        bare
        stays
        className={sheet.sheet}
        side="left"
        initialFocus={false}
        anchor={beside}
        open={previewed}
        onOpenChange={showPreview}
        trigger={
          <Button ref={opener} size={28} icon={Eye} aria-pressed={previewed}>
            Preview
          </Button>
        }
      >
        <FormPreview
          fields={fields}
          choices={canAsk ? choices : undefined}
          input={tried}
          onChange={setTried}
          onUse={() => {
            dispatch(inputTyped({ operation: operation.id, input: tried }))
            announce('It is the input of the next run')
          }}
          onClose={() => showPreview(false)}
        />
      </Popover>
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label="JSON Schema of the fields" size={28} />}>
        <MenuItem
          icon={FileInput}
          unavailable={readOnly ? 'read only' : undefined}
          onSelect={() => setDialog('import')}
        >
          Import JSON Schema…
        </MenuItem>
        <MenuItem icon={Braces} onSelect={() => setDialog('schema')}>
          Show JSON Schema
        </MenuItem>
      </Menu>
      {dialog === 'import' && (
        <Suspense fallback={null}>
          <ImportSchemaDialog
            fields={stored}
            onClose={() => setDialog(undefined)}
            onImport={(next, count) => {
              onReplace(next, 'Import fields')
              announce(count === 1 ? '1 field is imported' : `${count} fields are imported`)
            }}
          />
        </Suspense>
      )}
      <Dialog
        open={dialog === 'schema'}
        size="large"
        onClose={() => setDialog(undefined)}
        title="JSON Schema of the input"
        description="What other programs need to know to call this operation (JSON Schema, draft 2020-12)."
      >
        <CodeView label="JSON Schema" text={printJson(inputSchema(fields), { indent: 2 })} />
      </Dialog>
    </div>
  )
}

/** Whether the service can be asked while nothing is run: the runner answers, and it has what the service wants to know. */
function useCanAsk(): boolean {
  const host = useContext(HostContext)
  const credential = useAppSelector(selectCredential)
  const service = useAppSelector(selectConnector)?.service
  return host?.presence !== 'gone' && (credential !== undefined || service?.authentications.length === 0)
}

/** The rectangle of the inspector that something stands in. */
function besideOf(inside: HTMLElement | null): DOMRect {
  return (inside?.closest('section[aria-label]') ?? inside)?.getBoundingClientRect() ?? new DOMRect()
}
