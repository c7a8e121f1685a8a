import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { findInputs } from '../../../model/fields.ts'
import type { FieldId, NodeId } from '../../../model/ids.ts'
import type { KindFacts } from '../../../model/kinds.ts'
import type { Problem } from '../../../model/problem.ts'
import { edit } from '../../../store/edit.ts'
import { selectAnswering } from '../../../store/answers.ts'
import { selectScopeEntries } from '../../../store/picker.ts'
import { selectCanEdit, selectNode, selectOperation, selectProblemsOf } from '../../../store/selectors.ts'
import { focused } from '../../../store/sessionSlice.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useAppDispatch, useAppSelector, useEditorStore } from '../../hooks.ts'
import { useOrigin } from '../useOrigin.ts'
import { answersSection } from './answersSection.ts'
import { useAbsentPlaces } from './useAbsentPlaces.ts'
import { newField } from './controls/newField.ts'
import { FormFields, holds } from './FormFields.tsx'
import { focusSetting } from './focusSetting.ts'
import styles from './Inspector.module.css'
import { NodeHeader } from './NodeHeader.tsx'
import { NodeProblems } from './NodeProblems.tsx'
import { type NodeForm, NodeFormContext, settingKey } from './nodeForm.ts'
import { Section } from './Section.tsx'
import { settingsOf } from './settingsOf.ts'

const EffectiveRequestSection = lazy(async () => ({
  default: (await import('./EffectiveRequest.tsx')).EffectiveRequestView,
}))
const AnswerChoice = lazy(async () => ({ default: (await import('./AnswerChoice.tsx')).AnswerChoice }))
const MoveSecretDialog = lazy(async () => ({
  default: (await import('./MoveSecretDialog.tsx')).MoveSecretDialog,
}))

/** What a literal secret's problem is called; its fix has a step of its own, for the value must not be lost. */
const secretCode = 'literal-secret'

const drawFields: NodeForm['drawFields'] = (fields, base) => <FormFields fields={fields} base={base} />

/** The settings of one node, drawn from its kind's form data. */
export function NodeInspector({ id }: { id: NodeId }) {
  const { catalog, makeId } = useEditorStore().extra
  const dispatch = useAppDispatch()
  const operation = useAppSelector(selectOperation)
  const node = useAppSelector((state) => selectNode(state, id))
  const found = useAppSelector((state) => selectProblemsOf(state, id))
  const absent = useAbsentPlaces(node)
  const problems = useMemo(() => (absent.length === 0 ? found : [...found, ...absent]), [found, absent])
  const canEdit = useAppSelector(selectCanEdit)
  const why = useAppSelector((state) => state.session.readOnly)
  const scope = useAppSelector((state) => selectScopeEntries(state, id, catalog))
  const origin = useOrigin()
  const answered = useAppSelector((state) => selectAnswering(state, id) !== undefined)
  const place = useAppSelector((state) => state.session.focus)
  const body = useRef<HTMLDivElement>(null)
  const [moving, setMoving] = useState<Problem>()
  const facts: KindFacts | undefined =
    node !== undefined && Object.hasOwn(catalog, node.kind)
      ? catalog[node.kind as keyof typeof catalog]
      : undefined
  const form = useMemo<NodeForm | undefined>(() => {
    if (operation === undefined || node === undefined) return undefined
    const at = { operation: operation.id, node: node.id }
    const inputs = findInputs(operation)
    return {
      operation,
      node,
      settings: settingsOf(facts, node.settings),
      scope,
      origin,
      problems,
      readOnly: !canEdit,
      set: (path, value, label) =>
        void dispatch(
          edit([{ edit: 'setSetting', ...at, path, ...(value === undefined ? {} : { value }) }], {
            label,
            policy: 'merge',
            // What is taken away or put in is no keystroke: only texts and numbers come in bursts.
            mergeKey: settingKey(
              node.id,
              typeof value === 'object' || value === undefined ? [...path, label] : path,
            ),
          }),
        ),
      apply: (edits, label, mergeKey) =>
        void dispatch(
          edit(edits, {
            label,
            ...(mergeKey === undefined ? { policy: 'record' } : { policy: 'merge', mergeKey }),
          }),
        ),
      addInput:
        inputs === undefined || !canEdit
          ? undefined
          : (name, required) =>
              void dispatch(
                edit(
                  [
                    {
                      edit: 'addField',
                      operation: operation.id,
                      node: inputs.id,
                      field: newField(makeId() as FieldId, name, required),
                    },
                  ],
                  { label: `Add the input ${name}`, policy: 'record' },
                ),
              ),
      drawFields,
      fix: (problem) => {
        if (problem.code === secretCode) setMoving(problem)
        else if (problem.fix !== undefined)
          dispatch(edit(problem.fix.edits, { label: problem.fix.label, policy: 'record' }))
      },
    }
  }, [operation, node, facts, scope, origin, problems, canEdit, makeId, dispatch])

  useEffect(() => {
    if (place?.node !== id || body.current === null) return
    focusSetting(body.current, place)
    dispatch(focused(undefined))
  }, [place, id, dispatch])

  if (form === undefined || node === undefined) return null
  const general = problems.filter(({ place }) => place?.setting === undefined)
  return (
    <NodeFormContext value={form}>
      <Panel label={`Settings of ${node.title}`} header={<NodeHeader node={node} facts={facts} />}>
        <div ref={body}>
          {why !== undefined && <p className={styles.readOnly}>{why}</p>}
          <NodeProblems problems={general} />
          {facts === undefined ? (
            <p className={styles.section}>
              This version of Patchbay does not know nodes of the kind “{node.kind}”. It is kept as it is.
            </p>
          ) : (
            facts.form
              .filter(({ when }) => holds(when, form.settings))
              .map((section) => (
                <Section
                  key={section.title}
                  id={`${node.kind}/${section.title}`}
                  title={section.title}
                  hint={section.hint}
                  folded={section.folded}
                  problems={problems}
                  paths={section.fields.map((field) => field.path)}
                >
                  <FormFields fields={section.fields} />
                </Section>
              ))
          )}
          {node.kind === 'request' && (
            <Section
              id={answersSection}
              title="Sample answers"
              hint="A sample can answer its requests in place of the service, to see what waits, retries, error rules and sign-in make of it. Nothing is sent for it."
              folded={!answered}
            >
              <Suspense fallback={null}>
                <AnswerChoice node={node} />
              </Suspense>
            </Section>
          )}
          {node.kind === 'request' && (
            <Section id="request/Effective request" title="Effective request" folded>
              <Suspense fallback={<p className={styles.hint}>Drawing the request…</p>}>
                <EffectiveRequestSection node={node} />
              </Suspense>
            </Section>
          )}
        </div>
      </Panel>
      {moving !== undefined && (
        <Suspense fallback={null}>
          <MoveSecretDialog problem={moving} onClose={() => setMoving(undefined)} />
        </Suspense>
      )}
    </NodeFormContext>
  )
}
