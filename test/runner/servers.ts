import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { HttpRequest } from '../../src/engine/io.ts'
import { createTransport, type Transport, type TransportOptions } from '../../src/runner/transport.ts'

async function start(server: Server, sockets: Set<Socket>): Promise<string> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An HTTP server of the test, on a free port of this machine; gone when the test ends. */
export function serveHttp(listener: RequestListener): Promise<string> {
  return start(createHttpServer(listener), new Set())
}

/** A server that speaks byte by byte: what it says once the head of a request is there. */
export function serveBytes(answer: (socket: Socket, head: string) => void): Promise<string> {
  const server = createServer((socket) => {
    let head = ''
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      const whole = head
      head = ''
      answer(socket, whole)
    })
  })
  return start(server, new Set())
}

export function openTransport(options: Partial<TransportOptions> = {}): Transport {
  const transport = createTransport({ addresses: { privateNetwork: true }, environment: {}, ...options })
  onTestFinished(() => transport.close())
  return transport
}

export function requestOf(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    url,
    headers: [],
    body: undefined,
    timeoutMs: 10_000,
    maxBytes: 10_000_000,
    ...changes,
  }
}

export const never = new AbortController().signal
