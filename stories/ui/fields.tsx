import { type ReactNode, useState } from 'react'

/** Holds a value for a story, as its caller would. */
export function Held<Value>(props: {
  first: Value
  children: (value: Value, set: (value: Value) => void) => ReactNode
}) {
  const [value, set] = useState(props.first)
  return <>{props.children(value, set)}</>
}

/** A panel's width, so that fields are seen as they will be. */
export function Narrow({ children, width = 280 }: { children: ReactNode; width?: number }) {
  return <div style={{ width, display: 'flex', flexDirection: 'column', gap: 12 }}>{children}</div>
}
