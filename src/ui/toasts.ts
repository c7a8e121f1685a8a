/** A short message that comes and goes at the corner of the page. */
export interface Toast {
  id: number
  /** What happened: "Operation deleted". */
  text: string
  tone: 'info' | 'done' | 'failed'
  /** One thing to do about it. */
  action?: { label: string; onClick: () => void }
}

export type ToastDraft = Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function put(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

/** Shows a toast and answers its id. The oldest goes when there are more than three. */
export function showToast(draft: ToastDraft): number {
  lastId += 1
  put([...toasts, { tone: 'info' as const, ...draft, id: lastId }].slice(-3))
  return lastId
}

/** Takes a toast away; one that is gone is no error. */
export function dismissToast(id: number): void {
  put(toasts.filter((toast) => toast.id !== id))
}

/** The toasts that are shown, oldest first; the same array until one comes or goes. */
export function currentToasts(): readonly Toast[] {
  return toasts
}

/** Is told when a toast comes or goes; answers how to stop. */
export function listenToToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
