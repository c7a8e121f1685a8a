import type { ComponentType } from 'react'
import type { FormField } from '../../../model/kinds.ts'
import { AuthenticationControl } from './controls/AuthenticationControl.tsx'
import { ChildRequestControl } from './controls/ChildRequestControl.tsx'
import { ChoiceControl } from './controls/ChoiceControl.tsx'
import { ConditionsControl } from './controls/ConditionsControl.tsx'
import { ErrorRulesControl } from './controls/ErrorRulesControl.tsx'
import { FieldsControl } from './controls/FieldsControl.tsx'
import { NumbersControl, WordsControl } from './controls/ListTextControl.tsx'
import { NumberControl } from './controls/NumberControl.tsx'
import { PagingControl } from './controls/PagingControl.tsx'
import { RecordPathControl } from './controls/RecordPathControl.tsx'
import { RowsControl } from './controls/RowsControl.tsx'
import { StepsControl } from './controls/StepsControl.tsx'
import { SwitchControl } from './controls/SwitchControl.tsx'
import { TemplateControl } from './controls/TemplateControl.tsx'
import { TextControl } from './controls/TextControl.tsx'
import { VariantControl } from './controls/VariantControl.tsx'
import type { ControlProps } from './nodeForm.ts'

type Control = FormField['control']

/** How each sort of form field is drawn. */
export const controls = {
  template: TemplateControl,
  text: TextControl,
  choice: ChoiceControl,
  number: NumberControl,
  switch: SwitchControl,
  rows: RowsControl,
  conditions: ConditionsControl,
  'error-rules': ErrorRulesControl,
  fields: FieldsControl,
  authentication: AuthenticationControl,
  'record-path': RecordPathControl,
  steps: StepsControl,
  variant: VariantControl,
  numbers: NumbersControl,
  words: WordsControl,
  'child-request': ChildRequestControl,
  paging: PagingControl,
} satisfies { [Name in Control]: ComponentType<ControlProps<Name>> }
