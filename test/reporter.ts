// What `npm test` prints: failures, with what the failing test itself logged, and nothing about what passed. The counts
// go to a file, because only src/dev/test.mjs, which outlives vitest, can print the very last line.
import { writeFileSync } from 'node:fs'
import type { SerializedError, UserConsoleLog } from 'vitest'
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node'

/** Characters of a test's own output that are kept to be shown should it fail. */
const logLimit = 4000

/** The counts that src/dev/test.mjs reads. */
interface Counts {
  passed: number
  /** Failed tests, and each file or hook that failed and each error outside of any test. */
  failed: number
  skipped: number
}

const ended = new Set(['passed', 'failed', 'skipped'])

export default class FailuresOnly implements Reporter {
  #vitest: Vitest | undefined
  #logs = new Map<string, string>()

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onUserConsoleLog(log: UserConsoleLog): void {
    if (log.taskId === undefined) return
    const before = this.#logs.get(log.taskId) ?? ''
    this.#logs.set(log.taskId, (before + log.content).slice(-logLimit))
  }

  onTestCaseResult(test: TestCase): void {
    // Only what failed is ever shown: a long run must not keep the rest.
    if (test.result().state !== 'failed') this.#logs.delete(test.id)
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) this.#reportModule(module, counts)
    if (unhandled.length > 0) {
      counts.failed += unhandled.length
      this.#vitest?.logger.printUnhandledErrors(unhandled)
    }
    const path = process.env['PATCHBAY_TEST_COUNTS']
    if (path !== undefined) writeFileSync(path, JSON.stringify(counts))
  }

  #reportModule(module: TestModule, counts: Counts): void {
    this.#reportOwnErrors(module, counts)
    for (const suite of module.children.allSuites()) this.#reportOwnErrors(suite, counts)
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result()
      if (state === 'passed') counts.passed++
      else if (state === 'skipped') counts.skipped++
      else {
        counts.failed++
        this.#fail(test, errors ?? [`The test did not finish (${state}).`])
      }
    }
    // Without a result and without a test to blame: its worker died while it was being collected.
    if (module.children.size === 0 && !ended.has(module.state())) {
      counts.failed++
      this.#fail(module, [`The file did not finish (${module.state()}).`])
    }
  }

  /** Errors of a file or suite itself: an import that threw, a hook that failed, a file without a test. */
  #reportOwnErrors(task: TestModule | TestSuite, counts: Counts): void {
    const errors = task.errors()
    if (errors.length === 0) return
    counts.failed += errors.length
    this.#fail(task, errors)
  }

  #fail(task: TestCase | TestModule | TestSuite, errors: readonly unknown[]): void {
    const logger = this.#vitest?.logger
    const module = task.type === 'module' ? task : task.module
    const name = task.type === 'module' ? '' : ` > ${task.fullName}`
    logger?.error(`\nFAIL [${task.project.name}] ${module.relativeModuleId}${name}`)
    for (const error of errors)
      if (typeof error === 'string') logger?.error(error)
      else logger?.printError(error, { project: task.project })
    const log = this.#logs.get(task.id)
    if (log !== undefined) logger?.error(`It printed:\n${log}`)
  }
}
