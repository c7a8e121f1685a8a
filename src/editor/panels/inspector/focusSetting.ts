import type { ProblemPlace } from '../../../model/problem.ts'

const controls = 'textarea, input, select, button'

/** Brings the control of a setting into view and puts the focus in it; of a whole node, on its first control. */
export function focusSetting(root: HTMLElement, place: ProblemPlace): void {
  const path = place.setting ?? []
  for (let length = path.length; length >= 0; length--) {
    const name = path.slice(0, length).join('.')
    const holder = length === 0 ? root : root.querySelector(`[data-setting="${CSS.escape(name)}"]`)
    const control = holder?.querySelector<HTMLElement>(controls)
    if (control === null || control === undefined) continue
    control.scrollIntoView({ block: 'nearest' })
    control.focus({ preventScroll: true })
    return
  }
}
