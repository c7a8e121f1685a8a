/** Written by the transport itself (RFC 9110, 7.6.1 and 8.6): a row of that name would contradict what is sent. */
export const transportHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
