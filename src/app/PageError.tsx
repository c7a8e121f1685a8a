import { Component, type ErrorInfo, type ReactNode } from 'react'
import type { EditorStore } from '../store/createStore.ts'
import { Button } from '../ui/Button.tsx'
import styles from './PageError.module.css'

interface PageErrorProps {
  store: EditorStore
  children: ReactNode
}

/**
 * Where drawing the page fails, it says so in words. What was made is in the store and in the database still: it can be
 * exported from here, and a reload opens it again.
 */
export class PageError extends Component<PageErrorProps, { failed: Error | undefined }> {
  override state: { failed: Error | undefined } = { failed: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { failed: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    // The one place that has nobody else to tell: for whoever opens the console after the fact.
    // oxlint-disable-next-line no-console
    console.error(error, info.componentStack)
  }

  override render() {
    if (this.state.failed === undefined) return this.props.children
    const { store } = this.props
    const { connector } = store.getState().document
    return (
      <main className={styles.page} role="alert">
        <h1 className={styles.title}>This page could not be drawn</h1>
        <p>
          Nothing is lost: every change up to now is kept in this browser. Reload the page; if it happens
          again, export a copy and tell us what you did last.
        </p>
        <pre className={styles.detail}>{this.state.failed.message}</pre>
        <div className={styles.ways}>
          {connector !== undefined && (
            <Button
              onClick={async () => {
                const { printConnector } = await import('../model/print.ts')
                store.extra.files.save(
                  `${connector.name}.connector.json`,
                  printConnector(connector),
                  'application/json',
                )
              }}
            >
              Export a copy
            </Button>
          )}
          <Button onClick={() => location.assign('/')}>All connectors</Button>
          <Button variant="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        </div>
      </main>
    )
  }
}
