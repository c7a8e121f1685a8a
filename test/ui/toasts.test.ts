import { beforeEach, expect, test } from 'vitest'
import { currentToasts, dismissToast, listenToToasts, showToast } from '../../src/ui/toasts.ts'

beforeEach(() => {
  for (const toast of currentToasts()) dismissToast(toast.id)
})

test('three are shown at most; the oldest goes first', () => {
  for (const text of ['a', 'b', 'c', 'd']) showToast({ text })
  expect(currentToasts().map((toast) => toast.text)).toEqual(['b', 'c', 'd'])
})

test('listeners hear of what comes and goes, until they stop', () => {
  const heard: number[] = []
  const stop = listenToToasts(() => heard.push(currentToasts().length))
  const id = showToast({ text: 'a' })
  dismissToast(id)
  stop()
  showToast({ text: 'b' })
  expect(heard).toEqual([1, 0])
})

test('the list stays the same array while nothing changes, as React asks of a store', () => {
  showToast({ text: 'a' })
  expect(currentToasts()).toBe(currentToasts())
})

test('dismissing what is gone is no error', () => {
  dismissToast(-1)
  expect(currentToasts()).toEqual([])
})
