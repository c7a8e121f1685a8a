/** How a card's state is named where there is a sign for it. */
export const statusOf = {
  running: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  off: 'off',
} as const
