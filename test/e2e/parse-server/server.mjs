// The child process of start.ts: PostgreSQL in memory (PGlite) behind a socket, and a real Parse Server on it.
// Its packages live in the cache folder that start.ts installed, not in this project, so they are resolved from there.
// Speaks to its parent over IPC: takes one message of options, answers { port }, and ends when the parent is gone.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// The channel closes when the parent dies, however it dies: a test run that is killed must not leave a database behind.
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))

process.once('message', async ({ folder, applicationId, restApiKey, masterKey }) => {
  const fromFolder = createRequire(join(folder, 'package.json'))
  const fromParse = createRequire(fromFolder.resolve('parse-server'))
  const load = (name) => import(pathToFileURL(fromFolder.resolve(name)).href)

  const { PGlite } = await load('@electric-sql/pglite')
  const { PGLiteSocketServer } = await load('@electric-sql/pglite-socket')
  const db = await PGlite.create()
  const socket = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 })
  await socket.start()

  const express = fromParse('express')
  const app = express()
  const http = createServer(app)
  await new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(0, '127.0.0.1', resolve)
  })
  const { port } = http.address()

  const { ParseServer } = fromFolder('parse-server')
  const parse = new ParseServer({
    appId: applicationId,
    restAPIKey: restApiKey,
    masterKey,
    serverURL: `http://127.0.0.1:${port}/parse`,
    // PGlite is one connection: a second one of the pool would wait for ever.
    databaseURI: `postgresql://postgres:postgres@${socket.getServerConn()}/postgres?poolSize=1`,
    // A class comes into being with its first object, as on a new Back4App application.
    allowClientClassCreation: true,
    silent: true,
  })
  app.use('/parse', parse.app)
  process.send({ port })
  await parse.start()
})
