/**
 * undici's dispatcher files, taken singly: the whole package costs 9 MB and 50 ms more at start (fetch, WebSocket, caches,
 * mocks). The package types only its front door, so the doors used here are named again.
 */
declare module 'undici/lib/dispatcher/pool.js' {
  export { default } from 'undici/types/pool.d.ts'
}

declare module 'undici/lib/core/connect.js' {
  export { default } from 'undici/types/connector.d.ts'
}
