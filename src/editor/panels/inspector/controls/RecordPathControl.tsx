import { useId, useMemo } from 'react'
import { samplesOf } from '../../../../store/picker.ts'
import { selectRun } from '../../../../store/selectors.ts'
import { Button } from '../../../../ui/Button.tsx'
import { TextField } from '../../../../ui/TextField.tsx'
import { useAppSelector } from '../../../hooks.ts'
import { type ControlProps, readAt, useNodeForm } from '../nodeForm.ts'
import { useSettingError } from '../SettingError.tsx'
import styles from './Controls.module.css'
import { recordPaths } from './recordPaths.ts'

/** A path to records, typed or chosen among the lists of the last answer. */
export function RecordPathControl({ field, path }: ControlProps<'record-path'>) {
  const { settings, set, readOnly, node } = useNodeForm()
  const id = useId()
  const error = useSettingError(path)
  const stored = readAt(settings, path)
  const value = typeof stored === 'string' ? stored : ''
  const answer = useAppSelector((state) => samplesOf(selectRun(state))[node.id])
  // A request that yields its records shows one of those as its sample: the lists inside are not of the answer.
  const found = useMemo(
    () => (answer === undefined || value !== '' ? [] : recordPaths(answer)),
    [answer, value],
  )
  return (
    <div className={styles.group}>
      <TextField
        label={field.label}
        hint={field.hint}
        error={error}
        mono
        list={id}
        readOnly={readOnly}
        value={value}
        placeholder="results"
        autoComplete="off"
        spellCheck={false}
        onChange={(next) => set(path, next, `Change ${field.label}`)}
      />
      <datalist id={id}>
        {found.map((each) => (
          <option key={each.path} value={each.path}>
            {each.count} items
          </option>
        ))}
      </datalist>
      {!readOnly && found.length > 0 && (
        <div className={styles.acts}>
          <span className={styles.hint}>In the last answer:</span>
          {found.slice(0, 3).map((each) => (
            <Button
              key={each.path}
              size={28}
              onClick={() => set(path, each.path, `Take the records at ${each.path}`)}
            >
              {each.path} · {each.count}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
